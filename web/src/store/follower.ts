/**
 * Follower: what a view derives from the records, once each, as they come.
 *
 *     records 1 … read  ──read──▶ the view's own index      a new run: a new index
 *
 * No view loops over all records when it is drawn: it reads on from where it was.
 */
import { useMemo } from 'react';
import { useInspector } from './inspector.ts';
import type { Records } from './records.ts';

/** Reads every record once, in order. */
export interface Follower {
  read(records: Records, seq: number): void;
}

interface Following<Kind extends Follower> {
  readonly follower: Kind;
  readUpTo: number;
}

/**
 * The view's index of the run, read as far as the page has it; `version` says that it has grown.
 *
 * @param make makes an empty index; the same function every time
 */
export function useFollower<Kind extends Follower>(
  make: () => Kind,
): { readonly follower: Kind; readonly version: number } {
  const records = useInspector((state) => state.records);
  const version = useInspector((state) => state.version);
  const following = useMemo<Following<Kind>>(
    () => ({ follower: startOf(records, make), readUpTo: 0 }),
    [records, make],
  );
  return useMemo(() => {
    for (let seq = following.readUpTo + 1; seq <= records.length; seq += 1) {
      following.follower.read(records, seq);
    }
    following.readUpTo = records.length;
    return { follower: following.follower, version };
  }, [following, records, version]);
}

/** Every run has an index of its own. */
function startOf<Kind extends Follower>(_run: Records, make: () => Kind): Kind {
  return make();
}
