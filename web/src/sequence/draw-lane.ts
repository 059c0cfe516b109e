/**
 * Draw lane: a lifeline with the states of its machine along it, and marks for what people did and what
 * came of it.
 *
 *       │            ▸ stimulus   ◆ outcome   ▤ document   ✕ failure
 *      ┌┴┐
 *      │w│ watching      the state's name runs along the strip, in the part of it that is seen
 *      ├─┤
 */
import { KIND } from '../store/records.ts';
import type { ChartView } from './chart-view.ts';
import { STRIP_HALF_PX, said } from './draw-arrow.ts';
import { fitting } from './draw-text.ts';
import type { Lane } from './lanes.ts';
import type { Palette } from './palette.ts';
import { ROLES } from './role.ts';

const BAD_STATE = /void|refus|fail|declin|withdraw|lost|expired|off$|denied|disputed|unpaid|cut$/i;
const GOOD_STATE = /complet|captur|provid|paid|settled|granted|done|displayed|enjoy|closed$/i;

/** Draws the lifeline of a lane and its strip, from top to bottom of the window. */
export function drawLane(
  context: CanvasRenderingContext2D,
  view: ChartView,
  lane: Lane,
  palette: Palette,
): void {
  const x = Math.round(view.laneX(lane.id)) + 0.5;
  const { model } = view.content;
  context.strokeStyle = palette.roles[lane.role];
  context.globalAlpha = 0.55;
  context.lineWidth = 1;
  context.setLineDash(lane.kind === 'population' ? [1, 3] : []);
  context.beginPath();
  context.moveTo(x, 0);
  context.lineTo(x, view.height);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
  const strip = model.strips[lane.id];
  if (strip === undefined) return;
  const firstSeq = model.seqs.at(Math.max(0, view.pointAtY(0)));
  let index = Math.max(0, strip.indexAt(firstSeq));
  while (index < strip.length) {
    const top = view.yOfSeq(strip.seqs.at(index));
    if (top > view.height) break;
    const isLast = index + 1 >= strip.length;
    const bottom = isLast ? view.height + 20 : view.yOfSeq(strip.seqs.at(index + 1));
    const state = model.records.text(strip.states.at(index));
    if (bottom - top >= 1)
      segment(context, view, x, top, bottom, stateText(state, strip.opens.at(index)), palette);
    // Parts thinner than a pixel are passed over together.
    const next =
      bottom - top >= 1 ? index + 1 : strip.indexAt(model.seqs.at(view.pointAtY(top + 1) + 1));
    index = Math.max(index + 1, next);
  }
}

/** `on.watching` is `watching`; with the number of open processes where a lane stands for several. */
export function stateText(state: string, open: number): string {
  const leaf = state.slice(state.lastIndexOf('.') + 1);
  if (open === 0) return leaf;
  return leaf === '' ? `${open} open` : `${leaf} · ${open} open`;
}

function segment(
  context: CanvasRenderingContext2D,
  view: ChartView,
  x: number,
  top: number,
  bottom: number,
  text: string,
  palette: Palette,
): void {
  if (text === '') return;
  const from = Math.max(-4, top);
  const to = Math.min(view.height + 4, bottom);
  const left = x - STRIP_HALF_PX + 1;
  const width = 2 * STRIP_HALF_PX - 2;
  context.fillStyle = palette.panel;
  context.fillRect(left, from, width, to - from);
  context.fillStyle = stateColour(text, palette);
  context.globalAlpha = 0.2;
  context.fillRect(left, from, width, to - from);
  context.globalAlpha = 0.7;
  context.strokeStyle = context.fillStyle;
  context.lineWidth = 1;
  context.strokeRect(left, from, width, to - from);
  context.globalAlpha = 1;
  const room = to - from - 6;
  if (room < 22) return;
  context.font = `10px ${palette.sans}`;
  const shown = fitting(context, text, room);
  if (shown !== '') {
    context.save();
    context.translate(x + 3.5, (from + to) / 2);
    context.rotate(-Math.PI / 2);
    context.textAlign = 'center';
    context.fillStyle = palette.text;
    context.fillText(shown, 0, 0);
    context.restore();
  }
  context.font = `11px ${palette.sans}`;
}

/** The same state has the same colour everywhere; ends have a colour that says which. */
function stateColour(text: string, palette: Palette): string {
  const state = text.split(' ')[0] ?? '';
  if (BAD_STATE.test(state)) return palette.bad;
  if (GOOD_STATE.test(state)) return palette.good;
  let hash = 7;
  for (let at = 0; at < state.length; at += 1) hash = (hash * 31 + state.charCodeAt(at)) >>> 0;
  const role = ROLES[hash % ROLES.length] ?? 'other';
  return palette.roles[role];
}

/** Draws the mark of a point, where it has one. */
export function drawMark(
  context: CanvasRenderingContext2D,
  view: ChartView,
  point: number,
  hasLabel: boolean,
  palette: Palette,
): void {
  const { model } = view.content;
  const lane = model.markLane.at(point) - 1;
  if (lane < 0) return;
  const { records } = model;
  const seq = model.seqs.at(point);
  const kind = records.kind.at(seq - 1);
  const x = view.laneX(lane);
  const y = view.y(point);
  if (x < -200 || x > view.width + 20) return;
  const colour =
    kind === KIND.failure ? palette.bad : kind === KIND.stimulus ? palette.accent : palette.note;
  context.fillStyle = palette.panel;
  context.strokeStyle = colour;
  context.lineWidth = 1.6;
  context.beginPath();
  if (kind === KIND.stimulus) context.roundRect(x - 5, y - 5, 10, 10, 5);
  else if (kind === KIND.document) context.rect(x - 4, y - 5, 8, 10);
  else {
    context.moveTo(x, y - 6);
    context.lineTo(x + 6, y);
    context.lineTo(x, y + 6);
    context.lineTo(x - 6, y);
    context.closePath();
  }
  context.fill();
  context.stroke();
  if (!hasLabel) return;
  const text =
    kind === KIND.stimulus || kind === KIND.failure
      ? records.text(records.a.at(seq - 1))
      : records.typeText(seq);
  said(context, palette, text, x + 12, y + 4, 1, colour);
}
