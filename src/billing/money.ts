/**
 * Money: a whole number of minor units, and the way to and from its text.
 *
 *     "3.99" --parseMoney--> 399 --formatMoney--> "3.99 USD"
 *
 * Units: minor units of one currency (cents; a tenth of a point, when a point has scale 1).
 * The scale is how many decimals the major unit has; it belongs to the text, never to the amount.
 * Laws (test/billing/money.test.ts):
 *   - an amount is a safe integer: nothing here or in the ledger rounds (I2);
 *   - reading what was written gives the same amount.
 */
import { invariant } from './invariant.ts';

/** An amount of money in minor units; always a safe integer. */
export type Minor = number;

/** The code of a fee unit: 'USD', 'EUR', 'points' (Bj). */
export type Currency = string;

/** The decimals of a currency of which nothing else is known. */
const DEFAULT_SCALE = 2;

/** More decimals than this leave no room for a major unit below `PARSED_MINOR_MAX`. */
const SCALE_MAX = 12;

/**
 * The largest amount a text may name, in minor units: 10^12, so that millions still add exactly.
 */
const PARSED_MINOR_MAX = 1_000_000_000_000;

/** No amount within `PARSED_MINOR_MAX` needs a longer text, unless it is padded with zeros. */
const TEXT_LENGTH_MAX = 40;

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Returns `value`, which is a whole number of minor units (I2).
 *
 * @param what names the amount in the error: 'the hold of order alice-1'
 * @throws {BrokenInvariant} when `value` is not a safe integer
 */
export function requireMinor(value: number, what: string): Minor {
  // Asked of every amount there is, so the sentence is only put together when it is needed.
  if (!Number.isSafeInteger(value)) {
    invariant(false, `${what} is a whole number of minor units, but it is ${value}`);
  }
  return value;
}

/**
 * Reads an amount of the major unit, exactly: "3.99" is 399 at scale 2.
 *
 * A number is read as the shortest decimal text that stands for it, so 3.99 is 399 too. Returns
 * null when `text` is not plain decimal text ("+1", ".5", "1e3", " 1" are not), has more than
 * `scale` decimals (zeros count: "3.990" is refused), or is beyond 10^12 minor units.
 *
 * @param scale decimals of the major unit, 0 to 12
 * @throws {BrokenInvariant} when `scale` is out of range
 */
export function parseMoney(text: string | number, scale: number = DEFAULT_SCALE): Minor | null {
  requireScale(scale);
  const decimal = String(text);
  if (decimal.length > TEXT_LENGTH_MAX) return null;
  const match = DECIMAL.exec(decimal);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (fraction.length > scale) return null;
  const magnitude = BigInt(whole + fraction.padEnd(scale, '0'));
  if (magnitude > PARSED_MINOR_MAX) return null;
  return sign === '-' && magnitude > 0n ? -Number(magnitude) : Number(magnitude);
}

/**
 * Writes an amount as people read it: "3.99 USD", "-0.05 USD", "12 points" at scale 0.
 *
 * @param amount in minor units
 * @param scale decimals of the major unit, 0 to 12
 * @throws {BrokenInvariant} when `amount` is not a safe integer or `scale` is out of range
 */
export function formatMoney(
  amount: Minor,
  currency: Currency,
  scale: number = DEFAULT_SCALE,
): string {
  requireScale(scale);
  requireMinor(amount, `an amount of ${currency}`);
  const digits = String(Math.abs(amount)).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale === 0 ? '' : `.${digits.slice(-scale)}`;
  return `${amount < 0 ? '-' : ''}${whole}${fraction} ${currency}`;
}

function requireScale(scale: number): void {
  invariant(
    Number.isInteger(scale) && scale >= 0 && scale <= SCALE_MAX,
    `a currency has 0 to ${SCALE_MAX} decimals, but the scale is ${scale}`,
  );
}
