/**
 * Accrual: what a session has come to at every instant of it, positive and negative (Bq, fig. 1A).
 *
 *     positive                    ___________,──── interval-2
 *                 ,──── interval-1
 *     initial fee |
 *     ────────────┼──────────────┼───────────┼───────────▶ time
 *     negative                    ────.______  commercial-1
 *
 * Money is made by `rate` only: a point is the rating of what had been played until then, before
 * rounding. Between two points both lines are straight; a fee charged once is two points at one
 * instant. Left out is what is only known at the end: premiums, discounts, cap, floor and surveys.
 * Units: microseconds since the session began; minor units, exact.
 * Laws (test/billing/rating/accrual-laws.test.ts): the last point is the exact sum of the charges and of the
 * subsidy credits that `rate` makes of the whole session; the positive line never falls, the negative
 * one never rises (I18).
 */
import { add, type Ratio, ratio } from '../ratio.ts';
import { AccrualCourse, type Valuation } from './accrual-course.ts';
import { cutByDay, dayPlan } from './day-plan.ts';
import { rate } from './rating.ts';
import { type Stretch, stretchesOf } from './stretch.ts';
import type { Tariff } from './tariff.ts';
import type { Timeline } from './timeline.ts';
import type { LineMode, Pause, PlayedSegment, RatedLine, ViewingFacts } from './usage.ts';

/** What happens at a point. */
export type AccrualKind =
  /** It is selected, and the initial fee charged. */
  | 'selection'
  | 'element'
  /** The tariff changes with the time of day. */
  | 'band'
  /** A fee by the piece: a break credit, a performance. */
  | 'fee'
  | 'pause'
  | 'resume'
  | 'seek'
  /** Nothing is known of what was done from here to the next point. */
  | 'gap'
  /** Stopped before the end of the timeline (Bn). */
  | 'cancel'
  | 'end';

export interface AccrualPoint {
  readonly kind: AccrualKind;
  readonly atUs: number;
  readonly positionTick: number;
  /** Zero or more. */
  readonly positiveExact: Ratio;
  /** Zero or less. */
  readonly negativeExact: Ratio;
}

/** A move to another position, as what was played before and after it shows. */
export interface AccrualSeek {
  readonly atUs: number;
  readonly fromTick: number;
  readonly toTick: number;
}

export interface Accrual {
  /** In order of time; the first is the selection, the last the cancelling or the end. */
  readonly points: readonly AccrualPoint[];
  readonly stretches: readonly Stretch[];
  readonly seeks: readonly AccrualSeek[];
}

const POSITIVE: ReadonlySet<LineMode> = new Set<LineMode>([
  'initial',
  'block',
  'programming',
  'composer',
  'actor',
  'song',
  'review',
  'pause',
]);
const NEGATIVE: ReadonlySet<LineMode> = new Set<LineMode>(['subsidy']);

/**
 * How the money of a session accrues.
 *
 * @param answered the commercials responded to in time; they are credited as they are viewed
 * @throws {RatingFault} when tariff, timeline and what was played do not fit each other
 * @throws {BrokenInvariant} when a segment is empty or outside the timeline
 */
export function accrue(
  tariff: Tariff,
  timeline: Timeline,
  segments: readonly PlayedSegment[],
  pauses: readonly Pause[],
  facts: ViewingFacts,
  answered: readonly string[],
): Accrual {
  const worthOf: Valuation = (records, waits) => {
    const usage = { records, pauses: waits, answered, participated: [] };
    const { lines } = rate(tariff, timeline, usage, facts);
    return { positiveExact: sumOf(lines, POSITIVE), negativeExact: sumOf(lines, NEGATIVE) };
  };
  const bands = dayPlan(tariff.bands.map(({ id, between }) => ({ between, term: id })));
  const course = new AccrualCourse(timeline, worthOf);
  const stretches = stretchesOf(timeline, segments, pauses);
  for (const stretch of stretches) {
    if (stretch.kind === 'pause') {
      course.pause(stretch, stretch.pause);
      continue;
    }
    const { usage } = stretch;
    const cuts: number[] = [];
    cutByDay(bands, timeline, facts.startedCivilUs + usage.atUs, usage.ticks, (_band, ticks) => {
      cuts.push((cuts.at(-1) ?? 0) + ticks);
    });
    course.play(stretch, usage, cuts);
  }
  return { points: course.ended(), stretches, seeks: course.seeks };
}

function sumOf(lines: readonly RatedLine[], modes: ReadonlySet<LineMode>): Ratio {
  return lines
    .filter(({ mode }) => modes.has(mode))
    .reduce((sum, { exact }) => add(sum, exactOf(exact)), ratio(0));
}

/** Not `parseRatio`, which refuses the long texts that exact products come to. */
function exactOf(text: string): Ratio {
  const [n = '', d = '1'] = text.split('/');
  return ratio(BigInt(n), BigInt(d));
}
