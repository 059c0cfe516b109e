import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../src/sim/record.ts';
import { plainWords, type StoryWords, tell } from '../../src/sim/story.ts';
import { HEADER, RecordBook } from './records.ts';

const PLAIN = plainWords(HEADER.epochUs, 'USD');
const DELIVERIES = new Map([
  ['many', 'with three commercials'],
  ['none', 'without commercials'],
]);
const TITLED: StoryWords = {
  ...PLAIN,
  programmeOf: (id) => (id === 'night-film' ? 'The Night Film' : id),
  deliveryOf: (_, id) => DELIVERIES.get(id) ?? id,
};
const VIEWING = 'client/stella/viewing-1';
const SESSION = 'stella-viewing-1';

/** What is told, without the time. */
function told({ records }: { readonly records: readonly RunRecord[] }, words = TITLED) {
  return records.flatMap((record) => tell(record, words)?.slice('19:30:00.000  '.length) ?? []);
}

describe('a session is told', () => {
  const shown = { transmission: 'night-film', manyMinor: 504, noneMinor: 684 };

  test('with what each delivery costs, and which is chosen', () => {
    const book = new RecordBook();
    book.outcome(VIEWING, 'schedule.shown', SESSION, { ...shown, deliveries: 2, chosen: 'many' });
    expect(told(book)).toEqual([
      'stella sees what The Night Film costs: with three commercials 5.04 USD, without commercials 6.84 USD; chooses with three commercials',
    ]);
    expect(told(book, PLAIN)).toEqual([
      'stella sees what night-film costs: many 5.04 USD, none 6.84 USD; chooses many',
    ]);
  });

  test('as refused where the choice is not on offer, unless a delivery is called none', () => {
    const book = new RecordBook();
    const { noneMinor, ...others } = shown;
    book.outcome(VIEWING, 'schedule.shown', SESSION, { ...others, chosen: 'none' });
    book.outcome(VIEWING, 'schedule.shown', SESSION, { ...others, noneMinor, chosen: 'none' });
    const [absent, chosen] = told(book);
    expect(absent).toMatch(/; what was asked for is not among it$/);
    expect(chosen).toMatch(/; chooses without commercials$/);
  });

  test('from its beginning to its end', () => {
    const book = new RecordBook();
    const about = { transmission: 'night-film', delivery: 'many' };
    book.outcome(VIEWING, 'viewing.started', SESSION, about);
    book.outcome(VIEWING, 'viewing.ended', SESSION, { ...about, reports: 90 });
    book.outcome(VIEWING, 'viewing.refused', SESSION, { ...about, reason: 'cancelled' });
    expect(told(book)).toEqual([
      'stella begins to play The Night Film, with three commercials',
      'The Night Film ends for stella',
      'stella cannot play The Night Film: cancelled',
    ]);
  });

  test('with what a player refuses, in words', () => {
    const book = new RecordBook();
    const refused = { action: 'seek', reason: 'no-fast-forward-during-subsidy' };
    book.outcome(VIEWING, 'playing.refused', SESSION, refused);
    expect(told(book)).toEqual([
      'stella seeks in vain: the tariff does not allow fast-forward during a commercial',
    ]);
  });

  test('with its charges and its net, and credits and discounts where there are any', () => {
    const book = new RecordBook();
    const rating = `accounting-system/rating-${SESSION}`;
    const sums = { chargesMinor: 601, creditsMinor: -97, discountsMinor: 0, netMinor: 504 };
    book.outcome(rating, 'session.rated', SESSION, sums);
    book.outcome(rating, 'session.rated', SESSION, {
      ...sums,
      creditsMinor: 0,
      discountsMinor: -60,
      netMinor: 541,
    });
    expect(told(book)).toEqual([
      'The accounting system rates stella-viewing-1: charges 6.01 USD, credits -0.97 USD, net 5.04 USD',
      'The accounting system rates stella-viewing-1: charges 6.01 USD, discounts -0.60 USD, net 5.41 USD',
    ]);
  });

  test('when it falls silent, is not billed or not paid', () => {
    const book = new RecordBook();
    book.outcome('interface-server/session-x', 'usage.silent', SESSION, {
      reason: 'no report came',
    });
    book.outcome('interface-server/session-x', 'viewing.unbilled', SESSION, { reason: 'closed' });
    book.outcome('billing-processor/account-stella', 'bill.unpaid', 'B-stella-1', {
      client: 'client/stella',
      reason: 'over the limit',
    });
    expect(told(book)).toEqual([
      'The interface server hears no more of stella-viewing-1: no report came',
      'What was played in stella-viewing-1 is not all billed: closed',
      'Bill B-stella-1 is not paid by stella: over the limit',
    ]);
  });
});

test('auctions, commitments and royalties are told', () => {
  const book = new RecordBook();
  const auction = 'auction-film-night';
  book.outcome('client/stella', 'auction.won', auction, { priceMinor: 425 });
  book.outcome('client/paul', 'auction.lost', auction, { priceMinor: 425 });
  book.outcome('interface-server/x', 'auction.unsold', auction, { transmission: 'night-film' });
  book.outcome('client/paul', 'bid.refused', auction, { reason: 'the auction is closed' });
  book.outcome('subscriber-database', 'commitment.made', 'stella-commitment-night-film', {
    client: 'client/stella',
    transmission: 'night-film',
  });
  book.outcome('accounting-system/royalties', 'royalties.stated', 'R-actor-a-1', {
    holder: 'Actor A',
    totalMinor: 32,
  });
  expect(told(book)).toEqual([
    'stella wins auction-film-night: 4.25 USD',
    'paul does not win auction-film-night',
    'Nobody wins auction-film-night of The Night Film',
    'paul is told that a bid in auction-film-night does not count: the auction is closed',
    'The subscriber database notes that stella is committed to The Night Film',
    'Actor A earns royalties: 0.32 USD (R-actor-a-1)',
  ]);
});

test('a bill says what account credit it leaves, where it leaves some', () => {
  const book = new RecordBook();
  const body = { issuer: 'billing-processor', subscriber: 'client/stella', lines: [], dueMinor: 0 };
  book.document('x', 'bill', 'B-1', { ...body, accountCreditAfterMinor: 25 });
  book.document('x', 'bill', 'B-2', { ...body, accountCreditAfterMinor: 0 });
  expect(told(book)).toEqual([
    'The billing processor bills stella: 0.00 USD, 0 lines, which leaves 0.25 USD of account credit (B-1)',
    'The billing processor bills stella: 0.00 USD, 0 lines (B-2)',
  ]);
});

test('reports, transfers and transaction records are not told', () => {
  const book = new RecordBook();
  book.sent(VIEWING, 'interface-server/session-x', 'usage.report', { conversation: SESSION });
  book.sent('interface-server/session-x', 'accounting-system', 'usage.transfer');
  book.document('subscriber-database', 'transaction-record', `${SESSION}/1`, { netMinor: 504 });
  expect(told(book)).toEqual([]);
});
