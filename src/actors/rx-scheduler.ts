/**
 * RxJS scheduler: lets `delay`, `interval`, `debounceTime` ... of RxJS 7 wait in virtual time.
 *
 *     source.pipe(delay(20, rxSchedulerOn(timeline, 'return-path')))
 *
 * Units: RxJS speaks milliseconds, which may be fractions; the timeline whole microseconds.
 * Laws (test/actors/rx-scheduler.test.ts):
 *   - an action fires at the exact microsecond it asked for, rounded once;
 *   - unsubscribing an action, or scheduling it again, cancels the timer it was waiting for;
 *   - an action whose work throws is closed, and the error leaves through the timeline.
 *
 * Inside an action `now()` is the fraction of a millisecond the action asked for, not the
 * microsecond it was rounded to. Operators such as `debounceTime` compare `now()` with a sum of
 * milliseconds; told 0.3 where their sum says 0.30000000000000004 they would wait for the
 * difference, which is no whole microsecond, for ever at the same instant.
 */
import { type SchedulerAction, type SchedulerLike, Subscription } from 'rxjs';
import { PRIORITY, type Timeline, type TimerHandler, type TimerId } from './timeline.ts';

/**
 * A scheduler for the operators that `owner` uses.
 *
 * Delays below zero count as zero. What it is asked to do at once is still done by the timeline,
 * at the same instant, after what is due already.
 */
export function rxSchedulerOn(timeline: Timeline, owner: string): SchedulerLike {
  return new TimelineScheduler(timeline, owner);
}

type Work<State> = (this: SchedulerAction<State>, state: State) => void;

/** An action as its scheduler sees it, whatever its state is. */
interface Due {
  readonly dueMs: number;
  execute(): void;
}

class TimelineScheduler implements SchedulerLike, TimerHandler<Due> {
  readonly owner: string;
  readonly #timeline: Timeline;
  /** The time the action being executed asked for; null outside actions. */
  #executingMs: number | null = null;

  constructor(timeline: Timeline, owner: string) {
    this.#timeline = timeline;
    this.owner = owner;
  }

  now(): number {
    return this.#executingMs ?? this.#timeline.nowUs / 1000;
  }

  schedule<State>(work: Work<State>, delayMs: number, state: State): Subscription;
  schedule<State>(work: Work<State | undefined>, delayMs?: number, state?: State): Subscription;
  schedule<State>(work: Work<State>, delayMs = 0, state?: State): Subscription {
    return new TimelineAction(this, work).schedule(state, delayMs);
  }

  arm(due: Due): TimerId {
    const dueUs = Math.max(Math.round(due.dueMs * 1000), this.#timeline.nowUs);
    return this.#timeline.at<Due>(dueUs, PRIORITY.timer, this, due);
  }

  disarm(timer: TimerId): void {
    this.#timeline.cancel(timer);
  }

  fire(due: Due): void {
    this.#executingMs = due.dueMs;
    try {
      due.execute();
    } finally {
      this.#executingMs = null;
    }
  }
}

class TimelineAction<State> extends Subscription implements SchedulerAction<State>, Due {
  dueMs = 0;
  readonly #scheduler: TimelineScheduler;
  readonly #work: Work<State>;
  #state: State | undefined;
  #timer: TimerId | null = null;

  constructor(scheduler: TimelineScheduler, work: Work<State>) {
    super();
    this.#scheduler = scheduler;
    this.#work = work;
  }

  schedule(state?: State, delayMs = 0): Subscription {
    if (this.closed) return this;
    this.#disarm();
    this.#state = state;
    this.dueMs = this.#scheduler.now() + Math.max(delayMs, 0);
    this.#timer = this.#scheduler.arm(this);
    return this;
  }

  execute(): void {
    this.#timer = null;
    let isDone = false;
    try {
      // RxJS types an action's state as present and passes what `schedule` was given, or nothing.
      this.#work.call(this, this.#state as State);
      isDone = true;
    } finally {
      if (!isDone) this.unsubscribe();
    }
  }

  override unsubscribe(): void {
    this.#disarm();
    super.unsubscribe();
  }

  #disarm(): void {
    if (this.#timer === null) return;
    this.#scheduler.disarm(this.#timer);
    this.#timer = null;
  }
}
