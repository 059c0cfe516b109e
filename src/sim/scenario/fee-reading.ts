/**
 * Fee reading: fees of a document, as the minor units and exact rates that tariffs are made of.
 *
 *     programming: 6 cents per minute     charge   0 or more       1/10 a second
 *     subsidy:    15 cents per minute     credit   0 or less      -1/4  a second, with or without minus
 *
 * Law (test/sim/scenario/build-tariffs.test.ts): a charge is never below zero, a credit never above
 * (A4, I5).
 */

import type { FlatRate } from '../../billing/rating/tariff.ts';
import { formatRatio, negate, type Ratio, ratio } from '../../billing/ratio.ts';
import { type FeeRate, type FeeUnits, parseFee, parseFeeRate } from './fee-text.ts';
import type { Reading } from './reading.ts';

/** Whether a fee is paid or earned. */
export type FeeSign = 'charge' | 'credit';

const CHARGE = 'zero or more; credits are written under subsidy, first-credit and surveys';

/** Reads the fees of one tariff or timeline. */
export class FeeReader {
  readonly units: FeeUnits;

  constructor(units: FeeUnits) {
    this.units = units;
  }

  /** Whole minor units with the sign; 0 when absent or, with a problem, wrong. */
  minor(reading: Reading, sign: FeeSign = 'charge'): number {
    return this.minorOrNull(reading, sign) ?? 0;
  }

  /** Whole minor units with the sign; null when absent or, with a problem, wrong. */
  minorOrNull(reading: Reading, sign: FeeSign = 'charge'): number | null {
    const exact = this.exact(reading, sign);
    if (exact === null) return null;
    if (exact.d === 1n) return Number(exact.n);
    reading.fail({ expected: `a whole number of cents, because it is charged as it is` });
    return null;
  }

  /** Exact minor units with the sign; null when absent or, with a problem, wrong. */
  exact(reading: Reading, sign: FeeSign = 'charge'): Ratio | null {
    const amount = reading.sentence((text) => parseFee(text, this.units));
    return amount === null ? null : signed(amount, sign, reading);
  }

  /** A rate with the sign; null when absent or, with a problem, wrong. */
  rate(reading: Reading, sign: FeeSign = 'charge'): FeeRate | null {
    const fee = reading.sentence((text) => parseFeeRate(text, this.units));
    const rate = fee === null ? null : signed(fee.rate, sign, reading);
    return fee === null || rate === null ? null : { unit: fee.unit, rate };
  }

  /** A rate that is the same for every content; null when absent or, with a problem, wrong. */
  flat(reading: Reading): FlatRate | null {
    const fee = this.rate(reading);
    return fee === null ? null : { unit: fee.unit, rate: formatRatio(fee.rate) };
  }
}

/** The fee with its sign; null, with a problem, for a charge below zero. */
function signed(fee: Ratio, sign: FeeSign, reading: Reading): Ratio | null {
  if (sign === 'charge') {
    if (fee.n >= 0n) return fee;
    reading.fail({ expected: CHARGE });
    return null;
  }
  if (fee.n === 0n) return ratio(0);
  return fee.n < 0n ? fee : negate(fee);
}
