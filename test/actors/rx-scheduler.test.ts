import {
  asyncScheduler,
  bufferTime,
  debounceTime,
  delay,
  interval,
  type Observable,
  observeOn,
  of,
  type SchedulerAction,
  type SchedulerLike,
  Subject,
  take,
  throttleTime,
  timer,
} from 'rxjs';
import { describe, expect, test } from 'vitest';
import { rxSchedulerOn } from '../../src/actors/rx-scheduler.ts';
import { Scheduler } from '../../src/sim/scheduler.ts';

/** What `build` emits up to `untilUs`, each with the microsecond it came at. */
function seen<Value>(
  untilUs: number,
  build: (rx: SchedulerLike, scheduler: Scheduler) => Observable<Value>,
): readonly (readonly [number, Value])[] {
  const scheduler = new Scheduler();
  const values: (readonly [number, Value])[] = [];
  build(rxSchedulerOn(scheduler, 'test'), scheduler).subscribe((value) =>
    values.push([scheduler.nowUs, value]),
  );
  scheduler.runUntil(untilUs);
  return values;
}

/** A source that emits 0, 1, 2 ... at these microseconds. */
function source(scheduler: Scheduler, atUs: readonly number[]): Subject<number> {
  const subject = new Subject<number>();
  const handler = { owner: 'source', fire: (value: number) => subject.next(value) };
  for (const [value, us] of atUs.entries()) scheduler.at(us, 4, handler, value);
  return subject;
}

describe('operators', () => {
  test('delay shifts by exactly its milliseconds', () => {
    const values = seen(1e6, (rx, scheduler) => source(scheduler, [1, 7_003]).pipe(delay(20, rx)));
    expect(values).toEqual([
      [20_001, 0],
      [27_003, 1],
    ]);
  });

  test('interval ticks at every multiple of its period', () => {
    const values = seen(1_000_000, (rx) => interval(100, rx));
    expect(values).toEqual(Array.from({ length: 10 }, (_, n) => [(n + 1) * 100_000, n]));
  });

  test('an interval of a third of a millisecond does not drift', () => {
    const values = seen(3_000, (rx) => interval(1 / 3, rx).pipe(take(6)));
    // 333.3, 666.7, 1000, 1333.3, 1666.7, 2000 us, each rounded by itself
    expect(values.map(([us]) => us)).toEqual([333, 667, 1000, 1333, 1667, 2000]);
  });

  test('timer waits, then repeats', () => {
    const values = seen(100_000, (rx) => timer(15, 40, rx));
    expect(values).toEqual([
      [15_000, 0],
      [55_000, 1],
      [95_000, 2],
    ]);
  });

  test('debounceTime emits once the source has been silent', () => {
    const values = seen(1e6, (rx, scheduler) =>
      source(scheduler, [0, 30_000, 60_000, 200_000]).pipe(debounceTime(50, rx)),
    );
    // The silence after 60 ms ends at 110, the one after 200 at 250.
    expect(values).toEqual([
      [110_000, 2],
      [250_000, 3],
    ]);
  });

  test('debounceTime is exact where sums of milliseconds are not', () => {
    // 0.1 + 0.2 > 0.3 in floating point: told 0.3 it would wait for 5e-17 ms, over and over.
    expect(0.1 + 0.2).toBeGreaterThan(0.3);
    for (let us = 1; us <= 2_000; us++) {
      const values = seen(1e6, (rx, scheduler) =>
        source(scheduler, [0, us]).pipe(debounceTime(2.2, rx)),
      );
      expect(values).toEqual([[us + 2_200, 1]]);
    }
  });

  test('throttleTime lets one through per period', () => {
    const values = seen(1e6, (rx, scheduler) =>
      source(scheduler, [0, 10_000, 49_999, 50_001, 90_000, 100_002]).pipe(throttleTime(50, rx)),
    );
    // Shut from 0 to 50 ms, from 50.001 to 100.001.
    expect(values).toEqual([
      [0, 0],
      [50_001, 3],
      [100_002, 5],
    ]);
  });

  test('bufferTime closes a buffer every period', () => {
    const values = seen(150_000, (rx, scheduler) =>
      source(scheduler, [10_000, 50_000, 50_001, 120_000]).pipe(bufferTime(50, rx)),
    );
    // What comes at 50 ms is a delivery and goes first, so the buffer that closes then has it.
    expect(values).toEqual([
      [50_000, [0, 1]],
      [100_000, [2]],
      [150_000, [3]],
    ]);
  });

  test('observeOn without delay stays at the instant, but waits its turn', () => {
    const scheduler = new Scheduler();
    const order: string[] = [];
    of('observed')
      .pipe(observeOn(rxSchedulerOn(scheduler, 'test')))
      .subscribe((value) => order.push(`${value} at ${scheduler.nowUs}`));
    order.push('subscribed');
    scheduler.runUntil(10);
    expect(order).toEqual(['subscribed', 'observed at 0']);
  });
});

