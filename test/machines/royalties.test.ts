/** Royalties machine: what rights holders earn in a period, stated once and paid; cycles of a day. */
import { describe, expect, test } from 'vitest';
import type { RoyaltyAccrual } from '../../src/billing/rating/usage.ts';
import type { RoyaltyStatement } from '../../src/billing/statement.ts';
import { royaltiesMachine } from '../../src/machines/royalties.ts';
import { letter, ofType, type Rig, rig } from './rig.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const royalties = () =>
  rig(royaltiesMachine, {
    currency: 'USD',
    epochUs: 0,
    cycle: { every: 'days', days: 1, anchorEpochUs: 0 },
  });
const due = (...accruals: readonly RoyaltyAccrual[]) => letter('royalty.due', { accruals });
const of = (holder: string, exact: string, work = 'Film') => ({ holder, work, exact });
const statements = ({ said }: Rig) =>
  ofType(said, 'document.issue').map(({ document }) => document as RoyaltyStatement);

test('a statement comes an hour after the period, one for each holder, and is paid', () => {
  const made = royalties();
  made.take(due(of('Actor A', '65/2'), of('Actor B', '7')));
  expect(made.wait(DAY_MS + HOUR_MS - 1)).toEqual([]);
  expect(made.wait(1)).toEqual([
    'document.issue R-actor-a-1',
    'outcome royalties.stated',
    'ledger.post R-actor-a-1:royalty',
    'document.issue R-actor-b-1',
    'outcome royalties.stated',
    'ledger.post R-actor-b-1:royalty',
  ]);
  expect(statements(made)[0]).toMatchObject({
    holder: 'Actor A',
    period: { startUs: 0, endUs: DAY_MS * 1_000 },
    issuedAtUs: (DAY_MS + HOUR_MS) * 1_000,
    lines: [{ work: 'Film', exact: '65/2', amountMinor: 32 }],
    totalMinor: 32,
  });
});

describe('adding up', () => {
  test('rounds the exact sum of all sessions once, not each (I19)', () => {
    const made = royalties();
    // Three halves: rounded each, half to even, they would come to 0.
    for (let n = 0; n < 3; n += 1) made.take(due(of('Actor A', '1/2')));
    made.wait(DAY_MS + HOUR_MS);
    expect(statements(made)[0]?.lines).toEqual([{ work: 'Film', exact: '3/2', amountMinor: 2 }]);
  });

  test('keeps works of one holder apart, in the order in which they began', () => {
    const made = royalties();
    made.take(due(of('Actor A', '1', 'Sequel')));
    made.take(due(of('Actor A', '2', 'Film'), of('Actor A', '5', 'Sequel')));
    made.wait(DAY_MS + HOUR_MS);
    expect(statements(made)[0]?.lines).toEqual([
      { work: 'Sequel', exact: '6', amountMinor: 6 },
      { work: 'Film', exact: '2', amountMinor: 2 },
    ]);
  });

  test('remembers one sum for each holder and work, however many sessions there are', () => {
    const made = royalties();
    for (let n = 0; n < 500; n += 1) made.take(due(of('Actor A', '1/3'), of('Actor B', '1')));
    expect((made.run.context as { accruals: unknown }).accruals).toEqual([
      of('Actor A', '500/3'),
      of('Actor B', '500'),
    ]);
  });
});

test('what rounds to nothing is stated and not paid', () => {
  const made = royalties();
  made.take(due(of('Actor A', '1/2')));
  expect(made.wait(DAY_MS + HOUR_MS)).toEqual([
    'document.issue R-actor-a-1',
    'outcome royalties.stated',
  ]);
});

test('what accrues in the hour before the run is stated with it, and later with the next', () => {
  const made = royalties();
  made.take(due(of('Actor A', '1')));
  made.wait(DAY_MS + HOUR_MS - 1);
  made.take(due(of('Actor A', '2')));
  made.wait(1);
  made.take(due(of('Actor A', '4')));
  made.wait(DAY_MS);
  expect(statements(made).map(({ number, totalMinor }) => [number, totalMinor])).toEqual([
    ['R-actor-a-1', 3],
    ['R-actor-a-2', 4],
  ]);
  expect(statements(made)[1]?.period.startUs).toBe(DAY_MS * 1_000);
});
