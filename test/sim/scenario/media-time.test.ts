import { describe, expect, test } from 'vitest';
import { ratio } from '../../../src/billing/ratio.ts';
import {
  type MediaClock,
  mediaText,
  parseMediaTicks,
} from '../../../src/sim/scenario/media-time.ts';

const SECONDS: MediaClock = { tick: 'us', framesPerSecond: null };
const FRAMES: MediaClock = { tick: 'frame', framesPerSecond: ratio(24) };

function ticks(text: string, clock: MediaClock): number | string {
  const read = parseMediaTicks(text, clock);
  return read.ok ? read.ticks : read.expected;
}

describe('a timeline of seconds', () => {
  test.each([
    ['1200', 1_200_000_000],
    ['0.5', 500_000],
    ['-5', -5_000_000],
    ['20m', 1_200_000_000],
    ['1h30m', 5_400_000_000],
    // Minutes and seconds, also more than an hour of them.
    ['20:00', 1_200_000_000],
    ['90:00', 5_400_000_000],
    ['1:30:00', 5_400_000_000],
    ['0:00.25', 250_000],
  ])('reads %s as %i microseconds', (text, us) => expect(ticks(text, SECONDS)).toBe(us));

  test.each(['1.2345678', '20:60', '1:60:00', '20', 'soon', '1e3', '99999999999999999'])(
    'reads %s as seconds or not at all',
    (text) => expect(ticks(text, SECONDS)).toEqual(text === '20' ? 20_000_000 : expect.any(String)),
  );

  test('asks for a frame rate where frames are named', () => {
    expect(ticks('100 frames', SECONDS)).toBe('a time, or "frames-per-second" in the timeline');
    // A 24th of a second is no whole microsecond; a 25th is 40 ms.
    expect(ticks('1 frame', { ...SECONDS, framesPerSecond: ratio(24) })).toContain('tick: frames');
    expect(ticks('1 frame', { ...SECONDS, framesPerSecond: ratio(25) })).toBe(40_000);
  });
});

describe('a timeline of frames', () => {
  test.each([
    ['28800', 28_800],
    ['28800 frames', 28_800],
    ['20m', 28_800],
    ['20:00', 28_800],
    ['0:00.5', 12],
  ])('reads %s as %i frames', (text, frames) => expect(ticks(text, FRAMES)).toBe(frames));

  test('refuses parts of a frame', () => {
    expect(ticks('1.5', FRAMES)).toBe('a whole number of frames');
    expect(ticks('10ms', FRAMES)).toBe('a time of whole frames, or a number of frames');
  });

  test('asks for a frame rate where time is named', () => {
    const unknown: MediaClock = { tick: 'frame', framesPerSecond: null };
    expect(ticks('20m', unknown)).toContain('"frames-per-second"');
    expect(ticks('28800', unknown)).toBe(28_800);
  });
});

test('ticks are told as they are written', () => {
  expect(mediaText(1_200_000_000, 'us')).toBe('20:00');
  expect(mediaText(3_900_500_000, 'us')).toBe('1:05:00.5');
  expect(mediaText(28_800, 'frame')).toBe('28800 frames');
});
