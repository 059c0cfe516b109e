/**
 * Auction: who gets a part of a transmission, or all of it, at which price, by sealed bids (Bh, A12).
 *
 *     forward   bids to pay        310  425  390   reserve 300   425 wins, the highest
 *     reverse   credits asked for   40   25   30   ceiling  35    25 wins, the lowest
 *
 *     first-price    the winner's own bid: 425
 *     second-price   the best bid of another: 390; when alone, the reserve or ceiling
 *
 * A part of the programming or a block (a movie) is sold forward; a commercial is let in reverse, to
 * who asks for the least credit. A bidder may bid again: the last of the bids within the limit counts,
 * with its own sequence number. A tie goes to the earlier sequence number (A12).
 * Units: minor units, zero or more; a credit too is given as what the bidder gets.
 * Laws (test/billing/rating/auction.test.ts): the order in which bids are listed does not matter, nor
 * does a bid that is listed twice; the price is within the limit and never worse for the winner than
 * the bid.
 */
import { invariant } from '../invariant.ts';
import type { Minor } from '../money.ts';
import type { Timeline } from './timeline.ts';

export interface Bid {
  readonly bidder: string;
  readonly amountMinor: Minor;
  /** The order in which bids came, by whoever took them; each has its own. */
  readonly sequence: number;
}

export interface Auction {
  readonly rule: 'first-price' | 'second-price';
  readonly direction: 'forward' | 'reverse';
  /** Forward the reserve, the least price; reverse the ceiling, the most credit. */
  readonly limitMinor: Minor;
  /** Those that came before the deadline. */
  readonly bids: readonly Bid[];
}

/** A bid that does not take part. */
export interface RefusedBid {
  readonly bid: Bid;
  /** Not within the limit, or followed by another of the same bidder that is. */
  readonly reason: 'beyond-the-limit' | 'replaced';
}

export interface AuctionOutcome {
  /** Null when there is no bid within the limit. */
  readonly winner: string | null;
  /** What the winner pays, or is credited; null without a winner. */
  readonly priceMinor: Minor | null;
  /** The bids that took part, one for each bidder, the best first. */
  readonly ranked: readonly Bid[];
  /** In the order in which they came. */
  readonly refused: readonly RefusedBid[];
}

/** Why an auction cannot be held. */
export interface AuctionFault {
  readonly where: string;
  readonly what: string;
  readonly remedy: string;
}

/**
 * Who wins, at which price.
 *
 * @throws {BrokenInvariant} when `checkAuction` finds a fault
 */
export function resolveAuction(auction: Auction): AuctionOutcome {
  const [fault] = checkAuction(auction);
  invariant(fault === undefined, `an auction is sound, but ${fault?.where}: ${fault?.what}`);
  const { rule, direction, limitMinor } = auction;
  const refused: RefusedBid[] = [];
  const counted = new Map<string, Bid>();
  for (const bid of inOrderOfSequence(auction.bids)) {
    if (!isWithin(auction, bid.amountMinor)) {
      refused.push({ bid, reason: 'beyond-the-limit' });
      continue;
    }
    const earlier = counted.get(bid.bidder);
    if (earlier !== undefined) refused.push({ bid: earlier, reason: 'replaced' });
    counted.set(bid.bidder, bid);
  }
  const sign = direction === 'forward' ? -1 : 1;
  const ranked = [...counted.values()].sort(
    (a, b) => sign * (a.amountMinor - b.amountMinor) || a.sequence - b.sequence,
  );
  refused.sort((a, b) => a.bid.sequence - b.bid.sequence);
  const [best, second] = ranked;
  if (best === undefined) return { winner: null, priceMinor: null, ranked, refused };
  const secondMinor = second?.amountMinor ?? limitMinor;
  const priceMinor = rule === 'first-price' ? best.amountMinor : secondMinor;
  return { winner: best.bidder, priceMinor, ranked, refused };
}

/** What is wrong with an auction from outside; nothing when it can be held. */
export function checkAuction({ limitMinor, bids }: Auction): readonly AuctionFault[] {
  const faults: AuctionFault[] = [];
  if (!isCount(limitMinor)) {
    faults.push({
      where: 'the limit',
      what: `${limitMinor} is not a whole number of minor units, zero or more`,
      remedy: 'give the reserve as a price, the ceiling as the credit the bidder gets',
    });
  }
  const bySequence = new Map<number, Bid>();
  for (const bid of bids) {
    faults.push(...faultsOfBid(bid, bySequence.get(bid.sequence)));
    bySequence.set(bid.sequence, bid);
  }
  return faults;
}

/**
 * What is wrong with auctioning a part of a timeline, or all of it, in a direction; nothing when it
 * fits.
 *
 * @param part a `TimelineElement.part`; null for the block
 */
export function checkLot(
  timeline: Timeline,
  part: string | null,
  direction: Auction['direction'],
): readonly AuctionFault[] {
  const where = part === null ? `the block ${timeline.id}` : `the part ${part}`;
  const element = timeline.elements.find((each) => each.part === part);
  if (part !== null && element === undefined) {
    const parts = new Set(timeline.elements.map((each) => each.part));
    const remedy = `name one of ${[...parts].join(', ')}`;
    return [{ where, what: `${timeline.id} has no such part`, remedy }];
  }
  const fitting = element?.kind === 'subsidy' ? 'reverse' : 'forward';
  if (direction === fitting) return [];
  const what =
    fitting === 'forward'
      ? 'it is paid for, so the highest bid is to win, but the direction is reverse'
      : 'it is credited, so the lowest bid is to win, but the direction is forward';
  return [{ where, what, remedy: `auction it ${fitting}` }];
}

function faultsOfBid(bid: Bid, other: Bid | undefined): readonly AuctionFault[] {
  const where = `bid ${bid.sequence} of ${bid.bidder === '' ? 'nobody' : bid.bidder}`;
  const faults: AuctionFault[] = [];
  if (bid.bidder === '') {
    faults.push({ where, what: 'it has no bidder', remedy: 'say who bids' });
  }
  if (!isCount(bid.amountMinor)) {
    const what = `${bid.amountMinor} is not a whole number of minor units, zero or more`;
    faults.push({ where, what, remedy: 'give what the bidder pays or gets, without a sign' });
  }
  if (!isCount(bid.sequence)) {
    const what = `${bid.sequence} is not a sequence number`;
    faults.push({ where, what, remedy: 'number bids 1, 2, 3 in the order in which they came' });
  }
  if (other !== undefined && !isSame(bid, other)) {
    const what = `bid ${other.sequence} of ${other.bidder} is another with this number`;
    faults.push({ where, what, remedy: 'give each bid its own number' });
  }
  return faults;
}

/** Each bid once: one that was sent again is listed again. */
function inOrderOfSequence(bids: readonly Bid[]): readonly Bid[] {
  const sorted = [...bids].sort((a, b) => a.sequence - b.sequence);
  return sorted.filter(({ sequence }, index) => sorted[index - 1]?.sequence !== sequence);
}

function isWithin({ direction, limitMinor }: Auction, amountMinor: Minor): boolean {
  return direction === 'forward' ? amountMinor >= limitMinor : amountMinor <= limitMinor;
}

function isSame(a: Bid, b: Bid): boolean {
  return a.bidder === b.bidder && a.amountMinor === b.amountMinor && a.sequence === b.sequence;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
