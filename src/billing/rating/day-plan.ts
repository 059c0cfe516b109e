/**
 * Day plan: the civil day cut where a term of the tariff begins or ends, and usage cut with it (A7).
 *
 *     late-night 22:00-06:00    |=====|                    |====|
 *     prime 18:00-23:00                               |======|
 *     edges                     00    06              18  22 23     (a slot from each to the next)
 *     combinations              n     -               p   np n      (the last slot passes midnight)
 *
 * Units: civil microseconds; ticks are cut by elapsed time, frames to the nearest whole one.
 * Laws (test/billing/rating/day-plan.test.ts): the parts sum to the whole; at an edge the later
 * combination holds (A3); cutting usage first changes nothing (I15).
 */
import { DAY_US, edgesOf, isWithin, timeOfDayUs } from './condition.ts';
import type { DaySpan } from './tariff.ts';
import { type Timeline, usToTicks } from './timeline.ts';

/** Something that holds at a time of day only. */
export interface Timed<T> {
  readonly between: DaySpan;
  readonly term: T;
}

export interface DayPlan<T> {
  /** Microseconds since midnight, ascending; empty when nothing changes over the day. */
  readonly edgesUs: readonly number[];
  /** The combination that holds from each edge on, as its place in `combinations`. */
  readonly slots: readonly number[];
  /** The terms that hold together, in the order given; each combination once. */
  readonly combinations: readonly (readonly T[])[];
}

/** Takes so many ticks, from a civil instant on, for a combination. */
export type TakePart = (combination: number, ticks: number, fromCivilUs: number) => void;

/** The plan of some timed terms; one combination without any when there are none. */
export function dayPlan<T>(timed: readonly Timed<T>[]): DayPlan<T> {
  if (timed.length === 0) return { edgesUs: [], slots: [], combinations: [[]] };
  const edges = new Set(timed.flatMap(({ between }) => edgesOf(between)));
  const edgesUs = [...edges].sort((a, b) => a - b);
  const places = new Map<string, number>();
  const combinations: (readonly T[])[] = [];
  const slots = edgesUs.map((edgeUs) => {
    const holding = timed.filter(({ between }) => isWithin(between, edgeUs));
    const key = holding.map((each) => timed.indexOf(each)).join();
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, combinations.length);
    return combinations.push(holding.map(({ term }) => term)) - 1;
  });
  return { edgesUs, slots, combinations };
}

/** The place of the combination that holds at a civil instant. */
export function combinationAt<T>({ edgesUs, slots }: DayPlan<T>, civilUs: number): number {
  const ofDayUs = timeOfDayUs(civilUs);
  // Before the day's first edge, the slot that began the day before holds.
  return slots.at(edgesUs.findLastIndex((edgeUs) => edgeUs <= ofDayUs)) ?? 0;
}

/**
 * Cuts what was played from a civil instant on where the combination changes.
 *
 * @param take called in the order of time; what it gets sums to `ticks`
 * @throws {RatingFault} when ticks are frames of unknown length and there is an edge to cut at
 */
export function cutByDay<T>(
  plan: DayPlan<T>,
  timeline: Timeline,
  fromCivilUs: number,
  ticks: number,
  take: TakePart,
): void {
  if (plan.combinations.length === 1) {
    take(0, ticks, fromCivilUs);
    return;
  }
  let doneTicks = 0;
  let slotCivilUs = fromCivilUs;
  while (doneTicks < ticks) {
    const edgeCivilUs = nextEdge(plan.edgesUs, slotCivilUs);
    const uptoTicks = Math.min(ticks, usToTicks(timeline, edgeCivilUs - fromCivilUs));
    if (uptoTicks > doneTicks) {
      take(combinationAt(plan, slotCivilUs), uptoTicks - doneTicks, slotCivilUs);
      doneTicks = uptoTicks;
    }
    slotCivilUs = edgeCivilUs;
  }
}

/** The first edge after a civil instant, today or tomorrow. */
function nextEdge(edgesUs: readonly number[], civilUs: number): number {
  const ofDayUs = timeOfDayUs(civilUs);
  const midnightUs = civilUs - ofDayUs;
  const todayUs = edgesUs.find((edgeUs) => edgeUs > ofDayUs);
  return midnightUs + (todayUs ?? DAY_US + (edgesUs[0] ?? 0));
}
