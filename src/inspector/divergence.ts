/**
 * Divergence: where two runs part, and the other run around that place.
 */
import { recordLine } from '../sim/record-text.ts';
import { batchOf, type StringTable } from './column-table.ts';
import type { History } from './history.ts';
import { plain } from './plain.ts';
import type { Divergence } from './wire.ts';

const BEFORE = 200;
const AFTER = 4_800;

/** The first record in which two runs differ, and what the other one did from a little before. */
export function divergenceOf(here: History, there: History, strings: StringTable): Divergence {
  const length = Math.min(here.records.length, there.records.length);
  let seq: number | null = null;
  for (let at = 1; at <= length && seq === null; at += 1) {
    const ours = here.at(at);
    const theirs = there.at(at);
    if (ours !== undefined && theirs !== undefined && recordLine(ours) !== recordLine(theirs))
      seq = at;
  }
  if (seq === null && here.records.length !== there.records.length) seq = length + 1;
  const first = Math.max(1, (seq ?? 1) - BEFORE);
  const records = there.records.slice(first - 1, first - 1 + BEFORE + AFTER);
  return {
    seq,
    here: fieldsOf(here, seq),
    there: fieldsOf(there, seq),
    batch: batchOf(records, first, strings, 0),
  };
}

function fieldsOf(history: History, seq: number | null): Readonly<Record<string, unknown>> | null {
  const record = seq === null ? undefined : history.at(seq);
  return record === undefined ? null : (plain(record) as Readonly<Record<string, unknown>>);
}
