import { describe, expect, test } from 'vitest';
import { checkSegments } from '../../../src/billing/rating/segment-check.ts';
import { evening, S } from './evening.ts';
import { frameTimeline } from './worked-terms.ts';

const segment = (fromTick: number, toTick: number, atUs: number) => ({ fromTick, toTick, atUs });
const kinds = (...args: Parameters<typeof checkSegments>) =>
  checkSegments(...args).map(({ kind }) => kind);

describe('segments from outside', () => {
  test('are sound in any order, more than once and with gaps', () => {
    const some = [segment(60 * S, 90 * S, 300 * S), segment(0, 60 * S, 0)];
    expect(checkSegments(evening, [...some, ...some], 330 * S)).toEqual([]);
  });

  test.each([
    ['empty', segment(5, 5, 0)],
    ['empty', segment(6, 5, 0)],
    ['outside-the-timeline', segment(-1, 5, 0)],
    ['outside-the-timeline', segment(0, 2_520 * S + 1, 0)],
    ['outside-the-timeline', segment(0, 5, -1)],
    ['not-whole', segment(0, 5.5, 0)],
    ['not-whole', segment(Number.NaN, 5, 0)],
    ['not-whole', segment(0, 5, Number.POSITIVE_INFINITY)],
  ])('cannot be %s', (kind, wrong) => {
    expect(kinds(evening, [segment(10, 20, 100), wrong], null)).toEqual([kind]);
  });

  test('cannot be played at the same time, not by a microsecond', () => {
    const first = segment(0, 60 * S, 0);
    expect(kinds(evening, [segment(900, 901, 60 * S - 1), first], null)).toEqual(['overlap']);
    expect(kinds(evening, [segment(900, 901, 60 * S), first], null)).toEqual([]);
  });

  test('an overlapping one is not held against the next', () => {
    const some = [segment(0, 10, 0), segment(100, 900, 5), segment(10, 20, 10)];
    expect(checkSegments(evening, some, null).map((fault) => fault.segment)).toEqual([some[1]]);
  });

  test('cannot be longer than the time until they were reported', () => {
    expect(kinds(evening, [segment(0, 60 * S, 0)], 60 * S)).toEqual([]);
    expect(kinds(evening, [segment(0, 60 * S, 0)], 60 * S - 1)).toEqual(['not-yet-played']);
  });

  test('faults say what, where and what to do', () => {
    expect(checkSegments(evening, [segment(0, 60, 0), segment(0, 60, 59)], null)).toEqual([
      {
        segment: segment(0, 60, 59),
        kind: 'overlap',
        where: 'the segment [0, 60) at 59 us',
        what: 'what was played before it lasts until 60 us',
        remedy: 'report what is played at one time once only, in pieces that do not overlap',
      },
    ]);
  });

  test('frames are given half a frame, and no more', () => {
    // 25 frames a second: a frame is 40,000 us, and ten frames end at 400,000 us.
    const film = frameTimeline('25', [['interval-1', 100]]);
    const ten = segment(0, 10, 0);
    expect(kinds(film, [ten, segment(20, 30, 380_000)], null)).toEqual([]);
    expect(kinds(film, [ten, segment(20, 30, 379_999)], null)).toEqual(['overlap']);
    expect(kinds(film, [ten], 380_000)).toEqual([]);
    expect(kinds(film, [ten], 379_999)).toEqual(['not-yet-played']);
  });
});
