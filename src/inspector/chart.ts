/**
 * Chart: a machine as a picture, laid out once.
 *
 *     machine ──▶ boxes in boxes, arrows with labels ──ELK──▶ places ──▶ the page draws them
 *
 * Transitions between the same two states share one line, their labels stacked on it. What only acts and
 * stays has no line, nor what the machine itself does in whichever state: it would cross everything. Both
 * are told in words, as edges without points. Both directions are tried, and the one that fits a screen better is kept.
 * Units: pixels. Layout is a function of the machine only, so a chart never moves between two runs.
 */
import elk, { type ElkExtendedEdge, type ElkNode } from 'elkjs/lib/elk.bundled.js';
import {
  type Arrow,
  arrowsOf,
  idOf,
  LABEL_LINE_PX,
  linesOf,
  ROOT,
  type Wire,
} from './chart-arrow.ts';
import { type Origins, placedEdges, placedNodes } from './chart-place.ts';
import type { MachineShape, NodeShape } from './why.ts';
import type { Chart } from './wire-reply.ts';

/** The width of a letter of a label as the page draws it. */
const LETTER_PX = 6.5;
const NAME_LETTER_PX = 7.4;
const NAME_MARGIN_PX = 40;
const STATE_HEIGHT_PX = 34;
const DOT_PX = 10;
/** What a picture should fit into without being made smaller. */
const SCREEN = { width: 1_100, height: 760 } as const;
const PADDING = '[top=36,left=18,bottom=18,right=18]';
const charts = new Map<string, Promise<Chart>>();

/** The chart of a machine; laid out the first time it is asked for. */
export function chartOf(machine: MachineShape): Promise<Chart> {
  const known = charts.get(machine.id);
  if (known !== undefined) return known;
  const chart = layOut(machine);
  charts.set(machine.id, chart);
  return chart;
}

/** Lays a machine out, whatever else is called so. */
export async function layOut(machine: MachineShape): Promise<Chart> {
  const arrows = arrowsOf(machine.root);
  const down = await laidOut(machine, arrows, 'DOWN');
  const right = await laidOut(machine, arrows, 'RIGHT');
  return shrinkOf(right) < shrinkOf(down) ? right : down;
}
function shrinkOf({ width, height }: Chart): number {
  return Math.max(width / SCREEN.width, height / SCREEN.height);
}

async function laidOut(
  machine: MachineShape,
  arrows: readonly Arrow[],
  direction: 'DOWN' | 'RIGHT',
): Promise<Chart> {
  const wires = linesOf(arrows);
  const graph: ElkNode = {
    id: 'chart',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': direction,
      'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.padding': '[top=4,left=4,bottom=4,right=4]',
      'elk.layered.spacing.nodeNodeBetweenLayers': '26',
      'elk.layered.spacing.edgeNodeBetweenLayers': '14',
      'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
      'elk.spacing.nodeNode': '22',
      'elk.spacing.edgeNode': '14',
      'elk.spacing.edgeEdge': '12',
      'elk.spacing.edgeLabel': '3',
      'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
      'elk.layered.considerModelOrder.strategy': 'PREFER_NODES',
    },
    children: [boxOf(machine.root, machine.id)],
    edges: [...wires.map(edgeFor), ...startsIn(machine.root)],
  };
  const placed = await new elk.default().layout(graph);
  const origins: Origins = new Map();
  const nodes = placedNodes(placed, machine.root, origins);
  const edges = placedEdges(placed, wires, arrows, origins);
  return {
    machine: machine.id,
    width: placed.width ?? 0,
    height: placed.height ?? 0,
    nodes,
    edges,
  };
}

function boxOf(node: NodeShape, label: string): ElkNode {
  const inner = Object.values(node.states).map((child) => boxOf(child, child.key));
  const width = label.length * NAME_LETTER_PX + NAME_MARGIN_PX;
  const box: ElkNode = { id: idOf(node), labels: [{ text: label }] };
  if (inner.length === 0) return { ...box, width: Math.max(84, width), height: STATE_HEIGHT_PX };
  const start = startOf(node);
  const dot = start === null ? [] : [{ id: dotIn(node), width: DOT_PX, height: DOT_PX }];
  return {
    ...box,
    children: [...dot, ...inner],
    layoutOptions: {
      'elk.padding': PADDING,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${width},${STATE_HEIGHT_PX})`,
    },
  };
}

function edgeFor({ id, source, target, lines }: Wire): ElkExtendedEdge {
  const width = Math.max(...lines.map((line) => line.length)) * LETTER_PX + 10;
  const height = lines.length * LABEL_LINE_PX + 4;
  return {
    id,
    sources: [source],
    targets: [target],
    labels: [{ text: id, width, height, layoutOptions: { 'elk.edgeLabels.inline': 'true' } }],
  };
}

/** The arrows from the dot in each box to the state it begins in. */
function startsIn(node: NodeShape): { id: string; sources: string[]; targets: string[] }[] {
  const start = startOf(node);
  const own =
    start === null
      ? []
      : [{ id: `${dotIn(node)}>`, sources: [dotIn(node)], targets: [idOf(start)] }];
  return [...own, ...Object.values(node.states).flatMap(startsIn)];
}
function startOf(node: NodeShape): NodeShape | null {
  return node.type === 'compound' ? (node.initial?.target[0] ?? null) : null;
}
function dotIn(node: NodeShape): string {
  return `${node.path.length === 0 ? ROOT : idOf(node)} begins`;
}
