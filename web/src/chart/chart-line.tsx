/**
 * Chart lines: the arrows of a state chart with rounded corners, and what is written on them.
 */
import type { ChartEdge } from '../../../src/inspector/wire-reply.ts';

const CORNER_PX = 7;
/** As the layout measured them (src/inspector/chart.ts). */
const LINE_PX = 14;
const LETTER_PX = 6.5;

interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface ChartLineProps {
  readonly edges: readonly [ChartEdge, ...ChartEdge[]];
  readonly isTaken: boolean;
  readonly isLeaving: boolean;
}

/** One line, which several transitions may share. */
export function ChartLine({ edges: [edge], isTaken, isLeaving }: ChartLineProps) {
  const kind = isTaken ? '-taken' : isLeaving ? '-leaving' : '';
  return (
    <path
      className={`chart-line chart-line${kind}`}
      d={roundedPath(edge.points)}
      markerEnd={`url(#chart-head${kind})`}
    />
  );
}

export interface ChartLabelProps {
  readonly edge: ChartEdge;
  /** The middle of its upper side. */
  readonly at: Spot;
  readonly isTaken: boolean;
  /** True where the event would be taken from an active state. */
  readonly isOpen: boolean;
}

/** What a transition waits for, and its guard under it. */
export function ChartLabel({ edge, at, isTaken, isOpen }: ChartLabelProps) {
  const { event, guard, actions } = edge;
  const width = Math.max(event.length, guard === null ? 0 : guard.length + 2) * LETTER_PX + 8;
  const height = (guard === null ? 1 : 2) * LINE_PX;
  const look = `chart-label ${isTaken ? 'chart-label-taken' : ''} ${isOpen ? 'chart-label-open' : ''}`;
  return (
    <g className={look}>
      <title>{actions.length === 0 ? event : `${event}: ${actions.join(', ')}`}</title>
      <rect x={at.x - width / 2} y={at.y} width={width} height={height} rx={4} />
      <text x={at.x} y={at.y + 11} textAnchor="middle">
        {event}
      </text>
      {guard === null ? null : (
        <text className="chart-guard" x={at.x} y={at.y + 11 + LINE_PX} textAnchor="middle">
          [{guard}]
        </text>
      )}
    </g>
  );
}

/** A path through points whose corners are rounded. */
export function roundedPath(points: readonly Spot[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${first.x} ${first.y}`;
  let from = first;
  rest.forEach((corner, index) => {
    const next = rest[index + 1];
    if (next === undefined) {
      path += ` L${corner.x} ${corner.y}`;
      return;
    }
    const before = towards(corner, from);
    const after = towards(corner, next);
    path += ` L${before.x} ${before.y} Q${corner.x} ${corner.y} ${after.x} ${after.y}`;
    from = corner;
  });
  return path;
}

/** A point near a corner on the way to another. */
function towards(corner: Spot, other: Spot): Spot {
  const length = Math.hypot(other.x - corner.x, other.y - corner.y);
  const share = length === 0 ? 0 : Math.min(CORNER_PX, length / 2) / length;
  return { x: corner.x + (other.x - corner.x) * share, y: corner.y + (other.y - corner.y) * share };
}
