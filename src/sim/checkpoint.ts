/**
 * Checkpoint: a run put aside between two events, as plain data.
 *
 *     run ──every so often──▶ Checkpoint { world, readers } ──▶ a run that goes on, in another process
 *
 * Law (test/sim/checkpoint.test.ts): a run taken up at any checkpoint ends with the same fingerprint,
 * verdicts, documents and balances as the run that was never cut.
 */
import type { WorldSnapshot } from './world-state.ts';

/** A run between two events. */
export interface Checkpoint {
  /** In virtual microseconds since the start. */
  readonly atUs: number;
  readonly events: number;
  readonly records: number;
  readonly messages: number;
  readonly world: WorldSnapshot;
  /** What the run's readers had found, in their order. */
  readonly readers: unknown;
}

/** How a run is put aside and taken up. */
export interface Checkpoints {
  /** A checkpoint after the first event at or after each multiple of this; Infinity for none. */
  readonly everyUs: number;
  /** Takes a checkpoint, whose parts the run goes on to change: to be copied at once. */
  readonly keep: (checkpoint: Checkpoint) => void;
  /** Where to go on; null to begin at the start. Its readers' states are taken over. */
  readonly from: Checkpoint | null;
}

/** A checkpoint cannot be used, or not with what lies beside it; the message says what to do. */
export class UnusableCheckpoint extends Error {
  override readonly name = 'UnusableCheckpoint';
}

/** When the next checkpoint is due in a run that is at `nowUs`; Infinity when none is. */
export function nextCheckpointUs(nowUs: number, checkpoints: Checkpoints | undefined): number {
  const everyUs = checkpoints?.everyUs ?? Number.POSITIVE_INFINITY;
  return Number.isFinite(everyUs) ? (Math.floor(nowUs / everyUs) + 1) * everyUs : everyUs;
}
