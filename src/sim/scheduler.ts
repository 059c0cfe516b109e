/**
 * Scheduler: the one owner of virtual time.
 *
 *     at --> pending --due, first of (time, priority, order of the calls)--> handler.fire(argument)
 *                 \---cancel--> tombstone, dropped when it comes up or when half of all are such
 *
 * Units: whole virtual microseconds from 0 to 2**53 - 1.
 * Limits: priorities are 0 to 31; a run makes fewer than 2**48 timers (years of computing).
 * Laws (test/sim/scheduler-order.test.ts for the first, test/sim/scheduler.test.ts):
 *   - what fires, and when, is what a list sorted by (time, priority, order of the calls) gives;
 *   - virtual time never goes back, and no limit is passed in silence;
 *   - an error thrown by a handler leaves through `step` or `runUntil`, and the run can go on.
 */
import type { Timeline, TimerHandler, TimerId } from '../actors/timeline.ts';
import { invariant } from '../billing/invariant.ts';
import { Firings, type FiringsState } from './firings.ts';
import type { HandlerName } from './handler-name.ts';
import type { SchedulerLimits } from './runaway-run.ts';
import { type HeapState, TimerHeap } from './timer-heap.ts';
import { type SlotsState, TimerSlots } from './timer-slots.ts';

/** One timer that has neither fired nor been cancelled. */
export interface PendingTimer {
  readonly dueUs: number;
  readonly priority: number;
  readonly owner: string;
  readonly argument: unknown;
}

/** Virtual time as plain data. */
export interface SchedulerState {
  readonly nowUs: number;
  readonly sequence: number;
  readonly tombstoneCount: number;
  readonly firings: FiringsState;
  readonly heap: HeapState;
  readonly slots: SlotsState;
}

/** A rank is priority * RANKS + sequence: exact, because 32 * 2**48 = 2**53. */
const RANKS = 2 ** 48;
const PRIORITIES = 32;
/** Below this many tombstones a rebuild would cost more than it frees. */
const TOMBSTONES_MIN = 512;

/** Virtual time: fires what is due, in one total order. */
export class Scheduler implements Timeline {
  readonly #firings: Firings;
  readonly #heap = new TimerHeap();
  readonly #slots = new TimerSlots();
  #nowUs = 0;
  #sequence = 0;
  #tombstoneCount = 0;
  #isFiring = false;

  constructor(limits: SchedulerLimits = {}) {
    this.#firings = new Firings(limits);
  }

  get nowUs(): number {
    return this.#nowUs;
  }

  /** How many timers have fired since the start of the run. */
  get firedCount(): number {
    return this.#firings.count;
  }

  /** How many timers are waiting; cancelled ones do not count. */
  get pendingCount(): number {
    return this.#heap.size - this.#tombstoneCount;
  }

  at<Argument>(
    dueUs: number,
    priority: number,
    handler: TimerHandler<Argument>,
    argument: Argument,
  ): TimerId {
    const isUsable =
      Number.isSafeInteger(dueUs) &&
      dueUs >= this.#nowUs &&
      Number.isInteger(priority) &&
      priority >= 0 &&
      priority < PRIORITIES;
    if (!isUsable) this.#refuse(dueUs, priority, handler.owner);
    const slot = this.#slots.take(handler, argument);
    this.#heap.push(dueUs, priority * RANKS + this.#sequence++, slot);
    return this.#slots.idOf(slot);
  }

