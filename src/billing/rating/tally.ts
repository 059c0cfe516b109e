/**
 * Tally: usage records added up, in whole ticks, by element and by what holds at the time of day.
 *
 *     interval-1  first  1200 s from 23:50   ->   interval-1  before midnight  600 s
 *                                                 interval-1  late-night       600 s
 *
 * Units: ticks; civil microseconds. Ticks are whole, so adding them is exact whatever the order.
 * Laws (test/billing/rating/rating-laws.test.ts): the tally of usage cut anywhere, in any order, is the
 * same (I15); what was played for the first time is never more than there is (I16, I17).
 */

import { cutByDay, type DayPlan } from './day-plan.ts';
import { RatingFault } from './rating-fault.ts';
import { remembered } from './remembered.ts';
import { type ElementKind, type Timeline, ticksToUs, usToTicks } from './timeline.ts';
import type { UsageRecord } from './usage.ts';

/** So much of an element, played for the first time while one combination held. */
export interface Portion {
  /** The element's place in the timeline. */
  readonly place: number;
  /** The combination's place in the plan of the element's kind. */
  readonly combination: number;
  readonly ticks: number;
  /** When the first of it was played. */
  readonly fromCivilUs: number;
}

export interface Tally {
  /** In timeline order, and then in the order of time. */
  readonly portions: readonly Portion[];
  /** Played again, by element place. */
  readonly reviewTicks: readonly number[];
  /** When an element was begun, by its place; null when it was not. */
  readonly begunCivilUs: readonly (number | null)[];
}

/** How the day is cut for each kind of element. */
export type Plans = Readonly<Record<ElementKind, DayPlan<unknown>>>;

interface Counts {
  readonly firstTicks: number[];
  readonly reviewTicks: number[];
  readonly begunCivilUs: (number | null)[];
}

const placesById = remembered(
  ({ elements }: Timeline) => new Map(elements.map(({ id }, place) => [id, place])),
);

/**
 * Adds up the usage of a session that started at a civil instant.
 *
 * @throws {RatingFault} when a record names no element of the timeline, its ticks or instant (or the
 *   session's) are not whole or below zero, or an element is played for the first time longer than it is
 */
export function tallyOf(
  timeline: Timeline,
  records: readonly UsageRecord[],
  startedCivilUs: number,
  plans: Plans,
): Tally {
  if (!Number.isSafeInteger(startedCivilUs)) {
    throw new RatingFault(
      `a session started at ${startedCivilUs}us`,
      'say when it started in whole microseconds since 1970',
    );
  }
  const { firstTicks, reviewTicks, begunCivilUs } = countsOf(timeline, records, startedCivilUs);
  requireWithinElements(timeline, firstTicks);
  const portions: Portion[] = [];
  for (const [place, runs] of runsByPlace(timeline, records).entries()) {
    const plan = plans[timeline.elements[place]?.kind ?? 'programme'];
    const isCut = plan.combinations.length > 1;
    const cells = new Map<number, Portion>();
    for (const { ticks, atUs } of isCut ? joined(timeline, runs) : runs) {
      cutByDay(plan, timeline, startedCivilUs + atUs, ticks, (combination, part, fromCivilUs) => {
        const cell = cells.get(combination);
        cells.set(combination, {
          place,
          combination,
          ticks: part + (cell?.ticks ?? 0),
          fromCivilUs: Math.min(fromCivilUs, cell?.fromCivilUs ?? fromCivilUs),
        });
      });
    }
    portions.push(...[...cells.values()].sort(byTime));
  }
  return { portions, reviewTicks, begunCivilUs };
}

/** The ticks of each element that were played, for the first time or again, by its place (A11). */
export function playedTicks(
  timeline: Timeline,
  records: readonly UsageRecord[],
): readonly number[] {
  const { firstTicks, reviewTicks } = countsOf(timeline, records, 0);
  return firstTicks.map((ticks, place) => ticks + (reviewTicks[place] ?? 0));
}

