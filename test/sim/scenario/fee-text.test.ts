import { describe, expect, test } from 'vitest';
import { formatRatio, ratio } from '../../../src/billing/ratio.ts';
import { parseFee, parseFeeRate } from '../../../src/sim/scenario/fee-text.ts';

const UNITS = { currency: 'USD', worth: new Map([['points', ratio(3, 2)]]), isDeclarable: true };

function fee(text: string): string {
  const read = parseFee(text, UNITS);
  return read.ok ? formatRatio(read.value) : `${read.problem.offset} ${read.problem.found}`;
}
function rate(text: string): string {
  const read = parseFeeRate(text, UNITS);
  if (!read.ok) return `${read.problem.offset} ${read.problem.found}`;
  return `${formatRatio(read.value.rate)} ${read.value.unit}`;
}

describe('an amount is exact minor units', () => {
  test.each([
    ['1.00', '100'],
    ['1', '100'],
    ['.50', '50'],
    ['-0.5', '-50'],
    ['1.00 USD', '100'],
    ['6 cents', '6'],
    ['1/200 cent', '1/200'],
    // Five points of one and a half cents.
    ['5 points', '15/2'],
    ['1 point', '3/2'],
    ['1000000 USD', '100000000'],
  ])('%s is %s', (text, minor) => expect(fee(text)).toBe(minor));

  test.each([
    ['', '0 nothing more'],
    ['a dollar', '0 "a"'],
    ['1.2.3', '0 "1.2.3"'],
    ['1e3', '0 "1e3"'],
    ['1/0', '0 "1/0"'],
    ['1000000.01', '0 "1000000.01"'],
    ['6 cents per minute', '8 "per"'],
    ['6 vouchers', '2 two units without conversion, "vouchers" and "USD"'],
    ['6 usd', '2 two units without conversion, "usd" and "USD"'],
  ])('%j is none: %s', (text, found) => expect(fee(text)).toBe(found));
});

describe('a rate is exact minor units a second or a frame', () => {
  test.each([
    ['6 cents per minute', '1/10 s'],
    ['0.06 per minute', '1/10 s'],
    ['0.06 USD per minute', '1/10 s'],
    ['6 cents per minutes', '1/10 s'],
    ['1/10 cent per second', '1/10 s'],
    ['3.60 per hour', '1/10 s'],
    ['1/200 cent per frame', '1/200 frame'],
    // 5 x 3/2 cents a minute = 7.5 / 60.
    ['5 points per minute', '1/8 s'],
    ['-15 cents per minute', '-1/4 s'],
  ])('%s is %s', (text, expected) => expect(rate(text)).toBe(expected));

  test.each([
    ['6 cents', '0 an amount alone'],
    ['6', '0 an amount alone'],
    ['6 cents/minute', '2 two units without conversion, "cents/minute" and "USD"'],
    ['6 cents per', '11 nothing more'],
    ['6 cents per minuet', '12 "minuet"'],
    ['6 cents per minute or so', '19 "or"'],
    // Its denominator would be too long to be read again.
    [
      '1/12345678901234567890123456789012345678 cents per hour',
      '0 "1/12345678901234567890123456789012345678"',
    ],
  ])('%j is none: %s', (text, found) => expect(rate(text)).toBe(found));
});

test('a unit without conversion names both units and what to write', () => {
  const read = parseFeeRate('5 vouchers per minute', UNITS);
  expect(read).toMatchObject({
    problem: {
      found: 'two units without conversion, "vouchers" and "USD"',
      expected:
        'one of USD, cents, points, or what one is worth in the tariff: units: { vouchers: 1 cent }',
    },
  });
});

test('a word that is nearly a unit is told', () => {
  expect(parseFee('6 cnets', UNITS)).toMatchObject({ problem: { offset: 2, nearest: 'cents' } });
  expect(parseFeeRate('6 cents per minuet', UNITS)).toMatchObject({
    problem: { offset: 12, nearest: 'minute' },
  });
});
