/**
 * Distributions: how long, how large, how many, as data a scenario can hold.
 *
 *     { exponential: 20000 } --sampler--> (random) => 13862, 40112, 1790, ...
 *
 * Units: none; the samples have the unit of the parameters (microseconds, bytes ...). Every sample
 * is a whole number from 0 to 2**53 - 1: rounded, and moved to the nearer end where it lies outside.
 * Laws (test/actors/distribution.test.ts): moments are those of the named distribution; the same
 * draws give the same samples on every engine, because no function an engine may approximate is
 * used (see elementary.ts).
 */
import { exp, ln } from './elementary.ts';
import { normalQuantile } from './normal-quantile.ts';

const MILLION = 1_000_000;
const TWO_TO_26 = 0x400_0000;
const TWO_TO_32 = 0x1_0000_0000;
const TWO_TO_53 = 0x20_0000_0000_0000;

/** One value of an empirical distribution, drawn in proportion to its weight. */
export interface WeightedValue {
  readonly value: number;
  readonly weight: number;
}

/** A distribution, ready to be written in a scenario file. */
export type Distribution =
  /** Always the same. */
  | { readonly constant: number }
  /** Every whole number from the first to the second, both included, equally often. */
  | { readonly uniform: readonly [number, number] }
  /** The waiting time of this mean until something that may happen at any moment. */
  | { readonly exponential: number }
  | { readonly normal: { readonly mean: number; readonly deviation: number } }
  /** Its logarithm is normal with deviation `sigma`; half of all samples lie below `median`. */
  | { readonly lognormal: { readonly median: number; readonly sigma: number } }
  /** What was measured: each value with how often it was seen. */
  | { readonly empirical: readonly WeightedValue[] };

/** A source of draws. */
export interface Random {
  /** A whole number from 0 to 2**32 - 1, each equally likely. */
  nextUint32(): number;
}

/** A distribution has parameters that no distribution of its kind can have. */
export class UnusableDistribution extends Error {
  override readonly name = 'UnusableDistribution';
}

/**
 * Makes the function that draws one sample of `distribution`.
 *
 * @throws {UnusableDistribution} when a parameter is not a finite number, a range is backwards, a
 *   spread is negative or the weights of an empirical distribution have no positive sum
 */
export function sampler(distribution: Distribution): (random: Random) => number {
  if ('constant' in distribution) return samplerOfConstant(distribution.constant);
  if ('uniform' in distribution) return samplerOfUniform(...distribution.uniform);
  if ('exponential' in distribution) {
    const mean = atLeastZero(distribution.exponential, 'the mean of an exponential distribution');
    return (random) => whole(-mean * ln(unit(random)));
  }
  if ('normal' in distribution) {
    const mean = finite(distribution.normal.mean, 'the mean of a normal distribution');
    const deviation = atLeastZero(distribution.normal.deviation, 'a deviation');
    return (random) => whole(mean + deviation * normalQuantile(unit(random)));
  }
  if ('lognormal' in distribution) {
    const median = atLeastZero(
      distribution.lognormal.median,
      'the median of a lognormal distribution',
    );
    const sigma = atLeastZero(distribution.lognormal.sigma, 'sigma');
    return (random) => whole(median * exp(sigma * normalQuantile(unit(random))));
  }
  return samplerOfEmpirical(distribution.empirical);
}

/** A number strictly between 0 and 1: a multiple of 2**-53, each equally likely. Takes two draws. */
export function unit(random: Random): number {
  // Zero comes up once in 2**53 draws, and the logarithm of it is no number to work with.
  for (;;) {
    const drawn = draw53(random);
    if (drawn > 0) return drawn / TWO_TO_53;
  }
}

/**
 * A whole number from `lo` to `hi`, both included, each exactly equally likely.
 *
 * @throws {UnusableDistribution} when a bound is not a safe whole number, `lo` exceeds `hi`, or
 *   there are more than 2**53 numbers between them
 */
