/**
 * Ratio: exact rational numbers, for rates, shares and quantities.
 *
 *     "65%", "13/20", "0.65" --parseRatio--> 13/20 --multiply by 399--> 5187/20 --round--> 259
 *
 * Quantities and rates stay exact through any number of steps; money is made from them once, by
 * `roundHalfEven`.
 * Laws (test/billing/ratio.test.ts):
 *   - always in lowest terms with a positive denominator, so equal ratios have equal fields;
 *   - a field: addition and multiplication commute, associate, distribute and have inverses;
 *   - rounding is symmetric in sign, so a charge and its reversal cancel (I21).
 */
import { invariant } from './invariant.ts';
import type { Minor } from './money.ts';

/** `n / d` in lowest terms, `d > 0`. */
export type Ratio = { readonly n: bigint; readonly d: bigint };

/** Longer texts than this are refused, so that no input makes arithmetic slow. */
const TEXT_LENGTH_MAX = 40;

const FRACTION = /^(-?\d+)\/(\d+)$/;
const DECIMAL = /^(-?\d+)(?:\.(\d+))?(%?)$/;

/**
 * Makes `n / d` in lowest terms.
 *
 * @throws {BrokenInvariant} when `d` is zero, or a number is not a safe integer
 */
export function ratio(n: bigint | number, d: bigint | number = 1n): Ratio {
  const numerator = exactInteger(n);
  const denominator = exactInteger(d);
  invariant(denominator !== 0n, `a ratio divides by something, but this one is ${n}/0`);
  if (denominator === 1n) return { n: numerator, d: 1n };
  const shared = greatestCommonDivisor(numerator, denominator);
  const divisor = denominator < 0n ? -shared : shared;
  return { n: numerator / divisor, d: denominator / divisor };
}

/**
 * Reads "65%", "13/20", "0.65", "3" or any of these with a leading minus, exactly.
 *
 * A number is read as the shortest decimal text that stands for it, so 0.65 is 13/20 too.
 * Returns null for anything else, for a division by zero and for texts over 40 characters.
 */
export function parseRatio(text: string | number): Ratio | null {
  const source = String(text);
  if (source.length > TEXT_LENGTH_MAX) return null;
  const fraction = FRACTION.exec(source);
  if (fraction !== null) {
    const [, n = '', d = ''] = fraction;
    const denominator = BigInt(d);
    return denominator === 0n ? null : ratio(BigInt(n), denominator);
  }
  const decimal = DECIMAL.exec(source);
  if (decimal === null) return null;
  const [, whole = '', decimals = '', percent = ''] = decimal;
  const scale = 10n ** BigInt(decimals.length);
  return ratio(BigInt(whole + decimals), percent === '%' ? scale * 100n : scale);
}

/** Writes the lowest terms: "13/20", or "3" for a whole number. `parseRatio` reads it back. */
export function formatRatio(r: Ratio): string {
  return r.d === 1n ? String(r.n) : `${r.n}/${r.d}`;
}

/** The exact sum. */
export function add(a: Ratio, b: Ratio): Ratio {
  return ratio(a.n * b.d + b.n * a.d, a.d * b.d);
}

/** The exact difference `a - b`. */
export function subtract(a: Ratio, b: Ratio): Ratio {
  return ratio(a.n * b.d - b.n * a.d, a.d * b.d);
}

/** The exact product. */
export function multiply(a: Ratio, b: Ratio): Ratio {
  return ratio(a.n * b.n, a.d * b.d);
}

/**
 * The exact quotient `a / b`.
 *
 * @throws {BrokenInvariant} when `b` is zero
 */
export function divide(a: Ratio, b: Ratio): Ratio {
  return ratio(a.n * b.d, a.d * b.n);
}

/** The same magnitude with the opposite sign. */
export function negate(r: Ratio): Ratio {
  return { n: -r.n, d: r.d };
}

/** Orders ratios by value: -1 when `a < b`, 0 when equal, 1 when `a > b`. */
export function compare(a: Ratio, b: Ratio): -1 | 0 | 1 {
  const left = a.n * b.d;
  const right = b.n * a.d;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/**
 * The nearest whole number of minor units, an exact half going to the even neighbour.
 *
 * Symmetric in sign: rounding the negative gives the negative (I21).
 *
 * @throws {BrokenInvariant} when the result is beyond the safe integers
 */
export function roundHalfEven(r: Ratio): Minor {
  const towardsZero = r.n / r.d;
  const twiceRest = 2n * magnitude(r.n % r.d);
  const isAway = twiceRest > r.d || (twiceRest === r.d && towardsZero % 2n !== 0n);
  const step = r.n < 0n ? -1n : 1n;
  const rounded = Number(isAway ? towardsZero + step : towardsZero);
  invariant(
    Number.isSafeInteger(rounded),
    `an amount of money is a safe integer of minor units, but rounding gave ${rounded}`,
  );
  return rounded;
}

/** The largest whole number dividing both, never negative; zero only for two zeros. */
export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let larger = magnitude(a);
  let smaller = magnitude(b);
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function exactInteger(value: bigint | number): bigint {
  if (typeof value === 'bigint') return value;
  invariant(Number.isSafeInteger(value), `a ratio is made of whole numbers, but got ${value}`);
  return BigInt(value);
}
