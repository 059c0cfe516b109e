/**
 * Generated machine, built: an XState machine as a plan says (generated-machine.ts).
 *
 * Actions leave traces: what they emit, what they note in the context, and what custom actions
 * notice (engine-trial.ts), each with the count and the event they see. No machine goes on for ever:
 * transitions that a machine can bring about by itself, on nothing, on what it raised, on wildcards
 * and on the end of a state, need fuel and burn it; only an event from outside brings new fuel.
 */
import { type AnyStateMachine, assign, emit, raise, setup } from 'xstate';
import type { Outcome } from '../../src/machines/effects.ts';
import { notice } from './engine-trial.ts';
import {
  type ActionPlan,
  EVENTS,
  type GuardPlan,
  type HandlerPlan,
  type MachinePlan,
  type StatePlan,
  type TargetPlan,
  type TransitionPlan,
} from './generated-machine.ts';

interface Context {
  readonly count: number;
  readonly fuel: number;
  readonly last: string;
}
interface Heard {
  readonly type: string;
  readonly n?: number;
}
/** A place in the tree of states. */
interface Place {
  readonly plan: StatePlan;
  readonly key: string;
  readonly id: string;
  readonly parent: Place | null;
  readonly children: Place[];
}
type Config = Readonly<Record<string, unknown>>;

const FUEL = 6;

const kit = setup({
  types: {
    context: {} as Context,
    events: {} as Heard,
    emitted: {} as Outcome,
    tags: {} as 'deaf',
  },
  guards: {
    below: ({ context }, { n }: { n: number }) => context.count < n,
    belowEvent: ({ context }, { n }: { n: number }) => context.count % 4 < n,
    isOdd: ({ context }) => context.count % 2 === 1,
    hasFuel: ({ context }) => context.fuel > 0,
    hasFuelAnd: ({ context }, { n }: { n: number }) => context.fuel > 0 && context.count % 7 >= n,
  },
  actions: {
    say: emit(({ context, event }, { n }: { n: number }) => said(`say ${n}`, context, event)),
    bump: assign(({ context }, { n }: { n: number }) => ({ count: context.count + n })),
    set: assign({
      last: ({ event }) => event.type,
      count: ({ context }, { n }: { n: number }) => context.count + n + 1,
    }),
    call: ({ context, event }, { n }: { n: number }) =>
      notice(`call ${n} at ${context.count} on ${event.type}`),
    raiseOne: raise({ type: 'r.one' }),
    raiseTwo: raise(({ context }, { n }: { n: number }) => ({
      type: 'r.two',
      n: context.count + n,
    })),
    refuel: assign({ fuel: FUEL }),
    burn: assign(({ context }) => ({ fuel: context.fuel - 1 })),
    explode: assign(({ context }, { n }: { n: number }) => {
      if (context.count % 10 === n) throw new RangeError(`${n} is one too many`);
      return {};
    }),
  },
  delays: { short: 4, byCount: ({ context }) => (context.count + 1) * 2.5 },
});

/** The machine of a plan. */
export function machineOf(plan: MachinePlan): AnyStateMachine {
  const root = placed(plan, 'm', null, 'm');
  const all = [...placesUnder(root)];
  const config = {
    ...configOf(root, all),
    id: 'm',
    context: ({ input }: { input: Partial<Context> }) => ({
      count: 0,
      fuel: FUEL,
      last: '',
      ...input,
    }),
  };
  return kit.createMachine(config as never) as unknown as AnyStateMachine;
}

function placed(plan: StatePlan, key: string, parent: Place | null, path: string): Place {
  const id = parent !== null && plan.hasId ? `the-${path.replaceAll('.', '-')}` : path;
  const place: Place = { plan, key, id, parent, children: [] };
  plan.children.forEach((child, n) => {
    const childKey = `s${n}`;
    place.children.push(placed(child, childKey, place, `${path}.${childKey}`));
  });
  return place;
}
function* placesUnder(place: Place): Iterable<Place> {
  yield place;
  for (const child of place.children) yield* placesUnder(child);
}

function configOf(place: Place, all: readonly Place[]): Config {
  const { plan, id, children } = place;
  const { type, isDeaf, entry, exit, hasId } = plan;
  const transitions = (plans: readonly TransitionPlan[], burns: boolean) =>
    plans.map((one) => transitionOf(one, place, all, burns));
  const worn = {
    ...(hasId && place.parent !== null ? { id } : {}),
    ...(isDeaf ? { tags: 'deaf' } : {}),
    // What a state does when it is entered or left may happen on what was raised: it brings no fuel.
    entry: entry.map(actionOf).filter((one) => one !== 'refuel'),
    exit: exit.map(actionOf).filter((one) => one !== 'refuel'),
  };
  if (type === 'final') return { ...worn, type: 'final' };
  const alive = {
    ...worn,
    on: Object.fromEntries(plan.handlers.map((one) => [one.on, handlerOf(one, transitions)])),
    after: Object.fromEntries(
      plan.timers.map((one) => [one.delay, transitions(one.transitions, false)]),
    ),
    ...(plan.always.length === 0 ? {} : { always: transitions(plan.always, true) }),
  };
  if (children.length === 0) return alive;
  const states = Object.fromEntries(children.map((child) => [child.key, configOf(child, all)]));
  const isWithDone = place.parent !== null && plan.onDone.length > 0;
  const nested = {
    ...alive,
    states,
    ...(isWithDone ? { onDone: transitions(plan.onDone, true) } : {}),
  };
  if (type === 'parallel') return { ...nested, type: 'parallel' };
  const key = children[plan.initial % children.length]?.key ?? '';
  const actions = plan.initialActions.map(actionOf).filter((one) => one !== 'refuel');
  return { ...nested, initial: actions.length === 0 ? key : { target: key, actions } };
}

