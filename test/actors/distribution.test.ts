import fc from 'fast-check';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, test } from 'vitest';
import {
  choose,
  type Distribution,
  type Random,
  sampler,
  UnusableDistribution,
  uniformInt,
  unit,
} from '../../src/actors/distribution.ts';
import { normalQuantile } from '../../src/actors/normal-quantile.ts';

const DRAWS = 100_000;

function seeded(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  return { nextUint32: () => generator.next() >>> 0 };
}

/** A source that gives these words, over and over. */
function scripted(...words: number[]): Random {
  let next = 0;
  return { nextUint32: () => words[next++ % words.length] ?? 0 };
}

function drawn(distribution: Distribution): readonly number[] {
  const sample = sampler(distribution);
  const random = seeded(2_024);
  return Array.from({ length: DRAWS }, () => sample(random));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** That a mean over DRAWS draws is within 5 standard errors, deviation / sqrt(DRAWS), of `mean`. */
function expectMean(values: readonly number[], mean: number, deviation: number): void {
  expect(Math.abs(meanOf(values) - mean)).toBeLessThan((5 * deviation) / Math.sqrt(DRAWS));
}

/**
 * That a variance is within 5 standard errors: sqrt((m4 - v**2) / DRAWS), m4 the fourth central
 * moment, which is `kurtosis` times v**2.
 */
function expectVariance(values: readonly number[], variance: number, kurtosis: number): void {
  const mean = meanOf(values);
  const seen = meanOf(values.map((value) => (value - mean) ** 2));
  const tolerance = 5 * variance * Math.sqrt((kurtosis - 1) / DRAWS);
  expect(Math.abs(seen - variance)).toBeLessThan(tolerance);
}

/** That a share of DRAWS draws is within 5 standard errors of probability `p`. */
function expectShare(count: number, p: number): void {
  expect(Math.abs(count / DRAWS - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / DRAWS));
}

describe('moments', () => {
  test('constant is always the same, rounded', () => {
    expect(new Set(drawn({ constant: 41.5 }))).toEqual(new Set([42]));
  });

  test('uniform has both ends and everything between equally often', () => {
    const values = drawn({ uniform: [10, 19] });
    for (let value = 10; value <= 19; value++) {
      expectShare(values.filter((one) => one === value).length, 0.1);
    }
    expect(values.every((value) => value >= 10 && value <= 19)).toBe(true);
  });

  test('exponential has its mean, its variance and its memory', () => {
    const values = drawn({ exponential: 20_000 });
    expectMean(values, 20_000, 20_000);
    expectVariance(values, 20_000 ** 2, 9);
    // P(X > mean) = 1/e, P(X > 2 mean) = 1/e**2
    expectShare(values.filter((value) => value > 20_000).length, Math.exp(-1));
    expectShare(values.filter((value) => value > 40_000).length, Math.exp(-2));
  });

  test('normal has its mean, its variance and its quantiles', () => {
    const values = drawn({ normal: { mean: 100_000, deviation: 10_000 } });
    expectMean(values, 100_000, 10_000);
    expectVariance(values, 10_000 ** 2, 3);
    // Tables: P(Z < -1.959964) = 0.025, P(Z < 1) = 0.841344746
    expectShare(values.filter((value) => value < 80_400.36).length, 0.025);
    expectShare(values.filter((value) => value < 110_000).length, 0.841_344_746);
  });

  test('lognormal has its median, its mean and its variance', () => {
    const values = drawn({ lognormal: { median: 50_000, sigma: 0.5 } });
    // mean = median * e**(sigma**2 / 2), variance = mean**2 * (w - 1), kurtosis =
    // w**4 + 2 w**3 + 3 w**2 - 3, with w = e**(sigma**2)
    const w = Math.exp(0.25);
    const mean = 50_000 * Math.exp(0.125);
    expectShare(values.filter((value) => value < 50_000).length, 0.5);
    expectMean(values, mean, mean * Math.sqrt(w - 1));
    expectVariance(values, mean ** 2 * (w - 1), w ** 4 + 2 * w ** 3 + 3 * w ** 2 - 3);
  });

  test('empirical has each value in proportion to its weight', () => {
    const values = drawn({
      empirical: [
        { value: 5, weight: 1 },
        { value: 7, weight: 0 },
        { value: 9, weight: 2.5 },
        { value: 1_000_000, weight: 0.5 },
      ],
    });
    expectShare(values.filter((value) => value === 5).length, 0.25);
    expectShare(values.filter((value) => value === 9).length, 0.625);
    expectShare(values.filter((value) => value === 1_000_000).length, 0.125);
    expect(values).not.toContain(7);
  });
});

describe('samples', () => {
  test('are whole numbers from 0 to 2**53 - 1, whatever the parameters', () => {
    const size = fc.double({ min: 0, max: 1e18, noNaN: true });
    const any = fc.double({ min: -1e18, max: 1e18, noNaN: true });
    const sigma = fc.double({ min: 0, max: 300, noNaN: true });
    const small = fc.integer({ min: -100, max: 0 });
    const distribution: fc.Arbitrary<Distribution> = fc.oneof(
      fc.record({ constant: any }),
      fc.record({ uniform: fc.tuple(small, fc.nat()) }),
      fc.record({ exponential: size }),
      fc.record({ normal: fc.record({ mean: any, deviation: size }) }),
      fc.record({ lognormal: fc.record({ median: size, sigma }) }),
      fc.record({ empirical: fc.constant([{ value: -3, weight: 1 }]) }),
    );
    fc.assert(
      fc.property(distribution, fc.integer(), (parameters, seed) => {
        const value = sampler(parameters)(seeded(seed));
        expect(Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0)).toBe(true);
      }),
      { numRuns: 5_000, seed: 27_182 },
    );
  });

  test.each([
    { constant: Number.NaN },
    { uniform: [2, 1] },
    { uniform: [0, Number.POSITIVE_INFINITY] },
    { exponential: -1 },
    { normal: { mean: 5, deviation: -1 } },
    { normal: { mean: Number.NaN, deviation: 1 } },
    { lognormal: { median: -5, sigma: 1 } },
    { lognormal: { median: 5, sigma: -1 } },
    { empirical: [] },
    { empirical: [{ value: 1, weight: 0 }] },
    { empirical: [{ value: 1, weight: -1 }] },
  ] satisfies Distribution[])('%j is refused, with what to give instead', (distribution) => {
    expect(() => sampler(distribution)).toThrow(UnusableDistribution);
    expect(() => sampler(distribution)).toThrow('give');
  });

  test('regression only: the first samples of seed 2024 are the same in every version', () => {
    const first = (distribution: Distribution): readonly number[] =>
      drawn(distribution).slice(0, 4);
    expect(first({ uniform: [1, 6] })).toEqual([2, 4, 3, 4]);
    expect(first({ exponential: 20_000 })).toEqual([0, 67, 12465, 29]);
    expect(first({ normal: { mean: 100_000, deviation: 10_000 } })).toEqual([
      149012, 127144, 100909, 129740,
    ]);
    expect(first({ lognormal: { median: 50_000, sigma: 0.5 } })).toEqual([
      579753, 194266, 52324, 221193,
    ]);
  });
});

