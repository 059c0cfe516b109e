/**
 * Royalty: what rights holders earn by what was played, however the viewer is billed (Bs, Bt, Bv).
 *
 *     Actor A   300 + 200 + 150 s x 1/20 = 65/2 exactly, kept so through the session
 *     statement                  65/2 + ... -> rounded once, half to even (A11)
 *
 * Units: minor units, exact, as text. Viewed or reviewed, programming or commercial: all of it counts.
 * Laws (test/billing/rating/royalty.test.ts): nothing accrues to who is not there, or for what was not
 * begun; a statement is the rounding of the exact sum, once (I19).
 */

import { invariant } from '../invariant.ts';
import type { Minor } from '../money.ts';
import { add, formatRatio, multiply, type Ratio, ratio, roundHalfEven } from '../ratio.ts';
import { quantityOf, requireRatio } from './quantity.ts';
import { remembered } from './remembered.ts';
import { elementsEarning } from './right.ts';
import { playedTicks } from './tally.ts';
import type { Right, Timeline } from './timeline.ts';
import type { RoyaltyAccrual, SessionUsage } from './usage.ts';

/** What one holder gets for one work, rounded. */
export interface RoyaltyLine extends RoyaltyAccrual {
  readonly amountMinor: Minor;
}

const EXACT = /^(-?\d+)(?:\/([1-9]\d*))?$/;

/** The places of the elements in which each right is earned. */
const earningPlaces = remembered((timeline: Timeline) =>
  timeline.rights.map((right) => elementsEarning(timeline, right)),
);

/**
 * What each right earned in a session, in the order of the timeline's rights; a right of which
 * nothing was begun is left out (A11).
 *
 * @throws {RatingFault} when usage does not fit the timeline, a rate is no number, or its unit needs
 *   frames per second, which the timeline does not say
 */
export function accrueRoyalties(
  timeline: Timeline,
  usage: SessionUsage,
): readonly RoyaltyAccrual[] {
  if (timeline.rights.length === 0) return [];
  const played = playedTicks(timeline, usage.records);
  const earning = earningPlaces(timeline);
  return timeline.rights.flatMap((right, index) => {
    const begun = (earning[index] ?? []).filter((place) => (played[place] ?? 0) > 0);
    if (begun.length === 0) return [];
    const ticks = begun.reduce((sum, place) => sum + (played[place] ?? 0), 0);
    const rate = requireRatio(right.rate, `the right of ${right.holder} in ${right.work}`);
    const exact = multiply(unitsOf(timeline, right, ticks, begun.length), rate);
    return [{ holder: right.holder, work: right.work, exact: formatRatio(exact) }];
  });
}

/**
 * Adds up the accruals of any number of sessions for each holder and work, and rounds each sum once,
 * half to even (A11, I19); in the order in which they first appear.
 *
 * @throws {BrokenInvariant} when an accrual is no exact number
 */
export function roundStatement(accruals: readonly RoyaltyAccrual[]): readonly RoyaltyLine[] {
  const sums = new Map<string, { holder: string; work: string; exact: Ratio }>();
  for (const { holder, work, exact } of accruals) {
    const key = JSON.stringify([holder, work]);
    const soFar = sums.get(key)?.exact ?? ratio(0);
    sums.set(key, { holder, work, exact: add(soFar, exactOf(exact)) });
  }
  return [...sums.values()].map(({ holder, work, exact }) => ({
    holder,
    work,
    exact: formatRatio(exact),
    amountMinor: roundHalfEven(exact),
  }));
}

function unitsOf(timeline: Timeline, right: Right, ticks: number, begunCount: number): Ratio {
  if (right.per === 'time') return quantityOf(timeline, ticks, right.unit);
  return ratio(right.per === 'segment' ? begunCount : 1);
}

/** Not `parseRatio`, which refuses the long texts that exact sums come to. */
function exactOf(text: string): Ratio {
  const match = EXACT.exec(text);
  invariant(match !== null, `a royalty accrues exactly, but this one is "${text}"`);
  const [, n = '', d = '1'] = match;
  return ratio(BigInt(n), BigInt(d));
}
