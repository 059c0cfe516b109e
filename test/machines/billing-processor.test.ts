/** Billing processor machine: which process a message opens, and what it says for those that ended. */
import { describe, expect, test } from 'vitest';
import { billingProcessorMachine } from '../../src/machines/billing-processor.ts';
import { letter, ofType, rig } from './rig.ts';

const CYCLE = { every: 'month', anchorDay: 1 } as const;
const processor = () =>
  rig(billingProcessorMachine, {
    currency: 'USD',
    epochUs: 0,
    terms: { 'client/alice': { per: 'cycle', cycle: { every: 'month', anchorDay: 31 } } },
    standard: { per: 'transaction', cycle: CYCLE },
  });
const of = { client: 'client/alice', from: 'processing-server/order-alice-1' } as const;

test.each([
  ['payment.authorize', letter('payment.authorize', { ...of, amountMinor: 1 }), 'charge-alice-1'],
  ['payment.void', letter('payment.void', of), 'charge-alice-1'],
  ['charge.due', letter('charge.due', of), 'account-alice'],
  ['viewing.due', letter('viewing.due', of), 'account-alice'],
  ['accrual.note', letter('accrual.note', of), 'account-alice'],
  ['share.due', letter('share.due', { source: 'source/near' }), 'settlement-near'],
  ['wholesale.bill', letter('wholesale.bill', { from: 'source/near' }), 'settlement-near'],
] as const)('%s opens the process it is about', (_, first, id) => {
  const made = processor();
  expect(made.take(first)).toEqual([`process.open ${id}`]);
  expect(ofType(made.said, 'process.open')[0]?.first).toMatchObject({ type: first.type });
});

test('a client with terms of its own is charged by them, any other by the standard', () => {
  const made = processor();
  made.take(letter('payment.authorize', of));
  made.take(letter('payment.authorize', { client: 'client/bob' }));
  made.take(letter('charge.due', of));
  const inputs = ofType(made.said, 'process.open').map(({ input }) => input);
  expect(inputs).toMatchObject([
    { per: 'cycle' },
    { per: 'transaction' },
    { billing: { cycle: { anchorDay: 31 } }, settlementCycle: CYCLE },
  ]);
});

describe('for a charge that has ended', () => {
  test.each([
    ['settled', 'payment.void-refused'],
    ['collected', 'payment.void-refused'],
    ['released', 'payment.voided'],
    ['declined', 'payment.voided'],
    ['refunded', 'payment.voided'],
    ['uncollected', 'payment.voided'],
  ])('%s, a void is answered by %s', (ended, answer) => {
    expect(processor().take(letter('payment.void', { ...of, ended }))).toEqual([
      `${answer} -> ${of.from}`,
    ]);
  });

  test('a capture is refused and a close needs nothing', () => {
    expect(processor().take(letter('payment.capture', of))).toEqual([
      `payment.refused -> ${of.from}`,
    ]);
    expect(processor().take(letter('payment.close', of))).toEqual([]);
  });
});
