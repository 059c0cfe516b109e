/**
 * Agreed price: what a viewer won a single part of a transmission for at auction (Bh).
 *
 *     interval-2     1 part x 90         whole once any of it was played, as a block is (A12)
 *     commercial-1   25 s x -40/120      pro rata to what was watched, as any credit is (Bn)
 *
 * It takes the place of what the part would accrue by the tariff, and of its first negative fee.
 * Units: minor units; below zero for a commercial.
 * Tests: test/billing/rating/agreed-price.test.ts.
 */
import type { Minor } from '../money.ts';
import { divide, type Ratio, ratio } from '../ratio.ts';
import type { Charge, DayTerm } from './charge.ts';
import { combinationAt, type DayPlan } from './day-plan.ts';
import { quantityOf } from './quantity.ts';
import type { Tally } from './tally.ts';
import type { Timeline } from './timeline.ts';
import type { ViewingFacts } from './usage.ts';

/** The price agreed for the part that an element belongs to; null when there is none. */
export function agreedPrice(timeline: Timeline, facts: ViewingFacts, place: number): Minor | null {
  const part = timeline.elements[place]?.part ?? '';
  return Object.hasOwn(facts.agreedMinor, part) ? (facts.agreedMinor[part] ?? null) : null;
}

/** The parts of the programming that were begun and have a price agreed, each once. */
export function agreedCharges(
  timeline: Timeline,
  facts: ViewingFacts,
  { begunCivilUs }: Tally,
  plan: DayPlan<DayTerm>,
): readonly Charge[] {
  const begun = new Map<string, { place: number; civilUs: number; rate: Ratio }>();
  for (const [place, { kind, part }] of timeline.elements.entries()) {
    const priceMinor = agreedPrice(timeline, facts, place);
    const civilUs = begunCivilUs[place] ?? null;
    if (kind !== 'programme' || priceMinor === null || civilUs === null) continue;
    const earlier = begun.get(part);
    begun.set(part, {
      place: earlier?.place ?? place,
      civilUs: Math.min(civilUs, earlier?.civilUs ?? civilUs),
      rate: ratio(priceMinor),
    });
  }
  return [...begun].map(([element, { place, civilUs, rate }]) => ({
    line: { element, mode: 'block', quantity: ratio(1), unit: 'part', rate },
    place,
    combination: combinationAt(plan, civilUs),
    band: null,
  }));
}

/**
 * What a second of a commercial earns when its credit was agreed; null when it was not.
 *
 * @throws {RatingFault} when its length in seconds is not known
 */
export function agreedRate(timeline: Timeline, facts: ViewingFacts, place: number): Ratio | null {
  const priceMinor = agreedPrice(timeline, facts, place);
  if (priceMinor === null) return null;
  const part = timeline.elements[place]?.part;
  const lengthTicks = timeline.elements
    .filter((element) => element.part === part && element.kind === 'subsidy')
    .reduce((sum, { startTick, endTick }) => sum + (endTick - startTick), 0);
  return divide(ratio(priceMinor), quantityOf(timeline, lengthTicks, 's'));
}
