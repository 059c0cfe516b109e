import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Bill,
  type BillInput,
  type BillLine,
  billDigest,
  draftBill,
} from '../../src/billing/bill.ts';
import { BrokenInvariant } from '../../src/billing/invariant.ts';

const RUNS = { seed: 20_010_621, numRuns: 2000 };
const PERIOD = { startUs: 1000, endUs: 2000 };

function line(order: string, kind: BillLine['kind'], amountMinor: number, atUs = 1500): BillLine {
  const description = `${kind} for ${order}`;
  return { order, kind, description, source: 'source/x', atUs, amountMinor };
}

function input(lines: readonly BillLine[], changes: Partial<BillInput> = {}): BillInput {
  return {
    number: 'alice-bill-1',
    kind: 'bill',
    corrects: null,
    issuer: 'billing-processor',
    subscriber: 'client/alice',
    currency: 'USD',
    per: 'cycle',
    period: PERIOD,
    issuedAtUs: 2000,
    lines,
    accountCreditMinor: 0,
    ...changes,
  };
}

describe('the totals', () => {
  test('of a bill are the sums of its lines, kind by kind (I3)', () => {
    const bill = draftBill(
      input([
        line('a-1', 'charge', 399),
        line('a-1', 'discount', -40),
        line('a-2', 'charge', 250),
        line('a-2', 'credit', -22),
      ]),
    );
    expect(bill).toMatchObject({
      chargesMinor: 649,
      creditsMinor: -22,
      discountsMinor: -40,
      netMinor: 587,
      accountCreditUsedMinor: 0,
      dueMinor: 587,
      accountCreditAfterMinor: 0,
    });
  });

  test('carry a negative net into the next bill as account credit (I4)', () => {
    // Charges 12, credits 75, then a cycle of 504.
    const first = draftBill(
      input([line('a-1', 'charge', 12), line('a-1', 'credit', -30), line('a-2', 'credit', -45)]),
    );
    expect(first).toMatchObject({ netMinor: -63, dueMinor: 0, accountCreditAfterMinor: 63 });
    const accountCreditMinor = first.accountCreditAfterMinor;
    const second = draftBill(input([line('a-3', 'charge', 504)], { accountCreditMinor }));
    expect(second).toMatchObject({
      netMinor: 504,
      accountCreditUsedMinor: 63,
      dueMinor: 441,
      accountCreditAfterMinor: 0,
    });
  });

  test('use no more account credit than the bill asks for', () => {
    // A credit of 20.00, then a charge of 100.00: 80.00 is due. The other way round, 80.00 is left.
    expect(
      draftBill(input([line('a-1', 'charge', 10_000)], { accountCreditMinor: 2000 })),
    ).toMatchObject({ accountCreditUsedMinor: 2000, dueMinor: 8000, accountCreditAfterMinor: 0 });
    expect(
      draftBill(input([line('a-1', 'charge', 2000)], { accountCreditMinor: 10_000 })),
    ).toMatchObject({ accountCreditUsedMinor: 2000, dueMinor: 0, accountCreditAfterMinor: 8000 });
  });

  test('of a bill without lines are zero, and the account credit stays', () => {
    expect(draftBill(input([], { accountCreditMinor: 7 }))).toMatchObject({
      netMinor: 0,
      dueMinor: 0,
      accountCreditUsedMinor: 0,
      accountCreditAfterMinor: 7,
    });
  });

  test('of a credit note become account credit', () => {
    const note = draftBill(
      input([line('a-1', 'credit', -399)], { kind: 'credit-note', corrects: 'alice-bill-1' }),
    );
    expect(note).toMatchObject({ netMinor: -399, dueMinor: 0, accountCreditAfterMinor: 399 });
  });

  test('hold for any lines and any account credit (I3, I4, I5)', () => {
    const amounts = fc.nat({ max: 10 ** 9 });
    const anyLine = fc.record({
      kind: fc.constantFrom<BillLine['kind']>('charge', 'credit', 'discount'),
      amountMinor: amounts,
      atUs: fc.integer({ min: PERIOD.startUs, max: PERIOD.endUs - 1 }),
    });
    fc.assert(
      fc.property(fc.array(anyLine), amounts, (drawn, accountCreditMinor) => {
        const lines = drawn.map(({ kind, amountMinor, atUs }, index) =>
          line(`a-${index}`, kind, kind === 'charge' ? amountMinor : 0 - amountMinor, atUs),
        );
        const bill = draftBill(input(lines, { accountCreditMinor }));
        const net = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
        expect(bill.netMinor).toBe(net);
        expect(bill.chargesMinor + bill.creditsMinor + bill.discountsMinor).toBe(net);
        expect(bill.chargesMinor).toBeGreaterThanOrEqual(0);
        expect(bill.creditsMinor).toBeLessThanOrEqual(0);
        expect(bill.discountsMinor).toBeLessThanOrEqual(0);
        expect(bill.dueMinor).toBeGreaterThanOrEqual(0);
        expect(bill.accountCreditAfterMinor).toBeGreaterThanOrEqual(0);
        expect(bill.accountCreditUsedMinor).toBeGreaterThanOrEqual(0);
        expect(bill.accountCreditUsedMinor).toBeLessThanOrEqual(Math.max(net, 0));
        // What the subscriber has afterwards is what they had, less the net they did not pay.
        expect(bill.accountCreditAfterMinor - bill.dueMinor).toBe(accountCreditMinor - net);
        // Credit is left only when nothing is due.
        expect(bill.dueMinor === 0 || bill.accountCreditAfterMinor === 0).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('what is not a bill', () => {
  const charge = line('a-1', 'charge', 399);
  const note = { kind: 'credit-note', corrects: 'alice-bill-1' } as const;
  const refused: readonly (readonly [string, BillInput])[] = [
    ['a negative charge (I5)', input([line('a-1', 'charge', -1)])],
    ['a positive credit (I5)', input([line('a-1', 'credit', 1)])],
    ['a positive discount (I5)', input([line('a-1', 'discount', 1)])],
    ['part of a unit (I2)', input([line('a-1', 'charge', 0.5)])],
    ['a line before the period (I22)', input([line('a-1', 'charge', 1, 999)])],
    ['a line at the end of the period (I22)', input([line('a-1', 'charge', 1, 2000)])],
    ['an order charged twice (I23)', input([charge, line('a-2', 'charge', 1), { ...charge }])],
    [
      'an order charged twice, otherwise described',
      input([charge, line('a-1', 'charge', 1, 1001)]),
    ],
    ['a negative account credit (I4)', input([charge], { accountCreditMinor: -1 })],
    ['part of a unit of account credit', input([charge], { accountCreditMinor: 0.5 })],
    ['a cycle without a period', input([charge], { period: null })],
    ['a transaction with a period', input([charge], { per: 'transaction' })],
    ['a period that does not last', input([], { period: { startUs: 5, endUs: 5 } })],
    ['a credit note that corrects nothing (I25)', input([], { kind: 'credit-note' })],
    ['a bill that corrects something (I25)', input([], { corrects: 'alice-bill-0' })],
    ['a credit note that asks for money', input([charge], note)],
    [
      'a sum beyond the safe integers',
      input([line('a-1', 'charge', Number.MAX_SAFE_INTEGER), line('a-2', 'charge', 1)]),
    ],
  ];

  test.each(refused)('%s is refused', (_, bad) => {
    expect(() => draftBill(bad)).toThrow(BrokenInvariant);
  });

  test('a refusal names the bill, the order and the amount', () => {
    expect(() => draftBill(input([line('a-1', 'credit', 5)]))).toThrow(
      'the credit for order a-1 on alice-bill-1 has the sign of its kind, but it is 5',
    );
  });
});

describe('what is a bill all the same', () => {
  test('a line at the very start of the period and one at its last microsecond', () => {
    const lines = [line('a-1', 'charge', 1, 1000), line('a-2', 'charge', 2, 1999)];
    expect(draftBill(input(lines)).netMinor).toBe(3);
  });

  test('a bill for one transaction, at any time', () => {
    const perTransaction = { per: 'transaction', period: null } as const;
    expect(draftBill(input([line('a-1', 'charge', 399, 9)], perTransaction)).dueMinor).toBe(399);
  });

  test('an order that is charged once and credited twice', () => {
    const lines = [line('a-1', 'charge', 9), line('a-1', 'credit', -2), line('a-1', 'credit', -3)];
    expect(draftBill(input(lines)).netMinor).toBe(4);
  });
});

describe('the digest (I25)', () => {
  const bill = draftBill(input([line('a-1', 'charge', 399)], { accountCreditMinor: 9 }));

  test('is the same for an equal bill, however its fields were put together', () => {
    const backwards = Object.fromEntries(Object.entries(bill).reverse()) as Bill;
    expect(billDigest(backwards)).toBe(billDigest(bill));
  });

  test('changes with every field of the bill and of its lines', () => {
    const digests = new Set([billDigest(bill)]);
    for (const field of Object.keys(bill)) {
      digests.add(billDigest({ ...bill, [field]: field === 'lines' ? [] : 'altered' }));
    }
    const [first] = bill.lines;
    for (const field of Object.keys(first ?? {})) {
      const altered = [
        { ...line('a-1', 'charge', 399), [field]: 'altered' },
      ] as readonly BillLine[];
      digests.add(billDigest({ ...bill, lines: altered }));
    }
    digests.add(billDigest({ ...bill, period: { ...PERIOD, startUs: 1 } }));
    digests.add(billDigest({ ...bill, period: { ...PERIOD, endUs: 1 } }));
    // The bill itself, its 17 fields, a line's 6, and both ends of the period.
    expect(Object.keys(bill).length).toBe(17);
    expect(digests.size).toBe(1 + 17 + 6 + 2);
  });

  test('is of the lines as they were when the bill was drafted', () => {
    const lines = [line('a-1', 'charge', 399)];
    const drafted = draftBill(input(lines));
    const before = billDigest(drafted);
    lines.push(line('a-2', 'charge', 1));
    expect(billDigest(drafted)).toBe(before);
  });
});
