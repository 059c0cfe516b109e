/**
 * Rated line: an exact quantity times an exact rate, rounded once, half to even (A2).
 *
 *     commercial-3   90 s x -1/4 = -45/2 exactly   -> -22
 *
 * Units: minor units. Laws (test/billing/rating/rating-laws.test.ts):
 *   - charges are never negative, credits and discounts never positive (A4, I5);
 *   - the net is the sum of the rounded lines, and nothing is rounded again (I3);
 *   - a reversal is the line with the opposite sign, never a new computation (I21).
 */
import { formatRatio, multiply, type Ratio, roundHalfEven } from '../ratio.ts';
import { RatingFault } from './rating-fault.ts';
import type { LineMode, RatedLine, RatedTotals } from './usage.ts';

/** A line before it is multiplied and rounded. */
export interface UnratedLine {
  readonly element: string;
  readonly mode: LineMode;
  readonly label: string;
  readonly quantity: Ratio;
  readonly unit: string;
  /** Minor units per unit. */
  readonly rate: Ratio;
}

/**
 * Multiplies and rounds.
 *
 * @throws {RatingFault} when a charge would be below zero, or a credit or discount above (A4)
 */
export function ratedLine(line: UnratedLine): RatedLine {
  const { element, mode, label, quantity, unit, rate } = line;
  const isCharge = kindOf(mode) === 'charge';
  if (isCharge ? rate.n < 0n : rate.n > 0n) {
    throw new RatingFault(
      `${element} (${mode}) comes to ${formatRatio(rate)} per ${unit}, but ${isCharge ? 'a charge is zero or more' : 'a credit or discount is zero or less'}`,
      'turn the sign of the rate, or move the fee to the other side of the tariff',
    );
  }
  const exact = multiply(quantity, rate);
  return {
    element,
    mode,
    label,
    quantity: formatRatio(quantity),
    unit,
    rate: formatRatio(rate),
    exact: formatRatio(exact),
    amountMinor: roundHalfEven(exact),
  };
}

/** What lines come to, by their kinds (I3). */
export function totalsOf(lines: readonly RatedLine[]): RatedTotals {
  const sums = { charge: 0, credit: 0, discount: 0 };
  for (const { mode, amountMinor } of lines) sums[kindOf(mode)] += amountMinor;
  return {
    chargesMinor: sums.charge,
    creditsMinor: sums.credit,
    discountsMinor: sums.discount,
    netMinor: sums.charge + sums.credit + sums.discount,
  };
}

/** The line that undoes `line`, for a credit note: the same with the opposite sign (A2, I21). */
export function reversalOf(line: RatedLine): RatedLine {
  return {
    ...line,
    rate: opposite(line.rate),
    exact: opposite(line.exact),
    // Not a minus sign, which would make a zero with a sign.
    amountMinor: 0 - line.amountMinor,
  };
}

/** Whether a line is a charge, a credit to the viewer or a discount on charges (A4). */
export function kindOf(mode: LineMode): 'charge' | 'credit' | 'discount' {
  if (mode === 'discount') return 'discount';
  return mode === 'subsidy' || mode === 'survey' ? 'credit' : 'charge';
}

function opposite(text: string): string {
  if (text === '0') return text;
  return text.startsWith('-') ? text.slice(1) : `-${text}`;
}
