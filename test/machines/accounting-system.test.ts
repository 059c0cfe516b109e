/** Accounting system machine: fee schedules by the code that rates (I27), and who does the rest. */
import { describe, expect, test } from 'vitest';
import { estimate } from '../../src/billing/rating/schedule.ts';
import { accountingSystemMachine } from '../../src/machines/accounting-system.ts';
import { facts } from '../billing/rating/worked-terms.ts';
import { letter, ofType, rig } from './rig.ts';
import { FILM, note, OFFER, SESSION, TARIFF } from './viewing-rig.ts';

const CYCLE = { every: 'days', days: 1, anchorEpochUs: 0 } as const;
const system = () =>
  rig(accountingSystemMachine, {
    currency: 'USD',
    epochUs: 7,
    catalogue: { film: OFFER },
    cycle: CYCLE,
  });

describe('an estimate', () => {
  test('says for each delivery what a full play comes to, to this subscriber', () => {
    const made = system();
    const known = facts({ groups: ['seniors'], blockMinor: 50 });
    made.take(note('estimate.request', { transmission: 'film', facts: known }));
    const [given] = ofType(made.said, 'estimate.given');
    expect(given?.quotes).toEqual([
      {
        delivery: 'with',
        title: 'with a commercial',
        commercials: 1,
        ...estimate(TARIFF, FILM, known).totals,
      },
      {
        delivery: 'free',
        title: 'free',
        commercials: 1,
        chargesMinor: 50,
        creditsMinor: 0,
        discountsMinor: 0,
        netMinor: 50,
      },
    ]);
  });

  test('of what cannot be played has nothing on offer', () => {
    const made = system();
    made.take(note('estimate.request', { transmission: 'sequel', facts: facts() }));
    expect(ofType(made.said, 'estimate.given')[0]?.quotes).toEqual([]);
  });
});

test('the first transfer of a session opens its rating, with the facts fixed at its start', () => {
  const made = system();
  const first = note('usage.transfer', {
    session: SESSION,
    client: 'client/alice',
    transmission: 'film',
    delivery: 'with',
    facts: facts({ viewsBefore: 3 }),
  });
  expect(made.take(first)).toEqual([`process.open rating-${SESSION}`]);
  expect(ofType(made.said, 'process.open')[0]?.input).toEqual({
    session: SESSION,
    client: 'client/alice',
    offer: OFFER,
    delivery: 'with',
    facts: facts({ viewsBefore: 3 }),
    currency: 'USD',
    epochUs: 7,
  });
});

test('the first royalty opens the process that states them all', () => {
  const made = system();
  expect(made.take(letter('royalty.due', { accruals: [] }))).toEqual(['process.open royalties']);
  expect(ofType(made.said, 'process.open')[0]?.input).toEqual({
    currency: 'USD',
    epochUs: 7,
    cycle: CYCLE,
  });
});
