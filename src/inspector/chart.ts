/**
 * Chart: a machine as a picture, laid out once.
 *
 *     machine ──▶ boxes in boxes, arrows with labels ──ELK──▶ places ──▶ the page draws them
 *
 * Units: pixels. Layout is a function of the machine only, so a chart never moves between two runs.
 */
import elk, { type ElkExtendedEdge, type ElkNode } from 'elkjs/lib/elk.bundled.js';
import {
  eventWord,
  type MachineShape,
  type NodeShape,
  nameOfPart,
  type TransitionShape,
} from './why.ts';
import type { Chart, ChartEdge, ChartNode } from './wire.ts';

const LETTER_PX = 7.2;
const LINE_PX = 18;
const PADDING = '[top=34,left=16,bottom=16,right=16]';
const ROOT = '(machine)';
const charts = new Map<string, Promise<Chart>>();

interface Arrow {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly event: string;
  readonly guard: string | null;
  readonly actions: readonly string[];
}

/** The chart of a machine; laid out the first time it is asked for. */
export function chartOf(machine: MachineShape): Promise<Chart> {
  const known = charts.get(machine.id);
  if (known !== undefined) return known;
  const chart = layOut(machine);
  charts.set(machine.id, chart);
  return chart;
}

async function layOut(machine: MachineShape): Promise<Chart> {
  const arrows = arrowsOf(machine.root);
  const graph: ElkNode = {
    id: 'chart',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'DOWN',
      'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
      'elk.edgeRouting': 'POLYLINE',
      'elk.layered.spacing.nodeNodeBetweenLayers': '44',
      'elk.spacing.nodeNode': '30',
      'elk.spacing.edgeLabel': '4',
    },
    children: [boxOf(machine.root, machine.id)],
    edges: arrows.map((arrow) => ({
      id: arrow.id,
      sources: [arrow.source],
      targets: [arrow.target],
      labels: [{ text: labelOf(arrow), width: widthOf(labelOf(arrow)), height: LINE_PX }],
    })),
  };
  const placed = await new elk.default().layout(graph);
  const origins = new Map<string, { x: number; y: number }>();
  const nodes: ChartNode[] = [];
  placeNodes(placed, 0, 0, machine, nodes, origins);
  const edges = (placed.edges ?? []).map((edge, index) => edgeOf(edge, arrows[index], origins));
  return {
    machine: machine.id,
    width: placed.width ?? 0,
    height: placed.height ?? 0,
    nodes,
    edges: edges.filter((edge) => edge !== null),
  };
}

function boxOf(node: NodeShape, label: string): ElkNode {
  const children = Object.values(node.states).map((child) => boxOf(child, child.key));
  const box: ElkNode = { id: idOf(node), labels: [{ text: label }] };
  if (children.length > 0) {
    return { ...box, children, layoutOptions: { 'elk.padding': PADDING } };
  }
  return { ...box, width: Math.max(90, widthOf(label) + 28), height: 38 };
}

/** Every transition, from the outermost state inwards. */
function arrowsOf(root: NodeShape): readonly Arrow[] {
  const arrows: Arrow[] = [];
  const add = (transition: TransitionShape, event: string) => {
    const { source, target, guard, actions } = transition;
    // What only acts and stays is told in the list of events; drawn, it would hide the rest.
    for (const to of target ?? []) {
      arrows.push({
        id: `arrow-${arrows.length}`,
        source: idOf(source),
        target: idOf(to),
        event,
        guard: nameOfPart(guard),
        actions: actions.map((action) => nameOfPart(action) ?? 'action'),
      });
    }
  };
  const visit = (node: NodeShape) => {
    for (const [type, transitions] of node.transitions) {
      for (const transition of transitions) add(transition, eventWord(type));
    }
    for (const transition of node.always ?? []) add(transition, 'always');
    for (const child of Object.values(node.states)) visit(child);
  };
  visit(root);
  return arrows;
}

function placeNodes(
  placed: ElkNode,
  x: number,
  y: number,
  machine: MachineShape,
  nodes: ChartNode[],
  origins: Map<string, { x: number; y: number }>,
): void {
  origins.set(placed.id, { x, y });
  for (const child of placed.children ?? []) {
    const left = x + (child.x ?? 0);
    const top = y + (child.y ?? 0);
    const node = nodeAt(machine.root, child.id);
    nodes.push({
      id: child.id === ROOT ? '' : child.id,
      label: child.labels?.[0]?.text ?? child.id,
      type: typeOf(node),
      x: left,
      y: top,
      width: child.width ?? 0,
      height: child.height ?? 0,
    });
    placeNodes(child, left, top, machine, nodes, origins);
  }
}

function edgeOf(
  edge: ElkExtendedEdge,
  arrow: Arrow | undefined,
  origins: ReadonlyMap<string, { x: number; y: number }>,
): ChartEdge | null {
  const [section] = edge.sections ?? [];
  if (arrow === undefined || section === undefined) return null;
  // ELK gives an edge's points within the node that holds it.
  const { container } = edge as { readonly container?: string };
  const { x, y } = origins.get(container ?? 'chart') ?? { x: 0, y: 0 };
  const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
  const [label] = edge.labels ?? [];
  return {
    source: arrow.source === ROOT ? '' : arrow.source,
    target: arrow.target === ROOT ? '' : arrow.target,
    event: arrow.event,
    guard: arrow.guard,
    actions: arrow.actions,
    points: points.map((point) => ({ x: point.x + x, y: point.y + y })),
    labelAt:
      label?.x === undefined || label.y === undefined ? null : { x: label.x + x, y: label.y + y },
  };
}

function nodeAt(root: NodeShape, id: string): NodeShape {
  if (id === ROOT) return root;
  let node = root;
  for (const key of id.split('.')) node = node.states[key] ?? node;
  return node;
}
function typeOf({ type }: NodeShape): ChartNode['type'] {
  return type === 'compound' || type === 'parallel' || type === 'final' ? type : 'atomic';
}
function idOf({ path }: NodeShape): string {
  return path.length === 0 ? ROOT : path.join('.');
}
function labelOf({ event, guard }: Arrow): string {
  return guard === null ? event : `${event} [${guard}]`;
}
function widthOf(text: string): number {
  return text.length * LETTER_PX;
}
