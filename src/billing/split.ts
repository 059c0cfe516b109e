/**
 * Split: an amount shared out by weight, to the last minor unit.
 *
 *     399 by 65 % / 35 %   exact 259.35 and 139.65
 *                          floors 259 and 139, one unit left
 *                          the larger remainder (.65) takes it: 259 / 140
 *
 * Units: minor units. Rule: largest remainder, ties to the earlier party by code unit order.
 * Laws (test/billing/split.test.ts, I20):
 *   - the parts sum to the whole;
 *   - each part is within one unit of its exact share, and nothing goes to a weight of zero;
 *   - the order in which the parties are given does not matter;
 *   - a negative whole gives the mirror image of the positive one (I21).
 */
import { byCodeUnit } from './code-unit-order.ts';
import { invariant } from './invariant.ts';
import { type Minor, requireMinor } from './money.ts';
import { greatestCommonDivisor, type Ratio } from './ratio.ts';

/** A party to a split; only the proportions of the weights count, not their sum. */
export type SplitPart = { readonly party: string; readonly weight: Ratio };

/** What a party gets, in minor units. */
export type SplitShare = { readonly party: string; readonly amountMinor: Minor };

/**
 * A party's share cut down to whole units, and what the cut took away, in units of 1/sum of
 * weights.
 */
type Cut = { readonly party: string; readonly floor: bigint; readonly remainder: bigint };

/**
 * Shares `totalMinor` out by weight and returns the shares sorted by party.
 *
 * @throws {BrokenInvariant} when the total is not a safe integer, a weight is negative, no weight
 *   is positive (also: no parts), or a party is named twice
 */
export function split(totalMinor: Minor, parts: readonly SplitPart[]): readonly SplitShare[] {
  requireMinor(totalMinor, 'the total of a split');
  const sorted = [...parts].sort((a, b) => byCodeUnit(a.party, b.party));
  requireDistinct(sorted);
  const weights = wholeWeights(sorted);
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0n);
  invariant(weightSum > 0n, 'a split has at least one party with a positive weight');

  const whole = BigInt(Math.abs(totalMinor));
  const cuts = sorted.map(({ party }, index): Cut => {
    const scaled = whole * (weights[index] ?? 0n);
    return { party, floor: scaled / weightSum, remainder: scaled % weightSum };
  });
  const winners = winnersOf(cuts, whole);
  const sign = totalMinor < 0 ? -1n : 1n;
  return cuts.map((cut) => ({
    party: cut.party,
    amountMinor: Number(sign * (winners.has(cut) ? cut.floor + 1n : cut.floor)),
  }));
}

/**
 * Those who get one unit more than their floor. There are fewer of them than remainders above zero.
 */
function winnersOf(cuts: readonly Cut[], whole: bigint): ReadonlySet<Cut> {
  const unitsLeft = whole - cuts.reduce((sum, cut) => sum + cut.floor, 0n);
  // The sort is stable and `cuts` is in party order, so equal remainders keep that order.
  const ranked = [...cuts].sort(
    (a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder),
  );
  return new Set(ranked.slice(0, Number(unitsLeft)));
}

/** The weights over their common denominator. */
function wholeWeights(parts: readonly SplitPart[]): readonly bigint[] {
  const denominator = parts.reduce(
    (multiple, { weight }) =>
      multiple === weight.d
        ? multiple
        : (multiple / greatestCommonDivisor(multiple, weight.d)) * weight.d,
    1n,
  );
  return parts.map(({ party, weight }) => {
    invariant(weight.n >= 0n, `a weight is zero or more, but that of ${party} is less`);
    return weight.n * (denominator / weight.d);
  });
}

function requireDistinct(sorted: readonly SplitPart[]): void {
  for (const [index, { party }] of sorted.entries()) {
    invariant(
      sorted[index + 1]?.party !== party,
      `a split names each party once, but ${party} is named twice`,
    );
  }
}
