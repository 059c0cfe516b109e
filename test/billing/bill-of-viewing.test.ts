/** Bill, of viewing: lines of sessions, and nets below zero (A13, I23). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BillInput,
  type BillLine,
  billDigest,
  chargeKey,
  draftBill,
  type LineOrigin,
  NEGATIVE_NETS,
} from '../../src/billing/bill.ts';
import { BrokenInvariant } from '../../src/billing/invariant.ts';

const RUNS = { seed: 20_010_621, numRuns: 2000 };

function line(order: string, kind: BillLine['kind'], amountMinor: number): BillLine {
  const description = `${kind} for ${order}`;
  return { order, kind, description, source: 'source/x', atUs: 1500, amountMinor };
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
    period: { startUs: 1000, endUs: 2000 },
    issuedAtUs: 2000,
    lines,
    accountCreditMinor: 0,
    ...changes,
  };
}

describe('a net below zero', () => {
  const lines = [line('a-1', 'charge', 12), line('a-1', 'credit', -75)];

  // A13: 12 - 75 = -63, with 20 of account credit from before.
  test.each([
    ['carry-forward', 0, 83],
    ['cap-at-zero', 0, 20],
    ['pay-out', -63, 20],
  ] as const)('is dealt with by %s', (negativeNet, dueMinor, accountCreditAfterMinor) => {
    const bill = draftBill(input(lines, { negativeNet, accountCreditMinor: 20 }));
    expect(bill).toMatchObject({
      netMinor: -63,
      accountCreditUsedMinor: 0,
      dueMinor,
      accountCreditAfterMinor,
    });
  });

  test('is carried forward when nothing is said', () => {
    expect(draftBill(input(lines))).toEqual(
      draftBill(input(lines, { negativeNet: 'carry-forward' })),
    );
  });

  test('whatever the policy, a net of zero or more is due after account credit', () => {
    fc.assert(
      fc.property(
        fc.nat(900),
        fc.nat(900),
        fc.constantFrom(...NEGATIVE_NETS),
        (net, has, policy) => {
          const bill = draftBill(
            input([line('a-1', 'charge', net)], { accountCreditMinor: has, negativeNet: policy }),
          );
          expect(bill.dueMinor + bill.accountCreditUsedMinor).toBe(net);
          expect(bill.accountCreditAfterMinor + bill.accountCreditUsedMinor).toBe(has);
        },
      ),
      RUNS,
    );
  });
});

describe('a line of a viewing session', () => {
  const origin: LineOrigin = {
    element: 'interval-1',
    mode: 'programming',
    label: '',
    quantity: '1200',
    unit: 's',
    rate: '1/10',
    exact: '120',
  };
  const played = (changes: Partial<LineOrigin> = {}): BillLine => ({
    ...line('alice-viewing-1', 'charge', 120),
    origin: { ...origin, ...changes },
  });

  test('is one charge for each element, mode and band of its session', () => {
    const lines = [
      played(),
      played({ mode: 'review' }),
      played({ label: 'night' }),
      played({ element: 'interval-2' }),
      { ...played(), order: 'alice-viewing-2' },
      line('alice-viewing-1', 'charge', 120),
    ];
    expect(new Set(lines.map(chargeKey)).size).toBe(lines.length);
    expect(draftBill(input(lines)).chargesMinor).toBe(720);
  });

  test('is not charged twice on a bill (I23), whatever its quantity', () => {
    const twice = [played(), played({ quantity: '1' })];
    expect(() => draftBill(input(twice))).toThrow(BrokenInvariant);
  });

  test('changes the digest with every part of its origin, and by having one', () => {
    const plain = draftBill(input([line('alice-viewing-1', 'charge', 120)]));
    const digests = new Set([billDigest(plain)]);
    for (const field of ['none', ...Object.keys(origin)]) {
      digests.add(billDigest(draftBill(input([played({ [field]: 'altered' })]))));
    }
    // The plain one, the unaltered one (which has a field more) and one for each of the 7 parts.
    expect(digests.size).toBe(1 + 1 + 7);
  });
});
