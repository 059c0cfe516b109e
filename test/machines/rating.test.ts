/** Rating machine: what a session comes to, in however many transfers its usage came (I15). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meter } from '../../src/billing/rating/metering.ts';
import { rate } from '../../src/billing/rating/rating.ts';
import type { TransactionRecord } from '../../src/billing/rating/transaction.ts';
import type { SessionUsage } from '../../src/billing/rating/usage.ts';
import { ratingMachine } from '../../src/machines/rating-session/machine.ts';
import { facts, NO_USAGE, SECOND_US } from '../billing/rating/worked-terms.ts';
import { ofType, type Rig, rig } from './rig.ts';
import { FILM, note, OFFER, SESSION, seconds, TARIFF } from './viewing-rig.ts';

const EPOCH_US = 11 * 3_600 * SECOND_US;
/** Begun at noon, an hour after the run. */
const FACTS = facts();

function rating(special = {}): Rig {
  return rig(ratingMachine, {
    session: SESSION,
    client: 'client/alice',
    offer: OFFER,
    delivery: 'with',
    facts: { ...FACTS, ...special },
    currency: 'USD',
    epochUs: EPOCH_US,
  });
}
function transfer(number: number, usage: Partial<SessionUsage>, closes = false) {
  return note('usage.transfer', {
    requestId: `${SESSION}:usage.transfer:${number}`,
    from: `interface-server/session-${SESSION}`,
    usage: { ...NO_USAGE, ...usage },
    closes,
  });
}
const recordsOf = ({ said }: Rig) => ofType(said, 'transaction.note').map(({ record }) => record);
const stored = (made: Rig, version: number) =>
  made.take(note('transaction.noted', { requestId: `${SESSION}:transaction.note:${version}` }));
const HALF = { records: meter(FILM, [seconds(0, 60, 0)]) };
const REST = {
  records: [...meter(FILM, [seconds(60, 120, 60)])],
  answered: ['c-1'],
};

test('each transfer is answered, noted, and told to the account', () => {
  const made = rating();
  expect(made.take(transfer(1, HALF))).toEqual([
    `usage.rated -> interface-server/session-${SESSION}`,
    'transaction.note -> subscriber-database',
    'accrual.note -> billing-processor/account-alice',
  ]);
  // 100 to begin and a minute at 6 cents.
  expect(ofType(made.said, 'accrual.note')[0]).toMatchObject({
    version: 1,
    positiveMinor: 106,
    negativeMinor: 0,
  });
});

test('the last transfer has it billed, its royalties accrued, and closes the record', () => {
  const made = rating();
  made.take(transfer(1, HALF));
  stored(made, 1);
  made.wait(60_000);
  expect(made.take(transfer(2, REST, true))).toEqual([
    `usage.rated -> interface-server/session-${SESSION}`,
    'transaction.note -> subscriber-database',
    'outcome session.rated',
    'viewing.due -> billing-processor/account-alice',
    'royalty.due -> accounting-system/royalties',
  ]);
  // Initial 100, 90 s of programme 9, half a minute of the commercial -7.5 -> -8, first credit -5.
  const [due] = ofType(made.said, 'viewing.due');
  expect(due?.lines.map(({ amountMinor }) => amountMinor)).toEqual([100, 9, -5, -8]);
  expect(due).toMatchObject({ sponsors: [{ sponsor: 'soda', amountMinor: 13 }] });
  // 60 percent of 109 is 65.4.
  expect(due).toMatchObject({ source: 'source/near', sourceMinor: 65, closedAtUs: 60 * SECOND_US });
  expect(recordsOf(made).at(-1)).toMatchObject({
    version: 2,
    closed: true,
    startedAtUs: 3_600 * SECOND_US,
    positiveMinor: 109,
    negativeMinor: -13,
    netMinor: 96,
    programming: { us: 90 * SECOND_US },
    subsidy: { us: 30 * SECOND_US },
  });
  made.take(note('viewing.noted'));
  stored(made, 2);
  expect(made.state).toBe('closed');
});

// Root cause: each version was sent whether the one before had come or not, so an older one could
// come to the database after the one that is closed.
test('one version of the record is under way at a time; what came meanwhile goes with the next', () => {
  const made = rating();
  made.take(transfer(1, HALF));
  made.take(transfer(2, { records: [] }));
  made.take(transfer(3, REST, true));
  expect(recordsOf(made).map(({ version }) => version)).toEqual([1]);
  made.take(note('viewing.noted'));
  expect(made.state).toBe('billing');
  expect(stored(made, 1)).toEqual(['transaction.note -> subscriber-database']);
  expect(recordsOf(made).map(({ version, closed }) => [version, closed])).toEqual([
    [1, false],
    [3, true],
  ]);
  stored(made, 3);
  expect(made.state).toBe('closed');
});

test('the prices won at auction that it was rated by are told with its record', () => {
  const made = rating({ blockMinor: 300, agreedMinor: { 'c-1': -20 } });
  made.take(transfer(1, HALF, true));
  expect(ofType(made.said, 'transaction.note')[0]?.pricesUsed).toEqual([
    { part: null, priceMinor: 300 },
    { part: 'c-1', priceMinor: -20 },
  ]);
});

test('a session of which nothing was played is billed its initial fee, and accrues no royalty', () => {
  const made = rating();
  made.take(transfer(1, {}, true));
  expect(ofType(made.said, 'viewing.due')[0]?.lines.map(({ amountMinor }) => amountMinor)).toEqual([
    100,
  ]);
  expect(ofType(made.said, 'royalty.due')).toEqual([]);
});

describe('in pieces', () => {
  const piece = fc.record({ from: fc.nat(199), length: fc.integer({ min: 1, max: 90 }) });
  const session = fc.record({
    pieces: fc.array(piece, { maxLength: 6 }),
    cuts: fc.array(fc.nat(12), { maxLength: 4 }),
    answered: fc.boolean(),
    participated: fc.boolean(),
    pauseS: fc.nat(600),
  });

  test('what is billed is the rating of all at once, and sponsors pay all that is credited', () => {
    fc.assert(
      fc.property(session, ({ pieces, cuts, answered, participated, pauseS }) => {
        let atS = 0;
        const segments = pieces.map(({ from, length }) => {
          const to = Math.min(200, from + length);
          atS += to - from;
          return seconds(from, to, atS - (to - from));
        });
        const records = meter(FILM, segments);
        const whole: SessionUsage = {
          records,
          pauses: pauseS === 0 ? [] : [{ atUs: atS * SECOND_US, lengthUs: pauseS * SECOND_US }],
          answered: answered ? ['c-1'] : [],
          participated: participated ? ['poll'] : [],
        };
        const made = rating();
        let done = 0;
        const ends = cuts.map((cut) => Math.min(cut, records.length)).sort((a, b) => a - b);
        for (const [index, end] of ends.entries()) {
          made.take(transfer(index + 1, { records: records.slice(done, end) }));
          if (index % 2 === 0) stored(made, index + 1);
          done = end;
        }
        made.take(transfer(ends.length + 1, { ...whole, records: records.slice(done) }, true));
        const dues = ofType(made.said, 'viewing.due');
        const { lines, totals } = rate(TARIFF, FILM, whole, FACTS);
        expect(dues).toHaveLength(1);
        expect(dues[0]?.lines).toEqual(lines);
        const paidMinor = dues[0]?.sponsors.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
        expect(paidMinor).toBe(-totals.creditsMinor || 0);
        const versions = recordsOf(made).map(({ version }: TransactionRecord) => version);
        expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
      }),
      { seed: 64, numRuns: 1_000 },
    );
  });
});
