import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  advance,
  ClockWentBack,
  newPlayback,
  nextEdgeUs,
  type Playback,
  type PlaybackEvent,
  positionAt,
  settle,
} from '../../../src/billing/rating/playback.ts';
import { refusalSentences } from '../../../src/billing/rating/refusal.ts';
import type { TrickPlay } from '../../../src/billing/rating/tariff.ts';
import { elementAt } from '../../../src/billing/rating/timeline.ts';
import { evening, FREE, S } from './evening.ts';
import { RUNS, timelines, timelinesOfUs, viewingsOf } from './random-viewing.ts';

/** Fig. 1A cut short: 20 min of programme, a commercial of 2 min, 20 min of programme. */
const timeline = evening;

function viewing(events: readonly PlaybackEvent[], trickPlay: TrickPlay = FREE): Playback {
  return events.reduce(
    (playback, event) => advance(timeline, trickPlay, playback, event),
    newPlayback(),
  );
}
const play: PlaybackEvent = { type: 'play', atUs: 0 };
const stop = (s: number): PlaybackEvent => ({ type: 'stop', atUs: s * S });
const seek = (s: number, to: number): PlaybackEvent => ({
  type: 'seek',
  atUs: s * S,
  toTick: to * S,
});
const reasons = ({ rejected }: Playback) => rejected.map(({ reason }) => reason);
const inSeconds = ({ segments }: Playback) =>
  segments.map(({ fromTick, toTick, atUs }) => [fromTick / S, toTick / S, atUs / S]);

describe('playing', () => {
  test('is one segment from play to stop, and cancelling ends it there', () => {
    const playback = viewing([play, stop(754)]);
    expect(playback).toMatchObject({ state: 'ended', endedUs: 754 * S, positionTick: 754 * S });
    expect(inSeconds(playback)).toEqual([[0, 754, 0]]);
  });

  test('ends by itself at the end of the timeline, also when nobody looks', () => {
    const playback = settle(timeline, viewing([play]), 9_999 * S);
    expect(playback).toMatchObject({ state: 'ended', endedUs: 2_520 * S, positionTick: 2_520 * S });
    expect(inSeconds(playback)).toEqual([[0, 2_520, 0]]);
  });

  test('a stop at the end, or after it, is no mistake and changes nothing', () => {
    expect(reasons(viewing([play, stop(2_520)]))).toEqual([]);
    expect(viewing([play, stop(3_000)])).toMatchObject({ endedUs: 2_520 * S, rejected: [] });
  });

  test('a stop before playing ends a session in which nothing was played', () => {
    expect(viewing([stop(5)])).toMatchObject({ state: 'ended', startedUs: null, segments: [] });
  });

  test('a seek takes no time, and what it skips is not played', () => {
    expect(inSeconds(viewing([play, seek(1_225, 1_320), stop(2_425)]))).toEqual([
      [0, 1_225, 0],
      [1_320, 2_520, 1_225],
    ]);
  });

  test('a pause is time in which nothing is played, and a seek in it does not end it', () => {
    const playback = viewing([
      play,
      { type: 'pause', atUs: 600 * S },
      seek(700, 100),
      { type: 'resume', atUs: 1_065 * S },
      stop(1_075),
    ]);
    expect(inSeconds(playback)).toEqual([
      [0, 600, 0],
      [100, 110, 1_065],
    ]);
    expect(playback.pauses.reduce((sum, { lengthUs }) => sum + lengthUs, 0)).toBe(465 * S);
  });

  test('stopping while paused ends the pause', () => {
    expect(viewing([play, { type: 'pause', atUs: 60 * S }, stop(90)]).pauses).toEqual([
      { atUs: 60 * S, lengthUs: 30 * S },
    ]);
  });

  test('a seek to the very end ends it, and so does resuming there', () => {
    expect(viewing([play, seek(10, 2_520)])).toMatchObject({ state: 'ended', endedUs: 10 * S });
    const paused = viewing([play, { type: 'pause', atUs: 10 * S }, seek(20, 2_520)]);
    expect(paused.state).toBe('paused');
    const resumed = advance(timeline, FREE, paused, { type: 'resume', atUs: 30 * S });
    expect(resumed).toMatchObject({ state: 'ended', endedUs: 30 * S });
  });
});

