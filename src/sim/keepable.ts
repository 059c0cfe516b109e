/**
 * Keepable: what a run puts aside as plain data, to be taken up again in another process.
 *
 *     reader ──save──▶ state ──▶ checkpoint ──▶ state ──load──▶ a fresh reader, as far as the first was
 *
 * A state is what `structuredClone` copies: no functions, no instances of classes. What follows from
 * the scenario and the constructor's arguments is no part of it.
 * Law (test/sim/kept-readers.test.ts): cut after any record and loaded into fresh ones, the readers of
 * a run come to the same verdicts, documents and fingerprint as those that were never cut.
 */
import { invariant } from '../billing/invariant.ts';
import type { RecordReader } from './record.ts';
import type { LineReader } from './record-lines.ts';

/** Whatever can be put aside. */
export interface Keepable {
  /** All that it is at, by reference: to be copied before the run goes on. */
  save(): unknown;
  /** Goes on from what `save` gave, which is its own from now on. */
  load(state: unknown): void;
}

/** A reader of records in a run that can be put aside. */
export type KeptReader = RecordReader & Keepable;
/** A reader of lines in a run that can be put aside. */
export type KeptLineReader = LineReader & Keepable;

/** Keeps everything that changes in one property, `state`, so that nothing can be forgotten. */
export abstract class Keeper implements Keepable {
  protected abstract state: unknown;

  save(): unknown {
    return this.state;
  }

  load(state: unknown): void {
    this.state = state;
  }
}

/** The states of several, in their order. */
export function savedOf(parts: readonly Keepable[]): readonly unknown[] {
  return parts.map((part) => part.save());
}

/** Gives several back what `savedOf` gave. */
export function loadInto(parts: readonly Keepable[], states: readonly unknown[]): void {
  invariant(
    parts.length === states.length,
    `${states.length} states were saved, and ${parts.length} are to be taken up again`,
  );
  for (const [index, part] of parts.entries()) part.load(states[index]);
}

/** Takes what `save` gave for what it was: a state comes back to the class that made it. */
export function asSaved<State>(state: unknown): State {
  return state as State;
}
