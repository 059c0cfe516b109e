/**
 * Microstep: what a set of transitions does to a set of active states; worked out once for each.
 *
 *     active states + transitions ──▶ operations in order, and the states that are active then
 *
 * This is the algorithm of SCXML (https://www.w3.org/TR/scxml/#AlgorithmforSCXMLInterpretation), as
 * XState has it, without history: exit states innermost and last first, carry out the transitions'
 * own actions, enter states outermost and first first, and tell parents whose children have ended.
 * The order of the active states is part of the outcome, because the state's text follows it.
 *
 * Law (test/actors/engines-semantics.test.ts, engines-generated.test.ts): the same as XState's.
 */
import { END, finished } from './operation.ts';
import type { Operation, StateShape, TransitionShape } from './shape.ts';

/** What comes of a microstep. */
export interface Microstep {
  readonly operations: readonly Operation[];
  /** The states that are active then, in the order in which they came to be; as before where equal. */
  readonly active: readonly StateShape[];
  readonly isDone: boolean;
}

/** The transition that starts a machine. */
export function beginning(root: StateShape): TransitionShape {
  const targets = [...initialStates(root)];
  return { index: -1, source: root, targets, reenter: true, guard: null, actions: [] };
}

/** Carries out transitions, on paper. */
export function microstep(
  active: readonly StateShape[],
  transitions: readonly TransitionShape[],
  isInitial: boolean,
): Microstep {
  const taken = withoutConflicts(transitions, active);
  const states = new Set(active);
  const operations: Operation[] = [];
  if (!isInitial) {
    for (const state of exitSet(taken, active).sort(lastFirst)) {
      operations.push(...state.exit);
      states.delete(state);
    }
  }
  for (const { actions } of taken) operations.push(...actions);
  const isDone = enter(entrySet(taken, isInitial), states, operations);
  const next = [...states];
  if (isDone) for (const { exit } of next.sort(lastFirst)) operations.push(...exit);
  const isSame = states.size === active.length && active.every((state) => states.has(state));
  return { operations, active: isSame ? active : next, isDone };
}

/** Where regions disagree, the one that is further inside wins, else the first. */
export function withoutConflicts(
  transitions: readonly TransitionShape[],
  active: readonly StateShape[],
): readonly TransitionShape[] {
  if (transitions.length < 2) return transitions;
  const kept = new Set<TransitionShape>();
  for (const one of transitions) {
    const leaving = new Set(exitSet([one], active));
    const others = [...kept].filter((other) =>
      exitSet([other], active).some((state) => leaving.has(state)),
    );
    if (others.every((other) => isBelow(one.source, other.source))) {
      for (const other of others) kept.delete(other);
      kept.add(one);
    }
  }
  return [...kept];
}

interface Entering {
  readonly states: Set<StateShape>;
  /** Those whose initial actions are carried out. */
  readonly byDefault: Set<StateShape>;
}

/** Enters states, outermost first; true when the machine has ended with that. */
function enter(entering: Entering, active: Set<StateShape>, operations: Operation[]): boolean {
  const completed = new Set<StateShape>();
  let isDone = false;
  for (const state of [...entering.states].sort((a, b) => a.index - b.index)) {
    active.add(state);
    operations.push(...state.entry);
    if (entering.byDefault.has(state)) operations.push(...state.initialActions);
    if (state.type !== 'final') continue;
    const { parent } = state;
    if (parent?.type === 'compound') operations.push(finished(parent.id));
    let above = parent?.type === 'parallel' ? parent : (parent?.parent ?? null);
    while (above?.type === 'parallel' && !completed.has(above) && isFinished(above, active)) {
      completed.add(above);
      operations.push(finished(above.id));
      above = above.parent;
    }
    if (above !== null) continue;
    operations.push(END);
    isDone = true;
  }
  return isDone;
}

function isFinished(state: StateShape, active: ReadonlySet<StateShape>): boolean {
  if (state.type === 'compound') {
    return state.children.some((child) => child.type === 'final' && active.has(child));
  }
  if (state.type === 'parallel') return state.children.every((child) => isFinished(child, active));
  return state.type === 'final';
}

