/**
 * Invariants: sentences that no run may break.
 *
 * A broken invariant is a defect of the simulation (or of a machine in it), never of the user's
 * input: it stops the run, and the world adds the virtual time and the actor to the sentence.
 */

/** A sentence that should have been true was not. */
export class BrokenInvariant extends Error {
  override readonly name = 'BrokenInvariant';
}

/**
 * Asserts that `condition` holds.
 *
 * @param sentence what is always true, written as a sentence, with the values that broke it
 * @throws {BrokenInvariant} when it does not hold
 */
export function invariant(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new BrokenInvariant(sentence);
}