describe('draws', () => {
  test('unit takes the highest 27 and then 26 bits of two words', () => {
    // 2**31 is the top bit of the first word: one half. All ones: the last multiple below 1.
    expect(unit(scripted(2 ** 31, 0))).toBe(0.5);
    expect(unit(scripted(0, 2 ** 6))).toBe(2 ** -53);
    expect(unit(scripted(2 ** 32 - 1, 2 ** 32 - 1))).toBe(1 - 2 ** -53);
  });

  test('unit is never 0', () => {
    // The low bits of both words are dropped, so the first two pairs are zero.
    expect(unit(scripted(31, 63, 0, 0, 2 ** 31, 0))).toBe(0.5);
  });

  test('uniformInt draws again rather than favour low numbers', () => {
    // 2**32 = 3 * 1431655765 + 1: the one word too many is the last.
    expect(uniformInt(scripted(2 ** 32 - 1, 4), 10, 12)).toBe(11);
    expect(uniformInt(scripted(2 ** 32 - 2), 10, 12)).toBe(12);
  });

  test('uniformInt covers ranges beyond 32 bits', () => {
    // 2**31 as first word is 2**52 in 53 bits: the middle of the widest range.
    expect(uniformInt(scripted(2 ** 31, 0), 0, 2 ** 53 - 1)).toBe(2 ** 52);
    expect(uniformInt(scripted(0, 2 ** 6), -5, 2 ** 40)).toBe(-4);
    expect(uniformInt(scripted(7), 3, 3)).toBe(3);
  });

  test.each([
    [2, 1],
    [0.5, 1],
    [0, 2 ** 53],
    [-1, 2 ** 53 - 1],
    [Number.NaN, 1],
  ])('uniformInt has no number from %d to %d', (lo, hi) => {
    expect(() => uniformInt(scripted(0), lo, hi)).toThrow(UnusableDistribution);
  });

  test('choose never gives the index of a zero weight, nor one past the end', () => {
    expect(choose(scripted(0, 2 ** 6), [0, 1, 1])).toBe(1);
    expect(choose(scripted(2 ** 31, 0), [1, 1])).toBe(1);
    // 0.1 + 0.2 + 0.3 is more than 0.6: the last positive weight takes what rounding leaves.
    const most = scripted(2 ** 32 - 1, 2 ** 32 - 1);
    expect(choose(most, [0.1, 0.2, 0.3, 0])).toBe(2);
    expect(() => choose(most, [])).toThrow(UnusableDistribution);
  });
});

describe('the normal quantile', () => {
  // Published tables of the standard normal distribution, to 12 places.
  test.each([
    [0.5, 0],
    [0.75, 0.674_489_750_196],
    [0.9, 1.281_551_565_545],
    [0.975, 1.959_963_984_54],
    [0.999, 3.090_232_306_168],
    [1e-10, -6.361_340_902_404],
    [1e-15, -7.941_345_326_171],
    [1e-20, -9.262_340_089_798],
  ])('at %d it is %d', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 11);
  });

  test('undoes the distribution function, over the centre and both tails', () => {
    // P(Z < z) = 1/2 + pdf(z) * (z + z**3/3 + z**5/(3*5) + ...), summed until nothing changes.
    const probability = (z: number): number => {
      let term = z;
      let sum = 0;
      for (let odd = 3; sum + term !== sum; odd += 2) {
        sum += term;
        term *= (z * z) / odd;
      }
      return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
    };
    // Adding 1/2 costs the tail its last places: 1e-16 / pdf(4) = 1e-12. Tables serve further out.
    for (let z = -4; z <= 4; z += 1 / 64) {
      expect(Math.abs(normalQuantile(probability(z)) - z)).toBeLessThan(1e-11);
    }
  });

  test('the three pieces meet', () => {
    // Pieces change at |p - 0.5| = 0.425 and where sqrt(-ln p) = 5, p = e**-25.
    for (const p of [0.075, 0.925, Math.exp(-25)]) {
      const step = normalQuantile(p * (1 + 1e-9)) - normalQuantile(p * (1 - 1e-9));
      // dz = dp / pdf(z), and p / pdf(z) < 7 at all three
      expect(step).toBeGreaterThan(0);
      expect(step).toBeLessThan(2e-9 * 7);
    }
  });
});