function exitSet(
  transitions: readonly TransitionShape[],
  active: readonly StateShape[],
): StateShape[] {
  const leaving = new Set<StateShape>();
  for (const transition of transitions) {
    if (transition.targets === null || transition.targets.length === 0) continue;
    const domain = domainOf(transition);
    for (const state of active) {
      if (domain === null || isBelow(state, domain)) leaving.add(state);
    }
  }
  return [...leaving];
}

/** The innermost state that a transition does not leave; null where it leaves the whole machine. */
function domainOf({ source, targets, reenter }: TransitionShape): StateShape | null {
  const reached = targets ?? [];
  const staysInside = reached.every((target) => target === source || isBelow(target, source));
  if (!reenter && staysInside) return source;
  const common = commonAncestor([...reached, source]);
  if (common !== null) return common;
  return reenter ? null : rootOf(source);
}

function entrySet(transitions: readonly TransitionShape[], isInitial: boolean): Entering {
  const entering: Entering = { states: new Set(), byDefault: new Set() };
  for (const transition of transitions) {
    const { source, reenter } = transition;
    const targets = transition.targets ?? [];
    const domain = domainOf(transition);
    for (const target of targets) {
      if (source !== target || source !== domain || reenter) {
        entering.states.add(target);
        entering.byDefault.add(target);
      }
      enterBelow(target, entering);
    }
    for (const target of targets) {
      const above = ancestors(target, domain);
      if (domain?.type === 'parallel') above.push(domain);
      enterAbove(above, entering, domain);
    }
  }
  if (isInitial) for (const { source } of transitions) entering.byDefault.add(source);
  return entering;
}

function enterBelow(state: StateShape, entering: Entering): void {
  if (state.type === 'compound' && state.initial !== null) {
    entering.states.add(state.initial);
    entering.byDefault.add(state.initial);
    enterBelow(state.initial, entering);
  } else if (state.type === 'parallel') {
    for (const child of state.children) {
      if (hasBelow(entering, child)) continue;
      entering.states.add(child);
      entering.byDefault.add(child);
      enterBelow(child, entering);
    }
  }
}

function enterAbove(
  above: readonly StateShape[],
  entering: Entering,
  limit: StateShape | null,
): void {
  for (const state of above) {
    if (limit === null || isBelow(state, limit)) entering.states.add(state);
    if (state.type !== 'parallel') continue;
    for (const child of state.children) {
      if (hasBelow(entering, child)) continue;
      entering.states.add(child);
      enterBelow(child, entering);
    }
  }
}

function hasBelow({ states }: Entering, state: StateShape): boolean {
  for (const one of states) if (isBelow(one, state)) return true;
  return false;
}

/** What a state is entered with when nothing more is said. */
function initialStates(
  state: StateShape,
  found: Set<StateShape> = new Set(),
): ReadonlySet<StateShape> {
  found.add(state);
  if (state.type === 'parallel') for (const child of state.children) initialStates(child, found);
  else if (state.initial !== null) initialStates(state.initial, found);
  return found;
}

/** The states around `state`, innermost first, up to and without `limit`. */
function ancestors(state: StateShape, limit: StateShape | null): StateShape[] {
  const found: StateShape[] = [];
  if (state === limit) return found;
  for (let at = state.parent; at !== null && at !== limit; at = at.parent) found.push(at);
  return found;
}

function commonAncestor([head, ...others]: readonly StateShape[]): StateShape | null {
  if (head === undefined) return null;
  const common = ancestors(head, null).find((state) =>
    others.every((other) => isBelow(other, state)),
  );
  return common ?? null;
}

/** True when `state` lies somewhere inside `outer`. */
function isBelow(state: StateShape, outer: StateShape): boolean {
  for (let at = state.parent; at !== null; at = at.parent) if (at === outer) return true;
  return false;
}

function rootOf(state: StateShape): StateShape {
  return state.parent === null ? state : rootOf(state.parent);
}

function lastFirst(a: StateShape, b: StateShape): number {
  return b.index - a.index;
}