describe('what a viewer may not do', () => {
  const careful: TrickPlay = { forward: 'outside-subsidy', back: 'never', pause: 'never' };

  test('fast-forward is refused during a commercial, and the commercial plays on', () => {
    const playback = viewing([play, seek(1_225, 1_320), stop(1_300)], careful);
    expect(reasons(playback)).toEqual(['no-fast-forward-during-subsidy']);
    expect(playback.rejected[0]).toMatchObject({ positionTick: 1_225 * S });
    expect(inSeconds(playback).at(-1)?.[1]).toBe(1_300);
  });

  test('fast-forward from programming across the commercial is allowed', () => {
    expect(reasons(viewing([play, seek(1_199, 1_320)], careful))).toEqual([]);
    expect(reasons(viewing([play, seek(1_200, 1_320)], careful))).toHaveLength(1);
  });

  test('each disallowed thing is refused with its own reason', () => {
    const never: TrickPlay = { forward: 'never', back: 'never', pause: 'never' };
    const tries = [play, seek(5, 6), seek(6, 0), { type: 'pause', atUs: 7 * S } as const];
    expect(reasons(viewing(tries, never))).toEqual(['no-fast-forward', 'no-rewind', 'no-pause']);
  });

  test('what cannot be done is refused too', () => {
    const idle = viewing([{ type: 'pause', atUs: 0 }]);
    expect(reasons(idle)).toEqual(['not-started']);
    const busy = viewing([
      play,
      { type: 'play', atUs: 1 },
      { type: 'resume', atUs: 2 },
      { type: 'pause', atUs: 3 },
      { type: 'pause', atUs: 4 },
      seek(5, -1),
      seek(5, 2_521),
      { type: 'seek', atUs: 5 * S, toTick: 0.5 },
      { type: 'respond', atUs: 6 * S, id: 'r1' },
      stop(7),
      seek(8, 0),
      { type: 'play', atUs: 9 * S },
    ]);
    expect(reasons(busy)).toEqual([
      'already-started',
      'not-paused',
      'already-paused',
      'outside-the-timeline',
      'outside-the-timeline',
      'outside-the-timeline',
      'nothing-to-answer',
      'ended',
      'ended',
    ]);
    for (const reason of reasons(busy)) expect(refusalSentences[reason]).toContain('; ');
  });

  test('a refused event changes nothing but the list of refusals', () => {
    fc.assert(
      fc.property(viewingsOf(timelines), ({ timeline, trickPlay, events }) => {
        let playback = newPlayback();
        for (const event of events) {
          const before = settle(timeline, playback, event.atUs);
          playback = advance(timeline, trickPlay, playback, event);
          if (playback.rejected.length === before.rejected.length) continue;
          expect({ ...playback, rejected: before.rejected }).toEqual(before);
        }
      }),
      RUNS,
    );
  });
});

describe('a response', () => {
  test('without a commercial named is to the latest played, also after the end', () => {
    const playback = viewing([play, stop(1_250), { type: 'respond', atUs: 1_260 * S, id: 'r1' }]);
    expect(playback.responses).toEqual([{ id: 'r1', part: 'commercial-1', atUs: 1_260 * S }]);
  });

  test('to a commercial that was skipped from edge to edge is refused', () => {
    const skipped = viewing([
      play,
      seek(1_200, 1_320),
      { type: 'respond', atUs: 1_210 * S, id: 'r1' },
    ]);
    expect(reasons(skipped)).toEqual(['nothing-to-answer']);
  });

  test('to a commercial that was not played, or to an interval, is refused', () => {
    const early = { type: 'respond', atUs: 600 * S, id: 'r1', part: 'commercial-1' } as const;
    const interval = { type: 'respond', atUs: 700 * S, id: 'r2', part: 'interval-1' } as const;
    expect(reasons(viewing([play, early, interval]))).toEqual([
      'nothing-to-answer',
      'nothing-to-answer',
    ]);
  });
});

describe('the clock', () => {
  test('never goes back, and an error says where it stands', () => {
    const playback = viewing([play, seek(10, 20)]);
    expect(() => settle(timeline, playback, 9 * S)).toThrow(ClockWentBack);
    expect(() => advance(timeline, FREE, playback, stop(9))).toThrow(
      'a playback that stands at 10000000 us cannot go on at 9000000 us',
    );
    expect(() => settle(timeline, playback, 10 * S + 0.5)).toThrow(ClockWentBack);
  });

  test('the next edge is where the element changes, and none comes while paused', () => {
    const playback = viewing([play, seek(10, 1_000)]);
    expect(nextEdgeUs(timeline, playback)).toBe(210 * S);
    const paused = advance(timeline, FREE, playback, { type: 'pause', atUs: 11 * S });
    expect(nextEdgeUs(timeline, paused)).toBeNull();
  });

  test('until the next edge the element is one, and there another begins or the end has come', () => {
    fc.assert(
      fc.property(viewingsOf(timelinesOfUs), ({ timeline, trickPlay, events }) => {
        let playback = newPlayback();
        for (const event of events) {
          playback = advance(timeline, trickPlay, playback, event);
          const edgeUs = nextEdgeUs(timeline, playback);
          expect(edgeUs === null).toBe(playback.state !== 'playing');
          if (edgeUs === null) continue;
          const element = elementAt(timeline, playback.positionTick);
          const last = positionAt(timeline, playback, edgeUs - 1);
          expect(elementAt(timeline, last)).toBe(element);
          expect(positionAt(timeline, playback, edgeUs)).toBe(element?.endTick);
        }
      }),
      RUNS,
    );
  });

  test('following the edges ends at the end, on frames as on microseconds', () => {
    fc.assert(
      fc.property(timelines, fc.nat({ max: 1_000_000 }), (timeline, atUs) => {
        let playback = advance(timeline, FREE, newPlayback(), { type: 'play', atUs });
        const edges: number[] = [];
        for (
          let edgeUs = nextEdgeUs(timeline, playback);
          edgeUs !== null;
          edgeUs = nextEdgeUs(timeline, playback)
        ) {
          playback = settle(timeline, playback, edgeUs);
          edges.push(playback.positionTick);
        }
        expect(edges).toEqual(timeline.elements.map(({ endTick }) => endTick));
        expect(playback.state).toBe('ended');
      }),
      RUNS,
    );
  });
});
