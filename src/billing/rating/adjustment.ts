/**
 * Adjustment: premiums and discounts, and the most and the least a session costs (A4, A5, A6).
 *
 *     charges    601 --premium 25 %-----------------> +150.25   of the charges before discounts
 *                601 --late-night 10 %--> 541 --senior 15 %--> 460    one after the other
 *
 * Those that hold at a time of day only are based on the charges that fell in it. What a discount
 * takes is spread over the charges it is based on by largest remainder (A14), so that the next one,
 * based on other charges perhaps, knows what is left of its own.
 * Units: minor units; each adjustment is a line and rounded once (A2).
 * Laws (test/billing/rating/adjustment.test.ts): what is left of a charge is never below zero (A4);
 * credits are not touched.
 */
import { invariant } from '../invariant.ts';
import type { Minor } from '../money.ts';
import { compare, negate, type Ratio, ratio } from '../ratio.ts';
import { split } from '../split.ts';
import { holdsAnyTime } from './condition.ts';
import { requireRatio } from './quantity.ts';
import { ratedLine } from './rated-line.ts';
import { RatingFault } from './rating-fault.ts';
import type { Adjustment, Tariff } from './tariff.ts';
import type { LineMode, RatedLine, ViewingFacts } from './usage.ts';

/** A charge that premiums and discounts are based on. */
export interface Base {
  readonly amountMinor: Minor;
  /** What held when it fell. */
  readonly combination: number;
}

/** The lines that adjust a session's charges, by where they stand on the bill (A5). */
export interface Adjusted {
  readonly premiums: readonly RatedLine[];
  readonly floor: readonly RatedLine[];
  readonly discounts: readonly RatedLine[];
}

/** Charges by the combination they fell in. */
type Amounts = Map<number, Minor>;

const ONE = ratio(1);

/**
 * Adjusts charges by all premiums and discounts that hold, in the tariff's order.
 *
 * @param spans for each combination, the adjustments in whose time of day it is
 * @throws {RatingFault} when an effect is no number, has the wrong sign, takes more than all, or is a
 *   price and not a discount's
 */
export function adjust(
  tariff: Tariff,
  facts: ViewingFacts,
  base: readonly Base[],
  spans: readonly (readonly Adjustment[])[],
): Adjusted {
  const charged: Amounts = new Map();
  for (const { combination, amountMinor } of base) {
    charged.set(combination, (charged.get(combination) ?? 0) + amountMinor);
  }
  const scopeOf = (adjustment: Adjustment) => inScope(adjustment, charged, facts, spans);
  const premiums = tariff.premiums.flatMap((premium) => {
    const scope = scopeOf(premium);
    return scope === null ? [] : [premiumLine(premium, sumOf(charged, scope))];
  });
  const left: Amounts = new Map(charged);
  const discounts = tariff.discounts.flatMap((discount) => {
    const scope = scopeOf(discount);
    if (scope === null) return [];
    const line = discountLine(discount, sumOf(left, scope));
    takeFrom(left, scope, 0 - line.amountMinor);
    return [line];
  });
  const premiumMinor = premiums.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return { premiums, ...limited(tariff, sumOf(left, [...left.keys()]) + premiumMinor, discounts) };
}

/** The combinations whose charges an adjustment is based on; null when it does not hold for any. */
function inScope(
  adjustment: Adjustment,
  charged: Amounts,
  facts: ViewingFacts,
  spans: readonly (readonly Adjustment[])[],
): readonly number[] | null {
  if (!holdsAnyTime(adjustment.when, facts)) return null;
  if (adjustment.when.between === null) return [...charged.keys()];
  const scope = [...charged.keys()].filter((combination) =>
    spans[combination]?.includes(adjustment),
  );
  return scope.length === 0 ? null : scope;
}

function premiumLine({ id, effect }: Adjustment, baseMinor: Minor): RatedLine {
  switch (effect.by) {
    case 'percent':
      return shareLine(id, 'premium', baseMinor, requireRatio(effect.share, `the share of ${id}`));
    case 'amount':
      return onceLine(id, 'premium', 'session', effect.amountMinor);
    case 'price':
      throw new RatingFault(
        `premium ${id} sets a price, which only a discount can`,
        'make it a discount, or give it an amount or a percentage',
      );
  }
}

function discountLine({ id, effect }: Adjustment, baseMinor: Minor): RatedLine {
  switch (effect.by) {
    case 'percent': {
      const share = requireRatio(effect.share, `the share of ${id}`);
      if (compare(share, ONE) <= 0) return shareLine(id, 'discount', baseMinor, negate(share));
      throw new RatingFault(
        `discount ${id} takes off ${effect.share}, which is more than all`,
        'take off 100 % at the most',
      );
    }
    case 'amount':
      return onceLine(id, 'discount', 'session', 0 - Math.min(effect.amountMinor, baseMinor));
    case 'price':
      return onceLine(id, 'discount', 'title', 0 - Math.max(0, baseMinor - effect.priceMinor));
  }
}

/** Brings charges to between the floor and the cap; where the two contradict, to the floor. */
function limited(
  { capMinor, floorMinor }: Tariff,
  chargesMinor: Minor,
  discounts: readonly RatedLine[],
): Omit<Adjusted, 'premiums'> {
  const cappedMinor = Math.min(chargesMinor, capMinor ?? chargesMinor);
  const missingMinor = Math.max(0, (floorMinor ?? 0) - cappedMinor);
  const cap = onceLine('cap', 'discount', 'session', cappedMinor - chargesMinor);
  return {
    discounts: cappedMinor < chargesMinor ? [...discounts, cap] : discounts,
    floor: missingMinor > 0 ? [onceLine('floor', 'floor', 'session', missingMinor)] : [],
  };
}

/** A share of what is there; its quantity is that, in minor units. */
function shareLine(element: string, mode: LineMode, baseMinor: Minor, rate: Ratio): RatedLine {
  const quantity = ratio(baseMinor);
  return ratedLine({ element, mode, label: '', quantity, unit: 'cents', rate });
}

function onceLine(element: string, mode: LineMode, unit: string, amountMinor: Minor): RatedLine {
  const rate = ratio(amountMinor);
  return ratedLine({ element, mode, label: '', quantity: ONE, unit, rate });
}

/** Spreads what a discount takes over the charges it is based on, by what is left of each. */
function takeFrom(left: Amounts, scope: readonly number[], takenMinor: Minor): void {
  if (takenMinor === 0) return;
  const parts = scope.map((combination) => ({
    party: String(combination),
    weight: ratio(left.get(combination) ?? 0),
  }));
  for (const { party, amountMinor } of split(takenMinor, parts)) {
    const combination = Number(party);
    const restMinor = (left.get(combination) ?? 0) - amountMinor;
    invariant(restMinor >= 0, `a discount leaves nothing below zero, but it left ${restMinor}`);
    left.set(combination, restMinor);
  }
}

function sumOf(amounts: Amounts, scope: readonly number[]): Minor {
  return scope.reduce((sum, combination) => sum + (amounts.get(combination) ?? 0), 0);
}
