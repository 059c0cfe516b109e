/**
 * Causality: from a message to the message that led to it, and to those it led to.
 *
 *     sent A ─▶ delivered ─▶ transition ─▶ sent B        A is the cause of B, B a consequence of A
 *     sent A ─▶ sent A again                             so is a repetition
 *
 * Messages are meant by their row in `Records`. Steps that are no messages are passed through.
 */
import { KIND, type Records } from '../store/records.ts';

/** Walks that find nothing in this many records give up. */
const WALK_MAX = 400;
const CONSEQUENCES_MAX = 60;

/** The row of the message that led to a record; -1 when something else did (a person, a timer). */
export function causeRowOf(records: Records, seq: number): number {
  const own = records.rowOf.at(seq - 1);
  let at = own >= 0 ? records.sentSeq.at(own) : seq;
  for (let step = 0; step < WALK_MAX; step += 1) {
    at = records.cause.at(at - 1);
    if (at === 0) return -1;
    const row = records.rowOf.at(at - 1);
    if (row >= 0 && row !== own) return row;
  }
  return -1;
}

/** The rows of the messages that a record led to, in order, at most 60. */
export function consequenceRowsOf(records: Records, seq: number): readonly number[] {
  const own = records.rowOf.at(seq - 1);
  const starts = own < 0 ? [seq] : [records.sentSeq.at(own), records.endSeq.at(own)];
  const rows = new Set<number>();
  const next = starts.filter((start) => start > 0);
  const seen = new Set(next);
  for (let at = next.shift(); at !== undefined; at = next.shift()) {
    if (rows.size >= CONSEQUENCES_MAX || seen.size > WALK_MAX) break;
    for (const consequence of records.consequences.get(at) ?? []) {
      if (seen.has(consequence)) continue;
      seen.add(consequence);
      const isSent = records.kind.at(consequence - 1) === KIND.sent;
      if (isSent) rows.add(records.rowOf.at(consequence - 1));
      else if (records.rowOf.at(consequence - 1) < 0) next.push(consequence);
    }
  }
  return [...rows].sort((one, other) => one - other);
}

/** Where a message came from that enters from hidden lanes: how far back, and through whom. */
export interface Origin {
  /** The row of the message by which somebody visible started it. */
  readonly row: number;
  /** The addresses in between, by the number of their string, from there to here. */
  readonly through: readonly number[];
}

/** Follows a message with a hidden sender back to one with a visible sender; null when there is none. */
export function originOf(
  records: Records,
  row: number,
  isVisible: (address: number) => boolean,
): Origin | null {
  const through = [records.from.at(records.sentSeq.at(row) - 1)];
  let at = row;
  for (let step = 0; step < 64; step += 1) {
    const before = causeRowOf(records, records.sentSeq.at(at));
    if (before < 0 || before >= at) return null;
    at = before;
    const from = records.from.at(records.sentSeq.at(at) - 1);
    if (isVisible(from)) return { row: at, through };
    if (through[0] !== from) through.unshift(from);
  }
  return null;
}
