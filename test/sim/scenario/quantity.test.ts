import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  parseCivilUs,
  parseClockUs,
  parseInstantUs,
  parsePercentPpm,
  parseRate,
  parseSpanUs,
} from '../../../src/sim/scenario/quantity.ts';

const SEED = { seed: 20_260_606, numRuns: 1000 };
const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a span', () => {
  test.each([
    ['250us', 250],
    ['20ms', 20_000],
    ['1.5s', 1_500_000],
    ['2m', 2 * MINUTE],
    ['4h', 4 * HOUR],
    ['30d', 30 * DAY],
    ['1h30m', 90 * MINUTE],
    ['1d2h3m4s5ms6us', DAY + 2 * HOUR + 3 * MINUTE + 4 * SECOND + 5_006],
    // A third of a second has no whole microseconds, six of its digits have.
    ['0.333333s', 333_333],
    ['0s', 0],
    ['36500d', 36_500 * DAY],
  ])('of %s is %i microseconds', (text, us) => {
    expect(parseSpanUs(text)).toBe(us);
  });

  test.each([
    ['', 'nothing'],
    ['5', 'no unit'],
    ['s', 'no number'],
    ['-5s', 'a sign'],
    ['1.5us', 'part of a microsecond'],
    ['0.0000001s', 'a tenth of a microsecond'],
    ['30m1h', 'the smaller unit first'],
    ['1s1s', 'a unit twice'],
    ['1 s', 'a space'],
    ['1e3s', 'an exponent'],
    ['1w', 'an unknown unit'],
    ['36501d', 'more than a century'],
    ['9'.repeat(41).concat('s'), 'too many digits'],
  ])('of %j is refused: %s', (text) => {
    expect(parseSpanUs(text)).toBeNull();
  });

  test('is exact for every decimal of a second', () => {
    fc.assert(
      fc.property(fc.nat(36_500 * 86_400), fc.nat(999_999), (seconds, us) => {
        const text = `${seconds}.${String(us).padStart(6, '0')}s`;
        fc.pre(BigInt(seconds) * 1_000_000n + BigInt(us) <= 36_500n * 86_400_000_000n);
        expect(BigInt(parseSpanUs(text) ?? -1)).toBe(BigInt(seconds) * 1_000_000n + BigInt(us));
      }),
      SEED,
    );
  });
});

describe('a rate', () => {
  test.each([
    ['56kbit/s', 56_000],
    ['33.6kbit/s', 33_600],
    ['4Mbit/s', 4_000_000],
    ['1.5Gbit/s', 1_500_000_000],
    ['1bit/s', 1],
    ['1000Gbit/s', 1_000_000_000_000],
  ])('of %s is %i bits per second', (text, bitsPerSecond) => {
    expect(parseRate(text)).toBe(bitsPerSecond);
  });

  test.each(['', '56', '56kbit', '56kb/s', '0.5bit/s', '1001Gbit/s', '-1bit/s', '4mbit/s'])(
    'of %j is refused',
    (text) => {
      expect(parseRate(text)).toBeNull();
    },
  );
});

describe('a percentage', () => {
  test.each([
    ['0%', 0],
    ['1.5%', 15_000],
    ['100%', 1_000_000],
    ['0.0001%', 1],
    ['65%', 650_000],
  ])('of %s is %i parts per million', (text, ppm) => {
    expect(parsePercentPpm(text)).toBe(ppm);
  });

  test.each(['', '5', '%', '-1%', '100.0001%', '0.00001%', '5 %'])('of %j is refused', (text) => {
    expect(parsePercentPpm(text)).toBeNull();
  });
});

describe('an instant', () => {
  // 2026-06-06 is day 20,610: 56 years of 365 days (20,440), 14 leap days from 1972 to 2024, and
  // 31 + 28 + 31 + 30 + 31 + 5 = 156 days of 2026.
  const JUNE_6 = (56 * 365 + 14 + 156) * DAY;

  test('is a clock time of the day', () => {
    expect(parseClockUs('19:30')).toBe(19 * HOUR + 30 * MINUTE);
    expect(parseClockUs('19:30:05.25')).toBe(19 * HOUR + 30 * MINUTE + 5_250_000);
    for (const text of ['24:00', '19:60', '9:30', '19:30:60', '19', '19:30:05.1234567']) {
      expect(parseClockUs(text), text).toBeNull();
    }
  });

  test('is a civil time in UTC', () => {
    expect(parseCivilUs('2026-06-06')).toBe(JUNE_6);
    expect(parseCivilUs('2026-06-06T19:00')).toBe(JUNE_6 + 19 * HOUR);
    expect(parseCivilUs('2026-06-06T19:00:30Z')).toBe(JUNE_6 + 19 * HOUR + 30 * SECOND);
    expect(parseCivilUs('2028-02-29')).not.toBeNull();
    const wrong = ['2026-02-29', '2026-13-01', '2026-00-01', '2026-06-00', '2026-06-31'];
    for (const text of [
      ...wrong,
      '1899-12-31',
      '2200-01-01',
      '2026-6-6',
      '2026-06-06T24:00',
      'x',
    ]) {
      expect(parseCivilUs(text), text).toBeNull();
    }
  });

  test('is counted from the start, and negative before it', () => {
    const starts = JUNE_6 + 19 * HOUR;
    expect(parseInstantUs('19:30', starts)).toBe(30 * MINUTE);
    expect(parseInstantUs('18:59', starts)).toBe(-MINUTE);
    expect(parseInstantUs('2026-06-07T01:00', starts)).toBe(6 * HOUR);
    expect(parseInstantUs('4h', starts)).toBeNull();
    // Before 1970 the day still begins at midnight: 1969-12-31T19:00 is 5 hours before the epoch.
    expect(parseInstantUs('19:30', -5 * HOUR)).toBe(30 * MINUTE);
  });
});
