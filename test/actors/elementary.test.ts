import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exp, ln, squareRoot } from '../../src/actors/elementary.ts';

const view = new DataView(new ArrayBuffer(8));

/** The bits of a number as 16 hexadecimal digits. */
function bitsOf(x: number): string {
  view.setFloat64(0, x);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}

/** How many numbers lie between two numbers of any sign, counting one of them. */
function ulpsBetween(a: number, b: number): number {
  const [from, to] = [placeOf(a), placeOf(b)];
  return Number(from < to ? to - from : from - to);
}

function placeOf(x: number): bigint {
  view.setFloat64(0, x);
  const place = view.getBigInt64(0);
  return place < 0n ? -(place & 0x7fff_ffff_ffff_ffffn) : place;
}

const options = { numRuns: 20_000, seed: 31_415 };

describe('near the functions of this engine', () => {
  // Both are within a unit or two of the true value, so they are within four of each other.
  test('ln is, over all positive numbers', () => {
    const positive = fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(positive, (x) => ulpsBetween(ln(x), Math.log(x)) <= 4),
      options,
    );
  });

  test('ln is, where it passes through zero', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), (x) => {
        return ulpsBetween(ln(x), Math.log(x)) <= 4;
      }),
      options,
    );
  });

  test('exp is, wherever it is neither zero nor infinite', () => {
    fc.assert(
      fc.property(fc.double({ min: -745.1, max: 709.7, noNaN: true }), (x) => {
        return ulpsBetween(exp(x), Math.exp(x)) <= 4;
      }),
      options,
    );
  });

  test('squareRoot is, over all positive numbers', () => {
    const positive = fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(positive, (x) => ulpsBetween(squareRoot(x), Math.sqrt(x)) <= 1),
      options,
    );
  });

  test('exp undoes ln', () => {
    // An error of 1 unit in ln x, at most 2**-53 * 7 for x up to 1000, grows by exp to 7 units of x.
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1000, noNaN: true }), (x) => {
        return Math.abs(exp(ln(x)) - x) <= 16 * Number.EPSILON * x;
      }),
      options,
    );
  });
});

describe('to the last bit', () => {
  // The doubles nearest to the constants: ln 2 = 0.69314718055994530941723212145...,
  // ln 10 = 2.30258509299404568401799145468..., ln 1.5 = 0.40546510810816438197801311546...,
  // 53 ln 2 = 36.7368005696771013991133024373...
  test.each([
    [2, '3fe62e42fefa39ef'],
    [0.5, 'bfe62e42fefa39ef'],
    [10, '40026bb1bbb55516'],
    [1.5, '3fd9f323ecbf984c'],
    [2 ** -53, 'c0425e4f7b2737fa'],
    [1, '0000000000000000'],
  ])('ln %d is the double nearest to the true value', (x, bits) => {
    expect(bitsOf(ln(x))).toBe(bits);
  });

  // 1/e = 0.36787944117144232159552377..., sqrt e = 1.64872127070012814684865078...,
  // e**10 = 22026.4657948067165169579006...
  test.each([
    [-1, '3fd78b56362cef38'],
    [0.5, '3ffa61298e1e069c'],
    [10, '40d5829dcf950560'],
    [0, '3ff0000000000000'],
  ])('exp %d is the double nearest to the true value', (x, bits) => {
    expect(bitsOf(exp(x))).toBe(bits);
  });

  // Not every result is the nearest double. These pin the method: the bits may never change.
  // e = 2.71828182845904523536... is nearest to ...769, ln 3 = 1.0986122886681096914 to ...30b,
  // the root of 2 = 1.41421356237309504880... to ...bcd.
  test('three results one unit off stay where they are', () => {
    expect(bitsOf(exp(1))).toBe('4005bf0a8b14576a');
    expect(bitsOf(ln(3))).toBe('3ff193ea7aad030a');
    expect(bitsOf(squareRoot(2))).toBe('3ff6a09e667f3bcc');
  });

  test('the root of a small square is exact', () => {
    for (let root = 1; root <= 1_000; root++) expect(squareRoot(root * root)).toBe(root);
    expect(squareRoot(2 ** -1074)).toBe(2 ** -537);
  });
});

describe('at the ends', () => {
  test('ln of what has no logarithm', () => {
    expect([ln(0), ln(-0), ln(-1), ln(Number.NaN), ln(Number.POSITIVE_INFINITY)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
      Number.NaN,
      Number.POSITIVE_INFINITY,
    ]);
  });

  test('exp overflows and underflows where the double does', () => {
    expect(exp(709.79)).toBe(Number.POSITIVE_INFINITY);
    expect(exp(709.78)).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(exp(-745.14)).toBe(0);
    expect(exp(-745.13)).toBe(Number.MIN_VALUE);
    expect(exp(Number.NaN)).toBeNaN();
  });

  test('squareRoot of what has no root, or is its own', () => {
    expect(squareRoot(-1)).toBeNaN();
    expect(squareRoot(Number.NaN)).toBeNaN();
    expect(squareRoot(0)).toBe(0);
    expect(squareRoot(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  });
});
