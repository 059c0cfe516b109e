/**
 * Monitor: watches one invariant over the records of a run.
 *
 *     records ──read──▶ monitor ──first breach──▶ verdict: the sentence, the record, what broke it
 *
 * Monitors look only at records and never act on the run: the same monitor judges a run as it happens
 * and a recorded trace afterwards. They are called for every record; `atEnd` adds what can be judged
 * only when nothing is pending any more.
 * Memory: what is still open, and for what must never come again (an order's end, a posting, a bill's
 * number) one id each, so it grows with the orders of a run, not with its messages.
 */
import type { RecordReader, RunRecord } from '../record.ts';

/** Where an invariant first broke. */
export interface Breach {
  readonly seq: number;
  readonly text: string;
}
/** How an invariant came out. */
export interface InvariantVerdict {
  /** As in the list of invariants: `I9`. */
  readonly id: string;
  readonly name: string;
  readonly holds: boolean;
  readonly breach: Breach | null;
}

/** One invariant over one run: a fresh one is needed for each. */
export abstract class Monitor implements RecordReader {
  abstract readonly id: string;
  /** The invariant as a sentence. */
  abstract readonly name: string;
  private breach: Breach | null = null;

  abstract read(record: RunRecord): void;

  /** Judges what is left when the run has ended; `isQuiet` when nothing was pending any more. */
  atEnd(_isQuiet: boolean): void {}

  verdict(): InvariantVerdict {
    return { id: this.id, name: this.name, holds: this.breach === null, breach: this.breach };
  }

  /** Notes that the invariant broke; only the first breach counts. */
  protected broken(seq: number, text: string): void {
    this.breach ??= { seq, text };
  }
}
