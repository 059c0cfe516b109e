/** Auction machine: sealed bids until the deadline, then everybody hears, and the price is agreed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveAuction } from '../../src/billing/rating/auction.ts';
import { type AuctionPlan, auctionMachine } from '../../src/machines/auction.ts';
import { failed, letter, ofType, type Rig, rig } from './rig.ts';

const HOUR_MS = 3_600_000;
const PLAN: AuctionPlan = {
  transmission: 'film',
  part: null,
  rule: 'first-price',
  direction: 'forward',
  limitMinor: 300,
  closesAtUs: HOUR_MS * 1_000,
};
const auction = (plan: Partial<AuctionPlan> = {}) =>
  rig(auctionMachine, { ...PLAN, ...plan, auction: 'night' });
const bid = (client: string, amountMinor: number) =>
  letter('auction.bid', { client, from: client, auction: 'night', amountMinor });
const resultsOf = ({ said }: Rig) =>
  ofType(said, 'auction.result').map(({ to, won, priceMinor }) => [to, won, priceMinor]);

test('nobody hears anything but that the bid came, until the deadline', () => {
  const made = auction();
  expect(made.take(bid('client/a', 310))).toEqual(['auction.bid-noted -> client/a']);
  made.wait(HOUR_MS / 2);
  expect(made.take(bid('client/b', 425))).toEqual(['auction.bid-noted -> client/b']);
  expect(made.wait(HOUR_MS / 2 - 1)).toEqual([]);
  expect(made.wait(1)).toEqual([
    'price.agreed -> subscriber-database',
    'auction.result -> client/a',
    'auction.result -> client/b',
  ]);
  expect(ofType(made.said, 'price.agreed')[0]).toMatchObject({
    client: 'client/b',
    transmission: 'film',
    part: null,
    priceMinor: 425,
  });
  expect(resultsOf(made)).toEqual([
    ['client/a', false, 425],
    ['client/b', true, 425],
  ]);
});

test('a price agreed in reverse is a credit', () => {
  const made = auction({ part: 'c-1', direction: 'reverse', limitMinor: 35 });
  made.take(bid('client/a', 30));
  made.take(bid('client/b', 25));
  made.wait(HOUR_MS);
  expect(ofType(made.said, 'price.agreed')[0]).toMatchObject({
    client: 'client/b',
    part: 'c-1',
    priceMinor: -25,
  });
});

test('without a bid within the limit it is unsold, and everybody hears that too', () => {
  const made = auction();
  made.take(bid('client/a', 299));
  expect(made.wait(HOUR_MS)).toEqual(['outcome auction.unsold', 'auction.result -> client/a']);
  made.take(letter('auction.result-noted'));
  expect(made.state).toBe('closed');
});

test.each([-1, 0.5, Number.NaN])('%d is no bid, and does not win', (amountMinor) => {
  const made = auction({ limitMinor: 0 });
  expect(made.take(bid('client/a', amountMinor))).toEqual(['auction.bid-refused -> client/a']);
  made.take(bid('client/b', 0));
  made.wait(HOUR_MS);
  expect(resultsOf(made)).toEqual([['client/b', true, 0]]);
});

describe('after the deadline', () => {
  function telling(): Rig {
    const made = auction();
    made.take(bid('client/a', 310));
    made.take(bid('client/b', 425));
    made.wait(HOUR_MS);
    return made;
  }

  test('a bid is refused', () => {
    expect(telling().take(bid('client/c', 900))).toEqual(['auction.bid-refused -> client/c']);
  });

  test('it is closed when everybody has answered, or cannot be reached', () => {
    const made = telling();
    made.take(letter('price.noted'));
    made.take(letter('auction.result-noted'));
    expect(made.state).toBe('telling');
    made.take(failed('auction.result'));
    expect(made.state).toBe('closed');
  });
});

test('the result depends on the bids and their order only, however they are spread in time', () => {
  const bids = fc.array(
    fc.tuple(fc.constantFrom('client/a', 'client/b', 'client/c'), fc.nat(500), fc.nat(600)),
    { minLength: 1, maxLength: 6 },
  );
  const rule = fc.constantFrom('first-price' as const, 'second-price' as const);
  const direction = fc.constantFrom('forward' as const, 'reverse' as const);
  fc.assert(
    fc.property(bids, rule, direction, (all, byRule, inDirection) => {
      const plan = { rule: byRule, direction: inDirection, limitMinor: 250 };
      const made = auction(plan);
      for (const [who, minor, waitS] of all) {
        made.take(bid(who, minor));
        made.wait(waitS * 999);
      }
      made.wait(HOUR_MS);
      const { winner, priceMinor } = resolveAuction({
        ...plan,
        bids: all.map(([bidder, amountMinor], index) => ({
          bidder,
          amountMinor,
          sequence: index + 1,
        })),
      });
      const bidders = [...new Set(all.map(([who]) => who))];
      expect(resultsOf(made)).toEqual(bidders.map((who) => [who, who === winner, priceMinor ?? 0]));
      expect(ofType(made.said, 'price.agreed')).toHaveLength(winner === null ? 0 : 1);
    }),
    { seed: 66, numRuns: 1_000 },
  );
});
