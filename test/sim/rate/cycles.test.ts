import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cyclesOf } from '../../../src/sim/rate/cycles.ts';
import { NEGATIVE_NET } from '../../../src/sim/rate/model.ts';

function totals(netMinor: number) {
  return {
    chargesMinor: Math.max(0, netMinor),
    creditsMinor: Math.min(0, netMinor),
    discountsMinor: 0,
    netMinor,
  };
}

// Case W12: credits of 63 more than the charges, then a session of 504.
test.each([
  [
    'carry-forward',
    [
      [0, 63],
      [441, 0],
    ],
  ],
  [
    'cap-at-zero',
    [
      [0, 0],
      [504, 0],
    ],
  ],
  [
    'pay-out',
    [
      [-63, 0],
      [504, 0],
    ],
  ],
] as const)('%s', (policy, expected) => {
  const cycles = cyclesOf([totals(-63), totals(504)], policy);
  expect(cycles.map((one) => [one.dueMinor, one.accountCreditMinor])).toEqual(expected);
});

test('what is due and what is left come to the nets, and only paying out is due below zero', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -10_000, max: 10_000 }), { maxLength: 12 }),
      fc.constantFrom(...NEGATIVE_NET),
      (nets, policy) => {
        const cycles = cyclesOf(nets.map(totals), policy);
        const due = cycles.reduce((sum, one) => sum + one.dueMinor, 0);
        const left = cycles.at(-1)?.accountCreditMinor ?? 0;
        const net = nets.reduce((sum, one) => sum + one, 0);
        if (policy === 'cap-at-zero') {
          expect(due).toBe(nets.reduce((sum, one) => sum + Math.max(0, one), 0));
        } else {
          expect(due - left).toBe(net);
        }
        if (policy !== 'pay-out') expect(cycles.every((one) => one.dueMinor >= 0)).toBe(true);
        expect(cycles.every((one) => one.accountCreditMinor >= 0)).toBe(true);
      },
    ),
    { numRuns: 1_000, seed: 12 },
  );
});
