import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Auction,
  type Bid,
  checkAuction,
  checkLot,
  resolveAuction,
} from '../../../src/billing/rating/auction.ts';
import { evening } from './evening.ts';
import { RUNS } from './random-viewing.ts';

/** Bids as `S1 310`, in the order in which they came. */
function bids(...texts: readonly string[]): readonly Bid[] {
  return texts.map((text, index) => {
    const [bidder = '', amount = ''] = text.split(' ');
    return { bidder, amountMinor: Number(amount), sequence: index + 1 };
  });
}
const film: Auction = {
  rule: 'first-price',
  direction: 'forward',
  limitMinor: 300,
  bids: bids('S1 310', 'S2 425', 'S3 390'),
};
/** Bidding for the credit of watching a commercial, at most 35. */
const commercial: Auction = {
  rule: 'first-price',
  direction: 'reverse',
  limitMinor: 35,
  bids: bids('S1 40', 'S2 25', 'S3 30'),
};
const second = (auction: Auction): Auction => ({ ...auction, rule: 'second-price' });
const winnerOf = (auction: Auction) => {
  const { winner, priceMinor } = resolveAuction(auction);
  return [winner, priceMinor];
};

describe('an auction', () => {
  test.each([
    ['forward, the highest bid wins at its own price', film, 'S2', 425],
    ['or at the best of the others', second(film), 'S2', 390],
    ['reverse, the least credit wins', commercial, 'S2', 25],
    ['or is credited what the next best asked for', second(commercial), 'S2', 30],
    ['alone, a second price is the reserve', second({ ...film, bids: bids('S1 310') }), 'S1', 300],
    ['or the ceiling', second({ ...commercial, bids: bids('S1 20') }), 'S1', 35],
    ['a tie goes to the earlier bid (A12)', { ...film, bids: bids('S1 400', 'S2 400') }, 'S1', 400],
    ['and costs the same', second({ ...film, bids: bids('S1 400', 'S2 400') }), 'S1', 400],
    ['a bid at the limit is within it', { ...film, bids: bids('S1 300') }, 'S1', 300],
    ['without a bid within the limit nobody wins', { ...film, bids: bids('S1 299') }, null, null],
    ['nor without bids', { ...film, bids: [] }, null, null],
  ])('%s', (_, auction, winner, priceMinor) => {
    expect(winnerOf(auction)).toEqual([winner, priceMinor]);
  });

  test('a later bid of a bidder takes the place of the earlier, also when it is worse', () => {
    const lowered = { ...film, bids: bids('S1 310', 'S2 425', 'S2 320', 'S3 390') };
    expect(winnerOf(lowered)).toEqual(['S3', 390]);
    expect(resolveAuction(lowered).refused).toEqual([
      { bid: { bidder: 'S2', amountMinor: 425, sequence: 2 }, reason: 'replaced' },
    ]);
  });

  test('and loses its place in the queue with it', () => {
    // S1 came first with 400, and again after S2: S2 is now the earlier at 400.
    expect(winnerOf({ ...film, bids: bids('S1 400', 'S2 400', 'S1 400') })).toEqual(['S2', 400]);
  });

  test('a later bid beyond the limit leaves the earlier in place', () => {
    const auction = { ...film, bids: bids('S1 310', 'S2 425', 'S2 5') };
    expect(winnerOf(auction)).toEqual(['S2', 425]);
    expect(resolveAuction(auction).refused.map(({ reason }) => reason)).toEqual([
      'beyond-the-limit',
    ]);
  });

  test('the second price is never a bid of the winner', () => {
    const auction = second({ ...film, bids: bids('S1 410', 'S1 425', 'S2 320') });
    expect(winnerOf(auction)).toEqual(['S1', 320]);
  });
});

