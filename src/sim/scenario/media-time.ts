/**
 * Media time: lengths and positions of a timeline, from text to its ticks.
 *
 *     20m  1h30m  "20:00"  "1:05:00"  1200  1200.5     seconds
 *     1100 frames  28800 (where frames are counted)    frames
 *
 * Ticks are whole: microseconds, or frames. What would need rounding is refused.
 */
import type { TickUnit } from '../../billing/rating/timeline.ts';
import { divide, multiply, parseRatio, type Ratio, ratio } from '../../billing/ratio.ts';
import { parseSpanUs } from './quantity.ts';

/** What a timeline's times are counted in. */
export interface MediaClock {
  readonly tick: TickUnit;
  readonly framesPerSecond: Ratio | null;
}

/** Ticks, or why a text gives none. */
export type MediaTicks =
  | { readonly ok: true; readonly ticks: number }
  | { readonly ok: false; readonly expected: string };

/** A century in microseconds; and as many frames as no transmission has. */
const TICKS_MAX = 36_500n * 86_400n * 1_000_000n;
const CLOCK = /^(-?)(?:(\d{1,6}):)?(\d{1,6}):([0-5]\d)(?:\.(\d{1,6}))?$/;
const FRAMES = /^(-?\d{1,16}) frames?$/;
const NUMBER = /^-?\d{1,16}(?:\.\d{1,6})?$/;
const SECOND_US = ratio(1_000_000);

/** Reads a length or a position; negative ones too. */
export function parseMediaTicks(text: string, clock: MediaClock): MediaTicks {
  const [, frames] = FRAMES.exec(text) ?? [];
  if (frames !== undefined) return ofFrames(ratio(BigInt(frames)), clock);
  if (NUMBER.test(text)) {
    const number = parseRatio(text) ?? ratio(0);
    return clock.tick === 'frame'
      ? ofFrames(number, clock)
      : ofUs(multiply(number, SECOND_US), clock);
  }
  const us = clockUs(text) ?? parseSpanUs(text);
  if (us !== null) return ofUs(ratio(us), clock);
  const number = clock.tick === 'frame' ? 'a whole number of frames' : 'a number of seconds';
  return { ok: false, expected: `a time such as 20m, 1h30m or "20:00", or ${number}` };
}

/** Ticks as people write them: `20:00`, `1:05:00.5`, `28800 frames`. */
export function mediaText(ticks: number, tick: TickUnit): string {
  if (tick === 'frame') return `${ticks} frames`;
  const seconds = Math.floor(ticks / 1_000_000);
  const rest = String(ticks % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  const clock = hours > 0 ? `${hours}:${two(minutes)}` : `${minutes}`;
  return `${clock}:${two(seconds % 60)}${rest === '' ? '' : `.${rest}`}`;
}

function clockUs(text: string): number | null {
  const match = CLOCK.exec(text);
  if (match === null) return null;
  const [, sign, hours = '0', minutes = '', seconds = '', decimals = ''] = match;
  if (match[2] !== undefined && Number(minutes) > 59) return null;
  const second = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  const us = second * 1_000_000 + Number(decimals.padEnd(6, '0'));
  return sign === '-' ? -us : us;
}

function ofUs(us: Ratio, clock: MediaClock): MediaTicks {
  if (clock.tick === 'us') return whole(us, 'a time of whole microseconds');
  if (clock.framesPerSecond === null) {
    return { ok: false, expected: 'a number of frames, or "frames-per-second" in the timeline' };
  }
  const frames = divide(multiply(us, clock.framesPerSecond), SECOND_US);
  return whole(frames, 'a time of whole frames, or a number of frames');
}

function ofFrames(frames: Ratio, clock: MediaClock): MediaTicks {
  if (clock.tick === 'frame') return whole(frames, 'a whole number of frames');
  if (clock.framesPerSecond === null) {
    return { ok: false, expected: 'a time, or "frames-per-second" in the timeline' };
  }
  const us = divide(multiply(frames, SECOND_US), clock.framesPerSecond);
  return whole(
    us,
    'a time, or "tick: frames" in the timeline, because its frames are no whole microseconds',
  );
}

function whole(value: Ratio, expected: string): MediaTicks {
  if (value.d !== 1n) return { ok: false, expected };
  if (value.n > TICKS_MAX || value.n < -TICKS_MAX) {
    return { ok: false, expected: 'at most a hundred years' };
  }
  return { ok: true, ticks: Number(value.n) };
}
