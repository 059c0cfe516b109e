/**
 * Playback: a cursor over records that are here, for a run that no server plays.
 *
 *     1 ───────────── cursor ──────────── head       forwards and back, animated, to a stop
 *
 * Where more records may still come (`isEnded` false), running waits at the head for them.
 * Units: virtual microseconds; `speed` in virtual seconds a second; real time in milliseconds.
 */
import type {
  BranchInfo,
  Position,
  Request,
  RunMode,
  StopCondition,
} from '../../../src/inspector/wire.ts';
import { RequestRefused } from './connection.ts';
import { KIND, type Records } from './records.ts';
import { type StopTest, stopTest } from './stop-test.ts';
import { stopWords } from './stop-words.ts';

const TICK_MS = 50;
/** Records taken in a tick when running fast. */
const FAST = 1_000;
const SPEED_MAX = 1_000_000;

/** What a playback cannot know by itself. */
export interface PlaybackAbout {
  readonly branch: Omit<BranchInfo, 'records' | 'ended'>;
  readonly failure: string | null;
  /** The civil instant of virtual time 0. */
  readonly epochUs: number;
  /** The outcomes with which a flow ends. */
  readonly ends: ReadonlySet<string>;
  readonly isEnded: () => boolean;
}

/** Moves over the records of one run. */
export class Playback {
  /** Called when the cursor has moved by itself. */
  onMoved: (position: Position) => void = () => undefined;
  private readonly records: Records;
  private readonly about: PlaybackAbout;
  private cursor = 0;
  private mode: RunMode = 'paused';
  private speed = 60;
  private stopped: string | null = null;
  private dueUs = 0;
  private timer: ReturnType<typeof setInterval> | undefined;
  private awaited: { readonly test: StopTest; readonly text: string } | null = null;
  private breakpoints: readonly StopCondition[] = [];
  private tests: readonly StopTest[] = [];

  constructor(records: Records, about: PlaybackAbout) {
    this.records = records;
    this.about = about;
  }

  get head(): number {
    return this.records.length;
  }

  position(): Position {
    const { head, cursor, records, about, mode, speed, stopped, breakpoints } = this;
    const { branch, failure } = about;
    return {
      branch: branch.branch,
      head,
      headUs: records.atUs.at(head - 1),
      cursor,
      cursorUs: records.atUs.at(cursor - 1),
      mode,
      speed,
      ended: about.isEnded() && cursor >= head,
      stopped,
      breakpoints,
      branches: [{ ...branch, records: head, ended: about.isEnded() }],
      failure,
    };
  }

  /**
   * Does what only moves the cursor; false when that is not what is asked for.
   *
   * @throws {RequestRefused} when it cannot be done here
   */
  takes(request: Request): boolean {
    switch (request.do) {
      case 'goto':
        this.goTo(request.seq);
        return true;
      case 'step':
        this.step(request.unit, request.back);
        return true;
      case 'run':
        this.run(request.mode, request.speed);
        return true;
      case 'until':
        this.until(request.condition, request.back);
        return true;
      case 'breakpoints':
        this.setBreakpoints(request.breakpoints);
        return true;
      case 'branch':
        if (request.branch !== 0) throw new RequestRefused('there is one branch only here');
        return true;
      default:
        return false;
    }
  }

  goTo(seq: number): void {
    this.pause(null);
    this.cursor = Math.max(0, Math.min(Math.trunc(seq), this.head));
  }

  private step(unit: 'record' | 'message' | 'stage', back: boolean): void {
    this.pause(null);
    const by = back ? -1 : 1;
    for (let seq = this.cursor + by; seq >= 1 && seq <= this.head; seq += by) {
      if (!this.endsStep(seq, unit)) continue;
      this.cursor = seq;
      return;
    }
    const before = this.cursor;
    this.cursor = back ? 0 : this.head;
    if (before === this.cursor) this.stopped = back ? 'the beginning' : 'the end of the run';
  }

  /** @throws {RequestRefused} when the speed is none */
  run(mode: RunMode, speed: number): void {
    if (!Number.isFinite(speed) || speed <= 0 || speed > SPEED_MAX) {
      throw new RequestRefused(
        `the speed is above 0 and at most ${SPEED_MAX} virtual seconds a second`,
      );
    }
    this.pause(null);
    this.speed = speed;
    this.start(mode);
  }

  /** @throws {RequestRefused} when no such thing is in the run, or it cannot be asked here */
  private until(condition: StopCondition, back: boolean): void {
    const test = stopTest(this.records, condition, this.about.ends);
    const text = stopWords(condition, this.about.epochUs);
    this.pause(null);
    if (!back) {
      this.awaited = { test, text };
      this.start('express');
      return;
    }
    for (let seq = this.cursor - 1; seq >= 1; seq -= 1) {
      if (!test(seq)) continue;
      this.cursor = seq;
      this.stopped = `at ${text}`;
      return;
    }
    this.stopped = `${text} is not before here`;
  }

  /** @throws {RequestRefused} when one cannot be asked here; they stay as they were */
  private setBreakpoints(breakpoints: readonly StopCondition[]): void {
    this.tests = breakpoints.map((one) => stopTest(this.records, one, this.about.ends));
    this.breakpoints = breakpoints;
  }

  private start(mode: RunMode): void {
    this.mode = mode;
    if (mode === 'paused') return;
    this.dueUs = this.records.atUs.at(this.cursor - 1);
    let lastMs = Date.now();
    this.timer = setInterval(() => {
      const nowMs = Date.now();
      const before = this.cursor;
      this.tick(nowMs - lastMs);
      lastMs = nowMs;
      if (before !== this.cursor || this.timer === undefined) this.onMoved(this.position());
    }, TICK_MS);
  }

  private pause(why: string | null): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.mode = 'paused';
    this.stopped = why;
    this.awaited = null;
  }

  private tick(elapsedMs: number): void {
    const { mode, head, records } = this;
    this.dueUs += Math.round(elapsedMs * 1_000 * this.speed);
    const limit = { animated: records.seqAtUs(this.dueUs), fast: this.cursor + FAST };
    const to = Math.min(head, mode === 'animated' || mode === 'fast' ? limit[mode] : head);
    while (this.cursor < to) {
      this.cursor += 1;
      const why = this.reasonToStop(this.cursor);
      if (why === null) continue;
      this.pause(why);
      return;
    }
    if (this.cursor >= head && this.about.isEnded()) this.pause('the end of the run');
  }

  private reasonToStop(seq: number): string | null {
    if (this.awaited?.test(seq)) return `at ${this.awaited.text}`;
    const index = this.tests.findIndex((test) => test(seq));
    const breakpoint = this.breakpoints[index];
    if (breakpoint === undefined) return null;
    return `at the breakpoint ${stopWords(breakpoint, this.about.epochUs)}`;
  }

  private endsStep(seq: number, unit: 'record' | 'message' | 'stage'): boolean {
    const kind = this.records.kind.at(seq - 1);
    if (unit === 'record') return true;
    if (unit === 'stage') return kind === KIND.outcome;
    return kind === KIND.delivered || kind === KIND.lost;
  }
}
