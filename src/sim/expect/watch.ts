/**
 * Watches: one for each expectation, fed with the records of a run as they happen.
 *
 * A watch keeps counts and the few records that its explanation needs, never the trace, so a run of
 * any length is judged in the memory of a short one.
 */
import type { Clock } from '../clock-text.ts';
import type { RecordKind, RunRecord } from '../record.ts';
import type { WorldView } from './condition.ts';
import type { Pattern } from './pattern.ts';

/** What a watch may use. */
export interface WatchTools {
  readonly view: WorldView;
  readonly clock: Clock;
  matches(pattern: Pattern, record: RunRecord): boolean;
  /** Names a record in a sentence; asked when an explanation is, not for every record. */
  say(record: RunRecord): string;
  /** An amount in minor units as people write it, in the currency of the run where it is known. */
  money(amountMinor: number): string;
  /** How an order ended, to follow an explanation: `; instead order alice-1 was voided: declined`. */
  instead(order: string | null): string;
}

/** How an expectation came out: a verdict without its title. */
export interface Finding {
  readonly holds: boolean;
  /** Says what was found: why it holds, or what teaches most about why it does not. */
  readonly explanation: string;
  /** The record to look at first; null where there is none. */
  readonly seq: number | null;
}

/** One expectation, followed; all it finds is in its state, and nothing in variables of its own. */
export interface Watch<State = unknown> {
  /** The kinds of record it has to see; null for all. */
  readonly kinds: readonly RecordKind[] | null;
  /** What it found so far, as plain data; a run that is taken up again puts there what was saved. */
  state: State;
  read(record: RunRecord): void;
  /** Looks at the world after each event; absent where only records count. */
  afterEvent?(atUs: number, lastSeq: number | null): void;
  /** Does not change the watch, so it may be asked at any time, and again. */
  finding(endUs: number): Finding;
}

/** The first few records that came since a moment, and how many more. */
export interface FirstFew {
  readonly records: readonly RunRecord[];
  readonly moreCount: number;
}
export const NONE: FirstFew = { records: [], moreCount: 0 };

/** With one record more, of which the first three are kept. */
export function withOneMore({ records, moreCount }: FirstFew, record: RunRecord): FirstFew {
  return records.length < 3
    ? { records: [...records, record], moreCount }
    : { records, moreCount: moreCount + 1 };
}

/** `nothing`, or the records, at most three, one after the other. */
export function fewText({ records, moreCount }: FirstFew, { say }: WatchTools): string {
  if (records.length === 0) return 'nothing';
  return records.map(say).join('; ') + (moreCount === 0 ? '' : `; and ${moreCount} more`);
}

/** `1 line`, `2 lines`, `no lines` for none; `many` is the plural. */
export function countText(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${count === 0 ? 'no' : count} ${many}`;
}

/** `once`, `twice`, `3 times`; `not` for none. */
export function timesText(count: number): string {
  return ['not', 'once', 'twice'][count] ?? `${count} times`;
}
