/**
 * Known detail: what the server said about single records, asked for once and kept while the run is open.
 *
 * Only what is on screen asks. Of one run no more than KEPT_MAX details are kept; then it starts over.
 */
import { useEffect, useSyncExternalStore } from 'react';
import type { Detail } from '../../../src/inspector/wire-reply.ts';
import { inspector, useInspector } from './inspector.ts';
import type { Records } from './records.ts';

const KEPT_MAX = 3_000;

/** The details of some records, as far as they are known yet; the view is drawn again as they come. */
export function useDetails(seqs: readonly number[]): ReadonlyMap<number, Detail> {
  const records = useInspector((state) => state.records);
  const known = knownOf(records);
  const wanted = seqs.join(' ');
  useEffect(() => known.want(wanted === '' ? [] : wanted.split(' ').map(Number)), [known, wanted]);
  return useSyncExternalStore(known.subscribe, known.snapshot);
}

/** The detail of one record; null while it is not known, and for no record. */
export function useDetail(seq: number | null): Detail | null {
  const details = useDetails(seq === null || seq === 0 ? [] : [seq]);
  return seq === null ? null : (details.get(seq) ?? null);
}

const knownByRun = new WeakMap<Records, KnownDetails>();

function knownOf(records: Records): KnownDetails {
  const known = knownByRun.get(records) ?? new KnownDetails();
  knownByRun.set(records, known);
  return known;
}

/** The details of one run. */
class KnownDetails {
  private details: ReadonlyMap<number, Detail> = new Map();
  private readonly asked = new Set<number>();
  private readonly listeners = new Set<() => void>();
  private arrived: (readonly [number, Detail])[] = [];

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = (): ReadonlyMap<number, Detail> => this.details;

  want(seqs: readonly number[]): void {
    if (this.asked.size > KEPT_MAX) {
      this.asked.clear();
      this.details = new Map();
    }
    for (const seq of seqs) {
      if (seq <= 0 || this.asked.has(seq)) continue;
      this.asked.add(seq);
      void inspector()
        .ask({ do: 'detail', seq })
        .then((detail) => detail !== null && this.take(seq, detail));
    }
  }

  /** Those that come together are told of together. */
  private take(seq: number, detail: Detail): void {
    this.arrived.push([seq, detail]);
    if (this.arrived.length > 1) return;
    setTimeout(() => {
      this.details = new Map([...this.details, ...this.arrived]);
      this.arrived = [];
      for (const listener of this.listeners) listener();
    }, 16);
  }
}
