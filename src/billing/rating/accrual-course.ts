/**
 * Accrual course: the points of an accrual, one stretch of the session after the other.
 *
 *     selection   element       fee          seek       pause   resume      cancel
 *        o───────────o───────────o────────────o───────────o───────o───────────o
 *
 * Units: microseconds since the session began; ticks of the timeline; minor units, exact.
 */
import { multiply, type Ratio, ratio, subtract } from '../ratio.ts';
import type { AccrualKind, AccrualPoint, AccrualSeek } from './accrual.ts';
import type { PlacedUsage } from './metering.ts';
import type { Stretch } from './stretch.ts';
import { lengthTicks, type Timeline, ticksToUs } from './timeline.ts';
import type { Pause, UsageRecord } from './usage.ts';

/** What a session has come to. */
export type Worth = Pick<AccrualPoint, 'positiveExact' | 'negativeExact'>;
/** What a session has come to when so much was played and paused. */
export type Valuation = (records: readonly UsageRecord[], pauses: readonly Pause[]) => Worth;

/** Gathers the points of a session, told its stretches in order of time. */
export class AccrualCourse {
  readonly seeks: AccrualSeek[] = [];
  readonly #timeline: Timeline;
  readonly #worthOf: Valuation;
  readonly #slackUs: number;
  readonly #points: AccrualPoint[] = [];
  readonly #records: UsageRecord[] = [];
  readonly #pauses: Pause[] = [];
  #atUs = 0;
  #positionTick = 0;
  #worth: Worth;
  #wasPaused = false;

  constructor(timeline: Timeline, worthOf: Valuation) {
    this.#timeline = timeline;
    this.#worthOf = worthOf;
    // Playing is noted to the nearest frame, so it may seem to end half a frame early.
    this.#slackUs = timeline.tick === 'us' ? 0 : Math.ceil(ticksToUs(timeline, 1) / 2);
    this.#worth = worthOf([], []);
    this.#note('selection');
  }

  pause({ fromUs, untilUs }: Stretch, pause: Pause): void {
    this.#skipTo(fromUs);
    this.#note('pause');
    this.#pauses.push(pause);
    this.#worth = this.#worthOf(this.#records, this.#pauses);
    this.#atUs = untilUs;
    this.#wasPaused = true;
  }

  /** @param cuts where the tariff changes, in ticks from the beginning of the usage; its end last */
  play({ fromUs, untilUs }: Stretch, usage: PlacedUsage, cuts: readonly number[]): void {
    const isKnown = this.#skipTo(fromUs);
    let kind = this.#arriveAt(usage.fromTick, isKnown);
    let fromTicks = 0;
    for (const uptoTicks of cuts) {
      this.#note(kind);
      this.#accrue(usage, fromTicks, uptoTicks);
      this.#atUs = Math.min(untilUs, fromUs + ticksToUs(this.#timeline, uptoTicks));
      this.#positionTick = usage.fromTick + uptoTicks;
      fromTicks = uptoTicks;
      kind = 'band';
    }
    this.#records.push(usage);
    this.#wasPaused = false;
  }

  ended(): readonly AccrualPoint[] {
    this.#note(this.#positionTick === lengthTicks(this.#timeline) ? 'end' : 'cancel');
    return this.#points;
  }

  #note(kind: AccrualKind): void {
    const point = { kind, atUs: this.#atUs, positionTick: this.#positionTick, ...this.#worth };
    this.#points.push(point);
  }

  /** Goes on to an instant; false when it is not known what was done until then. */
  #skipTo(atUs: number): boolean {
    const isKnown = atUs - this.#atUs <= this.#slackUs;
    if (!isKnown) this.#note('gap');
    this.#atUs = atUs;
    return isKnown;
  }

  /** How playing comes to be at a position. */
  #arriveAt(toTick: number, isKnown: boolean): AccrualKind {
    const fromTick = this.#positionTick;
    this.#positionTick = toTick;
    if (isKnown && toTick !== fromTick) {
      this.seeks.push({ atUs: this.#atUs, fromTick, toTick });
      return 'seek';
    }
    return this.#wasPaused ? 'resume' : 'element';
  }

  /** Accrues the usage from one of its ticks to another, between which no rate changes. */
  #accrue(usage: PlacedUsage, fromTicks: number, uptoTicks: number): void {
    const upTo = (ticks: number) =>
      this.#worthOf([...this.#records, { ...usage, ticks }], this.#pauses);
    const end = upTo(uptoTicks);
    const restTicks = uptoTicks - fromTicks - 1;
    if (restTicks > 0) {
      // What the first tick adds over any other is a fee by the piece.
      const first = upTo(fromTicks + 1);
      const slope = scaled(less(end, first), ratio(1, restTicks));
      const begun = less(first, slope);
      const fee = less(begun, this.#worth);
      if (fee.positiveExact.n !== 0n || fee.negativeExact.n !== 0n) {
        this.#worth = begun;
        this.#note('fee');
      }
    }
    this.#worth = end;
  }
}

function less(a: Worth, b: Worth): Worth {
  return {
    positiveExact: subtract(a.positiveExact, b.positiveExact),
    negativeExact: subtract(a.negativeExact, b.negativeExact),
  };
}

function scaled(a: Worth, by: Ratio): Worth {
  return {
    positiveExact: multiply(a.positiveExact, by),
    negativeExact: multiply(a.negativeExact, by),
  };
}
