/**
 * Time axis: where each point of the chart stands, from the top, before it is zoomed.
 *
 *     linear    as far apart as in virtual time, a pixel a millisecond
 *     events    every point one row
 *     folded    as far apart as the logarithm of the time between; long gaps are folded:
 *
 *         │    19:30:02.413
 *         ⌇    … 2 h 5 min
 *         │    21:35:02.500
 *
 * Never decreasing, so that every question is a binary search. Units: pixels at zoom 1, microseconds.
 */
import { Column } from '../store/records.ts';

export type AxisMode = 'linear' | 'events' | 'folded';

/** Between points of the same instant, and the least between others. */
const ROW_PX = 20;
const DECADE_PX = 7;
const FOLD_PX = 58;
/** Gaps from here on are folded. */
export const FOLD_FROM_US = 30_000_000;
const PX_PER_US = 1 / 1_000;

export class TimeAxis {
  readonly mode: AxisMode;
  private readonly tops = new Column();
  private lastUs = 0;

  constructor(mode: AxisMode) {
    this.mode = mode;
  }

  get length(): number {
    return this.tops.length;
  }
  /** Where the last point is. */
  get endPx(): number {
    return this.length === 0 ? 0 : this.tops.at(this.length - 1);
  }

  /** Places the points that have come since; `atUs` are the instants of all. */
  extend(atUs: Column): void {
    while (this.length < atUs.length) {
      const us = atUs.at(this.length);
      const first = this.length === 0;
      this.tops.push(first ? this.firstPx(us) : this.endPx + this.gapPx(us - this.lastUs));
      this.lastUs = us;
    }
  }

  at(point: number): number {
    return this.tops.at(Math.max(0, Math.min(point, this.length - 1)));
  }
  /** The last point at or above a place; -1 above the first. */
  pointAbove(px: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.tops.at(middle) <= px) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
  /** How far a point is below the one before it. */
  gapBefore(point: number): number {
    return point <= 0 ? Number.POSITIVE_INFINITY : this.at(point) - this.at(point - 1);
  }
  isFold(gapUs: number): boolean {
    return this.mode === 'folded' && gapUs >= FOLD_FROM_US;
  }

  private firstPx(us: number): number {
    return this.mode === 'linear' ? us * PX_PER_US : 0;
  }
  private gapPx(gapUs: number): number {
    if (this.mode === 'linear') return gapUs * PX_PER_US;
    if (this.mode === 'events' || gapUs === 0) return ROW_PX;
    if (gapUs >= FOLD_FROM_US) return FOLD_PX;
    return ROW_PX + DECADE_PX * Math.log10(1 + gapUs / 1_000);
  }
}
