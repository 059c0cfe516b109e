/**
 * Playable: what a cursor moves over: a run that can be taken on, or one that was recorded.
 */
import type { PendingTimer } from '../sim/scheduler.ts';
import type { History } from './history.ts';

/** What an architect did, as it is listed. */
export interface Deed {
  readonly atUs: number;
  readonly text: string;
}

/** One run, with its records so far. */
export interface Playable {
  readonly history: History;
  readonly interventions: readonly Deed[];
  /** The branch and record it was forked at; null for the first. */
  readonly forkedFrom: { readonly branch: number; readonly seq: number } | null;
  readonly failure: string | null;
  /** How many records there are. */
  readonly head: number;
  readonly headUs: number;
  /** True when nothing more will come. */
  readonly isEnded: boolean;
  /** Executes the next event; false when there is none. */
  advance(): boolean;
  /** When the next event is due; null when there is none. */
  nextDueUs(): number | null;
  /** What is due later, the earliest first. */
  pending(): Iterable<PendingTimer>;
}
