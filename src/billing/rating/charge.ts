/**
 * Charge: the lines that premiums and discounts are based on, and when each of them fell (A5, A6).
 *
 *     initial-fee | interval-1  interval-2 ... | composer-a       or a block in place of all (A12)
 *     selection     usage, cut by the day        when begun
 *
 * Units: minor units, exact.
 * Tests: test/billing/rating/charge.test.ts and performance-fee.test.ts; element-charge.ts has the
 * charges of the elements.
 */
import { ratio } from '../ratio.ts';
import { holds, isWithin } from './condition.ts';
import { combinationAt, type DayPlan } from './day-plan.ts';
import { requireRatio } from './quantity.ts';
import type { UnratedLine } from './rated-line.ts';
import { rememberedPair } from './remembered.ts';
import { elementsWith } from './right.ts';
import type { Tally } from './tally.ts';
import type { Adjustment, PerformanceFee, Tariff, TariffBand } from './tariff.ts';
import type { Timeline } from './timeline.ts';
import type { ViewingFacts } from './usage.ts';

/** What holds at a time of day: other rates, or a premium or discount. */
export type DayTerm =
  | { readonly is: 'band'; readonly band: TariffBand }
  | { readonly is: 'adjustment'; readonly adjustment: Adjustment };

/** What a session is rated by. */
export interface Terms {
  readonly tariff: Tariff;
  readonly timeline: Timeline;
  readonly facts: ViewingFacts;
}

/** A charge (or a credit) without its label, which depends on what the others are. */
export interface Charge {
  readonly line: Omit<UnratedLine, 'label'>;
  /** Where it stands among the lines: the place of its first element, `FIRST` or `LAST`. */
  readonly place: number;
  /** What held when it fell, as a place in the day plan. */
  readonly combination: number;
  /** Whose rate it is; null for the tariff's own. */
  readonly band: TariffBand | null;
}

const ONE = ratio(1);

/** Before and after the lines of all elements (A5). */
const FIRST = Number.NEGATIVE_INFINITY;
const LAST = Number.POSITIVE_INFINITY;

/** The block a viewer won (A12), or the initial fee in force at selection (A7, Bk). */
export function openingCharge({ tariff, facts }: Terms, plan: DayPlan<DayTerm>): Charge {
  const combination = combinationAt(plan, facts.startedCivilUs);
  const opening = { place: FIRST, combination, band: null };
  if (facts.blockMinor !== null) {
    const rate = ratio(facts.blockMinor);
    return {
      ...opening,
      line: { element: 'block', mode: 'block', quantity: ONE, unit: 'film', rate },
    };
  }
  const band =
    tariff.bands.find(
      ({ initialMinor, between }) =>
        initialMinor !== null && isWithin(between, facts.startedCivilUs),
    ) ?? null;
  const ofContent = tariff.initialFees.find(({ when }) => holds(when, facts));
  const amountMinor = band?.initialMinor ?? ofContent?.amountMinor ?? tariff.initialMinor;
  const line = {
    element: 'initial-fee',
    mode: 'initial',
    quantity: ONE,
    unit: 'selection',
    rate: ratio(amountMinor),
  } as const;
  return { ...opening, band, line };
}

/**
 * Fees for people and works in the programming that was begun, once or for each element (Bg, Bt).
 *
 * @throws {RatingFault} when a rate is no number
 */
export function beginningCharges(
  { tariff, timeline }: Terms,
  { begunCivilUs }: Tally,
  plan: DayPlan<DayTerm>,
): readonly Charge[] {
  return tariff.performanceFees.flatMap((fee) => {
    const begun = programmingWith(fee, timeline)
      .map((place) => begunCivilUs[place] ?? null)
      .filter((civilUs) => civilUs !== null)
      .sort((a, b) => a - b);
    const counts = new Map<number, number>();
    for (const civilUs of fee.per === 'segment' ? begun : begun.slice(0, 1)) {
      const combination = withSameAdjustments(plan, combinationAt(plan, civilUs));
      counts.set(combination, (counts.get(combination) ?? 0) + 1);
    }
    const { id: element, mode, per: unit } = fee;
    const rate = requireRatio(fee.rate, `the rate of ${element} in tariff ${tariff.id}`);
    return [...counts].map(([combination, count]) => ({
      line: { element, mode, quantity: ratio(count), unit, rate },
      place: LAST,
      combination,
      band: null,
    }));
  });
}

/** The band whose rates are in force with a combination, of those that change the rates asked for. */
export function bandIn(plan: DayPlan<DayTerm>, combination: number): TariffBand | null {
  for (const term of plan.combinations[combination] ?? []) {
    if (term.is === 'band') return term.band;
  }
  return null;
}

/** The premiums and discounts of a combination, in the tariff's order. */
export function adjustmentsIn(terms: readonly DayTerm[]): readonly Adjustment[] {
  return terms.flatMap((term) => (term.is === 'adjustment' ? [term.adjustment] : []));
}

/** The first combination with the same premiums and discounts: a band does not change these fees. */
function withSameAdjustments(plan: DayPlan<DayTerm>, combination: number): number {
  const adjustments = adjustmentsIn(plan.combinations[combination] ?? []);
  return plan.combinations.findIndex((terms) => {
    const others = adjustmentsIn(terms);
    return (
      others.length === adjustments.length &&
      others.every((other, index) => other === adjustments[index])
    );
  });
}

/** The programming elements that have the person or work of a fee in them. */
const programmingWith = rememberedPair(({ of }: PerformanceFee, timeline: Timeline) =>
  elementsWith(timeline, of).filter((place) => timeline.elements[place]?.kind === 'programme'),
);