function countsOf(
  timeline: Timeline,
  records: readonly UsageRecord[],
  startedCivilUs: number,
): Counts {
  const firstTicks = timeline.elements.map(() => 0);
  const reviewTicks = timeline.elements.map(() => 0);
  const begunCivilUs = timeline.elements.map((): number | null => null);
  for (const record of records) {
    const { mode, ticks, atUs } = record;
    const place = placeOf(timeline, record);
    requireWhole(record);
    if (ticks === 0) continue;
    const sums = mode === 'first' ? firstTicks : reviewTicks;
    sums[place] = (sums[place] ?? 0) + ticks;
    const civilUs = startedCivilUs + atUs;
    begunCivilUs[place] = Math.min(civilUs, begunCivilUs[place] ?? civilUs);
  }
  return { firstTicks, reviewTicks, begunCivilUs };
}

/** What was played of each element for the first time. */
function runsByPlace(
  timeline: Timeline,
  records: readonly UsageRecord[],
): readonly (readonly UsageRecord[])[] {
  const runs = timeline.elements.map((): UsageRecord[] => []);
  for (const record of records) {
    if (record.mode === 'first' && record.ticks > 0) runs[placeOf(timeline, record)]?.push(record);
  }
  return runs;
}

/**
 * One element's records with pieces that follow on each other put together again.
 *
 * A frame is rarely a whole number of microseconds, so where usage was cut its pieces begin up to a
 * microsecond off; cut by the day piece by piece, a frame at an edge could change sides (I15).
 */
function joined(timeline: Timeline, records: readonly UsageRecord[]): readonly UsageRecord[] {
  if (timeline.tick === 'us') return records;
  const sorted = [...records].sort((a, b) => a.atUs - b.atUs || a.ticks - b.ticks);
  const runs: UsageRecord[] = [];
  for (const record of sorted) {
    const last = runs.at(-1);
    if (last !== undefined && follows(timeline, last, record)) {
      runs[runs.length - 1] = { ...last, ticks: last.ticks + record.ticks };
    } else {
      runs.push(record);
    }
  }
  return runs;
}

/** Whether the one begins where the other ends, to the nearest frame. */
function follows(timeline: Timeline, before: UsageRecord, after: UsageRecord): boolean {
  const gapUs = after.atUs - (before.atUs + ticksToUs(timeline, before.ticks));
  return usToTicks(timeline, Math.abs(gapUs)) === 0;
}

function byTime(a: Portion, b: Portion): number {
  return a.fromCivilUs - b.fromCivilUs || a.combination - b.combination;
}

function placeOf(timeline: Timeline, { element }: UsageRecord): number {
  const place = placesById(timeline).get(element);
  if (place !== undefined) return place;
  throw new RatingFault(
    `usage names element ${element}, which timeline ${timeline.id} does not have`,
    'rate it with the timeline that was played',
  );
}

function requireWhole({ element, ticks, atUs }: UsageRecord): void {
  if (Number.isSafeInteger(ticks) && ticks >= 0 && Number.isSafeInteger(atUs) && atUs >= 0) return;
  throw new RatingFault(
    `usage of ${element} is ${ticks} ticks from ${atUs}us on`,
    'count whole ticks and whole microseconds from the start of the session, none below zero',
  );
}

/** Whoever counts a position twice as played first would charge or credit it twice (A9, I17). */
function requireWithinElements(timeline: Timeline, firstTicks: readonly number[]): void {
  for (const [place, { id, startTick, endTick }] of timeline.elements.entries()) {
    const ticks = firstTicks[place] ?? 0;
    if (ticks <= endTick - startTick) continue;
    throw new RatingFault(
      `usage plays ${id} for the first time for ${ticks} ticks, but it has ${endTick - startTick}`,
      "say 'review' of what was played before in the session, and rate each session by itself",
    );
  }
}
