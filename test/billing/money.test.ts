import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BrokenInvariant } from '../../src/billing/invariant.ts';
import { formatMoney, parseMoney, requireMinor } from '../../src/billing/money.ts';

const RUNS = { seed: 20_010_621, numRuns: 2000 };
const TRILLION = 1_000_000_000_000;

describe('parseMoney', () => {
  test.each([
    ['3.99', 2, 399],
    ['-0.05', 2, -5],
    ['3', 2, 300],
    ['3.9', 2, 390],
    ['0007.10', 2, 710],
    ['12', 0, 12],
    ['0.125', 3, 125],
    // In floats 1.1 * 100 is 110.00000000000001.
    [1.1, 2, 110],
    [-3.99, 2, -399],
    ['10000000000.00', 2, TRILLION],
    ['-10000000000.00', 2, -TRILLION],
  ])('reads %j at scale %i exactly', (text, scale, expected) => {
    expect(parseMoney(text, scale)).toBe(expected);
  });

  test.each(['-0', '-0.00', -0])('reads %j as zero without a sign', (text) => {
    expect(Object.is(parseMoney(text), 0)).toBe(true);
  });

  test.each([
    ['', 2],
    ['-', 2],
    ['+1', 2],
    ['.5', 2],
    ['5.', 2],
    [' 1', 2],
    ['1 ', 2],
    ['1e3', 2],
    ['1,50', 2],
    ['0x10', 2],
    ['٣', 2],
    ['3.999', 2],
    ['3.990', 2],
    ['1.5', 0],
    ['10000000000.01', 2],
    ['-10000000000.01', 2],
    ['1000000000001', 0],
    ['9'.repeat(41), 2],
    [Number.NaN, 2],
    [Number.POSITIVE_INFINITY, 2],
    [1e-7, 12],
    [1e21, 0],
  ])('refuses %j at scale %i', (text, scale) => {
    expect(parseMoney(text, scale)).toBeNull();
  });

  test('has a scale of two unless told', () => {
    expect(parseMoney('1.25')).toBe(125);
    expect(parseMoney('1.255')).toBeNull();
  });

  test.each([-1, 13, 1.5, Number.NaN])('has no scale of %d', (scale) => {
    expect(() => parseMoney('1', scale)).toThrow(BrokenInvariant);
    expect(() => formatMoney(1, 'USD', scale)).toThrow(BrokenInvariant);
  });
});

describe('formatMoney', () => {
  test.each([
    [399, 'USD', 2, '3.99 USD'],
    [-5, 'USD', 2, '-0.05 USD'],
    [0, 'EUR', 2, '0.00 EUR'],
    [12, 'points', 0, '12 points'],
    [-12, 'points', 0, '-12 points'],
    [7, 'mills', 3, '0.007 mills'],
    [123_456, 'USD', 2, '1234.56 USD'],
  ])('writes %i %s at scale %i as %j', (amount, currency, scale, expected) => {
    expect(formatMoney(amount, currency, scale)).toBe(expected);
  });

  test('refuses an amount that is not whole', () => {
    expect(() => formatMoney(3.99, 'USD')).toThrow(BrokenInvariant);
  });

  test('is read back as the same amount', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -TRILLION, max: TRILLION }),
        fc.integer({ min: 0, max: 12 }),
        (amount, scale) => {
          const [text = ''] = formatMoney(amount, 'USD', scale).split(' ');
          expect(parseMoney(text, scale)).toBe(amount);
        },
      ),
      RUNS,
    );
  });
});

describe('requireMinor', () => {
  test.each([0, 1, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])('returns %i', (value) => {
    expect(requireMinor(value, 'an amount')).toBe(value);
  });

  test.each([
    0.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.MAX_SAFE_INTEGER + 1,
    Number.MIN_SAFE_INTEGER - 1,
  ])('refuses %d and says what it was to be (I2)', (value) => {
    expect(() => requireMinor(value, 'the hold of order alice-1')).toThrow(BrokenInvariant);
    expect(() => requireMinor(value, 'the hold of order alice-1')).toThrow(
      /the hold of order alice-1/,
    );
  });
});
