/**
 * Usage session: what has been told of one session so far, as whole ticks by element.
 *
 * Where the time of day makes no difference a session is two numbers an element, however many records
 * it has; where it does, records that follow on each other are one, and there are at most
 * `RUNS_MAX` of them.
 */

import type { Tariff } from '../../billing/rating/tariff.ts';
import {
  frameRateOf,
  type Timeline,
  type TimelineElement,
  ticksToUs,
} from '../../billing/rating/timeline.ts';
import type { SessionUsage, UsageRecord, ViewingFacts } from '../../billing/rating/usage.ts';
import { hasHours } from './build-facts.ts';
import { BadUsage, type UsageLine } from './usage-line.ts';

/** More stretches than anyone views apart in one session. */
const RUNS_MAX = 10_000;
const US_PER_SECOND = 1_000_000;
/** A hundred years in microseconds. */
const US_MAX = 36_500 * 86_400 * US_PER_SECOND;

/** So much of one element in one mode, and when the first of it was played. */
interface Sum {
  ticks: number;
  readonly atUs: number;
}

/** Adds up a session. */
export class UsageSession {
  readonly id: string;
  readonly subscriber: string | null;
  readonly tariff: Tariff;
  readonly timeline: Timeline;
  readonly facts: ViewingFacts;
  readonly #isTimed: boolean;
  readonly #sums = { first: new Map<string, Sum>(), review: new Map<string, Sum>() };
  readonly #runs: { element: string; mode: UsageLine['mode']; ticks: number; atUs: number }[] = [];
  readonly #answered = new Set<string>();
  readonly #surveys = new Set<string>();
  #pausedUs = 0;
  #nextUs = 0;

  constructor(line: UsageLine, tariff: Tariff, timeline: Timeline, facts: ViewingFacts) {
    this.id = line.session;
    this.subscriber = line.subscriber;
    this.tariff = tariff;
    this.timeline = timeline;
    this.facts = facts;
    this.#isTimed = hasHours(tariff);
  }

  /**
   * Adds a record.
   *
   * @throws {BadUsage} when it does not fit the session; nothing of it is added then
   */
  add(line: UsageLine): void {
    this.#requireSame(line);
    const { element, amount, mode } = line;
    const pauseUs = line.pause === null ? 0 : wholeUs('pause', line.pause);
    for (const part of line.answered) this.#requireCommercial(part);
    for (const survey of line.surveys) this.#requireSurvey(survey);
    if (element !== null && amount !== null) {
      this.#requireElement(element);
      const ticks = ticksOf(this.timeline, amount);
      const atUs = line.at === null ? this.#nextUs : this.#instantUs(line.at);
      this.#play(element, mode, ticks, atUs);
      this.#nextUs = atUs + (this.#isTimed ? ticksToUs(this.timeline, ticks) : 0);
    }
    this.#pausedUs += pauseUs;
    for (const part of line.answered) this.#answered.add(part);
    for (const survey of line.surveys) this.#surveys.add(survey);
  }

  /** All of it, as rating takes it. */
  usage(): SessionUsage {
    const sums = (['first', 'review'] as const).flatMap((mode) =>
      [...this.#sums[mode]].map(([element, sum]): UsageRecord => ({ element, mode, ...sum })),
    );
    return {
      records: this.#isTimed ? this.#runs : sums,
      pauses: this.#pausedUs === 0 ? [] : [{ atUs: 0, lengthUs: this.#pausedUs }],
      answered: [...this.#answered],
      participated: [...this.#surveys],
    };
  }

  #play(element: string, mode: UsageLine['mode'], ticks: number, atUs: number): void {
    if (!this.#isTimed) {
      const sum = this.#sums[mode].get(element);
      if (sum === undefined) this.#sums[mode].set(element, { ticks, atUs });
      else sum.ticks += ticks;
      return;
    }
    const last = this.#runs.at(-1);
    const follows =
      last?.element === element &&
      last.mode === mode &&
      last.atUs + ticksToUs(this.timeline, last.ticks) === atUs;
    if (follows) {
      last.ticks += ticks;
      return;
    }
    if (this.#runs.length >= RUNS_MAX) {
      const expected = 'fewer records that do not follow on each other, or shorter sessions';
      throw new BadUsage(
        `found more than ${RUNS_MAX} stretches in a session, expected ${expected}`,
      );
    }
    this.#runs.push({ element, mode, ticks, atUs });
  }

  #requireSame({ subscriber, tariff, timeline }: UsageLine): void {
    const isSame =
      (subscriber === null || subscriber === this.subscriber) &&
      (tariff === null || tariff === this.tariff.id) &&
      (timeline === null || timeline === this.timeline.id);
    if (isSame) return;
    throw new BadUsage(
      `found another subscriber, tariff or timeline than in the first record of session ${this.id}, expected the same`,
    );
  }

  #requireElement(element: string): void {
    if (elementsOf(this.timeline).has(element)) return;
    const known = [...elementsOf(this.timeline).keys()].slice(0, 20).join(', ');
    throw new BadUsage(
      `element: found ${JSON.stringify(element)}, expected one of ${this.timeline.id}: ${known}`,
    );
  }

