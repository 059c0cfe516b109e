/**
 * The scenario that is too large for a test, as far as a test can go: it is read, and runs when made small.
 */
import { expect, test } from 'vitest';
import { runScenario } from '../../src/sim/run.ts';
import { loadScenario } from '../../src/sim/scenario/load.ts';

const MILLION = 'scenarios/large/million.yaml';

test('a million households are a hundred times ten thousand', () => {
  const countsOf = (file: string) =>
    loadScenario(file).populations.map(({ id, count }) => [id, count] as const);
  const million = countsOf(MILLION);
  const tenThousand = countsOf('scenarios/population.yaml');
  expect(million).toEqual(tenThousand.map(([id, count]) => [id, count * 100]));
  expect(million.reduce((sum, [, count]) => sum + count, 0)).toBe(1_000_000);
});

test('made a thousand times smaller, it runs, and money balances', () => {
  const { populations } = loadScenario(MILLION);
  const set = populations.map(({ id, count }) => `populations.${id}.count=${count / 1_000}`);
  const { failure, invariants, ledger, orders, expectations } = runScenario(
    loadScenario(MILLION, { set }),
  );
  expect(failure).toBe(null);
  expect(invariants.every(({ holds }) => holds)).toBe(true);
  expect(ledger.balanced).toBe(true);
  // 1030 choose once or twice and 170 of them on broadband once or twice; 30 are declined, some switch off.
  expect(orders.completed).toBeGreaterThan(1_000);
  expect(orders.open).toBe(0);
  const ofMoney = expectations.filter(({ expectation }) =>
    expectation.title.startsWith('in the end it owes'),
  );
  expect(ofMoney.map(({ holds }) => holds)).toEqual([true, true, true]);
});
