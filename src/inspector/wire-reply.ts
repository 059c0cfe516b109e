/**
 * Wire replies: what the server tells a page about a run: its records, charts, details, money, properties.
 *
 * Units: virtual microseconds, minor units, pixels. wire.ts says which request each of them answers.
 */

/** The columns of a batch, one number a record; what they mean for each kind is in `RecordColumns`. */
export interface RecordColumns {
  readonly atUs: readonly number[];
  /** An index into `RECORD_KINDS`. */
  readonly kind: readonly number[];
  /** Indexes into the strings, as are type, conversation, from, to, channel, and `a` and `b` below. */
  readonly actor: readonly number[];
  readonly type: readonly number[];
  /** The `seq` that led to it; 0 for none. */
  readonly cause: readonly number[];
  readonly conversation: readonly number[];
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly channel: readonly number[];
  /** transition: was; started, stopped: machine; lost: reason; delivered: handled; stimulus, failure: text. */
  readonly a: readonly number[];
  /** transition, started, stopped: state; sent: the attempt itself, no index. */
  readonly b: readonly number[];
  /** 1 where a transition was ignored. */
  readonly ignored: readonly number[];
}
/** The order of the kinds, as `RecordColumns.kind` counts them. */
export const RECORD_KINDS = [
  'stimulus',
  'sent',
  'delivered',
  'lost',
  'transition',
  'started',
  'stopped',
  'posting',
  'document',
  'outcome',
  'failure',
] as const;

/** Records `first` to `first + atUs.length - 1`, and the strings that are new to the page. */
export interface RecordBatch {
  readonly first: number;
  readonly stringsFrom: number;
  readonly strings: readonly string[];
  readonly columns: RecordColumns;
}

/** A part of a state chart with its place in the picture, in pixels. */
export interface ChartNode {
  /** As the engine writes it: `on.watching`; the machine itself is ''. */
  readonly id: string;
  readonly label: string;
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'initial';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface ChartEdge {
  readonly source: string;
  readonly target: string;
  /** `order.accepted`, `after patience`, `always`. */
  readonly event: string;
  readonly guard: string | null;
  readonly actions: readonly string[];
  /** The points of its line. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly labelAt: { readonly x: number; readonly y: number } | null;
}
export interface Chart {
  readonly machine: string;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly ChartNode[];
  readonly edges: readonly ChartEdge[];
}

/** One transition a machine might have taken on an event, and why it did or did not. */
export interface Candidate {
  readonly state: string;
  readonly event: string;
  readonly guard: string | null;
  /** Null where there is no guard, or it was not asked because another was taken before. */
  readonly guardHolds: boolean | null;
  readonly target: string | null;
  readonly actions: readonly string[];
  readonly taken: boolean;
}

/** Everything about one record. */
export interface Detail {
  readonly record: Readonly<Record<string, unknown>>;
  /** What the message said, where the record is about one. */
  readonly body: Readonly<Record<string, unknown>> | null;
  /** What the machine knew before and after; null in a trace without its scenario. */
  readonly before: unknown;
  readonly after: unknown;
  readonly candidates: readonly Candidate[];
  /** Where the event is in no chart of the active states: what they would have accepted. */
  readonly accepts: readonly string[];
  readonly token: TokenDetail | null;
}
export interface TokenDetail {
  readonly claims: Readonly<Record<string, string | number>>;
  readonly sealed: boolean;
  readonly sentence: string;
}

export interface AccountAt {
  readonly account: string;
  readonly currency: string;
  readonly balanceMinor: number;
}
/** The money at the cursor. */
export interface MoneyAt {
  readonly accounts: readonly AccountAt[];
  readonly balanced: boolean;
  readonly documents: readonly {
    readonly seq: number;
    readonly type: string;
    readonly body: Readonly<Record<string, unknown>>;
  }[];
  /** The accrual pictures of the viewing sessions that were begun, as SVG. */
  readonly sessions: readonly { readonly session: string; readonly svg: string }[];
}
export interface PropertyAt {
  readonly id: string;
  readonly kind: 'always' | 'sometimes' | 'eventually' | 'invariant' | 'expectation';
  readonly title: string;
  readonly shows: readonly string[];
  readonly holds: boolean;
  readonly explanation: string;
  /** The record at which it was first violated, or shown. */
  readonly seq: number | null;
}
/** Something that is due later. */
export interface FutureEvent {
  readonly atUs: number;
  readonly owner: string;
  readonly what: string;
  /** The record that set it, where that is known. */
  readonly setBy: number | null;
}
