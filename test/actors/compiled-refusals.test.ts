/**
 * Compiled refusals: what tables cannot say is refused before a machine runs, by name.
 */
import { describe, expect, test } from 'vitest';
import {
  type AnyStateMachine,
  and,
  assign,
  cancel,
  createMachine,
  emit,
  enqueueActions,
  forwardTo,
  fromPromise,
  log,
  not,
  or,
  raise,
  sendParent,
  sendTo,
  spawnChild,
  stateIn,
  stopChild,
} from 'xstate';
import manifest from '../../package.json' with { type: 'json' };
import { compiledEngine } from '../../src/actors/compiled/engine.ts';
import { XSTATE_CHECKED } from '../../src/actors/compiled/read-machine.ts';
import { UnsupportedFeature } from '../../src/actors/compiled/unsupported.ts';
import { Scheduler } from '../../src/sim/scheduler.ts';

const nothing = fromPromise(() => Promise.resolve());
const yes = () => true;

/** A machine `hall` whose state `hall.lamp.lit` is as said. */
function withLit(lit: Readonly<Record<string, unknown>>, options: object = {}): AnyStateMachine {
  const config = {
    id: 'hall',
    initial: 'lamp',
    context: { count: 0 },
    states: { lamp: { initial: 'dark', states: { dark: { on: { press: 'lit' } }, lit } } },
  };
  return createMachine(config as never, options as never) as unknown as AnyStateMachine;
}
/** With an action that is done when `lit` is entered. */
const entering = (action: unknown) => withLit({ entry: [action] });
/** With a guard on a transition of `lit`. */
const guarded = (guard: unknown) => withLit({ on: { press: { guard, target: 'dark' } } });

const start = (machine: AnyStateMachine) =>
  compiledEngine.start(
    machine,
    'hall/lamp',
    {},
    { timeline: new Scheduler(), currentRecord: () => 0, onTimer: () => undefined },
  );

/** What a machine is refused with; fails when it is not. */
function refusalOf(machine: AnyStateMachine): UnsupportedFeature {
  try {
    start(machine);
  } catch (error) {
    if (error instanceof UnsupportedFeature) return error;
    throw error;
  }
  return expect.unreachable('the machine was taken');
}

const REFUSED: readonly (readonly [
  what: string,
  machine: AnyStateMachine,
  feature: string,
  state?: string,
])[] = [
  ['invoke', withLit({ invoke: { src: nothing } }), 'invoke'],
  [
    'a shallow history state',
    withLit({ initial: 'dim', states: { dim: {}, before: { type: 'history' } } }),
    'history',
    'hall.lamp.lit.before',
  ],
  [
    'a deep history state',
    withLit({ initial: 'dim', states: { dim: {}, before: { type: 'history', history: 'deep' } } }),
    'history',
    'hall.lamp.lit.before',
  ],
  ['output of a final state', withLit({ type: 'final', output: { hours: 1 } }), 'output'],
  [
    'output of the machine',
    createMachine({
      id: 'hall',
      output: { hours: 1 },
      initial: 'off',
      states: { off: { type: 'final' } },
    }) as unknown as AnyStateMachine,
    'output',
    'hall',
  ],
  ['spawnChild', entering(spawnChild(nothing)), 'spawn'],
  ['stopChild', entering(stopChild('child')), 'stop'],
  ['sendTo', entering(sendTo('child', { type: 'press' })), 'sendTo'],
  ['sendParent', entering(sendParent({ type: 'press' })), 'sendTo'],
  ['forwardTo', entering(forwardTo('child')), 'sendTo'],
  ['raise with a delay', entering(raise({ type: 'press' }, { delay: 10 })), 'raise'],
  [
    'raise with a delay and an id',
    entering(raise({ type: 'press' }, { delay: 10, id: 'press' })),
    'raise',
  ],
  ['cancel', entering(cancel('press')), 'cancel'],
  ['log', entering(log('lit')), 'log'],
  [
    'enqueueActions',
    entering(enqueueActions(({ enqueue }) => enqueue.raise({ type: 'press' }))),
    'enqueueActions',
  ],
  ['and', guarded(and([yes, yes])), 'and'],
  ['or', guarded(or([yes, yes])), 'or'],
  ['not', guarded(not(yes)), 'not'],
  ['stateIn', guarded(stateIn('lamp')), 'stateIn'],
  ['a guard that is not there', guarded('isDark'), 'isDark'],
  ['an action that is not there', entering('shine'), 'shine'],
  ['a delay that is not there', withLit({ after: { whenever: 'dark' } }), 'whenever'],
];

describe('a machine with', () => {
  test.each(REFUSED.map(([what, ...rest]) => ({ what, rest })))(
    '$what is refused, naming machine, state and feature',
    ({ rest: [machine, feature, state = 'hall.lamp.lit'] }) => {
      const refusal = refusalOf(machine);
      expect([refusal.machine, refusal.state]).toEqual(['hall', state]);
      expect(refusal.feature).toContain(feature);
      expect(refusal.message).toContain('machine "hall"');
      expect(refusal.message).toContain(`state "${state}"`);
      expect(refusal.message).toContain(refusal.feature);
      expect(refusal.message).toContain('--engine xstate');
    },
  );
});

describe('what is refused is found', () => {
  const words = log('lit');
  test.each([
    ['on leaving', { exit: words }],
    ['on an event', { on: { press: { actions: words } } }],
    ['in a second candidate', { on: { press: [{ guard: yes }, { actions: words }] } }],
    ['after a time', { after: { 10: { actions: words } } }],
    ['on nothing', { always: { guard: () => false, actions: words } }],
    ['in initial actions', { initial: { target: 'dim', actions: words }, states: { dim: {} } }],
    ['at the end', { initial: 'dim', states: { dim: {} }, onDone: { actions: words } }],
    ['under a name', { entry: 'say' }],
    ['under a name, with params', { entry: { type: 'say', params: { words: 'lit' } } }],
  ])('%s', (_, lit) => {
    const refusal = refusalOf(withLit(lit, { actions: { say: words } }));
    expect([refusal.state, refusal.feature]).toEqual([
      'hall.lamp.lit',
      expect.stringContaining('log'),
    ]);
  });

  test('behind the name of a guard', () => {
    const refusal = refusalOf(
      withLit({ on: { press: { guard: 'isDark' } } }, { guards: { isDark: not(yes) } }),
    );
    expect([refusal.state, refusal.feature]).toEqual([
      'hall.lamp.lit',
      expect.stringContaining('not'),
    ]);
  });
});

test('a machine is refused again when it is started again', () => {
  const machine = entering(log('lit'));
  expect(() => start(machine)).toThrow(UnsupportedFeature);
  expect(() => start(machine)).toThrow(UnsupportedFeature);
});

test('what tables can say is not refused', () => {
  const machine = withLit({
    entry: [assign({ count: 1 }), emit({ type: 'lit' }), raise({ type: 'press' })],
    on: { press: { guard: yes, target: 'dark' } },
    after: { 10: 'dark' },
  });
  expect(start(machine).run.state).toBe('lamp.dark');
});

test('the version of XState that was checked is the one that is used', () => {
  expect(manifest.dependencies.xstate).toBe(XSTATE_CHECKED);
});
