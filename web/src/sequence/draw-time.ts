/**
 * Draw time: the gutter with the clock, bands of points at one instant, folds, and the cursor.
 */
import { clockText, spanText } from '../store/clock.ts';
import { type ChartView, GUTTER_PX } from './chart-view.ts';
import { textWidth } from './draw-text.ts';
import type { Palette } from './palette.ts';

/** Labels of the clock are at least this far apart. */
const LABEL_PX = 15;
/** The steps of a linear axis, in microseconds. */
const STEPS_US = [1, 2, 5].flatMap((digit) =>
  Array.from({ length: 7 }, (_, power) => digit * 10 ** power),
);
const LONG_STEPS_US = [10, 30, 60, 300, 900, 3_600, 14_400, 43_200, 86_400, 604_800, 2_592_000].map(
  (seconds) => seconds * 1_000_000,
);
const LINEAR_STEPS_US = [...STEPS_US, ...LONG_STEPS_US].sort((one, other) => one - other);

/** Shades points of one instant, and marks folded gaps. */
export function drawBands(
  context: CanvasRenderingContext2D,
  view: ChartView,
  palette: Palette,
): void {
  const { model, axis } = view.content;
  if (axis.mode === 'linear') return;
  const [first, last] = view.window;
  let from = first;
  while (from > 0 && model.atUs.at(from - 1) === model.atUs.at(from) && first - from < 400)
    from -= 1;
  for (let point = from; point <= last; ) {
    let end = point;
    while (end < last && model.atUs.at(end + 1) === model.atUs.at(point)) end += 1;
    if (end > point) {
      context.fillStyle = palette.raised;
      context.globalAlpha = 0.55;
      context.fillRect(0, view.y(point) - 8, view.width, view.y(end) - view.y(point) + 14);
      context.globalAlpha = 1;
    }
    const gapUs = point === 0 ? 0 : model.atUs.at(point) - model.atUs.at(point - 1);
    if (axis.isFold(gapUs)) fold(context, view, (view.y(point - 1) + view.y(point)) / 2, palette);
    point = end + 1;
  }
}

function fold(
  context: CanvasRenderingContext2D,
  view: ChartView,
  y: number,
  palette: Palette,
): void {
  const half = Math.min(6, 8 * view.zoom);
  context.fillStyle = palette.panel;
  context.strokeStyle = palette.lineStrong;
  context.lineWidth = 1;
  for (const side of [-half, half]) {
    context.beginPath();
    for (let x = 0; x <= view.width; x += 8) {
      const wave = (x / 8) % 2 === 0 ? -2 : 2;
      if (x === 0) context.moveTo(x, y + side + wave);
      else context.lineTo(x, y + side + wave);
    }
    context.globalAlpha = 0.5;
    context.stroke();
    context.globalAlpha = 1;
  }
}

/** How long each folded gap is, over the gutter. */
function foldLengths(
  context: CanvasRenderingContext2D,
  view: ChartView,
  palette: Palette,
  [first, last]: readonly [number, number],
): void {
  const { axis, model } = view.content;
  if (view.zoom < 0.5) return;
  for (let point = Math.max(1, first); point <= last; point += 1) {
    const gapUs = model.atUs.at(point) - model.atUs.at(point - 1);
    if (!axis.isFold(gapUs)) continue;
    const y = (view.y(point - 1) + view.y(point)) / 2;
    right(context, `… ${spanText(gapUs)}`, y + 4, palette.textQuiet);
  }
}

/** The clock in the gutter; record numbers where every point is one row. */
export function drawGutter(
  context: CanvasRenderingContext2D,
  view: ChartView,
  palette: Palette,
): void {
  const { axis, model, epochUs } = view.content;
  context.fillStyle = palette.panel;
  context.fillRect(0, 0, GUTTER_PX - 4, view.height);
  context.fillStyle = palette.line;
  context.fillRect(GUTTER_PX - 4, 0, 1, view.height);
  if (axis.mode === 'linear') {
    ticks(context, view, palette);
    return;
  }
  const [first, last] = view.window;
  foldLengths(context, view, palette, [first, last]);
  const stride = Math.max(1, Math.floor((last - first) / 400));
  const cursorY = view.cursorY;
  let lastY = Number.NEGATIVE_INFINITY;
  let lastUs = -1;
  for (let point = first; point <= last; point += stride) {
    const y = view.y(point);
    const us = model.atUs.at(point);
    // The cursor says its own time there.
    if (Math.abs(y - cursorY) < LABEL_PX) continue;
    if (y - lastY < LABEL_PX || (axis.mode === 'folded' && us === lastUs)) continue;
    const text = axis.mode === 'events' ? `#${model.seqs.at(point)}` : timeText(epochUs, us);
    right(context, text, y + 4, palette.textQuiet);
    lastY = y;
    lastUs = us;
  }
}

function ticks(context: CanvasRenderingContext2D, view: ChartView, palette: Palette): void {
  const { epochUs } = view.content;
  const usPerPx = 1_000 / view.zoom;
  const step = LINEAR_STEPS_US.find((us) => us / usPerPx >= 56) ?? 31_536_000_000_000;
  const firstUs = (-view.yOfUs(0) * usPerPx) as number;
  for (let us = Math.ceil(firstUs / step) * step; view.yOfUs(us) < view.height; us += step) {
    if (us < 0) continue;
    const y = view.yOfUs(us);
    context.fillStyle = palette.line;
    context.fillRect(GUTTER_PX - 4, Math.round(y), view.width, 1);
    const text = step < 1_000 ? `${us % 1_000_000} µs` : timeText(epochUs, us);
    right(context, text, y + 4, palette.textQuiet);
  }
}

/** What is after the cursor fades; the line says when now is. */
export function drawCursor(
  context: CanvasRenderingContext2D,
  view: ChartView,
  palette: Palette,
): void {
  const { model, cursor, selected, isChosen, epochUs } = view.content;
  const y = Math.round(view.cursorY);
  if (y < view.height) {
    context.fillStyle = palette.panel;
    context.globalAlpha = 0.62;
    context.fillRect(0, Math.max(0, y), view.width, view.height - Math.max(0, y));
    context.globalAlpha = 1;
  }
  if (isChosen && model.records.rowOf.at(selected - 1) < 0) {
    const at = Math.round(view.yOfSeq(selected)) + 0.5;
    context.strokeStyle = palette.accent;
    context.setLineDash([3, 3]);
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(GUTTER_PX - 4, at);
    context.lineTo(view.width, at);
    context.stroke();
    context.setLineDash([]);
  }
  if (y < -1 || y > view.height || cursor === 0) return;
  context.fillStyle = palette.accent;
  context.fillRect(0, y - 1, view.width, 2);
  context.beginPath();
  context.moveTo(0, y - 9);
  context.lineTo(GUTTER_PX - 10, y - 9);
  context.lineTo(GUTTER_PX - 2, y);
  context.lineTo(GUTTER_PX - 10, y + 9);
  context.lineTo(0, y + 9);
  context.fill();
  right(context, timeText(epochUs, model.records.atUs.at(cursor - 1)), y + 4, palette.panel);
}

function right(context: CanvasRenderingContext2D, text: string, y: number, colour: string): void {
  context.fillStyle = colour;
  context.fillText(text, GUTTER_PX - 12 - textWidth(context, text), y);
}

/** The time of day alone: the date stands in the corner. */
function timeText(epochUs: number, atUs: number): string {
  return clockText(epochUs, atUs).slice(-12);
}
