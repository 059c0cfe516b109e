/**
 * Offline run: what a page carries of a run, so that it needs no server to show it.
 *
 *     <script type="application/json" id="headend-run"> CarriedRun </script>
 *
 *     CarriedRun.run ──unpacked──▶ OfflineRun        CarriedRun.contexts ──unpacked──▶ ContextTrack[]
 *
 * Records are the columns of the wire with, for each, the fields that have no column. What machines
 * knew is told as changes, since most of it stays the same from one event to the next.
 * Types only, as in wire.ts. Law (test/inspector/offline.test.ts): the page's answers about a record are
 * those of the session that was exported.
 */

import type { BranchInfo, Hello, WIRE_VERSION } from './wire.ts';
import type {
  Candidate,
  Chart,
  FutureEvent,
  MoneyAt,
  PropertyAt,
  RecordBatch,
  TokenDetail,
} from './wire-reply.ts';

/** JSON as it is, or gzipped and in base64 where that is shorter. */
export interface Packed {
  readonly coding: 'json' | 'gzip+base64';
  readonly text: string;
}

/** What the page's script element holds. */
export interface CarriedRun {
  readonly version: typeof WIRE_VERSION;
  readonly run: Packed;
  /** Null where they would have made the file too large; `note` says so. */
  readonly contexts: Packed | null;
  readonly note: string | null;
}

export interface OfflineRun {
  readonly hello: Hello;
  readonly branch: BranchInfo;
  readonly failure: string | null;
  /** The outcomes with which a flow ends. */
  readonly ends: readonly string[];
  /** Where the session stood when it was exported. */
  readonly cursor: number;
  readonly batch: RecordBatch;
  /** The fields of each record that have no column; 0 where there are none. */
  readonly rests: readonly (Readonly<Record<string, unknown>> | 0)[];
  readonly charts: readonly Chart[];
  /** The events that each machine's states take: machine, state, events. */
  readonly accepts: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Every different list of candidates, and for each transition `[seq, index of its list]`. */
  readonly candidates: readonly (readonly Candidate[])[];
  readonly asked: readonly (readonly [seq: number, list: number])[];
  readonly tokens: readonly (readonly [seq: number, token: TokenDetail])[];
  /** Once all the records were made. */
  readonly money: MoneyAt;
  readonly properties: readonly PropertyAt[];
  readonly future: readonly FutureEvent[];
}

/** How a value became another: the same, another altogether, or another in some of its fields. */
export type Change =
  | 0
  | { readonly is: unknown }
  | { readonly in: Readonly<Record<string, Change>>; readonly gone?: readonly string[] };

/** What one machine knew after each of its events, from nothing on. */
export interface ContextTrack {
  readonly actor: string;
  readonly changes: readonly (readonly [seq: number, change: Change])[];
}
