import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWithin } from '../../../src/billing/rating/condition.ts';
import {
  combinationAt,
  cutByDay,
  type DayPlan,
  dayPlan,
} from '../../../src/billing/rating/day-plan.ts';
import { RatingFault } from '../../../src/billing/rating/rating-fault.ts';
import type { DaySpan } from '../../../src/billing/rating/tariff.ts';
import type { Timeline } from '../../../src/billing/rating/timeline.ts';
import { daySpans, RUNS, timelines } from './random-terms.ts';
import { DAY_US, frameTimeline, HOUR_US, hours, timeline } from './worked-terms.ts';

const NIGHT = { between: hours(22, 6), term: 'night' };
const PRIME = { between: hours(18, 23), term: 'prime' };
const CLOCK = timeline([]);

function planOf(spans: readonly DaySpan[]): DayPlan<number> {
  return dayPlan(spans.map((between, term) => ({ between, term })));
}
function parts<T>(plan: DayPlan<T>, shown: Timeline, fromCivilUs: number, ticks: number) {
  const cut: { terms: string; ticks: number; fromCivilUs: number }[] = [];
  cutByDay(plan, shown, fromCivilUs, ticks, (combination, part, partCivilUs) => {
    const terms = (plan.combinations[combination] ?? []).join('+');
    cut.push({ terms, ticks: part, fromCivilUs: partCivilUs });
  });
  return cut;
}

describe('the civil day', () => {
  test('is cut where a span begins or ends, and what holds together is named once', () => {
    const plan = dayPlan([NIGHT, PRIME]);
    expect(plan.edgesUs.map((us) => us / HOUR_US)).toEqual([6, 18, 22, 23]);
    expect(plan.combinations).toEqual([[], ['prime'], ['night', 'prime'], ['night']]);
    const at = (hour: number) => plan.combinations[combinationAt(plan, hour * HOUR_US)]?.join('+');
    expect([0, 5.99, 6, 17.99, 18, 22, 22.99, 23, 24, 30].map(at)).toEqual([
      'night',
      'night',
      '',
      '',
      'prime',
      'night+prime',
      'night+prime',
      'night',
      'night',
      '',
    ]);
  });

  test('is whole without spans, or with spans that are the whole day', () => {
    expect(dayPlan([]).combinations).toEqual([[]]);
    expect(dayPlan([{ between: hours(5, 5), term: 'all day' }]).combinations).toEqual([
      ['all day'],
    ]);
  });

  test('holds at every instant what is within its spans then', () => {
    fc.assert(
      fc.property(
        fc.array(daySpans, { maxLength: 4 }),
        fc.nat({ max: 3 * DAY_US }),
        (spans, civilUs) => {
          const plan = planOf(spans);
          const holding = spans.flatMap((span, term) => (isWithin(span, civilUs) ? [term] : []));
          expect(plan.combinations[combinationAt(plan, civilUs)]).toEqual(holding);
        },
      ),
      RUNS,
    );
  });
});

describe('usage', () => {
  test('is cut at midnight and again in the morning', () => {
    const plan = dayPlan([{ between: hours(0, 6), term: 'night' }]);
    const fromUs = 23 * HOUR_US;
    expect(parts(plan, CLOCK, fromUs, 8 * HOUR_US)).toEqual([
      { terms: '', ticks: HOUR_US, fromCivilUs: fromUs },
      { terms: 'night', ticks: 6 * HOUR_US, fromCivilUs: DAY_US },
      { terms: '', ticks: HOUR_US, fromCivilUs: DAY_US + 6 * HOUR_US },
    ]);
  });

  test('that begins at an edge is in the later span, and what ends there in the earlier (A3)', () => {
    const plan = dayPlan([PRIME]);
    expect(parts(plan, CLOCK, 18 * HOUR_US, 1).map(({ terms }) => terms)).toEqual(['prime']);
    expect(parts(plan, CLOCK, 18 * HOUR_US - 1, 1).map(({ terms }) => terms)).toEqual(['']);
    expect(parts(plan, CLOCK, 18 * HOUR_US - 1, 2).map(({ ticks }) => ticks)).toEqual([1, 1]);
  });

  test('in frames is cut at the nearest frame', () => {
    const plan = dayPlan([PRIME]);
    const film = frameTimeline('25', []);
    // A frame takes 40 000 us: with half of it shown before the edge it counts there.
    const endingAfter = (us: number) =>
      parts(plan, film, 18 * HOUR_US - us, 100).map(({ terms, ticks }) => [terms, ticks]);
    expect(endingAfter(19_999)).toEqual([['prime', 100]]);
    expect(endingAfter(20_000)).toEqual([
      ['', 1],
      ['prime', 99],
    ]);
    expect(endingAfter(60_000)).toEqual([
      ['', 2],
      ['prime', 98],
    ]);
  });

  test('in frames of unknown length is cut only if it must', () => {
    const film = frameTimeline(null, []);
    expect(parts(dayPlan([]), film, 0, 7)).toEqual([{ terms: '', ticks: 7, fromCivilUs: 0 }]);
    expect(() => parts(dayPlan([PRIME]), film, 0, 7)).toThrow(RatingFault);
  });

  test('cut by the day sums to the whole, in time, each part where it falls', () => {
    fc.assert(
      fc.property(
        timelines,
        fc.array(daySpans, { maxLength: 4 }),
        fc.nat({ max: 2 * DAY_US }),
        fc.integer({ min: 1, max: 10 ** 7 }),
        (shown, spans, fromCivilUs, size) => {
          const plan = planOf(spans);
          const ticks = shown.tick === 'us' ? size * 20_000 : size;
          const cut = parts(plan, shown, fromCivilUs, ticks);
          expect(cut.reduce((sum, part) => sum + part.ticks, 0)).toBe(ticks);
          for (const [index, part] of cut.entries()) {
            expect(part.ticks).toBeGreaterThan(0);
            expect(part.fromCivilUs).toBeGreaterThanOrEqual(cut[index - 1]?.fromCivilUs ?? 0);
            const { combinations } = plan;
            expect(part.terms).toBe(combinations[combinationAt(plan, part.fromCivilUs)]?.join('+'));
          }
        },
      ),
      RUNS,
    );
  });

  test('is cut as a clock would do it, minute by minute', () => {
    const minutes = fc.integer({ min: 0, max: 24 * 60 }).map((minute) => minute * 60);
    const spansOfMinutes = fc.record({ fromS: minutes, untilS: minutes });
    fc.assert(
      fc.property(
        fc.array(spansOfMinutes, { maxLength: 3 }),
        fc.nat({ max: 1440 }),
        fc.integer({ min: 1, max: 2000 }),
        (spans, startMinute, lengthMinutes) => {
          const minuteUs = HOUR_US / 60;
          const counted: Record<string, number> = {};
          for (let minute = startMinute; minute < startMinute + lengthMinutes; minute++) {
            const terms = spans
              .flatMap((span, term) => (isWithin(span, minute * minuteUs) ? [term] : []))
              .join('+');
            counted[terms] = (counted[terms] ?? 0) + minuteUs;
          }
          const cut: Record<string, number> = {};
          const from = startMinute * minuteUs;
          for (const { terms, ticks } of parts(
            planOf(spans),
            CLOCK,
            from,
            lengthMinutes * minuteUs,
          )) {
            cut[terms] = (cut[terms] ?? 0) + ticks;
          }
          expect(cut).toEqual(counted);
        },
      ),
      RUNS,
    );
  });
});
