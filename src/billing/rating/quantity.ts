/**
 * Quantity: ticks and pauses in the unit that a fee is for, exactly (B4, B5, B9, B10).
 *
 *     fee by    timeline in microseconds         timeline in frames
 *     s         ticks / 1 000 000                ticks / frames per second
 *     frame     ticks x frames per second        ticks
 *               / 1 000 000
 *
 * Nothing is rounded here, in either direction. Without frames per second a unit is only had from
 * its own kind of ticks.
 * Law (test/billing/rating/quantity.test.ts): what is converted and converted back is the same.
 */
import { divide, multiply, parseRatio, type Ratio, ratio } from '../ratio.ts';
import { RatingFault } from './rating-fault.ts';
import type { RateUnit } from './tariff.ts';
import { frameRateOf, framesOf, secondsOf, type Timeline } from './timeline.ts';

const US_PER_SECOND = 1_000_000;
const UNIT_NAMES = { us: 'microseconds', s: 'seconds', frame: 'frames' } as const;

/** The unit in which a timeline's ticks are counted when no fee asks for another. */
export function ownUnit(timeline: Timeline): RateUnit {
  return timeline.tick === 'us' ? 's' : 'frame';
}

/**
 * So many ticks in seconds or frames.
 *
 * @throws {RatingFault} when that needs frames per second, which the timeline does not say
 */
export function quantityOf(timeline: Timeline, ticks: number, unit: RateUnit): Ratio {
  const quantity = unit === 's' ? secondsOf(timeline, ticks) : framesOf(timeline, ticks);
  return quantity ?? unconvertible(timeline, timeline.tick, unit);
}

/**
 * So much standing still in seconds or frames (Bf).
 *
 * @throws {RatingFault} when that needs frames per second, which the timeline does not say
 */
export function pauseQuantity(timeline: Timeline, lengthUs: number, unit: RateUnit): Ratio {
  const seconds = ratio(lengthUs, US_PER_SECOND);
  if (unit === 's') return seconds;
  const perSecond = frameRateOf(timeline);
  return perSecond === null ? unconvertible(timeline, 'us', unit) : multiply(seconds, perSecond);
}

/**
 * A rate for one unit as a rate for another: 24 a second is 1 a frame, of which there are 24.
 *
 * @throws {RatingFault} when that needs frames per second, which the timeline does not say
 */
export function ratePer(timeline: Timeline, rate: Ratio, from: RateUnit, to: RateUnit): Ratio {
  if (from === to) return rate;
  const perSecond = frameRateOf(timeline);
  if (perSecond === null) return unconvertible(timeline, from, to);
  return to === 's' ? multiply(rate, perSecond) : divide(rate, perSecond);
}

/**
 * Reads a rate or a share.
 *
 * @param whose names it in the error: `the review fee of tariff standard`
 * @throws {RatingFault} when `text` is no ratio
 */
export function requireRatio(text: string, whose: string): Ratio {
  const read = parseRatio(text);
  if (read !== null) return read;
  throw new RatingFault(`${whose} is "${text}", which is no number`, 'write 3, "0.05" or "1/20"');
}

function unconvertible(timeline: Timeline, from: 'us' | RateUnit, to: RateUnit): never {
  throw new RatingFault(
    `timeline ${timeline.id} is counted in ${UNIT_NAMES[from]} here and charged by ${UNIT_NAMES[to]}, but does not say how many frames there are in a second`,
    `give it framesPerSecond, or a rate by ${UNIT_NAMES[from === 'frame' ? 'frame' : 's']}`,
  );
}
