/**
 * Configuration: a set of states in which a machine can be, with all that follows from it.
 *
 *     configuration ──event──▶ candidates ──guards──▶ transitions ──▶ change ──▶ configuration
 *
 * A machine has few of them, and each is made when a run first gets there: what a set of transitions
 * does is worked out once, and from then on looked up.
 */
import { microstep, withoutConflicts } from './microstep.ts';
import type { MachineShape, Operation, StateShape, TransitionShape } from './shape.ts';

/** What carrying out transitions does. */
export interface Change {
  readonly operations: readonly Operation[];
  readonly next: Configuration;
  readonly isDone: boolean;
  /** True when the machine is another than before, if only in what it knows. */
  readonly isChange: boolean;
}
/** Transitions that an event may take, tried from the inside out: where a region takes one, `own` does not. */
export interface Candidates {
  readonly regions: readonly Candidates[];
  readonly own: readonly TransitionShape[];
}

/** All configurations of a machine that were ever reached. */
export class Configurations {
  readonly shape: MachineShape;
  private readonly known = new Map<string, Configuration>();

  constructor(shape: MachineShape) {
    this.shape = shape;
  }

  /** The configuration of these states, in this order. */
  of(active: readonly StateShape[]): Configuration {
    const key = active.map(({ index }) => index).join(' ');
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const made = new Configuration(active, this);
    this.known.set(key, made);
    return made;
  }
}

/** One configuration. */
export class Configuration {
  readonly active: readonly StateShape[];
  /** The state as text: `on.watching`, or `billing.quiet & handover.quiet`. */
  readonly text: string;
  readonly isDeaf: boolean;
  /** The eventless transitions of each innermost state, from the inside out; empty where there are none. */
  readonly eventless: readonly (readonly TransitionShape[])[];
  private readonly all: Configurations;
  private readonly candidates = new Map<string, Candidates | null>();
  private readonly changes: (Change | undefined)[] = [];
  private readonly jointChanges = new Map<string, Change>();

  constructor(active: readonly StateShape[], all: Configurations) {
    this.active = active;
    this.all = all;
    this.text = textOf(all.shape.root, active);
    this.isDeaf = active.some(({ tags }) => tags.includes('deaf'));
    this.eventless = active
      .filter(({ type }) => type === 'atomic' || type === 'final')
      .map((state) => around(state).flatMap(({ always }) => always))
      .filter((transitions) => transitions.length > 0);
  }

  /** What may happen on an event of this type; null where nothing can. */
  candidatesFor(type: string): Candidates | null {
    const known = this.candidates.get(type);
    if (known !== undefined) return known;
    const found = candidatesIn(this.all.shape.root, this.active, type);
    this.candidates.set(type, found);
    return found;
  }

  /** What one transition does from here. */
  changeBy(transition: TransitionShape): Change {
    const known = this.changes[transition.index];
    if (known !== undefined) return known;
    const made = this.work([transition]);
    this.changes[transition.index] = made;
    return made;
  }

  /** What several transitions, one from each of several regions, do together from here. */
  changeByAll(transitions: readonly TransitionShape[]): Change {
    const key = transitions.map(({ index }) => index).join(' ');
    const known = this.jointChanges.get(key);
    if (known !== undefined) return known;
    const made = this.work(withoutConflicts(transitions, this.active));
    this.jointChanges.set(key, made);
    return made;
  }

  private work(transitions: readonly TransitionShape[]): Change {
    const { operations, active, isDone } = microstep(this.active, transitions, false);
    const isElsewhere = active !== this.active;
    return {
      operations,
      next: isElsewhere ? this.all.of(active) : this,
      isDone,
      isChange: isElsewhere || isDone || operations.some(({ name }) => name === 'assign'),
    };
  }
}

/** A state and those around it, innermost first. */
function around(state: StateShape): readonly StateShape[] {
  return state.parent === null ? [state] : [state, ...around(state.parent)];
}

function candidatesIn(
  state: StateShape,
  active: readonly StateShape[],
  type: string,
): Candidates | null {
  const regions = active
    .filter(({ parent }) => parent === state)
    .flatMap((child) => candidatesIn(child, active, type) ?? []);
  const own = transitionsOn(state, type);
  if (regions.length === 0) return own.length === 0 ? null : { regions, own };
  const [only] = regions;
  // Where there is one region, all candidates can be tried in one row.
  if (regions.length === 1 && only !== undefined && only.regions.length === 0) {
    return { regions: [], own: [...only.own, ...own] };
  }
  return { regions, own };
}

/** A state's transitions on an event: the exact ones first, then by wildcards, the longest first. */
function transitionsOn({ on }: StateShape, type: string): readonly TransitionShape[] {
  const wild = [...on.keys()]
    .filter((descriptor) => descriptor !== type && matches(type, descriptor))
    .sort((a, b) => b.length - a.length);
  return [...(on.get(type) ?? []), ...wild.flatMap((descriptor) => on.get(descriptor) ?? [])];
}

/** `*` fits any event, `a.b.*` fits `a.b` and all below it. */
function matches(type: string, descriptor: string): boolean {
  if (descriptor === '*') return true;
  if (!descriptor.endsWith('.*')) return false;
  const prefix = descriptor.slice(0, -2);
  return type === prefix || type.startsWith(`${prefix}.`);
}

function textOf(state: StateShape, active: readonly StateShape[]): string {
  return active
    .filter(({ parent }) => parent === state)
    .map((child) => {
      const inner = textOf(child, active);
      return inner === '' ? child.key : `${child.key}.${inner}`;
    })
    .join(' & ');
}
