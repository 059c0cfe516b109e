/**
 * Condition: when a fee, a premium or a discount applies (Bd, Bk, Bl, Bm).
 *
 * All that is not null must hold. Everything but the time of day is fixed when the session is
 * selected (A7, I24); the time of day is asked of the instant of selection for what is charged once,
 * and of each part of the usage for what accrues (day-plan.ts).
 * Units: civil microseconds since 1970; days of 24 hours; spans of the day are half-open (A3).
 * Tests: test/billing/rating/condition.test.ts, one table row for each rule.
 */
import type { Condition, DaySpan } from './tariff.ts';
import type { ViewingFacts } from './usage.ts';

/** One civil day; there are no leap seconds in civil microseconds. */
export const DAY_US = 86_400_000_000;

const US_PER_SECOND = 1_000_000;

/** Whether a condition holds for what is charged once, when the session is selected (A7). */
export function holds(condition: Condition, facts: ViewingFacts): boolean {
  const { between } = condition;
  return (
    (between === null || isWithin(between, facts.startedCivilUs)) && holdsAnyTime(condition, facts)
  );
}

/** Whether all of a condition holds but the time of day. */
export function holdsAnyTime(condition: Condition, facts: ViewingFacts): boolean {
  const { groups, packages, kinds, transmissions, committedEarly } = condition;
  return (
    (groups === null || facts.groups.some((group) => groups.includes(group))) &&
    (packages === null || facts.packages.some((bought) => packages.includes(bought))) &&
    (kinds === null || kinds.includes(facts.kind)) &&
    (transmissions === null || transmissions.includes(facts.transmission)) &&
    (committedEarly === null || committedEarly === facts.committedEarly) &&
    holdsOfRelease(condition, facts) &&
    holdsOfPurchases(condition, facts)
  );
}

/**
 * Whether a civil instant is in a span of the day; 22:00 to 06:00 passes midnight, and a span that
 * ends where it begins is the whole day.
 */
export function isWithin(span: DaySpan, civilUs: number): boolean {
  const ofDayUs = timeOfDayUs(civilUs);
  const fromUs = span.fromS * US_PER_SECOND;
  const untilUs = span.untilS * US_PER_SECOND;
  return fromUs < untilUs
    ? ofDayUs >= fromUs && ofDayUs < untilUs
    : ofDayUs >= fromUs || ofDayUs < untilUs;
}

/** The edges of a span in microseconds since midnight, each below a day. */
export function edgesOf(span: DaySpan): readonly number[] {
  return [span.fromS, span.untilS].map((second) => timeOfDayUs(second * US_PER_SECOND));
}

/** Microseconds since midnight, also before 1970. */
export function timeOfDayUs(civilUs: number): number {
  const rest = civilUs % DAY_US;
  return rest < 0 ? rest + DAY_US : rest;
}

/** What was always public has no release to be before or after, and is not newly released either. */
function holdsOfRelease(condition: Condition, facts: ViewingFacts): boolean {
  const { beforeRelease, releasedWithinDays } = condition;
  const { releasedCivilUs, startedCivilUs } = facts;
  const isBefore = releasedCivilUs !== null && startedCivilUs < releasedCivilUs;
  if (beforeRelease !== null && beforeRelease !== isBefore) return false;
  if (releasedWithinDays === null) return true;
  return (
    releasedCivilUs !== null &&
    !isBefore &&
    startedCivilUs - releasedCivilUs < releasedWithinDays * DAY_US
  );
}

function holdsOfPurchases(condition: Condition, facts: ViewingFacts): boolean {
  const { viewsBefore, everyNthTitle } = condition;
  return (
    (viewsBefore === null || facts.viewsBefore >= viewsBefore) &&
    (everyNthTitle === null || (facts.titlesBefore + 1) % everyNthTitle === 0)
  );
}