describe('an auction that cannot be held', () => {
  test.each([
    ['a limit below zero', { ...film, limitMinor: -1 }, 'the limit'],
    ['a bid of half a cent', { ...film, bids: bids('S1 0.5') }, 'bid 1 of S1'],
    ['a negative bid', { ...commercial, bids: bids('S1 -25') }, 'bid 1 of S1'],
    ['a bid of nobody', { ...film, bids: bids(' 400') }, 'bid 1 of nobody'],
    [
      'two bids with one number',
      { ...film, bids: [...bids('S1 310'), ...bids('S2 320')] },
      'bid 1 of S2',
    ],
    [
      'a number that is none',
      { ...film, bids: [{ bidder: 'S1', amountMinor: 310, sequence: -1 }] },
      'bid -1 of S1',
    ],
  ])('%s is found, with where it is and what to do', (_, auction, where) => {
    const faults = checkAuction(auction);
    expect(faults.map((fault) => fault.where)).toEqual([where]);
    expect(faults[0]?.remedy).not.toBe('');
    expect(() => resolveAuction(auction)).toThrow(where);
  });

  test('a part is auctioned in the direction of its kind, and is one of the timeline', () => {
    expect(checkLot(evening, null, 'forward')).toEqual([]);
    expect(checkLot(evening, 'interval-1', 'forward')).toEqual([]);
    expect(checkLot(evening, 'commercial-1', 'reverse')).toEqual([]);
    expect(checkLot(evening, null, 'reverse')[0]?.remedy).toBe('auction it forward');
    expect(checkLot(evening, 'commercial-1', 'forward')[0]?.remedy).toBe('auction it reverse');
    expect(checkLot(evening, 'interval-9', 'forward')[0]?.remedy).toBe(
      'name one of interval-1, commercial-1, interval-2',
    );
  });
});

const auctions: fc.Arbitrary<Auction> = fc.record({
  rule: fc.constantFrom('first-price', 'second-price'),
  direction: fc.constantFrom('forward', 'reverse'),
  limitMinor: fc.nat(12),
  bids: fc
    .array(fc.tuple(fc.constantFrom('S1', 'S2', 'S3', 'S4'), fc.nat(15)), { maxLength: 9 })
    .map((some) =>
      some.map(([bidder, amountMinor], index) => ({ bidder, amountMinor, sequence: index + 1 })),
    ),
});

/** Knocking out one bidder after the other, the worst first; an oracle. */
function knockedOut({ rule, direction, limitMinor, bids }: Auction) {
  const better = (a: number, b: number) => (direction === 'forward' ? a > b : a < b);
  const valid = bids.filter(({ amountMinor }) => !better(limitMinor, amountMinor));
  const left = valid.filter(
    (bid) => !valid.some((other) => other.bidder === bid.bidder && other.sequence > bid.sequence),
  );
  const beats = (a: Bid, b: Bid) =>
    better(a.amountMinor, b.amountMinor) ||
    (a.amountMinor === b.amountMinor && a.sequence < b.sequence);
  const best = left.find((bid) => left.every((other) => other === bid || beats(bid, other)));
  if (best === undefined) return [null, null];
  const others = left.filter((bid) => bid !== best);
  const next = others.find((bid) => others.every((other) => other === bid || beats(bid, other)));
  return [
    best.bidder,
    rule === 'first-price' ? best.amountMinor : (next?.amountMinor ?? limitMinor),
  ];
}

describe('whatever is bid', () => {
  test('the winner and the price are those left after knocking out the others', () => {
    fc.assert(
      fc.property(auctions, (auction) => {
        expect(winnerOf(auction)).toEqual(knockedOut(auction));
      }),
      RUNS,
    );
  });

  test('the price is within the limit, and never worse for the winner than the bid', () => {
    fc.assert(
      fc.property(auctions, (auction) => {
        const { priceMinor, ranked } = resolveAuction(auction);
        const bidMinor = ranked[0]?.amountMinor ?? null;
        if (priceMinor === null || bidMinor === null) return;
        const [low, high] =
          auction.direction === 'forward'
            ? [auction.limitMinor, bidMinor]
            : [bidMinor, auction.limitMinor];
        expect(priceMinor).toBeGreaterThanOrEqual(low);
        expect(priceMinor).toBeLessThanOrEqual(high);
      }),
      RUNS,
    );
  });

  test('neither the order in which bids are listed, nor one listed twice, makes a difference', () => {
    const listed = auctions.chain((auction) => {
      const again = fc.subarray([...auction.bids]).map((some) => [...auction.bids, ...some]);
      const order = again.chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));
      return fc.tuple(fc.constant(auction), order);
    });
    fc.assert(
      fc.property(listed, ([auction, order]) => {
        expect(resolveAuction({ ...auction, bids: order })).toEqual(resolveAuction(auction));
      }),
      RUNS,
    );
  });
});
