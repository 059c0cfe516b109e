import { describe, expect, test } from 'vitest';
import { BrokenInvariant } from '../../src/billing/invariant.ts';
import {
  draftStatement,
  reconcile,
  type SettlementStatement,
} from '../../src/billing/statement.ts';

const CYCLE: SettlementStatement = {
  number: 'W-x-1',
  source: 'source/x',
  model: 'later-bill',
  per: 'cycle',
  period: { startUs: 1000, endUs: 2000 },
  currency: 'USD',
  issuedAtUs: 2000,
  itemCount: 3,
  totalMinor: 818,
};
const ONE: SettlementStatement = { ...CYCLE, per: 'transaction', period: null, itemCount: 1 };

describe('a settlement statement', () => {
  test.each([CYCLE, ONE])('that is well formed is put on record as it is (U5)', (statement) => {
    expect(draftStatement(statement)).toEqual(statement);
  });

  const refused: readonly (readonly [string, SettlementStatement])[] = [
    ['a part of a unit (I2)', { ...CYCLE, totalMinor: 0.5 }],
    ['a cycle without a period', { ...CYCLE, period: null }],
    ['a transaction with a period', { ...ONE, period: CYCLE.period }],
    ['a period that is empty (I22)', { ...CYCLE, period: { startUs: 2, endUs: 2 } }],
    ['several items for one transaction', { ...ONE, itemCount: 2 }],
    ['no items', { ...CYCLE, itemCount: 0 }],
  ];
  test.each(refused)('with %s is refused', (_, bad) => {
    expect(() => draftStatement(bad)).toThrow(BrokenInvariant);
  });
});

describe('reconciling (I12)', () => {
  test('agrees with a bill of exactly the shares fixed, and tells what is too much or too little', () => {
    expect(reconcile(559, 559)).toEqual({ agrees: true, differenceMinor: 0 });
    expect(reconcile(559, 560)).toEqual({ agrees: false, differenceMinor: 1 });
    expect(reconcile(559, 300)).toEqual({ agrees: false, differenceMinor: -259 });
  });

  test.each([
    [0.5, 0],
    [0, Number.NaN],
    [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ])('refuses %d and %d', (expectedMinor, billedMinor) => {
    expect(() => reconcile(expectedMinor, billedMinor)).toThrow(BrokenInvariant);
  });
});
