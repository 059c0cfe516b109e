import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Cycle,
  civilFromDays,
  daysFromCivil,
  formatCivil,
  periodContaining,
} from '../../src/billing/cycle.ts';
import { BrokenInvariant } from '../../src/billing/invariant.ts';

const RUNS = { seed: 20_010_621, numRuns: 3000 };
const DAY_US = 86_400_000_000;
const HOUR_US = 3_600_000_000;

/** The instant of a UTC date-time, by the host's own calendar. */
function epochUs(text: string): number {
  return Date.parse(`${text}Z`) * 1000;
}
function monthly(anchorDay: number): Cycle {
  return { every: 'month', anchorDay };
}
function period(cycle: Cycle, text: string): readonly string[] {
  const { startEpochUs, endEpochUs } = periodContaining(cycle, epochUs(text));
  return [formatCivil(startEpochUs), formatCivil(endEpochUs)];
}

/** Two periods of 100 days and more inside what safe integers of microseconds reach. */
const instants = fc.integer({ min: epochUs('1686-01-01T00:00'), max: epochUs('2253-12-31T00:00') });
const cycles: fc.Arbitrary<Cycle> = fc.oneof(
  fc.integer({ min: 1, max: 31 }).map(monthly),
  fc.record({
    every: fc.constant('days' as const),
    days: fc.integer({ min: 1, max: 100 }),
    anchorEpochUs: fc.integer({ min: -(10 ** 15), max: 10 ** 15 }),
  }),
);

describe('civil days', () => {
  test.each([
    [1970, 1, 1, 0],
    [1970, 1, 2, 1],
    [1969, 12, 31, -1],
    // 30 years of 365 days and the leap days of 1972 to 1996, seven of them.
    [2000, 1, 1, 30 * 365 + 7],
    [2000, 2, 29, 30 * 365 + 7 + 59],
    [2000, 3, 1, 30 * 365 + 7 + 60],
  ])('%i-%i-%i is day %i', (year, month, day, days) => {
    expect(daysFromCivil(year, month, day)).toBe(days);
    expect(civilFromDays(days)).toEqual({ year, month, day });
  });

  test('agree with the host calendar on every day of 800 years', () => {
    for (let days = daysFromCivil(1600, 1, 1); days < daysFromCivil(2400, 1, 1); days += 1) {
      const host = new Date(days * 86_400_000);
      const { year, month, day } = civilFromDays(days);
      if (
        year !== host.getUTCFullYear() ||
        month !== host.getUTCMonth() + 1 ||
        day !== host.getUTCDate() ||
        daysFromCivil(year, month, day) !== days
      ) {
        expect.fail(`day ${days} is ${host.toISOString()}, but got ${year}-${month}-${day}`);
      }
    }
  });

  test('agree with the host calendar as far back and ahead as it goes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000_000, max: 100_000_000 }), (days) => {
        const host = new Date(days * 86_400_000);
        const { year, month, day } = civilFromDays(days);
        const expected = [host.getUTCFullYear(), host.getUTCMonth() + 1, host.getUTCDate()];
        expect([year, month, day]).toEqual(expected);
        expect(daysFromCivil(year, month, day)).toBe(days);
      }),
      RUNS,
    );
  });

  test.each([
    [2023, 2, 29],
    [1900, 2, 29],
    [2024, 2, 30],
    [2023, 4, 31],
    [2023, 0, 1],
    [2023, 13, 1],
    [2023, 1, 0],
    [2023, 1.5, 1],
    [Number.NaN, 1, 1],
  ])('%d-%d-%d is none', (year, month, day) => {
    expect(() => daysFromCivil(year, month, day)).toThrow(BrokenInvariant);
  });

  test('are whole', () => {
    expect(() => civilFromDays(0.5)).toThrow(BrokenInvariant);
  });
});

describe('formatCivil', () => {
  test.each([
    [0, '1970-01-01T00:00:00'],
    [999_999, '1970-01-01T00:00:00'],
    [1_000_000, '1970-01-01T00:00:01'],
    [-1, '1969-12-31T23:59:59'],
    [59 * DAY_US + 13 * HOUR_US + 125_000_000, '1970-03-01T13:02:05'],
  ])('writes %i as %s', (atEpochUs, expected) => {
    expect(formatCivil(atEpochUs)).toBe(expected);
  });

  test('agrees with the host calendar', () => {
    fc.assert(
      fc.property(instants, (atEpochUs) => {
        const host = new Date(Math.floor(atEpochUs / 1000)).toISOString().slice(0, 19);
        expect(formatCivil(atEpochUs)).toBe(host);
      }),
      RUNS,
    );
  });

  test('refuses what is not a safe integer', () => {
    expect(() => formatCivil(0.5)).toThrow(BrokenInvariant);
    expect(() => formatCivil(2 ** 53)).toThrow(BrokenInvariant);
  });
});

