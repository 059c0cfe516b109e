/**
 * Causality: why a record is there, and what came of it.
 *
 *     stimulus ──▶ … ──▶ cause ──▶ RECORD ──▶ … ──▶ everything that followed
 *     ╰──────── causesOf ────────────────╯╰──────── consequencesOf ────────╯
 *
 * A cause is always an earlier record, so one pass forward finds all that follows, and one pass that
 * notes each record's cause finds the way back.
 * Memory: `consequencesOf` keeps a number for each consequence; `causesOf` keeps two for each record
 * up to the one asked about, and the chain itself.
 */
import type { RunRecord } from '../record.ts';

/** A record is asked about that the trace does not have. */
export class UnknownRecord extends Error {
  override readonly name = 'UnknownRecord';

  constructor(seq: number, lastSeq: number) {
    super(
      lastSeq === 0
        ? `there is no record ${seq}: the trace is empty; name a trace that has records`
        : `there is no record ${seq}: the trace ends with record ${lastSeq}; name one up to there`,
    );
  }
}

/**
 * The way to a record: what began it first, the record itself last.
 *
 * A cause that the trace does not have (because it was filtered) ends the way.
 *
 * @param records is read twice, so it must give the same records again, as an array or a file does
 * @throws {UnknownRecord} when the trace has no record `seq`
 */
export function causesOf(records: Iterable<RunRecord>, seq: number): readonly RunRecord[] {
  const seqs: number[] = [];
  const causes: number[] = [];
  for (const record of records) {
    seqs.push(record.seq);
    causes.push(record.cause ?? 0);
    if (record.seq === seq) break;
  }
  const lastSeq = seqs.at(-1) ?? 0;
  if (lastSeq !== seq) throw new UnknownRecord(seq, lastSeq);
  const wanted = new Set<number>();
  let wantedSeq = seq;
  for (let index = seqs.length - 1; index >= 0; index -= 1) {
    if (seqs[index] !== wantedSeq) continue;
    wanted.add(wantedSeq);
    wantedSeq = causes[index] ?? 0;
  }
  const chain: RunRecord[] = [];
  for (const record of records) {
    if (wanted.has(record.seq)) chain.push(record);
    if (record.seq === seq) break;
  }
  return chain;
}

/** Everything that followed from a record, in order, without the record itself. */
export function* consequencesOf(records: Iterable<RunRecord>, seq: number): Generator<RunRecord> {
  const following = new Set([seq]);
  for (const record of records) {
    if (record.cause === null || !following.has(record.cause)) continue;
    following.add(record.seq);
    yield record;
  }
}