describe('actions', () => {
  test('unsubscribing cancels the pending timer', () => {
    const scheduler = new Scheduler();
    const subscription = interval(100, rxSchedulerOn(scheduler, 'test')).subscribe();
    scheduler.runUntil(250_000);
    expect(scheduler.pendingCount).toBe(1);
    subscription.unsubscribe();
    expect(scheduler.pendingCount).toBe(0);
  });

  test('an action can schedule itself again, with another delay and state', () => {
    const scheduler = new Scheduler();
    const runs: (readonly [number, number])[] = [];
    rxSchedulerOn(scheduler, 'test').schedule(
      function (this: SchedulerAction<number>, count: number) {
        runs.push([scheduler.nowUs, count]);
        if (count < 3) this.schedule(count + 1, count * 10);
      },
      5,
      1,
    );
    scheduler.runUntil(1e6);
    expect(runs).toEqual([
      [5_000, 1],
      [15_000, 2],
      [35_000, 3],
    ]);
  });

  test('scheduling a waiting action again replaces its timer', () => {
    const scheduler = new Scheduler();
    const runs: number[] = [];
    let action: SchedulerAction<unknown> | undefined;
    rxSchedulerOn(scheduler, 'test').schedule(function (this: SchedulerAction<unknown>) {
      runs.push(scheduler.nowUs);
      action = this;
      if (runs.length > 1) return;
      this.schedule(undefined, 1);
      this.schedule(undefined, 2);
    });
    scheduler.runUntil(1e6);
    expect(runs).toEqual([0, 2_000]);
    expect(action?.closed).toBe(false);
  });

  test('an unsubscribed action is not scheduled again', () => {
    const scheduler = new Scheduler();
    let runs = 0;
    rxSchedulerOn(scheduler, 'test').schedule(function (this: SchedulerAction<unknown>) {
      runs++;
      this.unsubscribe();
      this.schedule(undefined, 1);
    });
    expect(scheduler.runUntil(1e6)).toBe('quiet');
    expect(runs).toBe(1);
  });

  test('an error of the work comes out of the scheduler and closes the action', () => {
    const scheduler = new Scheduler();
    const rx = rxSchedulerOn(scheduler, 'test');
    const subscription = rx.schedule(function (this: SchedulerAction<unknown>) {
      this.schedule(undefined, 1);
      throw new RangeError('thrown by the work');
    }, 10);
    expect(() => scheduler.runUntil(1e6)).toThrow(RangeError);
    expect(subscription.closed).toBe(true);
    expect(scheduler.pendingCount).toBe(0);
    expect(rx.now()).toBe(10);
  });

  test('a pending action is blamed on its owner, at the microsecond it was rounded to', () => {
    const scheduler = new Scheduler();
    rxSchedulerOn(scheduler, 'return-path').schedule(() => {}, 1.0006);
    rxSchedulerOn(scheduler, 'return-path').schedule(() => {}, -5);
    const pending = [...scheduler.pending()].map(({ owner, dueUs }) => [owner, dueUs]);
    expect(pending).toEqual([
      ['return-path', 0],
      ['return-path', 1001],
    ]);
  });

  test('a delay below zero does not take now back', () => {
    const scheduler = new Scheduler();
    const rx = rxSchedulerOn(scheduler, 'test');
    const seenMs: number[] = [];
    rx.schedule(() => seenMs.push(rx.now()), -5);
    scheduler.step();
    expect(seenMs).toEqual([0]);
  });

  test("now is the timeline's, in milliseconds", () => {
    const scheduler = new Scheduler();
    const rx = rxSchedulerOn(scheduler, 'test');
    scheduler.at(1_234, 4, { owner: 'test', fire: () => {} }, null);
    expect(rx.now()).toBe(0);
    scheduler.step();
    expect(rx.now()).toBe(1.234);
    expect(rx.now()).not.toBe(asyncScheduler.now());
  });
});
