/**
 * Line: a client's telephone line, on which a call must stand before either side can speak.
 *
 *     onHook ──line.lift──▶ dialling ──set-up──▶ connected ──idle, or dropped──▶ onHook
 *                               └──busy──▶ onHook (emits line.failed)
 *
 * Units: milliseconds. How long this call takes to set up, whether it fails and how long it would
 * last are drawn before and come with `line.lift`.
 *
 * Invariant (test/machines/line.test.ts): `line.connected` is emitted once per call that succeeds.
 */
import { assign, emit, setup } from 'xstate';

/** What fate has in store for one call. */
export interface Call {
  readonly setUpMs: number;
  /** When the line drops by itself; null when it does not. */
  readonly lastsMs: number | null;
  readonly fails: boolean;
}
export interface LineInput {
  readonly idleMs: number;
}
export interface LineContext extends LineInput {
  readonly call: Call;
}
export type LineEvent =
  | { readonly type: 'line.lift'; readonly call: Call }
  | { readonly type: 'line.used' };
export interface LineEmitted {
  readonly type: 'line.connected' | 'line.failed' | 'line.dropped' | 'line.hung-up';
}

/** Longer than any run: a hundred years. */
const NEVER_MS = 100 * 365 * 86_400_000;

const line = setup({
  types: {
    input: {} as LineInput,
    context: {} as LineContext,
    events: {} as LineEvent,
    emitted: {} as LineEmitted,
  },
  guards: { isBusy: ({ context }) => context.call.fails },
  actions: {
    note: assign((_, { call }: { call: Call }) => ({ call })),
    say: emit((_, { type }: LineEmitted) => ({ type })),
  },
  delays: {
    setUp: ({ context }) => context.call.setUpMs,
    idle: ({ context }) => context.idleMs,
    lasts: ({ context }) => context.call.lastsMs ?? NEVER_MS,
  },
});

export const lineMachine = line.createMachine({
  id: 'line',
  context: ({ input }) => ({ ...input, call: { setUpMs: 0, lastsMs: null, fails: false } }),
  initial: 'onHook',
  states: {
    onHook: {
      on: {
        'line.lift': {
          target: 'dialling',
          actions: { type: 'note', params: ({ event }) => event },
        },
      },
    },
    dialling: {
      after: {
        setUp: [
          {
            guard: 'isBusy',
            target: 'onHook',
            actions: { type: 'say', params: { type: 'line.failed' } },
          },
          { target: 'connected', actions: { type: 'say', params: { type: 'line.connected' } } },
        ],
      },
    },
    connected: {
      initial: 'talking',
      states: {
        talking: {
          on: { 'line.used': { target: 'talking', reenter: true } },
          after: {
            idle: {
              target: '#line.onHook',
              actions: { type: 'say', params: { type: 'line.hung-up' } },
            },
          },
        },
      },
      after: {
        lasts: {
          target: 'onHook',
          actions: { type: 'say', params: { type: 'line.dropped' } },
        },
      },
    },
  },
});
