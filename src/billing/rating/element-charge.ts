/**
 * Element charge: what was played of each element, made into charges and subsidy credits.
 *
 *     scene-1  line programming  180 s x 1/10 \
 *     scene-2  line programming  300 s x 1/10 /--> programming  480 s x 1/10     (one line, A2)
 *     scene-3  line programming  240 s x 1/20 ---> programming  240 s x 1/20     (another rate)
 *
 * Ticks are added up whole; a quantity is made of their sum only. Programming that was played has a
 * line even when it costs nothing; a commercial has one when it is credited (A9, A10).
 * Tests: test/billing/rating/charge.test.ts, test/billing/rating/rating-laws.test.ts.
 */
import { formatRatio, type Ratio, ratio } from '../ratio.ts';
import { bandIn, type Charge, type DayTerm } from './charge.ts';
import type { DayPlan } from './day-plan.ts';
import { elementRates } from './element-rate.ts';
import { ownUnit, quantityOf } from './quantity.ts';
import { remembered } from './remembered.ts';
import type { Portion } from './tally.ts';
import type { RateUnit, TariffBand, UsageFee } from './tariff.ts';
import type { Timeline } from './timeline.ts';

/** What elements of a kind are charged or credited by. */
export interface ElementFee {
  readonly mode: 'programming' | 'subsidy';
  readonly plan: DayPlan<DayTerm>;
  /** The tariff's own; null when it has none. */
  readonly own: UsageFee | null;
  /** What a band puts in its place; null leaves the tariff's own. */
  readonly ofBand: (band: TariffBand) => UsageFee | null;
  /** What a second of an element comes to whatever the tariff says; null when nothing was agreed. */
  readonly agreedPerS: (place: number) => Ratio | null;
}

/** What a unit of an element comes to, and why. */
interface Found {
  readonly combination: number;
  readonly band: TariffBand | null;
  readonly unit: RateUnit;
  readonly rate: Ratio;
}

/** A line that grows. */
interface Sum extends Found {
  readonly place: number;
  ticks: number;
}

const ZERO = ratio(0);

/**
 * The lines of what was played for the first time; those of one element in the order of time.
 *
 * Usage that counts to one line at two rates, or while different things held, makes as many lines,
 * so that each is one quantity times one rate (A2, A7).
 *
 * @throws {RatingFault} when a rate is no number, or its unit needs frames per second
 */
export function elementCharges(
  timeline: Timeline,
  portions: readonly Portion[],
  fee: ElementFee,
): readonly Charge[] {
  const sums = new Map<string, Sum>();
  const firsts = linePlaces(timeline);
  for (const { place, combination, ticks } of portions) {
    const found = rateOf(timeline, fee, place, combination);
    if (found === null) continue;
    const first = firsts[place] ?? place;
    const key = `${first} ${found.combination} ${found.unit} ${formatRatio(found.rate)}`;
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { ...found, place: first, ticks });
    else sum.ticks += ticks;
  }
  return [...sums.values()].map(({ place, combination, band, unit, rate, ticks }) => {
    const element = timeline.elements[place]?.line ?? '';
    const quantity = quantityOf(timeline, ticks, unit);
    return { line: { element, mode: fee.mode, quantity, unit, rate }, place, combination, band };
  });
}

/** For each element, the place of the first one of its kind that counts to the same line. */
export const linePlaces = remembered(({ elements }: Timeline): readonly number[] => {
  const firsts = new Map<string, number>();
  return elements.map(({ line, kind }, place) => {
    const key = `${kind} ${line}`;
    const first = firsts.get(key) ?? place;
    firsts.set(key, first);
    return first;
  });
});

/** Null when nothing is to be said of it: a commercial that no fee credits. */
function rateOf(
  timeline: Timeline,
  fee: ElementFee,
  place: number,
  combination: number,
): Found | null {
  const agreed = fee.agreedPerS(place);
  // The time of day makes no difference to what was agreed, and so no second line.
  if (agreed !== null) return { combination: 0, band: null, unit: 's', rate: agreed };
  const band = bandIn(fee.plan, combination);
  const usageFee = (band === null ? null : fee.ofBand(band)) ?? fee.own;
  if (usageFee !== null) {
    const { unit, rates } = elementRates(usageFee, timeline);
    return { combination, band, unit, rate: rates[place] ?? ZERO };
  }
  if (fee.mode === 'subsidy') return null;
  return { combination, band, unit: ownUnit(timeline), rate: ZERO };
}
