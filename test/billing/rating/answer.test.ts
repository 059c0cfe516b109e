import { describe, expect, test } from 'vitest';
import { answeredInTime } from '../../../src/billing/rating/answer.ts';
import type { CommercialResponse, PlayedSegment } from '../../../src/billing/rating/usage.ts';
import { evening, S } from './evening.ts';
import { timeline } from './worked-terms.ts';

const WINDOW_US = 30 * S;
/** The commercial plays from 20:00 to 22:00. */
const straight: readonly PlayedSegment[] = [{ fromTick: 0, toTick: 2_520 * S, atUs: 0 }];

function response(atS: number, id = 'r1', part = 'commercial-1'): CommercialResponse {
  return { id, part, atUs: Math.round(atS * S) };
}
const answered = (
  segments: readonly PlayedSegment[],
  ...responses: readonly CommercialResponse[]
) => answeredInTime(evening, segments, responses, WINDOW_US);

describe('a response (A10)', () => {
  test.each([
    ['before the commercial', 1_199.999999, false],
    ['as it begins', 1_200, true],
    ['while it plays', 1_250, true],
    ['at the very end of the window', 1_350, true],
    ['a microsecond later', 1_350.000001, false],
  ])('%s', (_, atS, inTime) => {
    expect(answered(straight, response(atS))).toEqual(inTime ? ['commercial-1'] : []);
  });

  test('the window opens when what was played of the commercial ended', () => {
    const cutShort = [{ fromTick: 0, toTick: 1_225 * S, atUs: 0 }];
    expect(answered(cutShort, response(1_255))).toEqual(['commercial-1']);
    expect(answered(cutShort, response(1_256))).toEqual([]);
  });

  test('a pause in the commercial leaves time to respond, also in the pause', () => {
    // 10 s of it, ten minutes of pause, and the rest from 1,810 s to 1,920 s.
    const paused = [
      { fromTick: 0, toTick: 1_210 * S, atUs: 0 },
      { fromTick: 1_210 * S, toTick: 1_320 * S, atUs: 1_810 * S },
    ];
    expect(answered(paused, response(1_500))).toEqual(['commercial-1']);
    expect(answered(paused, response(1_950))).toEqual(['commercial-1']);
    expect(answered(paused, response(1_951))).toEqual([]);
  });

  test('counts once by its id, and the earliest of its copies counts', () => {
    const early = response(1_000, 'r1');
    const copy = response(1_260, 'r1');
    expect(answered(straight, copy, early)).toEqual([]);
    expect(answered(straight, copy, early, response(1_260, 'r2'))).toEqual(['commercial-1']);
    expect(answered(straight, copy, copy)).toEqual(['commercial-1']);
  });

  test('answers no interval, and nothing that was not played', () => {
    expect(answered(straight, response(600, 'r1', 'interval-1'))).toEqual([]);
    expect(answered([{ fromTick: 0, toTick: 600 * S, atUs: 0 }], response(600))).toEqual([]);
  });
});

test('a commercial of several scenes is answered as one, and listed once', () => {
  const scene = { part: 'commercial-1' };
  const scenes = timeline([
    ['c-scene-1', 60, scene],
    ['c-scene-2', 60, scene],
  ]);
  const all = [{ fromTick: 0, toTick: 120 * S, atUs: 0 }];
  const late = [response(150, 'r1'), response(140, 'r2')];
  expect(answeredInTime(scenes, all, late, WINDOW_US)).toEqual(['commercial-1']);
});

test('what is answered is listed in the order of the timeline, not of the responses', () => {
  const two = timeline([
    ['c-first', 60],
    ['c-second', 60],
  ]);
  const responses = [response(115, 'r1', 'c-second'), response(30, 'r2', 'c-first')];
  const all = [{ fromTick: 0, toTick: 120 * S, atUs: 0 }];
  expect(answeredInTime(two, all, responses, WINDOW_US)).toEqual(['c-first', 'c-second']);
});