describe('monthly periods', () => {
  test.each([
    ['2023', ['2023-01-31', '2023-02-28', '2023-03-31', '2023-04-30', '2023-05-31']],
    ['leap 2024', ['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31']],
    ['1900, no leap year', ['1900-01-31', '1900-02-28', '1900-03-31']],
    ['2000, a leap year', ['2000-01-31', '2000-02-29', '2000-03-31']],
  ])('anchored on the 31st keep that day in %s (I22)', (_, starts) => {
    for (const [index, start] of starts.slice(0, -1).entries()) {
      const expected = [`${start}T00:00:00`, `${starts[index + 1]}T00:00:00`];
      expect(period(monthly(31), `${start}T00:00:00`)).toEqual(expected);
      expect(period(monthly(31), `${start}T23:59:59.999`)).toEqual(expected);
    }
  });

  test.each([
    [15, '2023-01-14T23:59:59.999', '2022-12-15', '2023-01-15'],
    [15, '2023-01-15T00:00:00', '2023-01-15', '2023-02-15'],
    [1, '2023-12-31T12:00:00', '2023-12-01', '2024-01-01'],
    [30, '2023-02-27T00:00:00', '2023-01-30', '2023-02-28'],
    [30, '2023-03-01T00:00:00', '2023-02-28', '2023-03-30'],
    [29, '2024-02-29T00:00:00', '2024-02-29', '2024-03-29'],
    [31, '1969-12-31T12:00:00', '1969-12-31', '1970-01-31'],
  ])('anchored on day %i contain %s in [%s, %s)', (anchorDay, at, start, end) => {
    expect(period(monthly(anchorDay), at)).toEqual([`${start}T00:00:00`, `${end}T00:00:00`]);
  });

  test('start on the anchor day, or on the last day of a month without it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 31 }), instants, (anchorDay, atEpochUs) => {
        const { startEpochUs } = periodContaining(monthly(anchorDay), atEpochUs);
        const start = new Date(startEpochUs / 1000);
        // Day 0 of the next month is the last of this one.
        const last = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 0));
        expect(start.getUTCDate()).toBe(Math.min(anchorDay, last.getUTCDate()));
        expect(startEpochUs % DAY_US === 0).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('periods of days', () => {
  const fortnight: Cycle = { every: 'days', days: 14, anchorEpochUs: epochUs('2023-01-02T06:00') };

  test.each([
    ['2023-01-02T06:00:00', '2023-01-02', '2023-01-16'],
    ['2023-01-16T05:59:59.999', '2023-01-02', '2023-01-16'],
    ['2023-01-16T06:00:00', '2023-01-16', '2023-01-30'],
    ['2023-01-02T05:59:59.999', '2022-12-19', '2023-01-02'],
  ])('contain %s in [%s, %s), from before the anchor on', (at, start, end) => {
    expect(period(fortnight, at)).toEqual([`${start}T06:00:00`, `${end}T06:00:00`]);
  });

  test('last as many days as they say and start whole periods from the anchor', () => {
    fc.assert(
      fc.property(cycles, instants, (cycle, atEpochUs) => {
        if (cycle.every !== 'days') return;
        const { startEpochUs, endEpochUs } = periodContaining(cycle, atEpochUs);
        expect(endEpochUs - startEpochUs).toBe(cycle.days * DAY_US);
        const sinceAnchor = BigInt(startEpochUs) - BigInt(cycle.anchorEpochUs);
        expect(sinceAnchor % BigInt(cycle.days * DAY_US)).toBe(0n);
      }),
      RUNS,
    );
  });
});

describe('any cycle (I22)', () => {
  test('each instant is in its half-open period, and every instant of a period gives that period', () => {
    fc.assert(
      fc.property(
        cycles,
        instants,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (cycle, at, part) => {
          const found = periodContaining(cycle, at);
          const { startEpochUs, endEpochUs } = found;
          expect(startEpochUs <= at && at < endEpochUs).toBe(true);
          const lastUs = endEpochUs - 1;
          const inside = Math.min(
            lastUs,
            startEpochUs + Math.floor(part * (endEpochUs - startEpochUs)),
          );
          for (const instant of [startEpochUs, inside, lastUs]) {
            expect(periodContaining(cycle, instant)).toEqual(found);
          }
        },
      ),
      RUNS,
    );
  });

  test('the next period starts where this one ends, and the one before ends where it starts', () => {
    fc.assert(
      fc.property(cycles, instants, (cycle, at) => {
        const { startEpochUs, endEpochUs } = periodContaining(cycle, at);
        expect(periodContaining(cycle, endEpochUs).startEpochUs).toBe(endEpochUs);
        expect(periodContaining(cycle, startEpochUs - 1).endEpochUs).toBe(startEpochUs);
      }),
      RUNS,
    );
  });

  test.each<readonly [string, Cycle, number]>([
    ['day 0', monthly(0), 0],
    ['day 32', monthly(32), 0],
    ['day 1.5', monthly(1.5), 0],
    ['no days', { every: 'days', days: 0, anchorEpochUs: 0 }, 0],
    ['half a day', { every: 'days', days: 0.5, anchorEpochUs: 0 }, 0],
    ['an anchor that is not whole', { every: 'days', days: 1, anchorEpochUs: 0.5 }, 0],
    ['an instant that is not whole', monthly(1), 0.5],
    ['an end beyond the safe integers', monthly(1), Number.MAX_SAFE_INTEGER],
    ['a period longer than there is time', { every: 'days', days: 200_000, anchorEpochUs: 0 }, 0],
  ])('%s is refused', (_, cycle, atEpochUs) => {
    expect(() => periodContaining(cycle, atEpochUs)).toThrow(BrokenInvariant);
  });
});
