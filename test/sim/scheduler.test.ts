import { describe, expect, test } from 'vitest';
import type { TimerId } from '../../src/actors/timeline.ts';
import { BrokenInvariant } from '../../src/billing/invariant.ts';
import { RunawayRun } from '../../src/sim/runaway-run.ts';
import { Scheduler } from '../../src/sim/scheduler.ts';

/** A handler that runs what it is given: fit for tests only. */
const runner = { owner: 'runner', fire: (work: () => void) => work() };

describe('cancelling', () => {
  test('an id kept after its timer fired cancels no later timer', () => {
    const scheduler = new Scheduler();
    let fired = 0;
    const handler = { owner: 'a', fire: () => void fired++ };
    const stale = scheduler.at(1, 8, handler, null);
    scheduler.step();
    scheduler.at(2, 8, handler, null); // takes the slot of the first
    scheduler.cancel(stale);
    expect(scheduler.pendingCount).toBe(1);
    scheduler.step();
    expect(fired).toBe(2);
  });

  test('cancelling twice is cancelling once', () => {
    const scheduler = new Scheduler();
    const id = scheduler.at(1, 8, runner, () => {});
    scheduler.at(2, 8, runner, () => {});
    scheduler.cancel(id);
    scheduler.cancel(id);
    expect(scheduler.pendingCount).toBe(1);
    expect(scheduler.nextDueUs()).toBe(2);
  });

  test('a handler may cancel what is due at the same instant, and itself in vain', () => {
    const scheduler = new Scheduler();
    const fired: string[] = [];
    const ids: TimerId[] = [];
    ids[0] = scheduler.at(1, 0, runner, () => {
      fired.push('first');
      for (const id of ids) scheduler.cancel(id);
    });
    ids[1] = scheduler.at(1, 0, runner, () => fired.push('second'));
    expect(scheduler.runUntil(9)).toBe('quiet');
    expect(fired).toEqual(['first']);
  });
});

describe('room', () => {
  // The slot of a timer is its id modulo 2**26: a low one says that slots are used again.
  const slotOf = (id: TimerId): number => id % 2 ** 26;

  test('what fires or is cancelled makes room for what comes', () => {
    const scheduler = new Scheduler();
    let highest = 0;
    for (let n = 0; n < 10_000; n++) {
      highest = Math.max(highest, slotOf(scheduler.at(n, 4, runner, () => {})));
      const soon = scheduler.at(n, 4, runner, () => {});
      highest = Math.max(highest, slotOf(soon));
      scheduler.cancel(soon);
      scheduler.runUntil(n);
    }
    // one that fires and one that is cancelled at a time
    expect(highest).toBe(1);
  });

  test('timers cancelled long before they are due make room too', () => {
    const scheduler = new Scheduler();
    let highest = 0;
    for (let n = 0; n < 100_000; n++) {
      const deadline = scheduler.at(1e9, 8, runner, () => {});
      highest = Math.max(highest, slotOf(deadline));
      scheduler.cancel(deadline);
    }
    // More than half of all and more than 512: a rebuild comes with every 513th tombstone.
    expect(highest).toBe(512);
  });
});

describe('running', () => {
  test('a run stops at its horizon when something is due later', () => {
    const scheduler = new Scheduler();
    scheduler.at(10, 4, runner, () => {});
    scheduler.at(11, 4, runner, () => {});
    expect(scheduler.runUntil(10)).toBe('horizon');
    expect(scheduler.nowUs).toBe(10);
    expect(scheduler.firedCount).toBe(1);
    expect(scheduler.nextDueUs()).toBe(11);
  });

  test('a quiet run stays at its last event', () => {
    const scheduler = new Scheduler();
    scheduler.at(10, 4, runner, () => {});
    scheduler.cancel(scheduler.at(50, 4, runner, () => {}));
    expect(scheduler.runUntil(100)).toBe('quiet');
    expect(scheduler.nowUs).toBe(10);
    expect(scheduler.nextDueUs()).toBeNull();
    expect(scheduler.step()).toBe(false);
  });

  test('pending lists what would fire, and does not change as it does', () => {
    const scheduler = new Scheduler();
    const handler = { owner: 'alice', fire: () => {} };
    scheduler.at(2 ** 53 - 1, 31, handler, 'last');
    scheduler.at(7, 8, handler, 'timer');
    scheduler.at(7, 4, handler, 'delivery');
    const listed = scheduler.pending();
    scheduler.step();
    expect([...listed]).toEqual([
      { dueUs: 7, priority: 4, owner: 'alice', argument: 'delivery' },
      { dueUs: 7, priority: 8, owner: 'alice', argument: 'timer' },
      { dueUs: 2 ** 53 - 1, priority: 31, owner: 'alice', argument: 'last' },
    ]);
    expect([...scheduler.pending()]).toHaveLength(2);
  });

  test('an error of a handler comes out, and the run can go on', () => {
    const scheduler = new Scheduler();
    const fired: number[] = [];
    scheduler.at(1, 4, runner, () => {
      throw new RangeError('thrown by a handler');
    });
    scheduler.at(2, 4, runner, () => fired.push(scheduler.nowUs));
    expect(() => scheduler.runUntil(9)).toThrow(RangeError);
    expect(scheduler.nowUs).toBe(1);
    expect(scheduler.runUntil(9)).toBe('quiet');
    expect(fired).toEqual([2]);
  });
});

