/**
 * Draw chart: one frame: bands, lifelines, arrows, marks, the gutter, the cursor.
 *
 * Only what is in the window is drawn. Where there is more than can be told apart, some of it is, and the
 * frame says how much.
 */
import type { ChartView } from './chart-view.ts';
import { type ArrowPlace, drawArrow, placeOf } from './draw-arrow.ts';
import { drawLane, drawMark } from './draw-lane.ts';
import { drawBands, drawCursor, drawGutter } from './draw-time.ts';
import type { Palette } from './palette.ts';

/** A label needs this much height of its own. */
const LABEL_ROW_PX = 11;
/** From this many points in the window on, arrows are picked evenly. */
const DENSE_POINTS = 1_200;
const DENSE_ARROWS = 1_000;
const LABELLED_POINTS_MAX = 400;

/** What a frame shows, for hit-testing and for exports. */
export interface Drawn {
  readonly places: readonly ArrowPlace[];
  readonly firstPoint: number;
  readonly lastPoint: number;
  /** True when only some of the arrows were drawn. */
  readonly isSample: boolean;
}

export function drawChart(
  context: CanvasRenderingContext2D,
  view: ChartView,
  palette: Palette,
): Drawn {
  const { model, order } = view.content;
  context.fillStyle = palette.panel;
  context.fillRect(0, 0, view.width, view.height);
  context.font = `11px ${palette.sans}`;
  context.textBaseline = 'alphabetic';
  const [firstPoint, lastPoint] = view.window;
  const isSample = lastPoint - firstPoint > DENSE_POINTS;
  if (!isSample) drawBands(context, view, palette);
  for (const id of order) {
    const x = view.laneX(id);
    if (x < -20 || x > view.width + 20) continue;
    const lane = model.lanes.all[id];
    if (lane !== undefined) drawLane(context, view, lane, palette);
  }
  const places = isSample
    ? drawSample(context, view, palette, firstPoint, lastPoint)
    : drawAll(context, view, palette, firstPoint, lastPoint);
  drawGutter(context, view, palette);
  drawCursor(context, view, palette);
  return { places, firstPoint, lastPoint, isSample };
}

function drawAll(
  context: CanvasRenderingContext2D,
  view: ChartView,
  palette: Palette,
  first: number,
  last: number,
): readonly ArrowPlace[] {
  const { model, axis, emphasis } = view.content;
  const isLabelled = last - first <= LABELLED_POINTS_MAX;
  const hasRoom = (point: number) =>
    isLabelled && axis.gapBefore(point) * view.zoom >= LABEL_ROW_PX;
  const places = model
    .arrowsBetween(first, last)
    .map((arrow) => placeOf(view, arrow))
    .filter((place) => isInSight(place, view));
  const plain = places.filter(({ arrow }) => !emphasis.has(arrow) && arrow !== view.hovered);
  for (const place of plain) {
    const hasLabel = hasRoom(model.startPoint.at(place.arrow));
    drawArrow(context, view, place, palette, { emphasis: undefined, isHovered: false, hasLabel });
  }
  for (let point = first; point <= last; point += 1) {
    drawMark(context, view, point, hasRoom(point), palette);
  }
  for (const place of places) {
    const how = emphasis.get(place.arrow);
    const isHovered = place.arrow === view.hovered;
    if (how === undefined && !isHovered) continue;
    drawArrow(context, view, place, palette, { emphasis: how, isHovered, hasLabel: true });
  }
  return places;
}

/** Many thin lines, with no labels. */
function drawSample(
  context: CanvasRenderingContext2D,
  view: ChartView,
  palette: Palette,
  first: number,
  last: number,
): readonly ArrowPlace[] {
  const { model, emphasis } = view.content;
  context.globalAlpha = 0.35;
  context.lineWidth = 1;
  const places = model
    .someBetween(first, last, DENSE_ARROWS)
    .map((arrow) => placeOf(view, arrow))
    .filter((place) => isInSight(place, view));
  for (const { arrow, x1, y1, x2, y2 } of places) {
    const role = model.lanes.all[model.fromLane.at(arrow)]?.role ?? 'other';
    context.strokeStyle = palette.roles[role];
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.stroke();
  }
  context.globalAlpha = 1;
  for (const [arrow, how] of emphasis) {
    const place = placeOf(view, arrow);
    if (isInSight(place, view)) {
      drawArrow(context, view, place, palette, { emphasis: how, isHovered: false, hasLabel: true });
    }
  }
  return places;
}

function isInSight({ x1, x2, y1, y2 }: ArrowPlace, { width, height }: ChartView): boolean {
  return (
    Math.max(x1, x2) > -160 &&
    Math.min(x1, x2) < width + 160 &&
    Math.max(y1, y2) > -20 &&
    Math.min(y1, y2) < height + 20
  );
}
