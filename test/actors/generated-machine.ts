/**
 * Generated machine: a machine as a plan that fast-check draws, shrinks and prints.
 *
 *     machinePlan ──▶ MachinePlan ──machineOf (generated-machine-build.ts)──▶ XState machine
 *
 * A state is named by its path of keys; where a plan points to a state it holds a number, taken
 * modulo the number of states there are, so that a plan stays sound when it is shrunk.
 */
import fc from 'fast-check';

/** What an action does; what each does is in generated-machine-build.ts. */
export const DEEDS = [
  'say',
  'sayInline',
  'sayStatic',
  'bump',
  'set',
  'bumpInline',
  'call',
  'callInline',
  'raiseOne',
  'raiseTwo',
  'raiseInline',
  'refuel',
  'explode',
] as const;
export type Deed = (typeof DEEDS)[number];
export const GUARDS = ['none', 'below', 'belowEvent', 'isOdd', 'inline'] as const;
export interface ActionPlan {
  readonly deed: Deed;
  readonly n: number;
}
export interface GuardPlan {
  readonly is: (typeof GUARDS)[number];
  readonly n: number;
}
/** How a target is written, where there is more than one way. */
export const TARGET_FORMS = ['id', 'short'] as const;
export interface TargetPlan {
  /** `none` stays where it is; `pair` goes to several regions of a parallel state at once. */
  readonly kind: 'one' | 'one' | 'none' | 'pair';
  readonly which: number;
  readonly others: readonly number[];
  readonly form: (typeof TARGET_FORMS)[number];
}
export interface TransitionPlan {
  readonly target: TargetPlan;
  readonly guard: GuardPlan;
  readonly reenter: boolean | null;
  readonly actions: readonly ActionPlan[];
}
export const EVENTS = ['a', 'b', 'c.d', 'c.e.f'] as const;
/** Raised by machines themselves; whatever takes one burns fuel, so that no machine goes on for ever. */
export const RAISED = ['r.one', 'r.two'] as const;
export const WILDCARDS = ['*', 'c.*', 'r.*', 'c.e.*', 'xstate.*'] as const;
export const DELAYS = ['0', '10', '25', 'short', 'byCount'] as const;
export interface HandlerPlan {
  readonly on: (typeof EVENTS)[number] | (typeof RAISED)[number] | (typeof WILDCARDS)[number];
  /** `{}` and `undefined` forbid the event; a list may hold several candidates. */
  readonly form: 'list' | 'single' | 'empty' | 'undefined';
  readonly transitions: readonly TransitionPlan[];
}
export interface TimerPlan {
  readonly delay: (typeof DELAYS)[number];
  readonly transitions: readonly TransitionPlan[];
}
export interface StatePlan {
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final';
  readonly children: readonly StatePlan[];
  readonly initial: number;
  readonly initialActions: readonly ActionPlan[];
  readonly hasId: boolean;
  readonly isDeaf: boolean;
  readonly entry: readonly ActionPlan[];
  readonly exit: readonly ActionPlan[];
  readonly handlers: readonly HandlerPlan[];
  readonly timers: readonly TimerPlan[];
  readonly always: readonly TransitionPlan[];
  readonly onDone: readonly TransitionPlan[];
}
/** The plan of a whole machine: its outermost state. */
export type MachinePlan = StatePlan;

const action: fc.Arbitrary<ActionPlan> = fc.record({
  deed: fc.oneof(
    { weight: 60, arbitrary: fc.constantFrom(...DEEDS.slice(0, -1)) },
    { weight: 1, arbitrary: fc.constant<Deed>('explode') },
  ),
  n: fc.nat({ max: 9 }),
});
const fewActions = fc.array(action, { maxLength: 2 });
const guard: fc.Arbitrary<GuardPlan> = fc.record({
  is: fc.constantFrom(...GUARDS, 'none' as const, 'none' as const),
  n: fc.nat({ max: 12 }),
});
const target: fc.Arbitrary<TargetPlan> = fc.record({
  kind: fc.constantFrom<TargetPlan['kind']>('one', 'one', 'one', 'none', 'pair'),
  which: fc.nat({ max: 40 }),
  others: fc.array(fc.nat({ max: 40 }), { minLength: 3, maxLength: 3 }),
  form: fc.constantFrom(...TARGET_FORMS),
});
const transition: fc.Arbitrary<TransitionPlan> = fc.record({
  target,
  guard,
  reenter: fc.constantFrom(null, null, false, true),
  actions: fewActions,
});
const candidates = fc.array(transition, { minLength: 1, maxLength: 2 });
const handler: fc.Arbitrary<HandlerPlan> = fc.record({
  on: fc.constantFrom(...EVENTS, ...EVENTS, ...RAISED, ...WILDCARDS),
  form: fc.constantFrom<HandlerPlan['form']>(
    'list',
    'list',
    'single',
    'single',
    'empty',
    'undefined',
  ),
  transitions: candidates,
});
const timer: fc.Arbitrary<TimerPlan> = fc.record({
  delay: fc.constantFrom(...DELAYS, ...DELAYS.slice(1)),
  transitions: candidates,
});
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 7, arbitrary: fc.constant<readonly T[]>([]) },
    { weight: 1, arbitrary: fc.array(arbitrary, { minLength: 1, maxLength: 2 }) },
  );

/** What every state has, whatever its type. */
const outfit = {
  initial: fc.nat({ max: 3 }),
  initialActions: rarely(action),
  hasId: fc.boolean(),
  isDeaf: fc.nat({ max: 5 }).map((n) => n === 0),
  entry: fewActions,
  exit: fewActions,
  handlers: fc.uniqueArray(handler, { minLength: 2, maxLength: 5, selector: ({ on }) => on }),
  timers: fc.uniqueArray(timer, { maxLength: 2, selector: ({ delay }) => delay }),
  always: rarely(transition),
  onDone: fc.array(transition, { maxLength: 2 }),
};
const noChildren = fc.constant<readonly StatePlan[]>([]);
const leaf: fc.Arbitrary<StatePlan> = fc.record({
  ...outfit,
  type: fc.constantFrom('atomic', 'atomic', 'atomic', 'atomic', 'atomic', 'final'),
  children: noChildren,
});

/** A state with states inside, `depth` levels of them at most. */
function branch(depth: number): fc.Arbitrary<StatePlan> {
  const child = depth <= 1 ? leaf : fc.oneof(leaf, leaf, branch(depth - 1));
  return fc.record({
    ...outfit,
    type: fc.constantFrom('compound', 'compound', 'parallel'),
    children: fc.array(child, { minLength: 2, maxLength: 3 }),
  });
}

/** Any machine. */
export const machinePlan: fc.Arbitrary<MachinePlan> = branch(3);
