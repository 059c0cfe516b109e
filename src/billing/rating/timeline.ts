/**
 * Timeline: what a transmission consists of, from its first instant to its last.
 *
 *     101        102   103        104   105                 108
 *      |interval-1|comm.|interval-2|comm.| ...               |     kind: programme, subsidy
 *      |  A,B | B |     |          |                               people, works
 *
 * Units: ticks, either microseconds or frames of `framesPerSecond`; spans are half-open, [start, end)
 * (A3). Plain data: it travels in messages and is kept in machines.
 * Laws (test/billing/rating/timeline.test.ts): elements abut, begin at 0 and have a length, and whoever
 * has a right appears in an element, which `checkTimeline` (timeline-check.ts) holds; ticks made into
 * time and back are the same ticks.
 */
import { parseRatio, type Ratio, ratio } from '../ratio.ts';
import { RatingFault } from './rating-fault.ts';

/** What a tick is. */
export type TickUnit = 'us' | 'frame';
/** A rational number as text in lowest terms, "3/20"; `parseRatio` reads it. */
export type RatioText = string;

/** Programming is charged for; subsidy content (a commercial, a promotion) is credited (Ba, Bb). */
export type ElementKind = 'programme' | 'subsidy';

/** A stretch of a timeline in which nothing changes that fees or royalties depend on. */
export interface TimelineElement {
  /** Unique in its timeline: `interval-1`, `c-scene-2`. */
  readonly id: string;
  readonly kind: ElementKind;
  readonly startTick: number;
  readonly endTick: number;
  /** The bill line it counts to; its own id unless several elements make one line. */
  readonly line: string;
  /** What it is a part of: the commercial that scenes make up, or the interval; else its own id. */
  readonly part: string;
  /** Who performs in it: `Actor A`. */
  readonly people: readonly string[];
  /** The works heard or seen in it: `Soundtrack A`. */
  readonly works: readonly string[];
  /** Of a subsidy: it is only credited when the viewer responds (Bp). */
  readonly responseRequired: boolean;
  /** Of a subsidy: the ledger name of who pays its credit; the network's own sponsor when null. */
  readonly sponsor: string | null;
}

/** What a rights holder gets for what is played (Bs, Bt, Bv). */
export interface Right {
  readonly holder: string;
  /** The work the holder's right is in; the statement has a line for each (A11). */
  readonly work: string;
  /**
   * `time`: so much a unit while the holder performs (or the work is heard, when the holder performs
   * nowhere); `performance`: once a session in which it is begun; `segment`: once for each element of
   * it that is begun. A holder who performs is paid for the elements with this work only, where the
   * timeline names the work.
   */
  readonly per: 'time' | 'performance' | 'segment';
  /** Minor units: per second or frame (`unit`) for `time`, else each. */
  readonly rate: RatioText;
  readonly unit: 's' | 'frame';
}

/** A transmission's content as it is played, commercials included. */
export interface Timeline {
  readonly id: string;
  readonly tick: TickUnit;
  /** Null when nothing is known about frames: then nothing is counted in them. */
  readonly framesPerSecond: RatioText | null;
  readonly elements: readonly TimelineElement[];
  readonly rights: readonly Right[];
}

const US_PER_SECOND = 1_000_000;

/** Where the timeline ends, in ticks; 0 when it has no elements. */
export function lengthTicks(timeline: Timeline): number {
  return timeline.elements.at(-1)?.endTick ?? 0;
}

/** The element that is shown at `tick`; null before the timeline and from its end on (A3). */
export function elementAt(timeline: Timeline, tick: number): TimelineElement | null {
  const { elements } = timeline;
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (tick < (elements[middle]?.endTick ?? 0)) high = middle;
    else low = middle + 1;
  }
  const found = elements[low];
  return found !== undefined && tick >= found.startTick ? found : null;
}

/**
 * How long so many ticks take at normal speed, in whole microseconds, halves up.
 *
 * @throws {RatingFault} when ticks are frames and nothing is known about their length
 */
export function ticksToUs(timeline: Timeline, ticks: number): number {
  if (timeline.tick === 'us') return ticks;
  const { n, d } = requireFrameRate(timeline);
  return nearest(BigInt(ticks) * BigInt(US_PER_SECOND) * d, n);
}

/**
 * How many ticks are shown in so many microseconds; a frame counts when half of it was shown.
 *
 * @throws {RatingFault} when ticks are frames and nothing is known about their length
 */
export function usToTicks(timeline: Timeline, us: number): number {
  if (timeline.tick === 'us') return us;
  const { n, d } = requireFrameRate(timeline);
  return nearest(BigInt(us) * n, BigInt(US_PER_SECOND) * d);
}

/** The exact seconds of so many ticks; null for frames of unknown length. */
export function secondsOf(timeline: Timeline, ticks: number): Ratio | null {
  if (timeline.tick === 'us') return ratio(ticks, US_PER_SECOND);
  const perSecond = frameRateOf(timeline);
  return perSecond === null ? null : ratio(BigInt(ticks) * perSecond.d, perSecond.n);
}

/** The exact frames of so many ticks; null for microseconds when frames are of unknown length. */
export function framesOf(timeline: Timeline, ticks: number): Ratio | null {
  if (timeline.tick === 'frame') return ratio(ticks);
  const perSecond = frameRateOf(timeline);
  if (perSecond === null) return null;
  return ratio(BigInt(ticks) * perSecond.n, BigInt(US_PER_SECOND) * perSecond.d);
}

/** Null when it is not known, or is no rate at all: not above zero. */
export function frameRateOf({ framesPerSecond }: Timeline): Ratio | null {
  const perSecond = framesPerSecond === null ? null : parseRatio(framesPerSecond);
  return perSecond === null || perSecond.n <= 0n ? null : perSecond;
}

function requireFrameRate(timeline: Timeline): Ratio {
  const perSecond = frameRateOf(timeline);
  if (perSecond !== null) return perSecond;
  throw new RatingFault(
    `timeline ${timeline.id} counts frames, but not how many there are in a second`,
    'give it framesPerSecond, above zero',
  );
}

/** The nearest whole number to `n / d`, halves up; `d` is above zero. */
function nearest(n: bigint, d: bigint): number {
  const twice = 2n * n + d;
  const quotient = twice / (2n * d);
  return Number(twice < 0n && quotient * 2n * d !== twice ? quotient - 1n : quotient);
}
