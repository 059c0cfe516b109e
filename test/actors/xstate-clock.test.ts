import { describe, expect, test } from 'vitest';
import { cancel, createActor, createMachine, raise, SimulatedClock } from 'xstate';
import type { Timeline } from '../../src/actors/timeline.ts';
import { clockOn } from '../../src/actors/xstate-clock.ts';
import { BrokenInvariant } from '../../src/billing/invariant.ts';
import { Scheduler } from '../../src/sim/scheduler.ts';

/** Enters itself again every `periodMs`, telling when. */
function ticker(periodMs: number, tick: () => void) {
  return createMachine({
    initial: 'waiting',
    states: {
      waiting: { after: { [periodMs]: { target: 'waiting', reenter: true, actions: tick } } },
    },
  });
}

describe('after', () => {
  test('a machine that re-enters itself after 100 ms does so at 100, 200, ... 1000', () => {
    const scheduler = new Scheduler();
    const firedMs: number[] = [];
    const machine = ticker(100, () => firedMs.push(scheduler.nowUs / 1000));
    createActor(machine, { clock: clockOn(scheduler, 'ticker') }).start();
    scheduler.runUntil(1_000_000);
    expect(firedMs).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
  });

  test("XState's own SimulatedClock fires that machine once, at the end of the jump", () => {
    const clock = new SimulatedClock();
    const firedMs: number[] = [];
    createActor(
      ticker(100, () => firedMs.push(clock.now())),
      { clock },
    ).start();
    clock.increment(1000);
    expect(firedMs).toEqual([1000]);
  });

  test('leaving the state cancels what was to happen after', () => {
    const scheduler = new Scheduler();
    const machine = createMachine({
      initial: 'waiting',
      states: {
        waiting: { after: { 100: 'late' }, on: { answer: 'answered' } },
        answered: {},
        late: {},
      },
    });
    const actor = createActor(machine, { clock: clockOn(scheduler, 'waiter') }).start();
    expect(scheduler.pendingCount).toBe(1);
    actor.send({ type: 'answer' });
    expect(scheduler.pendingCount).toBe(0);
    expect(scheduler.runUntil(1_000_000)).toBe('quiet');
    expect(actor.getSnapshot().value).toBe('answered');
  });

  test('a delay that is a fraction of a millisecond is kept to the microsecond', () => {
    const scheduler = new Scheduler();
    const firedUs: number[] = [];
    // 1.0006 ms is 1000.6 us, rounded to 1001
    for (const delayMs of [0.001, 0.25, 1.0006]) {
      const clock = clockOn(scheduler, 'anyone');
      clock.setTimeout(() => firedUs.push(scheduler.nowUs), delayMs);
    }
    scheduler.runUntil(2_000);
    expect(firedUs).toEqual([1, 250, 1001]);
  });
});

describe('the actor system', () => {
  test('children wait on the clock of their parent', () => {
    const scheduler = new Scheduler();
    const firedMs: number[] = [];
    const child = ticker(30, () => firedMs.push(scheduler.nowUs / 1000));
    const parent = createMachine({ invoke: { id: 'child', src: child } });
    const actor = createActor(parent, { clock: clockOn(scheduler, 'parent') }).start();
    scheduler.runUntil(100_000);
    expect(firedMs).toEqual([30, 60, 90]);
    actor.stop();
    expect(scheduler.pendingCount).toBe(0);
  });

  test('a delayed raise with an id arrives in time, and not once it is cancelled', () => {
    const expire = raise({ type: 'expire' }, { id: 'expiry', delay: 100 });
    const machine = createMachine({
      initial: 'held',
      states: {
        held: {
          entry: expire,
          on: {
            // Without `cancel` XState leaves the first timer running beside the second.
            renew: { actions: [cancel('expiry'), expire] },
            keep: { actions: cancel('expiry') },
            expire: 'expired',
          },
        },
        expired: {},
      },
    });
    const valueAt = (untilUs: number, type: string): unknown => {
      const scheduler = new Scheduler();
      const actor = createActor(machine, { clock: clockOn(scheduler, 'lease') }).start();
      scheduler.at(60_000, 0, { owner: 'test', fire: () => actor.send({ type }) }, null);
      scheduler.runUntil(untilUs);
      return actor.getSnapshot().value;
    };
    expect(valueAt(99_999, 'ignored')).toBe('held');
    expect(valueAt(100_000, 'ignored')).toBe('expired');
    expect(valueAt(159_999, 'renew')).toBe('held');
    expect(valueAt(160_000, 'renew')).toBe('expired');
    expect(valueAt(1_000_000, 'keep')).toBe('held');
  });
});

describe('the clock', () => {
  test('no handle is taken for "no timer", though the timeline counts from 0', () => {
    const cancelled: number[] = [];
    const counting: Timeline = {
      nowUs: 0,
      at: () => 0,
      cancel: (id) => void cancelled.push(id),
    };
    const clock = clockOn(counting, 'anyone');
    const handle = clock.setTimeout(() => {}, 1);
    expect(handle).toBeGreaterThan(0);
    clock.clearTimeout(handle);
    expect(cancelled).toEqual([0]);
  });

  test('each firing is wrapped as the caller asks, and blamed on the owner', () => {
    const scheduler = new Scheduler();
    const told: string[] = [];
    const clock = clockOn(scheduler, 'alice', (fire) => {
      told.push('before');
      fire();
      told.push('after');
    });
    clock.setTimeout(() => told.push('fired'), 5);
    expect([...scheduler.pending()].map(({ owner, dueUs }) => [owner, dueUs])).toEqual([
      ['alice', 5_000],
    ]);
    scheduler.runUntil(5_000);
    expect(told).toEqual(['before', 'fired', 'after']);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('%d ms is no delay', (delayMs) => {
    const clock = clockOn(new Scheduler(), 'alice');
    expect(() => clock.setTimeout(() => {}, delayMs)).toThrow(BrokenInvariant);
  });
});
