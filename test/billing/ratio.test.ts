import { calculator, halfEven } from 'dinero.js/bigint';
import fc from 'fast-check';
import Fraction from 'fraction.js';
import { describe, expect, test } from 'vitest';
import { BrokenInvariant } from '../../src/billing/invariant.ts';
import {
  add,
  compare,
  divide,
  formatRatio,
  greatestCommonDivisor,
  multiply,
  negate,
  parseRatio,
  type Ratio,
  ratio,
  roundHalfEven,
  subtract,
} from '../../src/billing/ratio.ts';

const RUNS = { seed: 20_010_621, numRuns: 2000 };
const ZERO = ratio(0);
const ONE = ratio(1);

const numerators = fc.oneof(
  fc.bigInt({ min: -20n, max: 20n }),
  fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
);
const denominators = fc.oneof(
  fc.bigInt({ min: 1n, max: 20n }),
  fc.bigInt({ min: 1n, max: 10n ** 15n }),
);
const ratios = fc.tuple(numerators, denominators).map(([n, d]) => ratio(n, d));
const nonZeroRatios = ratios.filter(({ n }) => n !== 0n);

/** fraction.js keeps sign and magnitude apart. */
function oracle(r: Ratio): Fraction {
  return new Fraction(r.n, r.d);
}
function fromOracle({ s, n, d }: Fraction): Ratio {
  return { n: s * n, d };
}

describe('ratio', () => {
  test.each([
    [6, 4, 3n, 2n],
    [-6, 4, -3n, 2n],
    [6, -4, -3n, 2n],
    [-6, -4, 3n, 2n],
    [0, -7, 0n, 1n],
    [5, -1, -5n, 1n],
  ])('brings %i/%i to lowest terms with a positive denominator', (n, d, lowestN, lowestD) => {
    expect(ratio(n, d)).toEqual({ n: lowestN, d: lowestD });
  });

  test('refuses a division by zero', () => {
    expect(() => ratio(1, 0)).toThrow(BrokenInvariant);
    expect(() => divide(ONE, ZERO)).toThrow(BrokenInvariant);
  });

  test.each([0.5, Number.NaN, 2 ** 53])('refuses %d, which is not a whole number', (value) => {
    expect(() => ratio(value)).toThrow(BrokenInvariant);
    expect(() => ratio(1, value)).toThrow(BrokenInvariant);
  });
});

describe('parseRatio', () => {
  test.each([
    ['65%', 13n, 20n],
    ['13/20', 13n, 20n],
    ['0.65', 13n, 20n],
    [0.65, 13n, 20n],
    ['3', 3n, 1n],
    ['-1/2', -1n, 2n],
    ['-0.5', -1n, 2n],
    ['12.5%', 1n, 8n],
    ['6/4', 3n, 2n],
    ['0/5', 0n, 1n],
  ])('reads %j exactly', (text, n, d) => {
    expect(parseRatio(text)).toEqual({ n, d });
  });

  test.each([
    '',
    '1/0',
    '0/0',
    '1/-2',
    '1/2/3',
    '1/2%',
    '0.5/2',
    '.5',
    '5.',
    '%',
    '65 %',
    '1e3',
    'half',
    ' 1',
    '--1',
    Number.NaN,
    1e-7,
    '1'.repeat(41),
    `1/${'3'.repeat(39)}`,
  ])('refuses %j', (text) => {
    expect(parseRatio(text)).toBeNull();
  });

  test('reads back what formatRatio writes', () => {
    expect(formatRatio(ratio(26, 40))).toBe('13/20');
    expect(formatRatio(ratio(-6, 2))).toBe('-3');
    fc.assert(
      fc.property(ratios, (r) => {
        expect(parseRatio(formatRatio(r))).toEqual(r);
      }),
      RUNS,
    );
  });
});

