/**
 * Cycles: what is due for each billing cycle when credits may exceed charges (A13).
 *
 *     net               -63   504
 *     carry-forward       0   441     63 carried forward, then used up
 *     cap-at-zero         0   504     what exceeds the charges is lost
 *     pay-out           -63   504     what exceeds the charges is paid out
 *
 * Units: minor units. Law (test/sim/rate/cycles.test.ts): carried forward or paid out, what was due plus
 * what the account has left is the sum of the nets.
 */
import type { RatedTotals } from '../../billing/rating/usage.ts';
import type { NegativeNet, RatedCycle } from './model.ts';

/** What is due after each of some cycles, in order, and what is left on the account. */
export function cyclesOf(
  cycles: readonly RatedTotals[],
  negativeNet: NegativeNet,
): readonly RatedCycle[] {
  let creditMinor = 0;
  return cycles.map((totals) => {
    const afterCreditMinor = totals.netMinor - creditMinor;
    const dueMinor = negativeNet === 'pay-out' ? afterCreditMinor : Math.max(0, afterCreditMinor);
    creditMinor = negativeNet === 'carry-forward' ? dueMinor - afterCreditMinor : 0;
    return { totals, dueMinor, accountCreditMinor: creditMinor };
  });
}
