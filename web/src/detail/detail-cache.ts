/**
 * Detail cache: everything about a record, asked for once and kept while it is likely to be looked at.
 *
 * What a record says never changes, so an answer holds as long as the run does. While the cursor runs,
 * only the record it rests on for a moment is asked for.
 */
import { useEffect, useState } from 'react';
import type { Detail } from '../../../src/inspector/wire-reply.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import type { Records } from '../store/records.ts';

const REST_MS = 40;
const KEPT_MAX = 200;
const kept = new WeakMap<Records, Map<number, Detail>>();

/** Everything about a record; null until it is here, and for none. */
export function useDetail(seq: number | null): Detail | null {
  const records = useInspector((state) => state.records);
  const [, setArrived] = useState(0);
  const known = seq === null ? null : (kept.get(records)?.get(seq) ?? null);
  useEffect(() => {
    if (seq === null || seq <= 0 || kept.get(records)?.has(seq) === true) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const detail = await inspector().ask({ do: 'detail', seq });
      if (detail === null) return;
      keep(records, seq, detail);
      if (isCurrent) setArrived((count) => count + 1);
    }, REST_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [records, seq]);
  return known;
}

function keep(records: Records, seq: number, detail: Detail): void {
  const details = kept.get(records) ?? new Map<number, Detail>();
  kept.set(records, details);
  details.set(seq, detail);
  const [oldest] = details.keys();
  if (details.size > KEPT_MAX && oldest !== undefined) details.delete(oldest);
}
