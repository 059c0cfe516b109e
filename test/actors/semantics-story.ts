/**
 * Semantics story: a small machine, what happens to it, and what is to come of that, in words.
 *
 *     ['go', '<a1 <a go >b >b1 = b.b1']      on `go` it leaves a1 and a, says "go", enters b and b1
 *     ['wait 10', '= b (ignored)']           in ten milliseconds nothing comes of anything
 *
 * Every state but the outermost says `>KEY` before all else when it is entered, and `<KEY` before all
 * else when it is left. After the state come `done` and `deaf`, where the machine is.
 */
import { type AnyStateMachine, assign, emit, setup } from 'xstate';
import type { Engine } from '../../src/actors/engine.ts';
import type { Emitted, Outcome } from '../../src/machines/effects.ts';
import { type Move, type Sight, sightsOn } from './engine-trial.ts';

/** One rule of XState's. */
export interface Story {
  readonly claim: string;
  readonly machine: AnyStateMachine;
  /** What happens, and what comes of it; the first is `start`. */
  readonly tells: readonly (readonly [happens: string, comes: string])[];
}
interface StateConfig {
  readonly states?: Readonly<Record<string, StateConfig>>;
  readonly entry?: unknown;
  readonly exit?: unknown;
  readonly [key: string]: unknown;
}
interface Context {
  readonly n: number;
}
type Heard = { readonly type: string; readonly k?: number };

const kit = setup({
  types: {
    context: {} as Context,
    events: {} as Heard,
    emitted: {} as Outcome,
    tags: {} as 'deaf',
  },
  guards: {
    is: (_, { yes }: { yes: boolean }) => yes,
    below: ({ context }, { n }: { n: number }) => context.n < n,
    on: ({ event }, { type }: { type: string }) => event.type === type,
  },
  actions: {
    say: emit((_, { words }: { words: string }) => said(words)),
    tellN: emit(({ context }) => said(`n${context.n}`)),
    add: assign(({ context }, { n }: { n: number }) => ({ n: context.n + n })),
    double: assign({ n: ({ context }) => context.n * 2 }),
  },
  delays: {
    ten: 10,
    tenTimesN: ({ context }) => context.n * 10,
    never: () => -1,
    /** In milliseconds: 1.6 microseconds. */
    fraction: () => 0.0016,
  },
});

/** A machine that says what it enters and leaves; its id is `m`, its context begins with n = 0. */
export function telling(config: StateConfig): AnyStateMachine {
  const { states = {} } = config;
  const whole = { ...config, states: mapStates(states), id: 'm', context: { n: 0 } };
  return kit.createMachine(whole as never) as unknown as AnyStateMachine;
}

/** An action that says a word. */
export function say(words: string) {
  return { type: 'say', params: { words } };
}
/** An action that adds to the context's n. */
export function add(n: number) {
  return { type: 'add', params: { n } };
}
/** A guard that always says the same. */
export function is(yes: boolean) {
  return { type: 'is', params: { yes } };
}
/** A guard that looks at the context's n. */
export function below(n: number) {
  return { type: 'below', params: { n } };
}

/** What comes of a story on an engine, in the words of its table. */
export function played(engine: Engine, { machine, tells }: Story): Story['tells'] {
  const happenings = tells.map(([happens]) => happens);
  const moves = happenings.slice(1).map(moveOf);
  const sights = sightsOn(engine, { machine, input: {}, startUs: 0, moves });
  return happenings.map((happens, n) => [happens, inWords(sights[n])]);
}

function mapStates(states: NonNullable<StateConfig['states']>) {
  return Object.fromEntries(
    Object.entries(states).map(([key, { states: inner, ...config }]): [string, StateConfig] => [
      key,
      {
        ...config,
        ...(inner === undefined ? {} : { states: mapStates(inner) }),
        entry: [say(`>${key}`), ...listed(config.entry)],
        exit: [say(`<${key}`), ...listed(config.exit)],
      },
    ]),
  );
}
function listed(actions: unknown): readonly unknown[] {
  if (actions === undefined) return [];
  return Array.isArray(actions) ? actions : [actions];
}

/** `go` and `go 3` are events, the second with a number; `wait 10` is ten milliseconds. */
function moveOf(happens: string): Move {
  const [type = '', number] = happens.split(' ');
  if (type === 'wait') return { does: 'wait', us: Number(number) * 1_000 };
  const event = number === undefined ? { type } : { type, k: Number(number) };
  return { does: 'send', event };
}

function inWords(sight: Sight | undefined): string {
  if (sight === undefined) return 'nothing: it failed before';
  if (sight.failure !== null) return sight.failure;
  const words = sight.steps.flatMap(({ emitted }) => emitted.map(wordOf));
  const isIgnored = sight.steps.length > 0 && sight.steps.every(({ ignored }) => ignored);
  const marks = [
    ...(isIgnored ? ['(ignored)'] : []),
    ...(sight.isDone ? ['done'] : []),
    ...(sight.isDeaf ? ['deaf'] : []),
  ];
  return [...words, '=', sight.state, ...marks].join(' ');
}
function wordOf(emitted: Emitted): string {
  return 'conversation' in emitted ? emitted.conversation : emitted.type;
}
function said(words: string): Outcome {
  return { type: 'outcome', name: 'options.shown', conversation: words, detail: {} };
}