describe('the field laws', () => {
  test('every result is in lowest terms with a positive denominator', () => {
    fc.assert(
      fc.property(ratios, nonZeroRatios, (a, b) => {
        for (const r of [add(a, b), subtract(a, b), multiply(a, b), divide(a, b), negate(a)]) {
          expect(r.d > 0n).toBe(true);
          expect(greatestCommonDivisor(r.n, r.d)).toBe(1n);
        }
      }),
      RUNS,
    );
  });

  test('addition and multiplication commute, associate and distribute', () => {
    fc.assert(
      fc.property(ratios, ratios, ratios, (a, b, c) => {
        expect(add(a, b)).toEqual(add(b, a));
        expect(multiply(a, b)).toEqual(multiply(b, a));
        expect(add(add(a, b), c)).toEqual(add(a, add(b, c)));
        expect(multiply(multiply(a, b), c)).toEqual(multiply(a, multiply(b, c)));
        expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
      }),
      RUNS,
    );
  });

  test('zero, one, negatives and inverses are what they should be', () => {
    fc.assert(
      fc.property(ratios, nonZeroRatios, (a, b) => {
        expect(add(a, ZERO)).toEqual(a);
        expect(multiply(a, ONE)).toEqual(a);
        expect(add(a, negate(a))).toEqual(ZERO);
        expect(subtract(a, b)).toEqual(add(a, negate(b)));
        expect(multiply(b, divide(ONE, b))).toEqual(ONE);
        expect(multiply(divide(a, b), b)).toEqual(a);
      }),
      RUNS,
    );
  });

  test('another implementation of exact rationals agrees', () => {
    fc.assert(
      fc.property(ratios, nonZeroRatios, (a, b) => {
        expect(add(a, b)).toEqual(fromOracle(oracle(a).add(oracle(b))));
        expect(subtract(a, b)).toEqual(fromOracle(oracle(a).sub(oracle(b))));
        expect(multiply(a, b)).toEqual(fromOracle(oracle(a).mul(oracle(b))));
        expect(divide(a, b)).toEqual(fromOracle(oracle(a).div(oracle(b))));
        expect(compare(a, b)).toBe(oracle(a).compare(oracle(b)));
      }),
      RUNS,
    );
  });

  test('comparing tells the sign of the difference', () => {
    expect([
      compare(ratio(1, 3), ratio(1, 2)),
      compare(ratio(2, 4), ratio(1, 2)),
      compare(ratio(-1, 3), ratio(-1, 2)),
    ]).toEqual([-1, 0, 1]);
  });
});

describe('roundHalfEven', () => {
  test.each([
    // Worked cases of the billing rules: commercial-3, interval-1, accrual by frame, pre-release.
    ['-22.5', -22],
    ['75.4', 75],
    ['50.005', 50],
    ['225.25', 225],
    ['37.5', 38],
    ['6.5', 6],
    ['-2.5', -2],
    ['-13.75', -14],
    ['82/3', 27],
    ['-82/3', -27],
    ['0.5', 0],
    ['1.5', 2],
    ['-0.5', 0],
    ['1/3', 0],
    ['2/3', 1],
    ['7', 7],
  ])('rounds %s to %i', (text, expected) => {
    expect(roundHalfEven(parseRatio(text) ?? ZERO)).toBe(expected);
  });

  test('never gives a zero with a sign', () => {
    expect(Object.is(roundHalfEven(ratio(-1, 3)), 0)).toBe(true);
  });

  test('another half-even rounding agrees', () => {
    fc.assert(
      fc.property(numerators, denominators, (n, d) => {
        expect(BigInt(roundHalfEven(ratio(n, d)))).toBe(halfEven(n, d, calculator));
      }),
      RUNS,
    );
  });

  test('is symmetric in sign and at most half a unit away, also at exact halves (I21)', () => {
    const halves = fc.bigInt({ min: -1000n, max: 1000n }).map((n) => ratio(2n * n + 1n, 2n));
    fc.assert(
      fc.property(fc.oneof(ratios, halves), (r) => {
        const rounded = roundHalfEven(r);
        expect(roundHalfEven(negate(r)) + rounded).toBe(0);
        const away = subtract(r, ratio(rounded));
        expect(compare(away, ratio(1, 2))).toBeLessThanOrEqual(0);
        expect(compare(away, ratio(-1, 2))).toBeGreaterThanOrEqual(0);
        if (r.d === 2n) expect(Math.abs(rounded % 2)).toBe(0);
      }),
      RUNS,
    );
  });

  test('refuses what is beyond the safe integers', () => {
    const largest = BigInt(Number.MAX_SAFE_INTEGER);
    expect(roundHalfEven(ratio(largest))).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => roundHalfEven(ratio(largest + 1n))).toThrow(BrokenInvariant);
    expect(() => roundHalfEven(ratio(-largest - 1n))).toThrow(BrokenInvariant);
    // A half above the largest, which is odd, goes to the even number beyond it.
    expect(() => roundHalfEven(ratio(2n * largest + 1n, 2n))).toThrow(BrokenInvariant);
  });
});
