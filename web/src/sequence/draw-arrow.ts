/**
 * Draw arrow: one message, or a bridge over hidden lanes.
 *
 *     ──────▶ request     ╌╌╌╌▶ reply     ────✕ lost: why     ┈┈┈▶ again     ╌╌○ under way
 *     ∿∿∿∿∿▶ through hidden lanes          ⊃ within one lane
 *
 * What an arrow means never hangs on its colour, which is the sender's role.
 */
import { FATE } from '../store/records.ts';
import type { ChartView, Emphasis } from './chart-view.ts';
import { textWidth } from './draw-text.ts';
import type { Palette } from './palette.ts';
import { isReply } from './reply-types.ts';

/** Half of a state strip: arrows begin and end beside it. */
export const STRIP_HALF_PX = 8;
const LOOP_PX = 26;
const CLIP_PX = 400;

/** Where an arrow was drawn, for hit-testing. */
export interface ArrowPlace {
  readonly arrow: number;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly isLoop: boolean;
}

/** Where an arrow begins and ends in the window. */
export function placeOf(view: ChartView, arrow: number): ArrowPlace {
  const { model } = view.content;
  const from = view.laneX(model.fromLane.at(arrow));
  const to = view.laneX(model.toLane.at(arrow));
  const end = model.endPoint.at(arrow);
  const y1 = view.y(model.startPoint.at(arrow));
  const y2 = end < 0 ? y1 + 14 : view.y(end);
  const isLoop = model.fromLane.at(arrow) === model.toLane.at(arrow);
  if (isLoop) return { arrow, x1: from + STRIP_HALF_PX, y1, x2: from + STRIP_HALF_PX, y2, isLoop };
  const away = to > from ? STRIP_HALF_PX : -STRIP_HALF_PX;
  const isLost = end >= 0 && fateOf(view, arrow) === FATE.lost;
  const reach = isLost ? 0.7 : end < 0 ? 0.6 : 1;
  const x1 = from + away;
  const x2 = x1 + (to - away - x1) * reach;
  return { arrow, x1, y1, x2, y2, isLoop };
}

/** Draws an arrow; its label too where there is room for one. */
export function drawArrow(
  context: CanvasRenderingContext2D,
  view: ChartView,
  place: ArrowPlace,
  palette: Palette,
  look: {
    readonly emphasis: Emphasis | undefined;
    readonly isHovered: boolean;
    readonly hasLabel: boolean;
  },
): void {
  const { model } = view.content;
  const { arrow } = place;
  const fate = fateOf(view, arrow);
  const sent = model.records.sentSeq.at(model.row.at(arrow));
  const reply = isReply(model.records.typeText(sent));
  const role = model.lanes.all[model.fromLane.at(arrow)]?.role ?? 'other';
  const ended = model.endPoint.at(arrow) >= 0;
  const isLost = ended && fate === FATE.lost;
  const colour = isLost ? palette.bad : palette.roles[role];
  if (look.emphasis !== undefined || look.isHovered)
    halo(context, view, place, palette, look.emphasis);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = look.emphasis === 'selected' || look.isHovered ? 2.4 : 1.3;
  context.setLineDash(!ended || fate === FATE.again ? [2, 3] : reply ? [6, 4] : []);
  trace(context, view, place);
  context.stroke();
  context.setLineDash([]);
  if (isLost) cross(context, place);
  else if (ended) head(context, place);
  else ring(context, place, palette);
  if (look.hasLabel) label(context, view, place, palette, look.emphasis);
}

function fateOf(view: ChartView, arrow: number): number {
  const { model } = view.content;
  return model.records.fate.at(model.row.at(arrow));
}

/** The line of an arrow: straight, a loop, or a zigzag for a bridge; no further than can be seen. */
function trace(context: CanvasRenderingContext2D, view: ChartView, place: ArrowPlace): void {
  const { x1, y1, x2, y2, isLoop, arrow } = place;
  context.beginPath();
  const from = clippedAt(place, y1, view.height);
  const to = clippedAt(place, y2, view.height);
  if (isLoop && from.y === y1 && to.y === y2) {
    context.moveTo(x1, y1);
    context.bezierCurveTo(x1 + LOOP_PX, y1, x1 + LOOP_PX, y2, x2, y2);
    return;
  }
  const aside = isLoop ? LOOP_PX * 0.75 : 0;
  context.moveTo(from.x + aside, from.y);
  if (view.content.model.isBridge.at(arrow) === 1) {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const steps = Math.max(2, Math.floor(length / 7));
    const [nx, ny] = [(-(to.y - from.y) / length) * 4, ((to.x - from.x) / length) * 4];
    for (let step = 1; step < steps - 1; step += 1) {
      const side = step % 2 === 0 ? 1 : -1;
      const x = from.x + aside + ((to.x - from.x) * step) / steps;
      context.lineTo(x + nx * side, from.y + ((to.y - from.y) * step) / steps + ny * side);
    }
  }
  context.lineTo(to.x + aside, to.y);
}

