import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holds, holdsAnyTime, isWithin } from '../../../src/billing/rating/condition.ts';
import type { Condition, DaySpan } from '../../../src/billing/rating/tariff.ts';
import type { ViewingFacts } from '../../../src/billing/rating/usage.ts';
import { daySpans, RUNS } from './random-terms.ts';
import { ALWAYS, DAY_US, facts, HOUR_US, hours, startingAt } from './worked-terms.ts';

const NOON_US = 12 * HOUR_US;

describe('a condition', () => {
  test.each<[string, Partial<Condition>, Partial<ViewingFacts>, boolean]>([
    ['nothing is asked', {}, {}, true],
    [
      'one of the groups is theirs',
      { groups: ['seniors', 'children'] },
      { groups: ['children'] },
      true,
    ],
    ['none of the groups is theirs', { groups: ['seniors'] }, { groups: ['children'] }, false],
    ['they are in no group', { groups: ['seniors'] }, {}, false],
    ['no group would do', { groups: [] }, { groups: ['seniors'] }, false],
    ['the package was bought', { packages: ['gold'] }, { packages: ['silver', 'gold'] }, true],
    ['another package was bought', { packages: ['gold'] }, { packages: ['silver'] }, false],
    ['it is of the kind', { kinds: ['movie'] }, { kind: 'movie' }, true],
    ['it is of another kind', { kinds: ['movie'] }, { kind: 'documentary' }, false],
    ['it is the transmission', { transmissions: ['film'] }, {}, true],
    ['it is another transmission', { transmissions: ['news'] }, {}, false],
    ['it is not released yet', { beforeRelease: true }, { releasedCivilUs: NOON_US + 1 }, true],
    ['it is released just now', { beforeRelease: true }, { releasedCivilUs: NOON_US }, false],
    ['it was always public', { beforeRelease: true }, {}, false],
    ['it was always public, as asked', { beforeRelease: false }, {}, true],
    ['it is released, as asked', { beforeRelease: false }, { releasedCivilUs: NOON_US }, true],
    [
      'it is not released, against what is asked',
      { beforeRelease: false },
      { releasedCivilUs: NOON_US + 1 },
      false,
    ],
    ['they committed early', { committedEarly: true }, { committedEarly: true }, true],
    ['they did not commit early', { committedEarly: true }, {}, false],
    ['they did not commit early, as asked', { committedEarly: false }, {}, true],
    ['it came out today', { releasedWithinDays: 7 }, { releasedCivilUs: NOON_US }, true],
    [
      'it came out almost a week ago',
      { releasedWithinDays: 7 },
      { releasedCivilUs: NOON_US - 7 * DAY_US + 1 },
      true,
    ],
    [
      'it came out a week ago',
      { releasedWithinDays: 7 },
      { releasedCivilUs: NOON_US - 7 * DAY_US },
      false,
    ],
    ['it is not out yet', { releasedWithinDays: 7 }, { releasedCivilUs: NOON_US + 1 }, false],
    ['it never came out', { releasedWithinDays: 7 }, {}, false],
    ['it is seen the second time', { viewsBefore: 1 }, { viewsBefore: 1 }, true],
    ['it is seen the third time', { viewsBefore: 1 }, { viewsBefore: 2 }, true],
    ['it is seen the first time', { viewsBefore: 1 }, {}, false],
    ['it is the first title of two', { everyNthTitle: 2 }, { titlesBefore: 0 }, false],
    ['it is the second title of two', { everyNthTitle: 2 }, { titlesBefore: 1 }, true],
    ['it is the fourth title of two', { everyNthTitle: 2 }, { titlesBefore: 3 }, true],
    ['it is the fourth title of three', { everyNthTitle: 3 }, { titlesBefore: 3 }, false],
    [
      'one holds and one does not',
      { groups: ['seniors'], kinds: ['news'] },
      { groups: ['seniors'] },
      false,
    ],
  ])('holds or not when %s', (_, when, special, expected) => {
    expect(holds({ ...ALWAYS, ...when }, facts(special))).toBe(expected);
    expect(holdsAnyTime({ ...ALWAYS, ...when }, facts(special))).toBe(expected);
  });

  test('the time of day is asked of the instant of selection', () => {
    const night = { ...ALWAYS, between: hours(22, 6) };
    expect([21.999, 22, 0, 5.999, 6].map((hour) => holds(night, startingAt(hour)))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(holdsAnyTime(night, startingAt(12))).toBe(true);
  });
});

describe('a span of the day', () => {
  test.each<[string, DaySpan, number, boolean]>([
    ['is half-open at its beginning', hours(18, 23), 18 * HOUR_US, true],
    ['is half-open at its end', hours(18, 23), 23 * HOUR_US, false],
    ['ends with the day', hours(18, 24), DAY_US - 1, true],
    ['ends before the next day', hours(18, 24), DAY_US, false],
    ['passes midnight', hours(22, 6), DAY_US + HOUR_US, true],
    ['leaves out the day when it passes midnight', hours(22, 6), NOON_US, false],
    ['is the whole day when it ends where it begins', hours(6, 6), NOON_US, true],
    ['is found on days before 1970', hours(22, 6), -HOUR_US, true],
  ])('%s', (_, span, civilUs, expected) => {
    expect(isWithin(span, civilUs)).toBe(expected);
  });

  test('is the same every day, and what is not in it is in the rest of the day', () => {
    fc.assert(
      fc.property(
        daySpans,
        fc.nat({ max: DAY_US - 1 }),
        fc.integer({ min: -9, max: 9 }),
        (span, ofDayUs, day) => {
          const civilUs = ofDayUs + day * DAY_US;
          expect(isWithin(span, civilUs)).toBe(isWithin(span, ofDayUs));
          if (span.fromS === span.untilS) return;
          const rest = { fromS: span.untilS, untilS: span.fromS };
          // A span that ends at 24:00 leaves one that begins at 0:00.
          const isWhole = span.fromS % 86_400 === span.untilS % 86_400;
          if (!isWhole) expect(isWithin(rest, ofDayUs)).toBe(!isWithin(span, ofDayUs));
        },
      ),
      RUNS,
    );
  });
});
