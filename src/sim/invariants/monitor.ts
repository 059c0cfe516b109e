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
import { asSaved, Keeper } from '../keepable.ts';
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
export abstract class Monitor extends Keeper implements RecordReader {
  abstract readonly id: string;
  /** The invariant as a sentence. */
  abstract readonly name: string;
  /** What it has seen so far; a monitor that judges each record by itself has nothing here. */
  protected state: unknown = null;
  private breach: Breach | null = null;

  abstract read(record: RunRecord): void;

  /** Judges what is left when the run has ended; `isQuiet` when nothing was pending any more. */
  atEnd(_isQuiet: boolean): void {}

  verdict(): InvariantVerdict {
    return { id: this.id, name: this.name, holds: this.breach === null, breach: this.breach };
  }

  override save(): unknown {
    const saved: SavedMonitor = { breach: this.breach, seen: super.save() };
    return saved;
  }

  override load(state: unknown): void {
    const { breach, seen } = asSaved<SavedMonitor>(state);
    this.breach = breach;
    super.load(seen);
  }

  /** Notes that the invariant broke; only the first breach counts. */
  protected broken(seq: number, text: string): void {
    this.breach ??= { seq, text };
  }
}

interface SavedMonitor {
  readonly breach: Breach | null;
  readonly seen: unknown;
}
