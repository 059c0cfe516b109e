/**
 * Chart places: where the layout put boxes, lines and labels, all measured from the same corner.
 */
import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk.bundled.js';
import { type Arrow, isDrawn, LABEL_LINE_PX, labelOf, ROOT, type Wire } from './chart-arrow.ts';
import type { NodeShape } from './why.ts';
import type { ChartEdge, ChartNode } from './wire-reply.ts';

/** The corner of each box, by its id. */
export type Origins = Map<string, Spot>;
interface Spot {
  readonly x: number;
  readonly y: number;
}

/** The boxes, outermost first; fills `origins`. */
export function placedNodes(
  placed: ElkNode,
  root: NodeShape,
  origins: Origins,
  corner: Spot = { x: 0, y: 0 },
): readonly ChartNode[] {
  origins.set(placed.id, corner);
  return (placed.children ?? []).flatMap((child) => {
    const { x, y } = offset(corner, { x: child.x ?? 0, y: child.y ?? 0 });
    const node: ChartNode = {
      id: nameOf(child.id),
      label: child.labels?.[0]?.text ?? '',
      type: child.labels === undefined ? 'initial' : typeOf(nodeAt(root, child.id)),
      x,
      y,
      width: child.width ?? 0,
      height: child.height ?? 0,
    };
    return [node, ...placedNodes(child, root, origins, { x, y })];
  });
}

/** Every arrow: with its line where there is one, and with its place on that line. */
export function placedEdges(
  placed: ElkNode,
  wires: readonly Wire[],
  arrows: readonly Arrow[],
  origins: Origins,
): readonly ChartEdge[] {
  const wireOf = new Map(wires.map((wire) => [wire.id, wire]));
  const drawn = (placed.edges ?? []).flatMap((edge) => {
    const wire = wireOf.get(edge.id);
    return wire === undefined ? startOf(edge, origins) : labelled(wire, edge, origins);
  });
  const untold = arrows.filter((arrow) => !isDrawn(arrow));
  return [...drawn, ...untold.map((arrow) => edgeOf(arrow, [], null))];
}

function labelled(wire: Wire, edge: ElkExtendedEdge, origins: Origins): readonly ChartEdge[] {
  const points = pointsOf(edge, origins);
  const [label] = edge.labels ?? [];
  const corner = offset(cornerOf(edge, origins), { x: label?.x ?? 0, y: (label?.y ?? 0) + 2 });
  const middle = corner.x + (label?.width ?? 0) / 2;
  let line = 0;
  return wire.arrows.map((arrow) => {
    const at = { x: middle, y: corner.y + line * LABEL_LINE_PX };
    line += labelOf(arrow).length;
    return edgeOf(arrow, points, at);
  });
}

/** The line from the dot to the state a box begins in. */
function startOf(edge: ElkExtendedEdge, origins: Origins): readonly ChartEdge[] {
  const [source = '', target = ''] = [edge.sources[0], edge.targets[0]];
  const arrow = { source, target, event: '', guard: null, actions: [], stays: false };
  return [edgeOf(arrow, pointsOf(edge, origins), null)];
}

function edgeOf(arrow: Arrow, points: readonly Spot[], labelAt: Spot | null): ChartEdge {
  const { source, target, event, guard, actions } = arrow;
  return { source: nameOf(source), target: nameOf(target), event, guard, actions, points, labelAt };
}

function pointsOf(edge: ElkExtendedEdge, origins: Origins): readonly Spot[] {
  const [section] = edge.sections ?? [];
  if (section === undefined) return [];
  const corner = cornerOf(edge, origins);
  const spots = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
  return spots.map((spot) => offset(corner, spot));
}

/** The layout gives an edge's points within the node that holds it. */
function cornerOf(edge: ElkExtendedEdge, origins: Origins): Spot {
  const { container } = edge as { readonly container?: string };
  return origins.get(container ?? 'chart') ?? { x: 0, y: 0 };
}
function offset(corner: Spot, { x, y }: Spot): Spot {
  return { x: corner.x + x, y: corner.y + y };
}

function nameOf(id: string): string {
  return id === ROOT ? '' : id;
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