function handlerOf(
  { on, form, transitions }: HandlerPlan,
  build: (plans: readonly TransitionPlan[], burns: boolean) => readonly Config[],
): unknown {
  if (form === 'empty') return {};
  if (form === 'undefined') return undefined;
  const isFromOutside = EVENTS.some((event) => event === on);
  const built = build(transitions, !isFromOutside);
  return form === 'single' ? built[0] : built;
}

function transitionOf(
  { target, guard, reenter, actions }: TransitionPlan,
  place: Place,
  all: readonly Place[],
  burns: boolean,
): Config {
  const written = targetOf(target, place, all);
  const done = actions.map(actionOf).filter((one) => !burns || one !== 'refuel');
  return {
    ...(written === undefined ? {} : { target: written }),
    ...(burns ? { guard: fuelGuard(guard) } : guardOf(guard)),
    ...(reenter === null ? {} : { reenter }),
    actions: burns ? ['burn', ...done] : done,
  };
}

function fuelGuard({ is, n }: GuardPlan): unknown {
  return is === 'none' ? 'hasFuel' : { type: 'hasFuelAnd', params: { n: n % 7 } };
}
function guardOf({ is, n }: GuardPlan): Config {
  switch (is) {
    case 'none':
      return {};
    case 'below':
      return { guard: { type: 'below', params: { n } } };
    case 'belowEvent':
      return {
        guard: {
          type: 'belowEvent',
          params: ({ event }: { event: Heard }) => ({ n: event.n ?? n % 4 }),
        },
      };
    case 'isOdd':
      return { guard: 'isOdd' };
    case 'inline':
      return { guard: ({ context }: { context: Context }) => context.count % 3 !== n % 3 };
  }
}

function actionOf({ deed, n }: ActionPlan): unknown {
  const params = { n };
  switch (deed) {
    case 'sayInline':
      return emit(({ context, event }: { context: Context; event: Heard }) =>
        said(`inline ${n}`, context, event),
      );
    case 'sayStatic':
      return emit(said(`static ${n}`, { count: 0 }, { type: 'none' }));
    case 'bumpInline':
      return assign({ count: ({ context }: { context: Context }) => context.count + 1 });
    case 'callInline':
      return ({ context, event }: { context: Context; event: Heard }) =>
        notice(`inline ${n} at ${context.count} on ${event.type}`);
    case 'raiseInline':
      return raise({ type: 'r.one', n } as { type: string });
    case 'refuel':
    case 'raiseOne':
      return deed;
    case 'bump':
      return {
        type: 'bump',
        params: ({ event }: { event: Heard }) => ({ n: (event.n ?? 1) + n }),
      };
    default:
      return { type: deed, params };
  }
}

function targetOf(
  { kind, which, others, form }: TargetPlan,
  source: Place,
  all: readonly Place[],
): unknown {
  if (kind === 'none') return undefined;
  const target = all[which % all.length];
  if (target === undefined) return undefined;
  if (kind === 'one') return form === 'short' ? shortened(target, source) : `#${target.id}`;
  const split = all.filter(({ plan, children }) => plan.type === 'parallel' && children.length > 1);
  const parallel = split[which % Math.max(1, split.length)];
  if (parallel === undefined) return `#${target.id}`;
  const reached = parallel.children.map((region, n) => {
    const inside = [...placesUnder(region)];
    return `#${inside[(others[n] ?? 0) % inside.length]?.id}`;
  });
  return reached.slice(0, 2 + (which % 2));
}

/** `.child` below the source, the key alone beside it, its id elsewhere. */
function shortened(target: Place, source: Place): string {
  if (target.parent === source) return `.${target.key}`;
  if (source.parent !== null && target.parent === source.parent) return target.key;
  const grandparent = target.parent?.parent;
  if (grandparent !== undefined && grandparent !== null && grandparent === source) {
    return `.${target.parent?.key}.${target.key}`;
  }
  return `#${target.id}`;
}

function said(what: string, { count }: Pick<Context, 'count'>, { type }: Heard): Outcome {
  return {
    type: 'outcome',
    name: 'options.shown',
    conversation: what,
    detail: { count, on: type },
  };
}
