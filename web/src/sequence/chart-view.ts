/**
 * Chart view: which part of the chart is looked at, and where things are in it.
 *
 *     ┌ gutter ┬───────────────┐
 *     │ time   │ lanes         │   x = gutter + place of the lane − scrollX
 *     │        │               │   y = top + axis × zoom − scrollY
 *     └────────┴───────────────┘
 * Kept outside React: it moves with every wheel event, and is drawn once a frame. Units: CSS pixels.
 */
import type { SequenceModel } from './sequence-model.ts';
import type { TimeAxis } from './time-axis.ts';

export const GUTTER_PX = 88;
const TOP_PX = 30;
const BOTTOM_PX = 48;
const LANE_PX = 116;
/** Where there is little room, more lifelines count for more than their whole names. */
const LANE_PX_CLOSE = 92;
const CLOSE_BELOW_PX = 640;
const LANE_PX_MIN = 36;
const ZOOM_MAX = { linear: 1_000, events: 6, folded: 6 } as const;

/** How an arrow is emphasised. */
export type Emphasis = 'selected' | 'cause' | 'consequence';

/** What the chart shows; replaced as a whole when any of it changes. */
export interface ChartContent {
  readonly model: SequenceModel;
  readonly axis: TimeAxis;
  /** Lane ids from left to right. */
  readonly order: readonly number[];
  readonly epochUs: number;
  readonly cursor: number;
  /** The record that is selected, or the cursor's; and whether it was chosen. */
  readonly selected: number;
  readonly isChosen: boolean;
  readonly emphasis: ReadonlyMap<number, Emphasis>;
}

export class ChartView {
  content: ChartContent;
  width = 0;
  height = 0;
  scrollX = 0;
  scrollY = 0;
  zoom = 1;
  laneWidth = LANE_PX;
  hovered = -1;
  private places: readonly number[] = [];
  private isFitted = false;
  private frame = 0;
  /** What was to be brought into view before there was a size. */
  private awaited: (() => void)[] = [];
  private layout = 0;
  private readonly painters = new Set<() => void>();
  private readonly listeners = new Set<() => void>();

  constructor(content: ChartContent) {
    this.content = content;
    this.placeLanes();
  }

  /** Draws with `paint` in every frame in which something changed. */
  readonly paintWith = (paint: () => void): (() => void) => {
    this.painters.add(paint);
    this.redraw();
    return () => this.painters.delete(paint);
  };
  /** For what is laid out beside the drawing: called when lanes have moved. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = (): number => this.layout;

  show(content: ChartContent): void {
    const before = this.content;
    this.content = content;
    if (before.order !== content.order) this.placeLanes();
    if (before.axis.mode !== content.axis.mode) this.keepSpan(before);
    this.clamp();
    this.redraw();
  }
  resize(width: number, height: number): void {
    this.width = width;
    this.height = height;
    this.placeLanes();
    this.redraw();
    const { awaited } = this;
    this.awaited = [];
    for (const reveal of awaited) reveal();
  }
  redraw(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      for (const paint of this.painters) paint();
    });
  }

  get contentHeight(): number {
    return TOP_PX + this.content.axis.endPx * this.zoom + BOTTOM_PX;
  }
  get contentWidth(): number {
    return GUTTER_PX + this.content.order.length * this.laneWidth;
  }
  get scrollYMax(): number {
    return Math.max(0, this.contentHeight - this.height);
  }
  get scrollXMax(): number {
    return Math.max(0, this.contentWidth - this.width);
  }

  /** The middle of a lane; beyond the left edge for lanes that are not drawn. */
  laneX(lane: number): number {
    const place = this.places[lane] ?? -1;
    return GUTTER_PX + (place + 0.5) * this.laneWidth - this.scrollX;
  }
  /** The lane at a place; -1 outside. */
  laneAt(x: number): number {
    if (x < GUTTER_PX) return -1;
    return this.content.order[Math.floor((x - GUTTER_PX + this.scrollX) / this.laneWidth)] ?? -1;
  }
  y(point: number): number {
    return TOP_PX + this.content.axis.at(point) * this.zoom - this.scrollY;
  }
  /** Where a record is, also where it is no point of its own. */
  yOfSeq(seq: number): number {
    const { model, axis } = this.content;
    if (axis.mode === 'linear') return this.yOfUs(model.records.atUs.at(seq - 1));
    const point = model.pointAt(seq);
    return point < 0 ? TOP_PX - 14 - this.scrollY : this.y(point);
  }
  yOfUs(us: number): number {
    return TOP_PX + (us / 1_000) * this.zoom - this.scrollY;
  }
  /** Just below the record of the cursor: what is above has happened. */
  get cursorY(): number {
    const { model, axis, cursor } = this.content;
    const point = model.pointAt(cursor);
    const y = this.yOfSeq(cursor);
    const next = point + 1 < axis.length ? this.y(point + 1) : y + 20;
    return y + Math.max(0, Math.min(9, (next - y) / 2));
  }
  /** The first and last point in the window, and one more at each end. */
  get window(): readonly [number, number] {
    const { axis } = this.content;
    const first = axis.pointAbove((this.scrollY - TOP_PX) / this.zoom);
    const last = axis.pointAbove((this.scrollY + this.height - TOP_PX) / this.zoom);
    return [Math.max(0, first), Math.min(axis.length - 1, last + 1)];
  }
  pointAtY(y: number): number {
    return this.content.axis.pointAbove((y + this.scrollY - TOP_PX) / this.zoom);
  }