describe('invariants', () => {
  test.each([0.5, 4, -1, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])(
    'at 5 us nothing can be due at %d us',
    (dueUs) => {
      const scheduler = new Scheduler();
      scheduler.at(5, 4, runner, () => {});
      scheduler.step();
      expect(() => scheduler.at(dueUs, 4, runner, () => {})).toThrow(BrokenInvariant);
      expect(() => scheduler.at(dueUs, 4, runner, () => {})).toThrow(`not at ${dueUs} (runner)`);
      expect(scheduler.pendingCount).toBe(0);
    },
  );

  test.each([-1, 32, 1.5, Number.NaN])('%d is no priority', (priority) => {
    const scheduler = new Scheduler();
    expect(() => scheduler.at(1, priority, runner, () => {})).toThrow('a priority is');
  });

  test.each(['step', 'runUntil'] as const)('a handler cannot call %s', (name) => {
    const scheduler = new Scheduler();
    scheduler.at(1, 4, runner, () => {
      if (name === 'step') scheduler.step();
      else scheduler.runUntil(9);
    });
    scheduler.at(2, 4, runner, () => {});
    expect(() => scheduler.runUntil(9)).toThrow('a handler never steps the scheduler');
    expect(scheduler.step()).toBe(true);
  });

  test('a run cannot be asked to go back', () => {
    const scheduler = new Scheduler();
    scheduler.at(10, 4, runner, () => {});
    scheduler.step();
    expect(() => scheduler.runUntil(9)).toThrow(BrokenInvariant);
    expect(() => scheduler.runUntil(10.5)).toThrow(BrokenInvariant);
  });
});

describe('limits', () => {
  /** Two that answer each other at once, for ever, and a third who spoke once before. */
  function quarrel(scheduler: Scheduler): void {
    const cat = { owner: 'cat', fire: () => void scheduler.at(scheduler.nowUs, 4, dog, null) };
    const dog = { owner: 'dog', fire: () => void scheduler.at(scheduler.nowUs, 4, cat, null) };
    scheduler.at(3, 4, { owner: 'mouse', fire: () => {} }, null);
    scheduler.at(3, 4, cat, null);
  }

  test('a loop that takes no time is stopped, and those who loop are named', () => {
    const scheduler = new Scheduler({ eventsPerInstantMax: 100 });
    quarrel(scheduler);
    const error = errorOf(() => scheduler.runUntil(9));
    // mouse once, then cat, dog, cat, ... for 99 more: cat 50, dog 49
    expect(error.busiestOwners).toEqual(['cat', 'dog', 'mouse']);
    expect(error.message).toContain('eventsPerInstantMax = 100 at 3 us');
    expect(error.message).toContain('cat (50), dog (49), mouse (1)');
    expect(scheduler.firedCount).toBe(100);
  });

  test('only the last 1,024 events are blamed', () => {
    const scheduler = new Scheduler({ eventsPerInstantMax: 5_000 });
    quarrel(scheduler);
    const error = errorOf(() => scheduler.runUntil(9));
    // Half of 1,024 each, and the mouse forgotten. Of equals the first in the ring leads: its place 0
    // holds an event whose number is a multiple of 1,024, and the even ones are the dog's.
    expect(error.busiestOwners).toEqual(['dog', 'cat']);
    expect(error.message).toContain('(512)');
  });

  test('a loop that takes time does not reach the limit of an instant', () => {
    const scheduler = new Scheduler({ eventsPerInstantMax: 2 });
    const tick = {
      owner: 'clock',
      fire: () => void scheduler.at(scheduler.nowUs + 1, 4, tick, null),
    };
    scheduler.at(0, 4, tick, null);
    scheduler.at(0, 4, tick, null);
    expect(scheduler.runUntil(1_000)).toBe('horizon');
    // two at each instant from 0 to 1000
    expect(scheduler.firedCount).toBe(2_002);
  });

  test('a run of more than eventsMax events is stopped before the one too many', () => {
    const scheduler = new Scheduler({ eventsMax: 2 });
    for (let us = 1; us <= 3; us++) scheduler.at(us, 4, runner, () => {});
    expect(scheduler.step() && scheduler.step()).toBe(true);
    expect(errorOf(() => scheduler.step()).limit).toBe('eventsMax');
    expect(scheduler.firedCount).toBe(2);
    expect(scheduler.pendingCount).toBe(1);
    expect(scheduler.nowUs).toBe(2);
  });

  test('nothing fires beyond untilUsMax', () => {
    const scheduler = new Scheduler({ untilUsMax: 10 });
    scheduler.at(10, 4, runner, () => {});
    scheduler.at(11, 4, runner, () => {});
    const error = errorOf(() => scheduler.runUntil(20));
    expect([error.limit, error.atUs]).toEqual(['untilUsMax', 11]);
    expect(scheduler.firedCount).toBe(1);
  });
});

function errorOf(work: () => void): RunawayRun {
  try {
    work();
  } catch (error) {
    if (error instanceof RunawayRun) return error;
    throw error;
  }
  throw new Error('no limit was passed');
}
