/** Engine: XState's actors on virtual time, and what happens when a machine throws. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type AnyStateMachine, assign, emit, setup } from 'xstate';
import { compiledEngine } from '../../src/actors/compiled/engine.ts';
import { type Engine, MachineFailure, type Step } from '../../src/actors/engine.ts';
import { xstateEngine } from '../../src/actors/xstate-engine.ts';
import type { Outcome } from '../../src/machines/effects.ts';
import { Scheduler } from '../../src/sim/scheduler.ts';

afterEach(() => void vi.restoreAllMocks());

const said = (name: string): Outcome => ({
  type: 'outcome',
  name: 'options.shown',
  conversation: name,
  detail: {},
});
const lamp = setup({
  types: {
    context: {} as { readonly count: number },
    events: {} as { readonly type: 'press' | 'count' | 'noop' | 'break' | 'wait' | 'end' },
    emitted: {} as Outcome,
  },
  actions: {
    say: emit((_, { name }: { name: string }) => said(name)),
    count: assign(({ context }) => ({ count: context.count + 1 })),
    explode: assign(() => {
      throw new RangeError('the bulb burst');
    }),
  },
}).createMachine({
  id: 'lamp',
  context: { count: 0 },
  initial: 'off',
  entry: { type: 'say', params: { name: 'plugged in' } },
  states: {
    off: {
      exit: { type: 'say', params: { name: 'leaving' } },
      on: {
        press: { target: 'on', actions: { type: 'say', params: { name: 'pressing' } } },
        count: { actions: 'count' },
        break: { actions: 'explode' },
        wait: 'waiting',
        end: 'gone',
      },
    },
    on: {
      tags: 'deaf',
      type: 'parallel',
      entry: { type: 'say', params: { name: 'entering' } },
      states: { left: { initial: 'dim', states: { dim: {} } }, right: {} },
    },
    waiting: { after: { 1500: { target: 'off', actions: 'explode' } } },
    gone: { type: 'final' },
  },
});

function started(machine: AnyStateMachine = lamp) {
  const timeline = new Scheduler();
  const timers: (readonly [Step, number])[] = [];
  const record = { current: 0 };
  const { run, first } = xstateEngine.start(
    machine,
    'hall/lamp',
    {},
    {
      timeline,
      currentRecord: () => record.current,
      onTimer: (_run, step, armedBy) => timers.push([step, armedBy]),
    },
  );
  return { run, first, timeline, timers, record };
}
const names = ({ emitted }: Step) =>
  emitted.map((one) => 'conversation' in one && one.conversation);

describe('a step', () => {
  test('tells what was emitted on entering the first state', () => {
    expect(names(started().first)).toEqual(['plugged in']);
  });

  test('goes exit, transition, entry, and tells the states as text, regions and all', () => {
    const step = started().run.send({ type: 'press' });
    expect(names(step)).toEqual(['leaving', 'pressing', 'entering']);
    expect([step.was, step.state]).toEqual(['off', 'on.left.dim & right']);
  });

  test.each([
    ['an unknown event', 'noop', true],
    ['an event that only changes the context', 'count', false],
    ['an event that changes the state', 'press', false],
  ])('on %s: ignored is right', (_, type, ignored) => {
    expect(started().run.send({ type }).ignored).toBe(ignored);
  });

  test('leaves behind whether the machine is deaf or done, and what it knows', () => {
    const { run } = started();
    run.send({ type: 'count' });
    expect([run.isDeaf, run.isDone, run.context]).toEqual([false, false, { count: 1 }]);
    run.send({ type: 'press' });
    expect(run.isDeaf).toBe(true);
    const other = started().run;
    other.send({ type: 'end' });
    expect([other.isDone, other.state]).toEqual([true, 'gone']);
  });
});

describe('a timer', () => {
  const ticking = setup({}).createMachine({
    id: 'clock',
    initial: 'tick',
    states: { tick: { after: { 250: { target: 'tick', reenter: true } } } },
  });

  test('fires in virtual time, named, with the record it was armed under', () => {
    const { timeline, timers, record } = started(ticking);
    record.current = 41;
    timeline.runUntil(250_000);
    record.current = 99;
    timeline.runUntil(500_000);
    expect(timers.map(([{ event }, armedBy]) => [event, armedBy])).toEqual([
      ['after 250', 0],
      ['after 250', 41],
    ]);
  });

  test('of a state that was left, or of a machine that ended, never fires', () => {
    const door = setup({
      types: { events: {} as { readonly type: 'leave' | 'end' } },
    }).createMachine({
      id: 'door',
      initial: 'open',
      states: {
        open: { after: { 1000: 'slammed' }, on: { leave: 'shut', end: 'gone' } },
        shut: {},
        slammed: {},
        gone: { type: 'final' },
      },
    });
    for (const type of ['leave', 'end']) {
      const { run, timeline, timers } = started(door);
      run.send({ type });
      expect(timeline.runUntil(5_000_000)).toBe('quiet');
      expect(timers).toEqual([]);
    }
  });
});

describe('a machine that throws', () => {
  test('makes send throw at once, naming the address and the event, and arms no real timer', () => {
    const timer = vi.spyOn(globalThis, 'setTimeout');
    const microtask = vi.spyOn(globalThis, 'queueMicrotask');
    const { run } = started();
    const breaking = () => run.send({ type: 'break' });
    expect(breaking).toThrow(MachineFailure);
    expect(() => started().run.send({ type: 'break' })).toThrow(
      'hall/lamp failed on "break": the bulb burst',
    );
    expect(timer).not.toHaveBeenCalled();
    expect(microtask).not.toHaveBeenCalled();
  });

  test('on a timer stops the scheduler at the instant of the timer, not before and not after', () => {
    const timer = vi.spyOn(globalThis, 'setTimeout');
    const { run, timeline } = started();
    run.send({ type: 'wait' });
    timeline.runUntil(1_499_999);
    expect(() => timeline.runUntil(9_000_000)).toThrow(
      /hall\/lamp failed on ".*1500.*": the bulb burst/,
    );
    expect(timeline.nowUs).toBe(1_500_000);
    expect(timer).not.toHaveBeenCalled();
  });

  test('when it starts makes start throw, though nobody could observe it yet', () => {
    const timer = vi.spyOn(globalThis, 'setTimeout');
    const broken = setup({
      actions: {
        explode: assign(() => {
          throw new RangeError('dead on arrival');
        }),
      },
    }).createMachine({ id: 'broken', entry: 'explode' });
    expect(() => started(broken)).toThrow(/hall\/lamp failed on "start": dead on arrival/);
    expect(timer).not.toHaveBeenCalled();
  });

  test('in a guard is told alike by both engines: which guard, on which event, in which state', () => {
    const gate = setup({
      guards: {
        torn: () => {
          throw new RangeError('a torn ticket');
        },
      },
    }).createMachine({
      id: 'gate',
      initial: 'shut',
      states: { shut: { on: { push: { guard: 'torn', target: 'open' } } }, open: {} },
    });
    const pushOn = (engine: Engine) => () => {
      const host = { timeline: new Scheduler(), currentRecord: () => 0, onTimer: () => undefined };
      engine.start(gate, 'hall/gate', undefined, host).run.send({ type: 'push' });
    };
    const told =
      'hall/gate failed on "push": ' +
      "Unable to evaluate guard 'torn' in transition for event 'push' in state node 'gate.shut':\n" +
      'a torn ticket';
    expect(pushOn(xstateEngine)).toThrow(told);
    expect(pushOn(compiledEngine)).toThrow(told);
  });

  test('keeps its cause, so that the stack leads to the line that threw', () => {
    const { run } = started();
    try {
      run.send({ type: 'break' });
      expect.unreachable('the lamp is broken');
    } catch (error) {
      expect((error as MachineFailure).cause).toBeInstanceOf(RangeError);
    }
  });
});

test('two machines of one kind, stepped in turns, know nothing of one another', () => {
  const one = started();
  const other = started();
  one.run.send({ type: 'count' });
  other.run.send({ type: 'press' });
  const step = one.run.send({ type: 'count' });
  expect([step.event, step.state, one.run.context]).toEqual(['count', 'off', { count: 2 }]);
  expect(other.run.context).toEqual({ count: 0 });
});
