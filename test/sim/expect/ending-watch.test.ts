import { describe, expect, test } from 'vitest';
import { elapsedClock } from '../../../src/sim/clock-text.ts';
import { parseCondition } from '../../../src/sim/expect/condition.ts';
import { Judge } from '../../../src/sim/expect/judge.ts';
import type { Check } from '../../../src/sim/expect/model.ts';
import { NAMES } from '../names.ts';
import { everyKind, RecordBook } from '../records.ts';
import { EMPTY, verdict } from './verdict.ts';

describe('how an order ends', () => {
  const order = (ends: 'completed' | 'voided', because: string | null = null): Check => ({
    check: 'order',
    order: 'alice-1',
    ends,
    because,
  });
  const voided = () => {
    const book = new RecordBook();
    book.outcome('processing-server/order-alice-1', 'order.voided', 'alice-1', {
      reason: 'declined',
    });
    return book;
  };

  test('is completed, or voided for a reason', () => {
    expect(verdict(order('completed')).holds).toBe(true);
    expect(verdict(order('voided')).holds).toBe(false);
    expect(verdict(order('voided'), voided()).holds).toBe(true);
    expect(verdict(order('voided', 'declined'), voided()).holds).toBe(true);
    expect(verdict(order('voided', 'cancelled'), voided())).toMatchObject({
      holds: false,
      explanation: expect.stringContaining('because "declined", not voided because "cancelled"'),
    });
  });

  test('is an end exactly once', () => {
    const twice = voided();
    twice.outcome('processing-server/order-alice-1', 'order.voided', 'alice-1');
    expect(verdict(order('voided'), twice).explanation).toContain('ended twice');
    expect(verdict(order('voided'), new RecordBook())).toMatchObject({
      holds: false,
      explanation: 'order alice-1 did not end; nothing is known of it',
    });
  });
});

test('bills are counted and summed by subscriber and issuer', () => {
  const book = new RecordBook();
  const bill = (issuer: string, subscriber: string, dueMinor: number, lineCount: number) =>
    book.document(issuer, 'bill', `B${book.records.length}`, {
      issuer,
      subscriber,
      dueMinor,
      lines: Array(lineCount).fill({}),
    });
  bill('billing-processor', 'client/alice', 140, 1);
  bill('source/metro-cable', 'client/alice', 259, 2);
  bill('billing-processor', 'client/bob', 999, 9);
  const bills = (limits: Partial<Extract<Check, { check: 'bills' }>>) =>
    verdict(
      {
        check: 'bills',
        subscriber: 'client/alice',
        issuer: null,
        count: null,
        lines: null,
        dueMinor: null,
        ...limits,
      },
      book,
    );
  // 140 + 259 = 399 on 1 + 2 = 3 lines.
  expect(bills({ count: 2, lines: 3, dueMinor: 399 }).holds).toBe(true);
  expect(bills({ issuer: 'source/metro-cable', count: 1, dueMinor: 259 }).holds).toBe(true);
  expect(bills({ count: 1, lines: 1 }).explanation).toContain('2 bills, not 1, 3 lines, not 1');
  expect(bills({ issuer: 'source/metro-cable', count: 0 }).explanation).toContain('1 bill, not 0');
  expect(bills({ dueMinor: 400 })).toMatchObject({
    holds: false,
    seq: 2,
    explanation: 'bills of client/alice: B0, B1; 3.99 due, not 4.00',
  });
});

test('settlement statements are summed by source', () => {
  const book = new RecordBook();
  for (const totalMinor of [259, -59]) {
    const body = { source: 'source/metro-cable', totalMinor };
    book.document('processing-server', 'settlement-statement', 'S', body);
  }
  const settled = (totalMinor: number, source = 'source/metro-cable') =>
    verdict({ check: 'settled', source, totalMinor }, book);
  expect(settled(200).holds).toBe(true);
  expect(settled(259).explanation).toContain('settled twice, 2.00 in all, not 2.59');
  expect(settled(0, 'source/sky-dish').holds).toBe(true);
  expect(settled(1, 'source/sky-dish').explanation).toBe(
    'source/sky-dish was not settled, which makes 0.00, not 0.01',
  );
});

test('states and balances are those at the end', () => {
  const view = { ...EMPTY, stateOf: () => 'on.watching', balanceOf: () => 399 };
  const state = (wanted: string) =>
    verdict({ check: 'state', actor: 'client/alice', state: wanted }, everyKind(), view);
  expect(state('on').holds).toBe(true);
  expect(state('off').explanation).toBe('client/alice is in on.watching, not in off');
  const balance = (balanceMinor: number) =>
    verdict({ check: 'balance', account: 'client/alice:held', balanceMinor }, everyKind(), view);
  expect(balance(399).holds).toBe(true);
  expect(balance(0).explanation).toBe('client/alice:held has 3.99, not 0.00');
});

test('amounts are told in the currency of the run', () => {
  const view = { ...EMPTY, balanceOf: () => -5 };
  const check: Check = { check: 'balance', account: 'client/alice:credit', balanceMinor: 120 };
  const judge = new Judge([{ title: 'it', shows: [], check }], view, elapsedClock, null, 'EUR');
  expect(judge.verdicts(0)[0]?.explanation).toBe('client/alice:credit has -0.05 EUR, not 1.20 EUR');
});

describe('conditions are asked after every event', () => {
  /** Balances after events at 0s, 1s, 2s ... and the verdict. */
  function over(
    check: 'always' | 'sometimes' | 'eventually',
    text: string,
    balances: number[],
    withinUs: number | null = null,
  ) {
    const read = parseCondition(text, NAMES);
    if (!read.ok) throw new Error(read.problem.found);
    let now = 0;
    const view = { ...EMPTY, balanceOf: () => now };
    const { condition } = read;
    const made: Check =
      check === 'eventually' ? { check, condition, withinUs } : { check, condition };
    const judge = new Judge([{ title: 'it', shows: [], check: made }], view);
    for (const [second, balance] of balances.entries()) {
      now = balance;
      judge.afterEvent(second * 1_000_000);
    }
    return judge.verdicts(balances.length * 1_000_000)[0];
  }
  const held = 'balance of alice:held >= 1.00';

  test('always holds until one event breaks it, however short', () => {
    expect(over('always', held, [100, 200])?.holds).toBe(true);
    expect(over('always', held, [100, 99, 100])).toMatchObject({
      holds: false,
      explanation: `at 1s: the balance of client/alice:held is 0.99, against ${held}`,
    });
    expect(over('always', held, [])?.holds).toBe(false);
  });

  test('sometimes holds as soon as one event shows it', () => {
    expect(over('sometimes', held, [0, 100, 0])?.holds).toBe(true);
    expect(over('sometimes', held, [0, 99])?.holds).toBe(false);
  });

  test('eventually has a limit, which counts', () => {
    expect(over('eventually', held, [0, 0, 100], 2_000_000)?.holds).toBe(true);
    expect(over('eventually', held, [0, 0, 100], 1_999_999)?.holds).toBe(false);
    expect(over('eventually', held, [0, 0, 100])?.holds).toBe(true);
  });
});
