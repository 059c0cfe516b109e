/**
 * Shown: the records that the filter lets through, by their place in the list, kept while the run grows.
 *
 *     filter is open     place n ▸ record n + 1                  nothing is kept
 *     filter is set      an ascending list, lengthened by what is new since the last look
 *
 * One list for all views: it is made once for each filter, however many ask.
 */
import { type Filter, isOpen, recordTest } from './filter.ts';
import { useInspector } from './inspector.ts';
import { lastNotAfter, type Records } from './records.ts';

/** The shown records; a new object whenever there may be others. */
export interface Shown {
  readonly count: number;
  /** The number of the record at a place from 0; 0 beyond the end. */
  seqAt(place: number): number;
  /** The place of the last shown record not after a number; -1 before the first. */
  placeOf(seq: number): number;
  has(seq: number): boolean;
}

/** The records shown now; the view is drawn again when there are others. */
export function useShown(): Shown {
  const filter = useInspector((state) => state.filter);
  const records = useInspector((state) => state.records);
  const version = useInspector((state) => state.version);
  return shownOf(records, filter, version);
}

interface Kept {
  readonly records: Records;
  readonly filter: Filter;
  readonly seqs: number[];
  readUpTo: number;
  version: number;
  shown: Shown;
}
let kept: Kept | null = null;

/** The records of a run that a filter lets through, as far as the run was read. */
export function shownOf(records: Records, filter: Filter, version: number): Shown {
  const isSame = kept?.records === records && kept.filter === filter;
  if (kept !== null && isSame && kept.version === version) return kept.shown;
  if (isOpen(filter)) {
    kept = { records, filter, seqs: [], readUpTo: 0, version, shown: allOf(records.length) };
    return kept.shown;
  }
  // A record read later never brings an earlier one into a causal cone, so the list only grows.
  const seqs: number[] = isSame ? (kept?.seqs ?? []) : [];
  const readUpTo = isSame ? (kept?.readUpTo ?? 0) : 0;
  const isLetThrough = recordTest(records, filter);
  for (let seq = readUpTo + 1; seq <= records.length; seq += 1) {
    if (isLetThrough(seq)) seqs.push(seq);
  }
  kept = { records, filter, seqs, readUpTo: records.length, version, shown: listOf(seqs) };
  return kept.shown;
}

function allOf(count: number): Shown {
  return {
    count,
    seqAt: (place) => (place >= 0 && place < count ? place + 1 : 0),
    placeOf: (seq) => Math.min(seq, count) - 1,
    has: (seq) => seq >= 1 && seq <= count,
  };
}

function listOf(seqs: readonly number[]): Shown {
  const count = seqs.length;
  return {
    count,
    seqAt: (place) => (place < count ? (seqs[place] ?? 0) : 0),
    placeOf: (seq) => lastNotAfter(seqs, seq),
    has: (seq) => seqs[lastNotAfter(seqs, seq)] === seq,
  };
}
