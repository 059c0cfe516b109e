/**
 * Why: which transitions a machine might have taken on an event, and why it took the one it did.
 *
 *     event ─▶ the active states, innermost first ─▶ their transitions for it, in order ─▶ each guard's value
 *
 * A state is asked when none inside it took the event; the regions of a parallel state are asked each
 * for itself. Guards are pure functions of context and event, so asking them again tells the truth. This
 * file reads the machine objects (`machine.root`, `implementations.guards`), as checked with XState
 * 5.33.3. Law (test/inspector/why.test.ts): for every event of a run, what is taken here leads where the
 * machine went.
 */
import { type StateValue, stateValueOf } from './state-value.ts';
import type { Candidate } from './wire-reply.ts';

/** What is read of a machine. */
export interface MachineShape {
  readonly id: string;
  readonly root: NodeShape;
  readonly implementations: {
    readonly guards: Readonly<Record<string, unknown>>;
  };
}
export interface NodeShape {
  readonly id: string;
  readonly key: string;
  readonly path: readonly string[];
  readonly type: string;
  readonly states: Readonly<Record<string, NodeShape>>;
  readonly transitions: ReadonlyMap<string, readonly TransitionShape[]>;
  readonly always?: readonly TransitionShape[];
  readonly tags: readonly string[];
  readonly initial?: { readonly target: readonly NodeShape[] };
}
export interface TransitionShape {
  readonly eventType: string;
  readonly source: NodeShape;
  readonly target: readonly NodeShape[] | undefined;
  readonly guard?: unknown;
  readonly actions: readonly unknown[];
}

/** An event as a machine took it. */
type MachineEvent = Readonly<Record<string, unknown>> & { readonly type: string };

/**
 * Every candidate for an event in the states that were active, in the order they are asked.
 *
 * @param state as the engine writes it: `on.watching`, `billing.quiet & handover.quiet`
 * @param context what the machine knew before; undefined when that is not known: then no guard is asked
 */
export function candidatesFor(
  machine: MachineShape,
  state: string,
  event: MachineEvent,
  context: unknown,
): readonly Candidate[] {
  const asking = { machine, event, context, active: activeIn(machine.root, state) };
  const candidates: Candidate[] = [];
  ask(machine.root, asking, candidates);
  return candidates;
}

/** The events that the active states would do something about, with those they only note. */
export function acceptedIn(machine: MachineShape, state: string): readonly string[] {
  const types = new Set<string>();
  for (const node of activeIn(machine.root, state)) {
    for (const type of node.transitions.keys()) if (type !== '') types.add(eventWord(type));
  }
  return [...types].sort();
}

/** `xstate.after.patience.client.on.awaiting` is `after patience`; any other type stays as it is. */
export function eventWord(type: string): string {
  if (type.startsWith('xstate.after.')) return `after ${type.split('.')[2]}`;
  return type.startsWith('xstate.done.state.') ? `done ${type.split('.').at(-1)}` : type;
}

/** The name of a guard or action; null where there is none. */
export function nameOfPart(part: unknown): string | null {
  if (part === undefined) return null;
  if (typeof part === 'string') return part;
  if (typeof part === 'object' && part !== null && 'type' in part) return String(part.type);
  return 'inline';
}

interface Asking {
  readonly machine: MachineShape;
  readonly event: MachineEvent;
  readonly context: unknown;
  readonly active: ReadonlySet<NodeShape>;
}
/** `unsure` when a guard could not be asked again. */
type Answer = 'taken' | 'unsure' | 'passed';

/** Asks a node, after those inside it, and lists what it was asked. */
function ask(node: NodeShape, asking: Asking, candidates: Candidate[]): Answer {
  const inside = Object.values(node.states)
    .filter((child) => asking.active.has(child))
    .map((child) => ask(child, asking, candidates));
  let answer: Answer = 'passed';
  if (inside.includes('taken')) answer = 'taken';
  else if (inside.includes('unsure')) answer = 'unsure';
  for (const transition of transitionsFor(node, asking.event.type)) {
    const isOpen = answer === 'passed';
    const holds = isOpen ? guardHolds(transition, asking) : null;
    candidates.push({
      state: node.path.join('.'),
      event: eventWord(transition.eventType),
      guard: nameOfPart(transition.guard),
      guardHolds: transition.guard === undefined ? null : holds,
      target: transition.target?.map((target) => target.path.join('.')).join(' & ') ?? null,
      actions: transition.actions.map((action) => nameOfPart(action) ?? 'action'),
      taken: isOpen && holds === true,
    });
    if (isOpen && holds !== false) answer = holds === true ? 'taken' : 'unsure';
  }
  return answer;
}

/** The nodes of a state text, with those around them. */
function activeIn(root: NodeShape, state: string): ReadonlySet<NodeShape> {
  const active = new Set<NodeShape>();
  const visit = (node: NodeShape, value: StateValue) => {
    active.add(node);
    const inside = typeof value === 'string' ? [[value, {}] as const] : Object.entries(value);
    for (const [key, inner] of inside) {
      const child = node.states[key];
      if (child !== undefined) visit(child, inner);
    }
  };
  visit(root, stateValueOf(root, state));
  return active;
}

/** A node's transitions for an event, what names it most closely first. */
function transitionsFor(node: NodeShape, type: string): readonly TransitionShape[] {
  return [...node.transitions]
    .filter(([of]) => of === type || eventWord(of) === type || isWildcardOf(of, type))
    .sort(([one], [other]) => other.length - one.length)
    .flatMap(([, transitions]) => transitions);
}
function isWildcardOf(of: string, type: string): boolean {
  return of === '*' || (of.endsWith('.*') && type.startsWith(of.slice(0, -1)));
}

function guardHolds(
  { guard }: TransitionShape,
  { machine, context, event }: Asking,
): boolean | null {
  if (guard === undefined) return true;
  if (context === undefined) return null;
  const implementation = machine.implementations.guards[nameOfPart(guard) ?? ''];
  if (typeof implementation !== 'function') return null;
  const given =
    typeof guard === 'object' && guard !== null && 'params' in guard ? guard.params : {};
  try {
    const params = typeof given === 'function' ? given({ context, event }) : given;
    return Boolean(implementation({ context, event }, params));
  } catch {
    // The event was put together again from its records: what is not in them a guard cannot see.
    return null;
  }
}
