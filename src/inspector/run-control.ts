/**
 * Run control: how a session goes on by itself, and why it stops.
 *
 *     paused ──run──▶ animated (virtual seconds a second) | fast | express ──▶ paused: breakpoint, end
 *
 * Units: virtual microseconds; `speed` in virtual seconds a second; real time in milliseconds.
 */
import type { Clock } from '../sim/clock-text.ts';
import type { Vocabulary } from '../sim/expect/pattern.ts';
import type { Cursor } from './cursor.ts';
import { Refused, type StopTest, stopTest, stopText } from './stop.ts';
import type { RunMode, StopCondition } from './wire.ts';

/** Records taken in one go before others get a turn. */
const SLICE = 2_000;
/** A slice of real time in which a run goes on before others get a turn. */
const SLICE_MS = 12;
const SPEED_MAX = 1_000_000;

/** Takes a cursor on, as fast as it was told. */
export class RunControl {
  mode: RunMode = 'paused';
  speed = 60;
  /** Why it stopped last; null when it was told to. */
  stopped: string | null = null;
  breakpoints: readonly StopCondition[] = [];
  private tests: readonly StopTest[] = [];
  private dueUs = 0;
  /** What `run until` waits for, besides the breakpoints. */
  private awaited: { readonly test: StopTest; readonly text: string } | null = null;
  private readonly clock: Clock;

  /** @param clock how the instants of the run are told */
  constructor(clock: Clock) {
    this.clock = clock;
  }

  pause(why: string | null): void {
    this.mode = 'paused';
    this.stopped = why;
    this.awaited = null;
  }

  /** @throws {Refused} when the speed is none */
  run(cursor: Cursor, mode: RunMode, speed: number): void {
    if (!Number.isFinite(speed) || speed <= 0 || speed > SPEED_MAX) {
      throw new Refused(`the speed is above 0 and at most ${SPEED_MAX} virtual seconds a second`);
    }
    this.pause(null);
    this.mode = mode;
    this.speed = speed;
    this.dueUs = cursor.atUs;
  }

  /** @throws {Refused} when the condition says what cannot be */
  until(cursor: Cursor, condition: StopCondition, back: boolean, vocabulary: Vocabulary): void {
    const test = stopTest(condition, vocabulary);
    this.pause(null);
    if (back) {
      const found = cursor.backwards(test);
      const text = stopText(condition, this.clock);
      this.stopped = found ? `at ${text}` : `${text} is not before here`;
      return;
    }
    this.awaited = { test, text: stopText(condition, this.clock) };
    this.mode = 'express';
  }

  /** @throws {Refused} when a condition says what cannot be; the breakpoints stay as they were */
  setBreakpoints(breakpoints: readonly StopCondition[], vocabulary: Vocabulary): void {
    this.tests = breakpoints.map((one) => stopTest(one, vocabulary));
    this.breakpoints = breakpoints;
  }

  /** Goes on for `elapsedMs` of real time; true when something moved. */
  tick(cursor: Cursor, elapsedMs: number): boolean {
    if (this.mode === 'paused') return false;
    const isTimed = this.mode === 'animated';
    if (isTimed) this.dueUs += Math.round(elapsedMs * 1_000 * this.speed);
    const before = cursor.seq;
    const untilMs = Date.now() + SLICE_MS;
    do {
      if (isTimed && (nextUs(cursor) ?? 0) > this.dueUs) break;
      if (!this.goOn(cursor)) break;
    } while (Date.now() < untilMs);
    return cursor.seq !== before || this.isPaused;
  }

  private get isPaused(): boolean {
    return this.mode === 'paused';
  }

  /** Takes some records on; false when that is all for now. */
  private goOn(cursor: Cursor): boolean {
    let why: string | null = null;
    const stop: StopTest = (record, view) => {
      if (this.awaited?.test(record, view)) why = `at ${this.awaited.text}`;
      this.tests.forEach((test, index) => {
        const breakpoint = this.breakpoints[index];
        if (breakpoint !== undefined && test(record, view)) {
          why ??= `at the breakpoint ${stopText(breakpoint, this.clock)}`;
        }
      });
      return why !== null;
    };
    const didStop = cursor.forwards(stop, this.mode === 'animated' ? 1 : SLICE);
    const { branch } = cursor;
    if (didStop) this.pause(why);
    else if (cursor.seq >= branch.head && branch.isEnded) this.pause('the end of the run');
    return !this.isPaused;
  }
}

function nextUs({ branch, seq }: Cursor): number | null {
  return branch.history.at(seq + 1)?.atUs ?? branch.nextDueUs();
}
