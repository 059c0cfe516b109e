/** Subscriber database machine: what the next session's fees depend on, and the records of the last. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { subscriberDatabaseMachine } from '../../src/machines/subscriber-database.ts';
import { keeping, keptFor, type SubscriberTable } from '../../src/machines/subscriber-table.ts';
import type { AgreedPrice } from '../../src/machines/viewing-protocol.ts';
import { letter, ofType, type Rig, rig } from './rig.ts';

const ALICE = 'client/alice';
const DAY_US = 86_400_000_000;
/** The run begins on the second day; the sequel is released on the third. */
const database = () =>
  rig(subscriberDatabaseMachine, {
    memberships: { [ALICE]: { groups: ['seniors'], packages: ['gold'] } },
    epochUs: DAY_US,
    releasedCivilUs: { sequel: 2 * DAY_US },
  });
function factsOf(made: Rig, client = ALICE, transmission = 'film') {
  made.take(letter('subscriber.lookup', { client, transmission }));
  return ofType(made.said, 'subscriber.found').at(-1);
}
function closed(
  transmission: string,
  { isClosed = true, version = 1, pricesUsed = [] as readonly AgreedPrice[] } = {},
) {
  const record = {
    number: `s/${version}`,
    subscriber: ALICE,
    transmission,
    version,
    closed: isClosed,
  };
  return letter('transaction.note', { record: record as never, pricesUsed });
}
const agreed = (part: string | null, priceMinor: number, transmission = 'film') =>
  letter('price.agreed', { client: ALICE, transmission, part, priceMinor });

describe('a lookup', () => {
  test('says what the subscriber signed up with, and nothing of who is not known', () => {
    const made = database();
    expect(factsOf(made)).toMatchObject({
      groups: ['seniors'],
      packages: ['gold'],
      committedEarly: false,
      viewsBefore: 0,
      titlesBefore: 0,
      blockMinor: null,
      agreedMinor: {},
    });
    expect(factsOf(made, 'client/bob')).toMatchObject({ groups: [], packages: [] });
  });

  test('counts closed sessions, of the transmission and of all', () => {
    const made = database();
    made.take(closed('film', { isClosed: false }));
    expect(factsOf(made)).toMatchObject({ viewsBefore: 0, titlesBefore: 0 });
    made.take(closed('film', { version: 2 }));
    made.take(closed('sequel'));
    expect(factsOf(made)).toMatchObject({ viewsBefore: 1, titlesBefore: 2 });
    expect(factsOf(made, 'client/bob')).toMatchObject({ titlesBefore: 0 });
  });
});

test('every version of a record is stored, and confirmed', () => {
  const made = database();
  expect(made.take(closed('film', { isClosed: false }))).toEqual([
    'document.issue s/1',
    'transaction.noted -> someone',
  ]);
  expect(made.take(closed('film', { version: 2 }))).toEqual([
    'document.issue s/2',
    'transaction.noted -> someone',
  ]);
});

describe('prices won at auction', () => {
  test('are told with the transmission they are for, the block apart from parts', () => {
    const made = database();
    made.take(agreed(null, 425));
    made.take(agreed('c-1', -20));
    expect(factsOf(made)).toMatchObject({ blockMinor: 425, agreedMinor: { 'c-1': -20 } });
    expect(factsOf(made, ALICE, 'sequel')).toMatchObject({ blockMinor: null, agreedMinor: {} });
  });

  test('hold for one session', () => {
    const made = database();
    made.take(agreed(null, 425));
    made.take(closed('sequel'));
    expect(factsOf(made)?.blockMinor).toBe(425);
    made.take(closed('film', { pricesUsed: [{ part: null, priceMinor: 425 }] }));
    expect(factsOf(made)?.blockMinor).toBeNull();
  });

  // Root cause: the end of any session of the transmission took all its prices away, also one that was
  // won while it was still played, and so was never used.
  test('that were won while a session was played are there for the next', () => {
    const made = database();
    made.take(agreed('c-1', -20));
    made.take(agreed(null, 425));
    made.take(closed('film', { pricesUsed: [{ part: 'c-1', priceMinor: -20 }] }));
    expect(factsOf(made)).toMatchObject({ blockMinor: 425, agreedMinor: {} });
  });
});

test('a commitment is early until the release, and is remembered for its transmission', () => {
  const made = database();
  const commit = letter('commitment.make', { client: ALICE, transmission: 'sequel' });
  expect(made.take(commit)).toEqual(['outcome commitment.made', 'commitment.noted -> someone']);
  expect(factsOf(made, ALICE, 'sequel')?.committedEarly).toBe(true);
  expect(factsOf(made)?.committedEarly).toBe(false);
  const late = database();
  late.wait(DAY_US / 1_000);
  late.take(commit);
  expect(factsOf(late, ALICE, 'sequel')?.committedEarly).toBe(false);
});

test('the table keeps for every address what was kept last, and its earlier states stay', () => {
  const change = fc.tuple(
    fc
      .constantFrom('', 'client/a', 'client/suburb-')
      .chain((stem) => fc.nat(400).map((n) => `${stem}${n}`)),
    fc.nat(),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const expected = new Map<string, number>();
      let table: SubscriberTable<number> = [];
      for (const [client, kept] of changes) {
        const before = table;
        const known = keptFor(before, client);
        table = keeping(table, client, kept);
        expect(keptFor(before, client)).toBe(known);
        expected.set(client, kept);
      }
      for (const [client, kept] of expected) expect(keptFor(table, client)).toBe(kept);
      expect(keptFor(table, 'client/nobody')).toBeUndefined();
    }),
    { seed: 65, numRuns: 1_000 },
  );
});
