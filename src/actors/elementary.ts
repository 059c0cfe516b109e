/**
 * Elementary functions: logarithm, exponential, square root, the same to the last bit everywhere.
 *
 *     ln   x = 2**k * m, m near 1:   k ln 2 + ln m,    ln m by an odd polynomial in (m-1)/(m+1)
 *     exp  x = k ln 2 + r, r small:  2**k * e**r,      e**r by a rational function
 *
 * ECMA-262 lets every engine approximate Math.log, exp, sqrt and pow in its own way, and engines
 * have changed theirs between versions. It pins + - * / to IEEE 754, so these use nothing else
 * (nor `**`, which is as free as Math.pow).
 * Numbers are without unit. Accuracy (test/actors/elementary.test.ts): within one or two units in
 * the last place of the true value.
 *
 * Method and coefficients of `ln` and `exp` are those of fdlibm:
 *   Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 *   Developed at SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and
 *   distribute this software is freely granted, provided that this notice is preserved.
 */

/** ln 2 in two parts; the high one has zeros at its end, so a whole multiple of it is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** Beyond these, e**x is no longer a finite number, or rounds to zero. */
const EXP_MAX = 709.782712893384;
const EXP_MIN = -745.1332191019411;
/** High word of the square root of one half: the least m of the reduced logarithm. */
const HIGH_SQRT_HALF = 0x3fe6a09e;
const HIGH_ONE = 0x3ff00000;

/** The least number with all its bits; those below it are scaled up first. */
const NORMAL_MIN = 2.2250738585072014e-308;
const TWO_TO_54 = 0x40_0000_0000_0000;

/** Reads and writes the bits of one number, high word first on every host. */
const bits = new DataView(new ArrayBuffer(8));

/** Natural logarithm. `ln(0)` is -Infinity, of a negative number NaN. */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  if (x < NORMAL_MIN) return ln(x * TWO_TO_54) - 54 * LN2_HIGH - 54 * LN2_LOW;
  bits.setFloat64(0, x);
  const high = bits.getInt32(0) + (HIGH_ONE - HIGH_SQRT_HALF);
  const k = (high >> 20) - 1023;
  bits.setInt32(0, (high & 0xfffff) + HIGH_SQRT_HALF);
  const f = bits.getFloat64(0) - 1;
  const halfSquare = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd =
    z *
    (0.6666666666666735 +
      w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  return s * (halfSquare + (odd + even)) + k * LN2_LOW - halfSquare + f + k * LN2_HIGH;
}

/** e to the power `x`. Overflows to Infinity and underflows to 0 where the double does. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > EXP_MAX) return Number.POSITIVE_INFINITY;
  if (x < EXP_MIN) return 0;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t *
              (0.00006613756321437934 +
                t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))));
  const fraction = 1 + ((r * c) / (2 - c) - low + high);
  // In two steps, because 2**k itself may lie outside the range of doubles while the product does not.
  const half = k >> 1;
  return fraction * twoToThe(half) * twoToThe(k - half);
}

/** Square root by Newton's iteration, from a first guess that halves the exponent. */
export function squareRoot(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return x < 0 ? Number.NaN : x;
  if (x < NORMAL_MIN) return squareRoot(x * TWO_TO_54) / 0x800_0000;
  bits.setFloat64(0, x);
  bits.setInt32(0, (bits.getInt32(0) >> 1) + 0x1ff80000);
  let root = bits.getFloat64(0);
  // The guess is within 7 %, and each step squares the error: 2e-3, 3e-6, 4e-12, then the last bit.
  for (let step = 0; step < 5; step++) root = 0.5 * (root + x / root);
  return root;
}

/** 2 to a whole power from -1022 to 1023, exactly. */
function twoToThe(power: number): number {
  bits.setInt32(0, (power + 1023) << 20);
  bits.setInt32(4, 0);
  return bits.getFloat64(0);
}
