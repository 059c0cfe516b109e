import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rate } from '../../../src/billing/rating/rating.ts';
import { estimate, fullPlay } from '../../../src/billing/rating/schedule.ts';
import { lengthTicks, ticksToUs } from '../../../src/billing/rating/timeline.ts';
import { cuttings, cutUp, RUNS, sessions } from './random-terms.ts';
import { BY_SCENE, FIG_1A, FIG_1B, FIG_2C } from './worked-cases.ts';
import { facts, perMinute, STANDARD, tariff } from './worked-terms.ts';

describe('a full play', () => {
  test('plays every element once, in time, and answers every commercial once', () => {
    const { records, pauses, answered, participated } = fullPlay(FIG_2C);
    expect(
      records.map(({ element, mode, ticks, atUs }) => [element, mode, ticks / 1e6, atUs / 1e6]),
    ).toEqual([
      ['interval-1', 'first', 1200, 0],
      ['c-scene-1', 'first', 20, 1200],
      ['c-scene-2', 'first', 40, 1220],
      ['c-scene-3', 'first', 35, 1260],
      ['c-scene-4', 'first', 25, 1295],
    ]);
    expect([pauses, answered, participated]).toEqual([[], ['commercial-1'], []]);
  });

  test('takes the whole timeline', () => {
    fc.assert(
      fc.property(sessions, ({ timeline }) => {
        const { records } = fullPlay(timeline);
        expect(records.reduce((sum, { ticks }) => sum + ticks, 0)).toBe(lengthTicks(timeline));
        const last = records.at(-1);
        const endUs = (last?.atUs ?? 0) + ticksToUs(timeline, last?.ticks ?? 0);
        expect(Math.abs(endUs - ticksToUs(timeline, lengthTicks(timeline)))).toBeLessThanOrEqual(1);
      }),
      RUNS,
    );
  });
});

describe('an estimate', () => {
  test('is what W01 and W07a come to, and shows what doing without commercials costs (Bi)', () => {
    const adFree = tariff({ initialMinor: 100, programming: perMinute('7') });
    expect(estimate(STANDARD, FIG_1A, facts()).totals.netMinor).toBe(504);
    expect(estimate(BY_SCENE, FIG_2C, facts()).totals.netMinor).toBe(188);
    // 100 + 5010 s x 7/60 = 684.5, of which the line of 584.5 goes to the even 584.
    expect(estimate(adFree, FIG_1B, facts()).totals.netMinor).toBe(684);
  });

  test('is the bill of a full play, in however many pieces it was reported (I27)', () => {
    fc.assert(
      fc.property(
        sessions,
        cuttings,
        ({ tariff: terms, timeline, facts: circumstances }, cutting) => {
          const full = fullPlay(timeline);
          const usage = { ...full, records: cutUp(timeline, full.records, cutting) };
          expect(rate(terms, timeline, usage, circumstances)).toEqual(
            estimate(terms, timeline, circumstances),
          );
        },
      ),
      RUNS,
    );
  });
});
