import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Playback } from '../../../src/billing/rating/playback.ts';
import { checkSegments } from '../../../src/billing/rating/segment-check.ts';
import { lengthTicks, type Timeline, ticksToUs } from '../../../src/billing/rating/timeline.ts';
import { glued, played, RUNS, timelines, viewingsOf } from './random-viewing.ts';

describe('wall time', () => {
  /** Time played and paused, and how exactly it can be known: half a frame for each begun run. */
  function spent(timeline: Timeline, { segments, pauses }: Playback) {
    const whole = glued(timeline, segments);
    const frameUs = timeline.tick === 'us' ? 0 : ticksToUs(timeline, 1);
    const ticks = whole.reduce((sum, { fromTick, toTick }) => sum + toTick - fromTick, 0);
    const pausedUs = pauses.reduce((sum, { lengthUs }) => sum + lengthUs, 0);
    return { us: ticksToUs(timeline, ticks) + pausedUs, frameUs };
  }

  test('is time played + time paused, from play to the end (I16)', () => {
    fc.assert(
      fc.property(viewingsOf(timelines), (viewing) => {
        const playback = played(viewing);
        const { us, frameUs } = spent(viewing.timeline, playback);
        const wallUs = (playback.endedUs ?? Number.NaN) - (playback.startedUs ?? Number.NaN);
        const slackUs = (frameUs / 2 + 1) * (frameUs === 0 ? 0 : viewing.events.length);
        expect(Math.abs(wallUs - us)).toBeLessThanOrEqual(slackUs);
      }),
      RUNS,
    );
  });

  test('is played in sound segments', () => {
    fc.assert(
      fc.property(viewingsOf(timelines), fc.array(fc.nat(30_000_000)), (viewing, beatsUs) => {
        const { segments, seenUs } = played(viewing, beatsUs);
        expect(checkSegments(viewing.timeline, segments, seenUs)).toEqual([]);
        expect(segments.every(({ toTick }) => toTick <= lengthTicks(viewing.timeline))).toBe(true);
      }),
      RUNS,
    );
  });

  test('heartbeats cut what is noted into pieces and change nothing else', () => {
    const cases = viewingsOf(timelines).chain((viewing) => {
      const beatUs = fc.nat(viewing.events.at(-1)?.atUs ?? 0);
      return fc.tuple(fc.constant(viewing), fc.array(beatUs, { maxLength: 8 }));
    });
    fc.assert(
      fc.property(cases, ([viewing, beatsUs]) => {
        const { segments, pauses, ...rest } = played(viewing);
        const { segments: pieces, pauses: moments, ...same } = played(viewing, beatsUs);
        expect(same).toEqual(rest);
        expect(glued(viewing.timeline, pieces)).toEqual(glued(viewing.timeline, segments));
        const paused = (some: readonly { readonly lengthUs: number }[]) =>
          some.reduce((sum, { lengthUs }) => sum + lengthUs, 0);
        expect(paused(moments)).toBe(paused(pauses));
      }),
      RUNS,
    );
  });
});
