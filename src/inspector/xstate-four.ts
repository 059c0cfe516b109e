/**
 * XState four: our machines, states and events as the tools of XState 4 read them.
 *
 * Guards and actions are named only: a viewer draws them and runs none. Targets are absolute, so that
 * it need not look for them. Checked with xstate 4.38.3: `createMachine` and `State.create` take these.
 */
import { stateValueOf } from './state-value.ts';
import {
  eventWord,
  type MachineShape,
  type NodeShape,
  nameOfPart,
  type TransitionShape,
} from './why.ts';

type Config = Readonly<Record<string, unknown>>;

/** A machine's definition. */
export function machineFour({ id, root }: MachineShape): Config {
  return { id, key: id, predictableActionArguments: true, context: {}, ...nodeFour(root, id) };
}

/** A state of a machine, and the event that led there. */
export function stateFour(
  { root }: MachineShape,
  state: string,
  context: unknown,
  event: Config,
  address: string,
): Config {
  return {
    value: stateValueOf(root, state),
    context: context ?? {},
    _event: event,
    event: event.data,
    _sessionid: address,
    configuration: [],
    transitions: [],
    actions: [],
    activities: {},
    events: [],
    meta: {},
    children: {},
    tags: [],
    done: false,
    changed: true,
  };
}

/** An event as XState 4 wraps it; `origin` is the session that sent it, where one did. */
export function eventFour(
  event: Config & { readonly type: string },
  origin: string | null,
): Config {
  const wrapped = { name: event.type, data: event, $$type: 'scxml', type: 'external' };
  return origin === null ? wrapped : { ...wrapped, origin };
}

function nodeFour(node: NodeShape, machine: string): Config {
  const states = Object.entries(node.states);
  const on: [string, Config[]][] = [];
  const after: [string, Config[]][] = [];
  let onDone: Config[] = [];
  for (const [type, transitions] of node.transitions) {
    const told = transitions.map((transition) => transitionFour(transition, machine));
    if (type.startsWith('xstate.after.'))
      after.push([eventWord(type).slice('after '.length), told]);
    else if (type.startsWith('xstate.done.state.')) onDone = told;
    else if (!type.startsWith('xstate.')) on.push([type, told]);
  }
  const start = node.initial?.target[0]?.path[node.path.length];
  return {
    ...(node.type === 'parallel' || node.type === 'final' ? { type: node.type } : {}),
    ...(start === undefined || node.type === 'parallel' ? {} : { initial: start }),
    ...(states.length === 0
      ? {}
      : {
          states: Object.fromEntries(states.map(([key, child]) => [key, nodeFour(child, machine)])),
        }),
    ...(on.length === 0 ? {} : { on: Object.fromEntries(on) }),
    ...(after.length === 0 ? {} : { after: Object.fromEntries(after) }),
    ...(onDone.length === 0 ? {} : { onDone }),
    ...(node.always === undefined || node.always.length === 0
      ? {}
      : { always: node.always.map((transition) => transitionFour(transition, machine)) }),
    ...(node.tags.length === 0 ? {} : { tags: [...node.tags] }),
  };
}

function transitionFour({ target, guard, actions }: TransitionShape, machine: string): Config {
  const cond = nameOfPart(guard);
  return {
    ...(target === undefined
      ? {}
      : { target: target.map(({ path }) => `#${[machine, ...path].join('.')}`) }),
    ...(cond === null ? {} : { cond }),
    actions: actions.map((action) => nameOfPart(action) ?? 'action'),
  };
}
