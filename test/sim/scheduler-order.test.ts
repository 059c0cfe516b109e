import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimerId } from '../../src/actors/timeline.ts';
import { Scheduler } from '../../src/sim/scheduler.ts';

/** A handler that runs what it is given: fit for tests only. */
const runner = { owner: 'runner', fire: (work: () => void) => work() };

test('what is due fires by time, then priority, then order of the calls', () => {
  const scheduler = new Scheduler();
  const fired: string[] = [];
  const handler = { owner: 'a', fire: (name: string) => void fired.push(name) };
  scheduler.at(20, 0, handler, 'late');
  scheduler.at(10, 8, handler, 'timer 1');
  scheduler.at(10, 4, handler, 'delivery 1');
  scheduler.at(10, 8, handler, 'timer 2');
  scheduler.at(10, 4, handler, 'delivery 2');
  scheduler.runUntil(Number.POSITIVE_INFINITY);
  expect(fired).toEqual(['delivery 1', 'delivery 2', 'timer 1', 'timer 2', 'late']);
});

test('what a handler schedules for now fires now, after what was due already', () => {
  const scheduler = new Scheduler();
  const fired: string[] = [];
  scheduler.at(5, 4, runner, () => {
    scheduler.at(5, 4, runner, () => fired.push(`second at ${scheduler.nowUs}`));
    scheduler.at(5, 0, runner, () => fired.push(`urgent at ${scheduler.nowUs}`));
  });
  scheduler.at(5, 4, runner, () => fired.push(`first at ${scheduler.nowUs}`));
  scheduler.runUntil(5);
  // 'urgent' was asked for after 'first' but has the lower priority number.
  expect(fired).toEqual(['urgent at 5', 'first at 5', 'second at 5']);
});

test('any mix of at, cancel and step does what a sorted list does', () => {
  const command = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(fc.constant('at'), fc.nat(6), fc.nat(31)) },
    { weight: 2, arbitrary: fc.tuple(fc.constant('cancel'), fc.nat(), fc.constant(0)) },
    { weight: 2, arbitrary: fc.tuple(fc.constant('step'), fc.constant(0), fc.constant(0)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant('run'), fc.nat(4), fc.constant(0)) },
  );
  fc.assert(
    fc.property(fc.array(command, { maxLength: 80 }), (commands) => {
      const pair = new Pair();
      for (const [name, x, y] of commands) {
        if (name === 'at') pair.at(x, y);
        else if (name === 'cancel') pair.cancel(x);
        else if (name === 'step') pair.step();
        else pair.run(x);
        pair.compare();
      }
      pair.run(1_000);
      pair.compare();
      expect(pair.fired).toEqual(pair.expected);
    }),
    { numRuns: 2000, seed: 20_261 },
  );
});

test('thousands of timers, most of them cancelled, still fire in order', () => {
  const pair = new Pair();
  // 7919 and 31 are coprime to the moduli, so times and priorities come scattered and with ties.
  for (let n = 0; n < 10_000; n++) pair.at((n * 7919) % 1000, (n * 31) % 32);
  for (let n = 0; n < 10_000; n++) if (n % 10 !== 3) pair.cancel(n);
  pair.compare();
  expect(pair.scheduler.pendingCount).toBe(1_000);
  for (let n = 0; n < 2_000; n++) pair.at((n * 7919) % 1000, (n * 31) % 32);
  pair.run(1_000);
  expect(pair.fired).toHaveLength(3_000);
  expect(pair.fired).toEqual(pair.expected);
});

// The places after the last timer must be due never when there is room for more: at first 1,024, then twice that.
test.each([1_020, 1_021, 1_022, 1_023, 1_024, 1_500, 2_045, 2_046])(
  '%i timers, the last set the first to fire, fire in order',
  (count) => {
    const scheduler = new Scheduler();
    const firedUs: number[] = [];
    const handler = { owner: 'test', fire: () => void firedUs.push(scheduler.nowUs) };
    for (let n = count; n > 0; n--) scheduler.at(n, 0, handler, null);
    scheduler.runUntil(Number.POSITIVE_INFINITY);
    expect(firedUs).toEqual(Array.from({ length: count }, (_, n) => n + 1));
  },
);

/** A scheduler beside the simplest thing that does the same: a list, sorted whenever it is read. */
class Pair {
  readonly scheduler = new Scheduler();
  readonly fired: string[] = [];
  readonly expected: string[] = [];
  readonly #ids: TimerId[] = [];
  #list: { dueUs: number; priority: number; n: number }[] = [];
  #nowUs = 0;
  readonly #handler = {
    owner: 'pair',
    fire: (n: number) => void this.fired.push(`${n} at ${this.scheduler.nowUs}`),
  };

  at(inUs: number, priority: number): void {
    const dueUs = this.#nowUs + inUs;
    const n = this.#ids.length;
    this.#ids.push(this.scheduler.at(dueUs, priority, this.#handler, n));
    this.#list.push({ dueUs, priority, n });
  }

  /** Cancels one of all timers there ever were, fired and cancelled ones included. */
  cancel(choice: number): void {
    const n = choice % Math.max(this.#ids.length, 1);
    const id = this.#ids[n];
    if (id === undefined) return;
    this.scheduler.cancel(id);
    this.#list = this.#list.filter((timer) => timer.n !== n);
  }

  step(): void {
    expect(this.scheduler.step()).toBe(this.#list.length > 0);
    this.#fireFirst();
  }

  run(forUs: number): void {
    const untilUs = this.#nowUs + forUs;
    const end = this.scheduler.runUntil(untilUs);
    while ((this.#sorted()[0]?.dueUs ?? Number.POSITIVE_INFINITY) <= untilUs) this.#fireFirst();
    expect(end).toBe(this.#list.length === 0 ? 'quiet' : 'horizon');
    if (end === 'horizon') this.#nowUs = untilUs;
  }

  compare(): void {
    const sorted = this.#sorted();
    expect(this.scheduler.nowUs).toBe(this.#nowUs);
    expect(this.scheduler.pendingCount).toBe(sorted.length);
    expect(this.scheduler.nextDueUs()).toBe(sorted[0]?.dueUs ?? null);
    expect([...this.scheduler.pending()].map(({ argument }) => argument)).toEqual(
      sorted.map(({ n }) => n),
    );
  }

  #sorted(): readonly { dueUs: number; priority: number; n: number }[] {
    this.#list.sort((a, b) => a.dueUs - b.dueUs || a.priority - b.priority || a.n - b.n);
    return this.#list;
  }

  #fireFirst(): void {
    const first = this.#sorted()[0];
    if (first === undefined) return;
    this.#list = this.#list.slice(1);
    this.#nowUs = first.dueUs;
    this.expected.push(`${first.n} at ${first.dueUs}`);
  }
}
