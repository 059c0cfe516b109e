/**
 * Hit: what is under the pointer: an arrow, a mark, or a state; by arithmetic, from what was drawn.
 */
import { type ChartView, GUTTER_PX } from './chart-view.ts';
import { type ArrowPlace, STRIP_HALF_PX } from './draw-arrow.ts';
import type { Drawn } from './draw-chart.ts';

export type Hit =
  | { readonly on: 'arrow'; readonly arrow: number; readonly seq: number }
  | { readonly on: 'mark'; readonly seq: number }
  | { readonly on: 'strip'; readonly lane: number; readonly index: number; readonly seq: number };

const REACH_PX = 7;

/** What is at a place of the drawing; null for nothing. */
export function hitAt(view: ChartView, drawn: Drawn, x: number, y: number): Hit | null {
  if (x < GUTTER_PX) return null;
  return markAt(view, drawn, x, y) ?? arrowAt(view, drawn, x, y) ?? stripAt(view, x, y);
}

function arrowAt(view: ChartView, drawn: Drawn, x: number, y: number): Hit | null {
  const { model } = view.content;
  let best: ArrowPlace | null = null;
  let least = REACH_PX;
  for (const place of drawn.places) {
    const far = distance(place, x, y);
    if (far >= least) continue;
    best = place;
    least = far;
  }
  if (best === null) return null;
  const { arrow, x1, y1, x2, y2 } = best;
  const row = model.row.at(arrow);
  const isNearEnd = Math.hypot(x - x2, y - y2) < Math.hypot(x - x1, y - y1);
  const end = model.records.endSeq.at(row);
  return { on: 'arrow', arrow, seq: isNearEnd && end > 0 ? end : model.records.sentSeq.at(row) };
}

/** How far a point is from an arrow; from its label too, which stands over the beginning. */
function distance({ x1, y1, x2, y2, isLoop }: ArrowPlace, x: number, y: number): number {
  if (isLoop) {
    const isBeside = x >= x1 - 2 && x <= x1 + 24 && y >= Math.min(y1, y2) - 4 && y <= y2 + 4;
    return isBeside ? 2 : Number.POSITIVE_INFINITY;
  }
  const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
  const part = length === 0 ? 0 : ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length;
  const near = Math.max(0, Math.min(1, part));
  const far = Math.hypot(x - (x1 + near * (x2 - x1)), y - (y1 + near * (y2 - y1)));
  const along = x2 > x1 ? x - x1 : x1 - x;
  const isOnLabel = along > 0 && along < 90 && y < y1 && y > y1 - 13;
  return isOnLabel ? Math.min(far, 3) : far;
}

function markAt(view: ChartView, drawn: Drawn, x: number, y: number): Hit | null {
  if (drawn.isSample) return null;
  const { model } = view.content;
  for (let point = drawn.firstPoint; point <= drawn.lastPoint; point += 1) {
    const lane = model.markLane.at(point) - 1;
    if (lane < 0 || Math.abs(view.y(point) - y) > REACH_PX) continue;
    if (Math.abs(view.laneX(lane) - x) <= REACH_PX)
      return { on: 'mark', seq: model.seqs.at(point) };
  }
  return null;
}

function stripAt(view: ChartView, x: number, y: number): Hit | null {
  const lane = view.laneAt(x);
  if (lane < 0 || Math.abs(view.laneX(lane) - x) > STRIP_HALF_PX) return null;
  const strip = view.content.model.strips[lane];
  const point = view.pointAtY(y);
  if (strip === undefined || point < 0) return null;
  const next = view.content.model.seqs.at(point + 1);
  const index = strip.indexAt(next > 0 ? next - 1 : view.content.model.records.length);
  return index < 0 ? null : { on: 'strip', lane, index, seq: strip.seqs.at(index) };
}
