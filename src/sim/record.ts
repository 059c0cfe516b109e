/**
 * Record: what happened, in order; the one truth of a run that every reader shares.
 *
 *     stimulus ─▶ transition ─▶ sent ─▶ delivered ─▶ transition ─▶ posting, document, outcome, sent …
 *
 * `seq` counts from 1 without gaps; `cause` is the `seq` of the record that led to this one (null
 * for what the script does). Nothing here differs between two runs of the same scenario and seed:
 * no wall time, no process-wide counters. Units: `atUs` in whole virtual microseconds since the
 * start, `bytes` on the wire, amounts in minor units.
 *
 * The format is versioned (FORMAT); `scenarios/record.schema.json` describes it for other tools.
 */
import type { Handling } from '../actors/journal.ts';
import type { Leg } from '../billing/ledger.ts';
import type { Address } from '../machines/address.ts';

/** Name and version of the record format; a reader refuses a version it does not know. */
export const FORMAT = { format: 'headend-record', version: 1 } as const;

interface Common {
  readonly seq: number;
  readonly atUs: number;
  readonly cause: number | null;
  /** Whose doing this is: a participant, a process, a channel, or `script`. */
  readonly actor: Address;
  readonly type: string;
  /** The business flow this belongs to: an order's id or a document's number. */
  readonly conversation: string | null;
}

/** The script, or a population's behaviour, did something; `text` says what in words. */
export interface StimulusRecord extends Common {
  readonly kind: 'stimulus';
  readonly text: string;
}
/** A message was put on a channel (or handed over inside a hub, channel `local`). */
export interface SentRecord extends Common {
  readonly kind: 'sent';
  readonly from: Address;
  readonly to: Address;
  readonly channel: string;
  readonly requestId: string;
  /** 1 for the first time a message is sent, 2 for its first repetition, and so on. */
  readonly attempt: number;
  readonly bytes: number;
  /** The message's own fields. */
  readonly body: Readonly<Record<string, unknown>>;
}
/** A message arrived; `handled` says what became of it. */
export interface DeliveredRecord extends Common {
  readonly kind: 'delivered';
  readonly from: Address;
  readonly to: Address;
  readonly channel: string;
  readonly requestId: string;
  readonly handled: Handling;
  /** Only where it differs from what was sent: a channel tampered with it. */
  readonly body?: Readonly<Record<string, unknown>>;
}
/** A message will never arrive; `reason` says why. */
export interface LostRecord extends Common {
  readonly kind: 'lost';
  readonly from: Address;
  readonly to: Address;
  readonly channel: string;
  readonly requestId: string;
  readonly reason: string;
}
/** A machine took an event: `was` -> `state`; `ignored` when nothing came of it. */
export interface TransitionRecord extends Common {
  readonly kind: 'transition';
  readonly was: string;
  readonly state: string;
  readonly ignored: boolean;
}
/** A machine began, in `state`, or came to its end. */
export interface LifeRecord extends Common {
  readonly kind: 'started' | 'stopped';
  readonly machine: string;
  readonly state: string;
}
/** A balanced entry was posted to the ledger. */
export interface PostingRecord extends Common {
  readonly kind: 'posting';
  readonly id: string;
  readonly currency: string;
  readonly legs: readonly Leg[];
}
/** A bill or settlement statement was issued. */
export interface DocumentRecord extends Common {
  readonly kind: 'document';
  readonly number: string;
  readonly body: Readonly<Record<string, unknown>>;
}
/** Something ended in a way worth checking: `type` is the outcome's name. */
export interface OutcomeRecord extends Common {
  readonly kind: 'outcome';
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}
/** A property was violated, or an actor failed: the run stops after a failure. */
export interface FailureRecord extends Common {
  readonly kind: 'failure';
  readonly text: string;
}

export type RunRecord =
  | StimulusRecord
  | SentRecord
  | DeliveredRecord
  | LostRecord
  | TransitionRecord
  | LifeRecord
  | PostingRecord
  | DocumentRecord
  | OutcomeRecord
  | FailureRecord;
export type RecordKind = RunRecord['kind'];

/** The first line of a trace file: what was run. Not part of the fingerprint. */
export interface RecordHeader {
  readonly format: typeof FORMAT.format;
  readonly version: typeof FORMAT.version;
  readonly scenario: string;
  readonly seed: number;
  /** The civil instant of `atUs` 0, in microseconds since 1970-01-01T00:00Z. */
  readonly epochUs: number;
  readonly currency: string;
}
/** The last line of a complete trace file; a file without it was cut short. */
export interface RecordFooter {
  readonly end: true;
  readonly records: number;
  readonly fingerprint: string;
}

/** Whoever reads the records of a run as they happen. */
export interface RecordReader {
  read(record: RunRecord): void;
}
