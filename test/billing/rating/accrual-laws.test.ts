import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Accrual, accrue } from '../../../src/billing/rating/accrual.ts';
import { meter } from '../../../src/billing/rating/metering.ts';
import { rate } from '../../../src/billing/rating/rating.ts';
import type { Tariff } from '../../../src/billing/rating/tariff.ts';
import type { Pause, PlayedSegment } from '../../../src/billing/rating/usage.ts';
import { add, compare, multiply, parseRatio, ratio, subtract } from '../../../src/billing/ratio.ts';
import { S } from './evening.ts';
import { played, RUNS, timelines, timelinesOfUs, viewingsOf } from './random-viewing.ts';
import { facts, hours, perSecond, tariff } from './worked-terms.ts';

/** A tariff with everything that accrues; its night begins 60 us, or some frames, after a start. */
const rich: Tariff = tariff({
  initialMinor: 7,
  programming: perSecond('1/10', { elements: { e2: '3/7', e4: '0' } }),
  subsidy: perSecond('-1/4', { elements: { e3: '-2/3' } }),
  breakCredit: '-5/2',
  review: { unit: 's', rate: '1/20' },
  pause: { unit: 's', rate: '1/60' },
  performanceFees: [
    { id: 'star', mode: 'actor', of: 'Star', per: 'segment', rate: '3' },
    { id: 'song', mode: 'song', of: 'Song', per: 'performance', rate: '11/3' },
  ],
  bands: [
    {
      id: 'night',
      between: hours(22, 6),
      initialMinor: null,
      programming: perSecond('1/30'),
      subsidy: perSecond('-1/9'),
    },
  ],
});
const starring = <T extends typeof timelines>(some: T) =>
  some.map((timeline) => ({
    ...timeline,
    elements: timeline.elements.map((element, index) => ({
      ...element,
      people: index % 2 === 0 ? ['Star'] : [],
      works: index % 3 === 1 ? ['Song'] : [],
    })),
  }));
const NIGHT_US = 22 * 3_600 * S;
/** What is random: what is viewed, when the night falls, and which commercials are answered. */
const sessions = (some: typeof timelines) =>
  fc
    .tuple(viewingsOf(starring(some)), fc.nat(120), fc.boolean())
    .map(([viewing, early, answers]) => {
      const { timeline } = viewing;
      const { segments, pauses } = played(viewing);
      const earlyUs = timeline.tick === 'us' ? early : early * 30_000;
      const circumstances = facts({ startedCivilUs: NIGHT_US - earlyUs });
      const answered = answers ? timeline.elements.map(({ part }) => part) : [];
      return { timeline, segments, pauses, circumstances, answered };
    });
type Session = ReturnType<typeof sessions> extends fc.Arbitrary<infer T> ? T : never;

function accrualOf({ timeline, segments, pauses, circumstances, answered }: Session): Accrual {
  return accrue(rich, timeline, segments, pauses, circumstances, answered);
}

describe('whatever is played', () => {
  test('the last point is what rating makes of the whole session, before rounding', () => {
    fc.assert(
      fc.property(sessions(timelines), (session) => {
        const { timeline, segments, pauses, circumstances, answered } = session;
        const records = meter(timeline, segments);
        const { lines } = rate(
          rich,
          timeline,
          { records, pauses, answered, participated: [] },
          circumstances,
        );
        const sum = (isCredit: boolean) =>
          lines
            .filter(({ mode }) => (mode === 'subsidy') === isCredit)
            .reduce((total, { exact }) => add(total, parseRatio(exact) ?? ratio(0)), ratio(0));
        const last = accrualOf(session).points.at(-1);
        expect(last?.positiveExact).toEqual(sum(false));
        expect(last?.negativeExact).toEqual(sum(true));
      }),
      RUNS,
    );
  });

  test('time goes on, charges never fall and credits never shrink (I18)', () => {
    fc.assert(
      fc.property(sessions(timelines), (session) => {
        const { points } = accrualOf(session);
        for (const [index, point] of points.entries()) {
          const before = points[index - 1] ?? point;
          expect(point.atUs).toBeGreaterThanOrEqual(before.atUs);
          expect(compare(point.positiveExact, before.positiveExact)).toBeGreaterThanOrEqual(0);
          expect(compare(point.negativeExact, before.negativeExact)).toBeLessThanOrEqual(0);
        }
      }),
      RUNS,
    );
  });

  test('between two points both lines are straight: stopped there, it comes to as much', () => {
    fc.assert(
      fc.property(sessions(timelinesOfUs), fc.nat(1_000), (session, permille) => {
        const { points } = accrualOf(session);
        const endUs = points.at(-1)?.atUs ?? 0;
        const stopUs = Math.floor((endUs * permille) / 1_000);
        const stopped = accrualOf({
          ...session,
          segments: session.segments.flatMap((each) => upTo(each, stopUs)),
          pauses: session.pauses.flatMap((each) => pausedUpTo(each, stopUs)),
        }).points.at(-1);
        const next = points.findIndex(({ atUs }) => atUs > stopUs);
        const [from, to] = [points[next - 1], points[next]];
        // A piece of one tick has no inside; at its edges a fee may be on either side.
        if (stopped === undefined || from === undefined || to === undefined) return;
        if (from.atUs === stopUs) return;
        const share = ratio(stopUs - from.atUs, to.atUs - from.atUs);
        for (const line of ['positiveExact', 'negativeExact'] as const) {
          const rise = multiply(subtract(to[line], from[line]), share);
          expect(stopped[line]).toEqual(add(from[line], rise));
        }
      }),
      RUNS,
    );
  });
});

function upTo(each: PlayedSegment, stopUs: number): readonly PlayedSegment[] {
  const toTick = Math.min(each.toTick, each.fromTick + stopUs - each.atUs);
  return toTick > each.fromTick ? [{ ...each, toTick }] : [];
}

function pausedUpTo(each: Pause, stopUs: number): readonly Pause[] {
  const lengthUs = Math.min(each.lengthUs, stopUs - each.atUs);
  return lengthUs > 0 ? [{ ...each, lengthUs }] : [];
}
