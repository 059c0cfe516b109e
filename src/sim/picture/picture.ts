/**
 * Picture: what a picture of an accrual shows, and the words and numbers on it.
 *
 * Units: minor units, exact; microseconds since the session began; ticks of the timeline.
 */

import { formatCivil } from '../../billing/cycle.ts';
import { invariant } from '../../billing/invariant.ts';
import type { Currency } from '../../billing/money.ts';
import type { Accrual, AccrualPoint } from '../../billing/rating/accrual.ts';
import type { Stretch } from '../../billing/rating/stretch.ts';
import { secondsOf, type Timeline } from '../../billing/rating/timeline.ts';
import { add, multiply, type Ratio, ratio, roundHalfEven } from '../../billing/ratio.ts';
import { spanText } from '../clock-text.ts';

/** A session and how its money accrued. */
export interface AccrualPicture {
  readonly title: string;
  readonly timeline: Timeline;
  readonly accrual: Accrual;
  /** The civil instant the session began, in microseconds since 1970. */
  readonly startedCivilUs: number;
  readonly currency: Currency;
  /** The decimals of the currency's major unit. */
  readonly scale: number;
}

/** Exact amounts are written with so many more decimals than the currency has, at most. */
export const DECIMALS_MORE = 2;

/** An exact amount in the major unit: `6.01`, or `-0.975` where rounding is still to come. */
export function amountText(exact: Ratio, scale: number): string {
  const rounded = roundHalfEven(multiply(exact, ratio(10 ** DECIMALS_MORE)));
  const digits = String(Math.abs(rounded)).padStart(scale + DECIMALS_MORE + 1, '0');
  const point = digits.length - scale - DECIMALS_MORE;
  const more = digits.slice(point + scale).replace(/0+$/, '');
  const decimals = digits.slice(point, point + scale) + more;
  const text = decimals === '' ? digits.slice(0, point) : `${digits.slice(0, point)}.${decimals}`;
  return rounded < 0 ? `-${text}` : text;
}

/** What a session has come to on balance at a point. */
export function netExact({ positiveExact, negativeExact }: AccrualPoint): Ratio {
  return add(positiveExact, negativeExact);
}

/** What a stretch is called: `interval-1`, `interval-1 again`, `pause 7m45s`. */
export function stretchName(stretch: Stretch): string {
  if (stretch.kind === 'pause') return `pause ${spanText(stretch.pause.lengthUs)}`;
  const { element } = stretch.usage;
  return stretch.kind === 'review' ? `${element} again` : element;
}

/** A position in the media: `20:25` or `1:06:30`, or the frame where its length is not known. */
export function positionText(timeline: Timeline, tick: number): string {
  const seconds = secondsOf(timeline, tick);
  if (seconds === null) return `frame ${tick}`;
  const whole = Number(seconds.n / seconds.d);
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3_600);
  const clock = hours === 0 ? `${minutes}` : `${hours}:${two(minutes)}`;
  return `${clock}:${two(whole % 60)}`;
}

/** A civil instant as a clock shows it: `00:30:00`. */
export function clockText(civilUs: number): string {
  return formatCivil(civilUs).slice(11, 19);
}

/** How a session went: `from 00:30:00, 1h30m, played to the end`. */
export function courseText({ accrual, startedCivilUs, timeline }: AccrualPicture): string {
  const last = lastPoint(accrual);
  const ending =
    last.kind === 'end'
      ? 'played to the end'
      : `cancelled at ${positionText(timeline, last.positionTick)}`;
  return `from ${clockText(startedCivilUs)}, ${spanText(last.atUs)}, ${ending}`;
}

/** What the session came to. */
export function lastPoint({ points }: Accrual): AccrualPoint {
  const last = points.at(-1);
  invariant(last !== undefined, 'an accrual has a first point, the selection');
  return last;
}