/**
 * The place on an arrow at a height, or where it leaves the neighbourhood of the window.
 *
 * A dashed line a million pixels long takes seconds to draw, whatever of it is seen.
 */
function clippedAt({ x1, y1, x2, y2 }: ArrowPlace, y: number, height: number) {
  const clipped = Math.max(-CLIP_PX, Math.min(height + CLIP_PX, y));
  if (clipped === y) return { x: y === y1 ? x1 : x2, y };
  return { x: x1 + ((x2 - x1) * (clipped - y1)) / (y2 - y1), y: clipped };
}

function halo(
  context: CanvasRenderingContext2D,
  view: ChartView,
  place: ArrowPlace,
  palette: Palette,
  emphasis: Emphasis | undefined,
): void {
  context.setLineDash([]);
  context.lineWidth = 11;
  context.lineCap = 'round';
  context.strokeStyle =
    emphasis === 'selected'
      ? palette.accentSoft
      : emphasis === 'cause'
        ? palette.noteSoft
        : emphasis === 'consequence'
          ? palette.goodSoft
          : palette.raised;
  trace(context, view, place);
  context.stroke();
  context.lineCap = 'butt';
}

function head(context: CanvasRenderingContext2D, { x1, y1, x2, y2, isLoop }: ArrowPlace): void {
  const angle = isLoop ? Math.PI : Math.atan2(y2 - y1, x2 - x1);
  context.beginPath();
  context.moveTo(x2, y2);
  context.lineTo(x2 - 8 * Math.cos(angle - 0.4), y2 - 8 * Math.sin(angle - 0.4));
  context.lineTo(x2 - 8 * Math.cos(angle + 0.4), y2 - 8 * Math.sin(angle + 0.4));
  context.closePath();
  context.fill();
}
function cross(context: CanvasRenderingContext2D, { x2, y2 }: ArrowPlace): void {
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x2 - 5, y2 - 5);
  context.lineTo(x2 + 5, y2 + 5);
  context.moveTo(x2 + 5, y2 - 5);
  context.lineTo(x2 - 5, y2 + 5);
  context.stroke();
}
function ring(context: CanvasRenderingContext2D, { x2, y2 }: ArrowPlace, palette: Palette): void {
  context.beginPath();
  context.arc(x2, y2, 3.5, 0, 2 * Math.PI);
  context.fillStyle = palette.bg;
  context.fill();
  context.stroke();
}

/** The type beside the sender, where every message sent has a height of its own; a loss's reason at its end. */
function label(
  context: CanvasRenderingContext2D,
  view: ChartView,
  place: ArrowPlace,
  palette: Palette,
  emphasis: Emphasis | undefined,
): void {
  const { model } = view.content;
  const { records } = model;
  const { x1, y1, x2, y2, isLoop, arrow } = place;
  const row = model.row.at(arrow);
  const sent = records.sentSeq.at(row);
  const fate = records.fate.at(row);
  const attempt = records.b.at(sent - 1);
  const words = [
    emphasis === 'cause' ? '◂ cause:' : emphasis === 'consequence' ? '▸ led to:' : '',
    records.typeText(sent),
    model.isBridge.at(arrow) === 1 ? '(through hidden)' : '',
    fate === FATE.again ? '(arrives again)' : attempt > 1 ? `(try ${attempt})` : '',
  ];
  const away = isLoop || x2 > x1 ? 1 : -1;
  const isAbove = y1 < 10 && y2 > 12;
  const x = isLoop ? x1 + LOOP_PX * 0.8 : (isAbove ? x2 : x1) + (isAbove ? -away : away) * 7;
  const y = isLoop ? (y1 + y2) / 2 + 4 : isAbove ? y2 - 5 : y1 - 4;
  const align = isAbove ? -away : away;
  said(context, palette, words.filter((word) => word !== '').join(' '), x, y, align, palette.text);
  if (fate === FATE.lost && model.endPoint.at(arrow) >= 0) {
    const reason = records.text(records.a.at(records.endSeq.at(row) - 1));
    said(context, palette, `lost: ${reason}`, x2 + away * 9, y2 + 4, away, palette.bad);
  }
}

/** Text on a ground of its own, so that lines do not run through it. */
export function said(
  context: CanvasRenderingContext2D,
  palette: Palette,
  text: string,
  x: number,
  y: number,
  align: number,
  colour: string,
): void {
  const width = textWidth(context, text);
  const left = align > 0 ? x : x - width;
  context.globalAlpha = 0.82;
  context.fillStyle = palette.panel;
  context.fillRect(left - 2, y - 9, width + 4, 12);
  context.globalAlpha = 1;
  context.fillStyle = colour;
  context.fillText(text, left, y);
}
