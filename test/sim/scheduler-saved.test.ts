/** Scheduler put aside: another one that goes on from it fires, cancels and numbers as it would have. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimerHandler, TimerId } from '../../src/actors/timeline.ts';
import { Scheduler } from '../../src/sim/scheduler.ts';

/** What is done to a scheduler: a timer set so much later, the n-th id cancelled, or a step. */
const deed = fc.oneof(
  fc.record({
    does: fc.constant('at' as const),
    inUs: fc.nat({ max: 5 }),
    priority: fc.nat({ max: 31 }),
  }),
  fc.record({ does: fc.constant('cancel' as const), nth: fc.nat({ max: 60 }) }),
  fc.record({ does: fc.constant('step' as const) }),
);
type Deed = typeof deed extends fc.Arbitrary<infer Value> ? Value : never;

class Played {
  readonly log: string[] = [];
  readonly ids: TimerId[];
  readonly scheduler: Scheduler;
  private readonly handlers: readonly TimerHandler<number>[];

  constructor(scheduler: Scheduler, ids: readonly TimerId[]) {
    this.scheduler = scheduler;
    this.ids = [...ids];
    this.handlers = ['cat', 'dog'].map((owner) => ({
      kind: 'segment',
      owner,
      fire: (argument) => void this.log.push(`${scheduler.nowUs} ${owner} ${argument}`),
    }));
  }
  handler(owner: string): TimerHandler<unknown> {
    return (owner === 'cat' ? this.handlers[0] : this.handlers[1]) as TimerHandler<unknown>;
  }
  play(deeds: readonly Deed[]): this {
    for (const one of deeds) {
      if (one.does === 'step') this.log.push(String(this.scheduler.step()));
      else if (one.does === 'cancel') this.scheduler.cancel(this.ids[one.nth] ?? 0);
      else {
        const handler = this.handler(one.inUs % 2 === 0 ? 'cat' : 'dog');
        const dueUs = this.scheduler.nowUs + one.inUs;
        this.ids.push(this.scheduler.at(dueUs, one.priority, handler, this.ids.length));
      }
    }
    return this;
  }
}
const nameOf = ({ owner }: TimerHandler<unknown>) => ({ kind: 'segment', owner }) as const;

test('whatever was done before and is done after, both fire the same and give the same ids', () => {
  fc.assert(
    fc.property(fc.array(deed), fc.array(deed), (before, after) => {
      const one = new Played(new Scheduler(), []).play(before);
      const saved = structuredClone(one.scheduler.save(nameOf));
      const other = new Played(new Scheduler(), one.ids);
      other.scheduler.load(saved, ({ owner }) => other.handler(owner));
      expect(other.scheduler.pendingCount).toBe(one.scheduler.pendingCount);
      one.log.length = 0;
      one.play(after);
      other.play(after);
      expect([other.log, other.ids]).toEqual([one.log, one.ids]);
      expect([...other.scheduler.pending()]).toEqual([...one.scheduler.pending()]);
      expect(other.scheduler.save(nameOf)).toEqual(one.scheduler.save(nameOf));
    }),
    { seed: 26, numRuns: 2_000 },
  );
});

test('thousands that are pending, most of them cancelled, go on as they were', () => {
  const one = new Played(new Scheduler(), []);
  const sets = Array.from(
    { length: 5_000 },
    (_, n) => ({ does: 'at', inUs: n, priority: 4 }) as const,
  );
  one.play(sets);
  for (const [n, id] of one.ids.entries()) if (n % 4 > 0) one.scheduler.cancel(id);
  const other = new Played(new Scheduler(), one.ids);
  other.scheduler.load(one.scheduler.save(nameOf), ({ owner }) => other.handler(owner));
  one.scheduler.runUntil(10_000);
  other.scheduler.runUntil(10_000);
  // Every fourth of 5,000.
  expect(other.log).toHaveLength(1_250);
  expect(other.log).toEqual(one.log);
});