  scrollTo(x: number, y: number): void {
    const beforeX = this.scrollX;
    [this.scrollX, this.scrollY] = [x, y];
    this.clamp();
    if (this.scrollX !== beforeX) this.layoutChanged();
    this.redraw();
  }
  scrollBy(x: number, y: number): void {
    this.scrollTo(this.scrollX + x, this.scrollY + y);
  }
  /** Brings a record into view, to the middle where it was not. */
  reveal(seq: number): void {
    if (this.width === 0) {
      this.awaited.push(() => this.reveal(seq));
      return;
    }
    const y = this.yOfSeq(seq);
    if (y >= 40 && y <= this.height - 60) return;
    this.scrollTo(this.scrollX, this.scrollY + y - this.height * 0.55);
  }
  /** Brings the lanes of an arrow into view; its sender's where there is no room for both. */
  revealArrow(arrow: number): void {
    if (this.width === 0) {
      this.awaited.push(() => this.revealArrow(arrow));
      return;
    }
    const { model } = this.content;
    const from = this.laneX(model.fromLane.at(arrow));
    const to = this.laneX(model.toLane.at(arrow));
    const [left, right] = [GUTTER_PX + 20, this.width - this.laneWidth / 2];
    const isSeen = Math.min(from, to) >= left && Math.max(from, to) <= right;
    if (isSeen) return;
    const middle = Math.abs(from - to) > right - left ? from : (from + to) / 2;
    this.scrollTo(this.scrollX + middle - (left + right) / 2, this.scrollY);
  }

  /** Zooms by a factor; what is at height `y` stays there. */
  zoomBy(factor: number, y = this.height / 2): void {
    const { axis } = this.content;
    const least = Math.min(1, (this.height - TOP_PX - BOTTOM_PX) / Math.max(1, axis.endPx));
    const zoom = Math.max(least, Math.min(ZOOM_MAX[axis.mode], this.zoom * factor));
    const content = (this.scrollY + y - TOP_PX) / this.zoom;
    this.zoom = zoom;
    if (factor > 1) this.isFitted = false;
    this.placeLanes();
    this.scrollTo(this.scrollX, content * zoom + TOP_PX - y);
  }
  /** Everything at once, both ways. */
  fit(): void {
    const { axis } = this.content;
    this.isFitted = true;
    this.zoom = Math.min(2, (this.height - TOP_PX - BOTTOM_PX) / Math.max(1, axis.endPx));
    this.placeLanes();
    this.scrollTo(0, 0);
  }
  /** Every row readable again. */
  unfit(): void {
    this.isFitted = false;
    this.placeLanes();
    this.zoomBy(1 / this.zoom);
    this.reveal(this.content.selected);
  }

  private placeLanes(): void {
    const { order } = this.content;
    const places: number[] = [];
    order.forEach((lane, place) => {
      places[lane] = place;
    });
    this.places = places;
    const room = (this.width - GUTTER_PX) / Math.max(1, order.length);
    const readable = this.width < CLOSE_BELOW_PX ? LANE_PX_CLOSE : LANE_PX;
    const least = this.isFitted ? LANE_PX_MIN : readable;
    this.laneWidth = Math.max(least, Math.min(room, 260));
    this.clamp();
    this.layoutChanged();
  }
  /** In another mode, about as many points are in the window as before, around the same one. */
  private keepSpan(before: ChartContent): void {
    const middle = (this.scrollY + this.height / 2 - TOP_PX) / this.zoom;
    const span = this.height / this.zoom;
    const first = Math.max(0, before.axis.pointAbove(middle - span / 2));
    const last = Math.max(first + 1, before.axis.pointAbove(middle + span / 2));
    const { axis } = this.content;
    const length = Math.max(1, axis.at(last) - axis.at(first));
    this.zoom = axis.mode === 'linear' ? Math.min(ZOOM_MAX.linear, this.height / length) : 1;
    const anchor = axis.at(axis.mode === 'linear' ? first : Math.round((first + last) / 2));
    const y = axis.mode === 'linear' ? TOP_PX : this.height / 2;
    this.scrollY = anchor * this.zoom + TOP_PX - y;
  }
  private clamp(): void {
    this.scrollX = Math.max(0, Math.min(this.scrollXMax, this.scrollX));
    this.scrollY = Math.max(0, Math.min(this.scrollYMax, this.scrollY));
  }
  private layoutChanged(): void {
    this.layout += 1;
    for (const listener of this.listeners) listener();
  }
}
