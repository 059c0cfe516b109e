/**
 * Normal quantile: the value that a standard normal variable stays below with a given probability.
 *
 *     p   0.001  0.025  0.5  0.975  0.999
 *     z   -3.09  -1.96    0   1.96   3.09
 *
 * Method and coefficients: M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988)
 * 477-484, relative accuracy about 1e-16 in exact arithmetic. Logarithm and root are our own, so the
 * result is the same to the last bit everywhere. Numbers are without unit.
 * Held by test/actors/distribution.test.ts.
 */
import { ln, squareRoot } from './elementary.ts';

/** Coefficients of one rational function, highest power first. */
interface Rational {
  readonly over: readonly number[];
  readonly under: readonly number[];
}

/** For |p - 0.5| up to 0.425, in 0.180625 - (p - 0.5)**2. */
const CENTRAL: Rational = {
  over: [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
    1971.5909503065513, 133.14166789178438, 3.3871328727963665,
  ],
  under: [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
    687.1870074920579, 42.31333070160091, 1,
  ],
};
/** Further out, in r - 1.6 with r = sqrt(-ln(tail)), while r is at most 5. */
const OUTER: Rational = {
  over: [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684,
    3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  under: [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008,
    0.6897673349851, 1.6763848301838038, 2.053191626637759, 1,
  ],
};
/** In the far tails, in r - 5. */
const FAR: Rational = {
  over: [
    2.0103343992922881e-7, 0.000027115555687434876, 0.0012426609473880784, 0.026532189526576124,
    0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  under: [
    2.0442631033899397e-15, 1.421511758316446e-7, 0.000018463183175100548, 0.0007868691311456133,
    0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
  ],
};

/** The `p`-quantile of the standard normal distribution, for `p` strictly between 0 and 1. */
export function normalQuantile(p: number): number {
  const fromCentre = p - 0.5;
  if (Math.abs(fromCentre) <= 0.425) {
    return fromCentre * quotient(CENTRAL, 0.180625 - fromCentre * fromCentre);
  }
  const r = squareRoot(-ln(fromCentre < 0 ? p : 1 - p));
  const distance = r <= 5 ? quotient(OUTER, r - 1.6) : quotient(FAR, r - 5);
  return fromCentre < 0 ? -distance : distance;
}

function quotient({ over, under }: Rational, x: number): number {
  return polynomial(over, x) / polynomial(under, x);
}

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}