  #requireCommercial(part: string): void {
    const { elements, id } = this.timeline;
    if (elements.some((one) => one.kind === 'subsidy' && one.part === part)) return;
    throw new BadUsage(`answered: found ${JSON.stringify(part)}, expected a commercial of ${id}`);
  }

  #requireSurvey(survey: string): void {
    if (Object.hasOwn(this.tariff.participation, survey)) return;
    const expected = `a survey of the tariff ${this.tariff.id}`;
    throw new BadUsage(`surveys: found ${JSON.stringify(survey)}, expected ${expected}`);
  }

  /** An instant in what the timeline counts. */
  #instantUs(at: number): number {
    return ticksToUs(this.timeline, ticksOf(this.timeline, { unit: 'ticks', value: at }));
  }
}

const elementsByTimeline = new WeakMap<Timeline, ReadonlyMap<string, TimelineElement>>();

function elementsOf(timeline: Timeline): ReadonlyMap<string, TimelineElement> {
  const known = elementsByTimeline.get(timeline);
  if (known !== undefined) return known;
  const elements = new Map(timeline.elements.map((element) => [element.id, element]));
  elementsByTimeline.set(timeline, elements);
  return elements;
}

/** Whole ticks; what would have to be rounded is refused. */
function ticksOf(timeline: Timeline, { unit, value }: NonNullable<UsageLine['amount']>): number {
  const isFrames = timeline.tick === 'frame';
  if (unit === 'frames' || (unit === 'ticks' && isFrames)) {
    if (!Number.isSafeInteger(value) || value > US_MAX) {
      throw new BadUsage(`${unit}: found ${value}, expected a whole number of frames`);
    }
    return isFrames ? value : exactly(timeline, unit, value, BigInt(value), 'us');
  }
  const us = wholeUs(unit, value);
  return isFrames ? exactly(timeline, unit, value, BigInt(us), 'frame') : us;
}

/** Frames as microseconds, or microseconds as frames, when they are whole. */
function exactly(
  timeline: Timeline,
  unit: string,
  value: number,
  count: bigint,
  to: Timeline['tick'],
): number {
  const perSecond = frameRateOf(timeline);
  if (perSecond === null) {
    const expected = `seconds, or "frames-per-second" in timeline ${timeline.id}`;
    throw new BadUsage(`${unit}: found ${value} frames of unknown length, expected ${expected}`);
  }
  const second = BigInt(US_PER_SECOND);
  const [n, d] =
    to === 'us'
      ? [count * second * perSecond.d, perSecond.n]
      : [count * perSecond.n, second * perSecond.d];
  if (n % d === 0n) return Number(n / d);
  const whole = to === 'us' ? 'whole microseconds' : 'whole frames';
  throw new BadUsage(`${unit}: found ${value}, expected ${whole} of timeline ${timeline.id}`);
}

/** Seconds with at most six decimals, in microseconds. */
function wholeUs(key: string, seconds: number): number {
  const us = Math.round(seconds * US_PER_SECOND);
  if (us <= US_MAX && us / US_PER_SECOND === seconds) return us;
  throw new BadUsage(`${key}: found ${seconds}, expected seconds with at most six decimals`);
}
