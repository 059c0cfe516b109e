/** Viewing laws: whatever a person does, what is reported is what was played, once (I16). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ticksToUs } from '../../src/billing/rating/timeline.ts';
import type { ViewingContext } from '../../src/machines/viewing/context.ts';
import { frameTimeline, SECOND_US } from '../billing/rating/worked-terms.ts';
import { MINUTE_MS, playing, reported, reports } from './viewer-rig.ts';
import { deed } from './viewing-rig.ts';

const action = fc.oneof(
  fc.constantFrom('user.pause', 'user.resume', 'user.respond').map((type) => ({
    type,
    part: null,
  })),
  fc.integer({ min: 0, max: 200 }).map((at) => ({
    type: 'user.seek',
    to: { us: at * SECOND_US },
  })),
);
const evening = fc.array(fc.tuple(fc.integer({ min: 0, max: 90_000_000 }), action), {
  maxLength: 8,
});

test('every stretch is in one report, and playing and pauses fill the time (I16)', () => {
  fc.assert(
    fc.property(evening, fc.integer({ min: 0, max: 90_000_000 }), (deeds, restUs) => {
      const made = playing();
      for (const [afterUs, done] of deeds) {
        made.wait(afterUs / 1_000);
        made.take(done);
      }
      made.wait(restUs / 1_000);
      made.take({ type: 'user.stop' });
      made.wait(MINUTE_MS);
      const { segments, pauses } = reported(made);
      const { playback } = made.run.context as ViewingContext;
      expect(segments).toEqual(playback.segments);
      expect(pauses).toEqual(playback.pauses);
      expect(reports(made).at(-1)?.last).toBe(true);
      let untilUs = 0;
      const stretches = [
        ...segments.map(({ atUs, fromTick, toTick }) => [atUs, toTick - fromTick] as const),
        ...pauses.map(({ atUs, lengthUs }) => [atUs, lengthUs] as const),
      ].sort(([a], [b]) => a - b);
      for (const [atUs, lengthUs] of stretches) {
        expect(atUs).toBe(untilUs);
        untilUs += lengthUs;
      }
      expect(untilUs).toBe(playback.endedUs);
    }),
    { seed: 61, numRuns: 1_000 },
  );
});

test('on a timeline of frames the same, to half a frame for each deed', () => {
  const reel = frameTimeline('24', [
    ['interval-1', 1_000],
    ['c-1', 333],
    ['interval-2', 2_000],
  ]);
  fc.assert(
    fc.property(evening, (deeds) => {
      const made = playing(reel);
      for (const [afterUs, done] of deeds) {
        made.wait(afterUs / 1_000);
        made.take('to' in done ? deed(done.type, { to: { frame: done.to.us / 80_000 } }) : done);
      }
      made.wait(10_000);
      made.take({ type: 'user.stop' });
      made.wait(MINUTE_MS);
      const { segments, pauses } = reported(made);
      const { endedUs } = (made.run.context as ViewingContext).playback;
      const playedUs = segments.reduce(
        (sum, { fromTick, toTick }) => sum + ticksToUs(reel, toTick - fromTick),
        0,
      );
      const pausedUs = pauses.reduce((sum, { lengthUs }) => sum + lengthUs, 0);
      const slackUs = (deeds.length + 1) * (ticksToUs(reel, 1) / 2 + 1) + segments.length;
      expect(Math.abs(playedUs + pausedUs - (endedUs ?? 0))).toBeLessThanOrEqual(slackUs);
    }),
    { seed: 62, numRuns: 300 },
  );
});
