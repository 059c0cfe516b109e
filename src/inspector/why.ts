/**
 * Why: which transitions a machine might have taken on an event, and why it took the one it did.
 *
 *     event ─▶ the active states, innermost first ─▶ their transitions for it, in order ─▶ each guard's value
 *
 * Guards are pure functions of context and event, so asking them again tells the truth. This file reads
 * the machine objects (`machine.root`, `implementations.guards`), as checked with XState 5.33.3.
 */
import type { Candidate } from './wire.ts';

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
  const candidates: Candidate[] = [];
  for (const leaf of leavesOf(machine.root, state)) {
    let isTaken = false;
    for (
      let node: NodeShape | undefined = leaf;
      node !== undefined;
      node = parentOf(machine, node)
    ) {
      for (const transition of transitionsFor(node, event.type)) {
        const holds: boolean | null = isTaken
          ? null
          : guardHolds(machine, transition, context, event);
        const taken: boolean = !isTaken && holds !== false;
        isTaken ||= taken;
        candidates.push({
          state: node.path.join('.'),
          event: eventWord(transition.eventType),
          guard: nameOfPart(transition.guard),
          guardHolds: transition.guard === undefined ? null : holds,
          target: transition.target?.map((target) => target.path.join('.')).join(' & ') ?? null,
          actions: transition.actions.map((action) => nameOfPart(action) ?? 'action'),
          taken: taken && context !== undefined,
        });
      }
    }
  }
  return distinct(candidates);
}

/** The events that the active states would do something about. */
export function acceptedIn(machine: MachineShape, state: string): readonly string[] {
  const types = new Set<string>();
  for (const leaf of leavesOf(machine.root, state)) {
    for (
      let node: NodeShape | undefined = leaf;
      node !== undefined;
      node = parentOf(machine, node)
    ) {
      for (const type of node.transitions.keys()) if (type !== '') types.add(eventWord(type));
    }
  }
  return [...types].sort();
}

/** `xstate.after.patience.client.on.awaiting` is `after patience`; any other type stays as it is. */
export function eventWord(type: string): string {
  return type.startsWith('xstate.after.') ? `after ${type.split('.')[2]}` : type;
}

/** The name of a guard or action; null where there is none. */
export function nameOfPart(part: unknown): string | null {
  if (part === undefined) return null;
  if (typeof part === 'string') return part;
  if (typeof part === 'object' && part !== null && 'type' in part) return String(part.type);
  return 'inline';
}

/** The innermost active nodes of a state text. */
function leavesOf(root: NodeShape, state: string): readonly NodeShape[] {
  return state.split(' & ').map((path) => {
    let node = root;
    for (const key of path.split('.')) node = node.states[key] ?? node;
    return node;
  });
}

function parentOf(machine: MachineShape, node: NodeShape): NodeShape | undefined {
  if (node.path.length === 0) return undefined;
  let parent = machine.root;
  for (const key of node.path.slice(0, -1)) parent = parent.states[key] ?? parent;
  return parent;
}

function transitionsFor(node: NodeShape, type: string): readonly TransitionShape[] {
  const matching = [...node.transitions].filter(
    ([of]) => of === type || eventWord(of) === type || of === '*',
  );
  return matching.flatMap(([, transitions]) => transitions);
}

function guardHolds(
  machine: MachineShape,
  { guard }: TransitionShape,
  context: unknown,
  event: MachineEvent,
): boolean | null {
  if (guard === undefined) return true;
  if (context === undefined) return null;
  const name = nameOfPart(guard);
  const implementation = machine.implementations.guards[name ?? ''];
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

/** States above several regions are asked once. */
function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ state, event, guard, target }) => {
    const key = JSON.stringify([state, event, guard, target]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