  cancel(id: TimerId): void {
    const slot = this.#slots.slotOf(id);
    if (slot < 0) return;
    this.#slots.clear(slot);
    this.#tombstoneCount++;
    const isMostlyTombs = this.#tombstoneCount * 2 > this.#heap.size;
    if (isMostlyTombs && this.#tombstoneCount > TOMBSTONES_MIN) this.#rebuild();
  }

  /**
   * Fires the one timer that is first, moving `nowUs` to when it was due.
   *
   * @returns false when nothing was pending
   * @throws {BrokenInvariant} when called by a handler that is being fired
   * @throws {RunawayRun} when that timer would pass a limit
   */
  step(): boolean {
    this.#enter();
    try {
      return this.#fireNext(Number.POSITIVE_INFINITY);
    } finally {
      this.#isFiring = false;
    }
  }

  /**
   * Fires everything due at or before `untilUs`, in order, and whatever that brings about.
   *
   * @param untilUs whole microseconds, or Infinity to run until nothing is pending
   * @returns 'quiet' when nothing is pending any more (`nowUs` stays at the last firing), 'horizon'
   *   when something is due later (`nowUs` is then `untilUs`)
   * @throws {BrokenInvariant} when `untilUs` lies before `nowUs`, or when called by a handler
   * @throws {RunawayRun} when the next timer would pass a limit
   */
  runUntil(untilUs: number): 'quiet' | 'horizon' {
    const isInstant = Number.isSafeInteger(untilUs) || untilUs === Number.POSITIVE_INFINITY;
    invariant(
      isInstant && untilUs >= this.#nowUs,
      `a run goes on until a whole microsecond not before ${this.#nowUs}, not until ${untilUs}`,
    );
    this.#enter();
    try {
      let hasFired = true;
      while (hasFired) hasFired = this.#fireNext(untilUs);
    } finally {
      this.#isFiring = false;
    }
    if (this.pendingCount === 0) return 'quiet';
    this.#moveTo(untilUs);
    return 'horizon';
  }

  /** When the next timer is due, in microseconds, or null when nothing is pending. */
  nextDueUs(): number | null {
    return this.#firstSlot() < 0 ? null : this.#heap.firstDueUs;
  }

  /** What is pending now, in the order it would fire: a copy, unmoved by what happens later. */
  pending(): IterableIterator<PendingTimer> {
    const timers: PendingTimer[] = [];
    for (const { dueUs, rank, slot } of this.#heap.sorted()) {
      const handler = this.#slots.handlerOf(slot);
      if (handler === undefined) continue;
      const argument = this.#slots.argumentOf(slot);
      timers.push({ dueUs, priority: Math.floor(rank / RANKS), owner: handler.owner, argument });
    }
    return timers.values();
  }

  /**
   * Where it is; what is pending is shared, the rest copied.
   *
   * @param nameOf says how a handler is found again
   * @throws {BrokenInvariant} when called by a handler that is being fired
   */
  save(nameOf: (handler: TimerHandler<unknown>) => HandlerName): SchedulerState {
    invariant(!this.#isFiring, 'a run is saved between two events, never by a handler');
    return {
      nowUs: this.#nowUs,
      sequence: this.#sequence,
      tombstoneCount: this.#tombstoneCount,
      firings: this.#firings.save(),
      heap: this.#heap.save(),
      slots: this.#slots.save(nameOf),
    };
  }

  /** Becomes what was saved, if nothing was set before; `handlerOf` finds the handlers. */
  load(saved: SchedulerState, handlerOf: (name: HandlerName) => TimerHandler<unknown>): void {
    this.#nowUs = saved.nowUs;
    this.#sequence = saved.sequence;
    this.#tombstoneCount = saved.tombstoneCount;
    this.#firings.load(saved.firings);
    this.#heap.load(saved.heap);
    this.#slots.load(saved.slots, handlerOf);
  }

  #fireNext(untilUs: number): boolean {
    const slot = this.#firstSlot();
    if (slot < 0) return false;
    const dueUs = this.#heap.firstDueUs;
    if (dueUs > untilUs) return false;
    this.#firings.keepLimits(dueUs, this.#nowUs);
    this.#moveTo(dueUs);
    this.#heap.pop();
    const handler = this.#slots.handlerOf(slot) as TimerHandler<unknown>;
    const argument = this.#slots.argumentOf(slot);
    this.#slots.clear(slot);
    this.#slots.release(slot);
    this.#firings.note(handler);
    handler.fire(argument);
    return true;
  }

  /** Drops the tombstones that have come up; the slot of the timer that is first now, -1 when none is. */
  #firstSlot(): number {
    while (this.#heap.size > 0) {
      const slot = this.#heap.firstSlot;
      if (this.#slots.handlerOf(slot) !== undefined) return slot;
      this.#slots.release(this.#heap.pop());
      this.#tombstoneCount--;
    }
    return -1;
  }

  #rebuild(): void {
    this.#heap.retain((slot) => {
      const isLive = this.#slots.handlerOf(slot) !== undefined;
      if (!isLive) this.#slots.release(slot);
      return isLive;
    });
    this.#tombstoneCount = 0;
  }

  #moveTo(us: number): void {
    if (us === this.#nowUs) return;
    this.#nowUs = us;
    this.#firings.atInstant = 0;
  }

  #enter(): void {
    invariant(!this.#isFiring, 'a handler never steps the scheduler that is firing it');
    this.#isFiring = true;
  }

  /** Apart from `at`, so that the sentence is only built when it is needed. */
  #refuse(dueUs: number, priority: number, owner: string): void {
    invariant(
      Number.isInteger(priority) && priority >= 0 && priority < PRIORITIES,
      `a priority is a whole number from 0 to ${PRIORITIES - 1}, not ${priority} (${owner})`,
    );
    invariant(
      false,
      `a timer is due at a whole microsecond from now, ${this.#nowUs}, to 2**53 - 1, ` +
        `not at ${dueUs} (${owner})`,
    );
  }
}
