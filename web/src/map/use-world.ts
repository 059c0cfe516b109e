/**
 * Use world: the tally at the cursor, moved along with it, and where the cursor was before.
 */
import { useMemo, useRef } from 'react';
import { useInspector } from '../store/inspector.ts';
import { Tally } from './tally.ts';

export interface World {
  readonly tally: Tally;
  /** As far as the records have come. */
  readonly cursor: number;
  /** The cursor before its latest move forwards; just before the cursor after any other move. */
  readonly before: number;
}

/** The world at the cursor. */
export function useWorld(): World {
  const records = useInspector((state) => state.records);
  const version = useInspector((state) => state.version);
  const wanted = useInspector(({ position }) => position?.cursor ?? 0);
  const tally = useMemo(() => new Tally(records), [records]);
  const latest = useRef({ cursor: 0, before: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that the records grew
  return useMemo(() => {
    tally.moveTo(wanted);
    const { cursor } = tally;
    const was = latest.current;
    if (cursor !== was.cursor) {
      latest.current = { cursor, before: cursor > was.cursor ? was.cursor : cursor - 1 };
    }
    return { tally, cursor, before: latest.current.before };
  }, [tally, wanted, version]);
}
