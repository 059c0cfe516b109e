/**
 * Participant state: where a participant is, as plain data that it no longer changes.
 */
import type { ProcessTableState } from './process-table.ts';
import type { InboxState, OutboxState } from './requests.ts';
import type { SavedRun } from './saved-run.ts';

/** One participant; null stands for what it never needed. */
export interface ParticipantState {
  /** The source whose plant it speaks over; empty at the head end. */
  readonly home: string;
  readonly root: SavedRun;
  readonly processes: ProcessTableState | null;
  readonly outbox: OutboxState | null;
  readonly inbox: InboxState | null;
}