export function uniformInt(random: Random, lo: number, hi: number): number {
  const isRange = Number.isSafeInteger(lo) && Number.isSafeInteger(hi) && lo <= hi;
  if (!isRange || hi - lo >= TWO_TO_53) {
    throw new UnusableDistribution(
      `a whole number cannot be drawn from ${lo} to ${hi}; give two whole numbers, the lower ` +
        'first, less than 2**53 apart',
    );
  }
  const count = hi - lo + 1;
  // What lies above the last full multiple of `count` is drawn again: it would favour low numbers.
  const isSmall = count <= TWO_TO_32;
  const drawCount = isSmall ? TWO_TO_32 : TWO_TO_53;
  const usable = drawCount - (drawCount % count);
  for (;;) {
    const drawn = isSmall ? random.nextUint32() : draw53(random);
    if (drawn < usable) return lo + (drawn % count);
  }
}

/**
 * Whether something of a chance happens, say a loss: true of `ppm` draws in a million.
 *
 * @param ppm a whole number from 0 to 1,000,000; a draw is taken whatever it is
 */
export function happens(random: Random, ppm: number): boolean {
  return below(random, MILLION) < ppm;
}

/** A whole number from 0 to `count` - 1, of 2**32 draws shared out among them; takes one draw. */
export function below(random: Random, count: number): number {
  return Math.floor((random.nextUint32() / TWO_TO_32) * count);
}

/**
 * The index of one of `weights`, drawn in proportion to them; a weight of zero is never drawn.
 *
 * @throws {UnusableDistribution} when a weight is negative or their sum is not above zero
 */
export function choose(random: Random, weights: readonly number[]): number {
  let left = unit(random) * sumOfWeights(weights);
  let chosen = 0;
  for (const [index, weight] of weights.entries()) {
    if (weight === 0) continue;
    // The last positive weight also takes what rounding may leave over.
    chosen = index;
    if (left < weight) break;
    left -= weight;
  }
  return chosen;
}

function samplerOfConstant(constant: number): (random: Random) => number {
  const value = whole(finite(constant, 'a constant'));
  return () => value;
}

function samplerOfUniform(from: number, to: number): (random: Random) => number {
  const lo = Math.round(finite(from, 'the lower bound of a uniform distribution'));
  const hi = Math.round(finite(to, 'the upper bound of a uniform distribution'));
  if (lo > hi) {
    throw new UnusableDistribution(
      `a uniform distribution goes from ${from} down to ${to}; give the lower bound first`,
    );
  }
  return (random) => whole(uniformInt(random, lo, hi));
}

function samplerOfEmpirical(measured: readonly WeightedValue[]): (random: Random) => number {
  const values = measured.map(({ value }) => whole(finite(value, 'an empirical value')));
  const weights = measured.map(({ weight }) => weight);
  sumOfWeights(weights);
  return (random) => values[choose(random, weights)] ?? 0;
}

function draw53(random: Random): number {
  const high = random.nextUint32() >>> 5;
  const low = random.nextUint32() >>> 6;
  return high * TWO_TO_26 + low;
}

function whole(value: number): number {
  if (!(value > 0)) return 0;
  return Math.min(Math.round(value), Number.MAX_SAFE_INTEGER);
}

function sumOfWeights(weights: readonly number[]): number {
  const sum = weights.reduce((total, weight) => total + atLeastZero(weight, 'a weight'), 0);
  if (sum > 0 && Number.isFinite(sum)) return sum;
  throw new UnusableDistribution(
    `the weights [${weights.join(', ')}] add up to ${sum}; give at least one weight above zero`,
  );
}

function finite(value: number, what: string): number {
  if (Number.isFinite(value)) return value;
  throw new UnusableDistribution(`${what} is ${value}; give a finite number`);
}

function atLeastZero(value: number, what: string): number {
  if (Number.isFinite(value) && value >= 0) return value;
  throw new UnusableDistribution(`${what} is ${value}; give a finite number of at least zero`);
}
