/**
 * Selection: which of the transitions that an event may take are taken, by their guards.
 *
 * Inside before outside, and in the order they are written; where several regions are active each may
 * take one. One transition is given as it is, several as a list, none as null.
 */
import type { Candidates, Configuration } from './configuration.ts';
import { withoutConflicts } from './microstep.ts';
import { paramsFor } from './operation.ts';
import type { Arguments, TransitionShape } from './shape.ts';

/** One transition, or several of different regions; null where none is taken. */
export type Selected = TransitionShape | readonly TransitionShape[] | null;

/**
 * The transitions that an event takes.
 *
 * @throws {Error} as XState does, when a guard throws
 */
export function selectOn(configuration: Configuration, type: string, args: Arguments): Selected {
  const candidates = configuration.candidatesFor(type);
  if (candidates === null) return null;
  if (candidates.regions.length === 0) return firstOf(candidates.own, args);
  const taken: TransitionShape[] = [];
  selectIn(candidates, args, taken);
  return oneOrMore(taken);
}

/** The eventless transitions that are taken. */
export function selectEventless(configuration: Configuration, args: Arguments): Selected {
  let taken: Set<TransitionShape> | null = null;
  for (const transitions of configuration.eventless) {
    for (const transition of transitions) {
      if (!passes(transition, args)) continue;
      taken ??= new Set();
      taken.add(transition);
      break;
    }
  }
  return taken === null ? null : oneOrMore(withoutConflicts([...taken], configuration.active));
}

function selectIn({ regions, own }: Candidates, args: Arguments, taken: TransitionShape[]): void {
  const before = taken.length;
  for (const region of regions) selectIn(region, args, taken);
  if (taken.length > before) return;
  const first = firstOf(own, args);
  if (first !== null) taken.push(first);
}

function firstOf(transitions: readonly TransitionShape[], args: Arguments): TransitionShape | null {
  for (const transition of transitions) {
    if (transition.guard === null || passesOnEvent(transition, args)) return transition;
  }
  return null;
}

/** Apart from `firstOf`, which V8 then takes into its callers: most transitions have no guard. */
function passesOnEvent(transition: TransitionShape, args: Arguments): boolean {
  try {
    return passes(transition, args);
  } catch (error) {
    const name = transition.guard?.name ?? null;
    const said = error instanceof Error ? error.message : undefined;
    throw new Error(
      `Unable to evaluate guard ${name === null ? '' : `'${name}' `}in transition for event '${args.event.type}' in state node '${transition.source.id}':\n${said}`,
    );
  }
}

function passes({ guard }: TransitionShape, args: Arguments): boolean {
  return guard === null || Boolean(guard.test(args, paramsFor(guard.params, args)));
}

function oneOrMore(transitions: readonly TransitionShape[]): Selected {
  if (transitions.length > 1) return transitions;
  return transitions[0] ?? null;
}
