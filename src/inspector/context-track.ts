/**
 * Context tracks: what each machine knew after each of its events, as changes from one to the next.
 *
 * Machines share what stayed the same between two contexts, so most of a comparison is one `===`.
 */
import type { History } from './history.ts';
import type { Change, ContextTrack } from './offline-run.ts';
import { plain } from './plain.ts';

/** The tracks of all machines of a run; empty for a recorded trace, which has no contexts. */
export function contextTracks(history: History): readonly ContextTrack[] {
  const tracks = new Map<string, [number, Change][]>();
  const latest = new Map<string, unknown>();
  for (const { seq, actor } of history.records) {
    const context = history.contextAfter(seq);
    if (context === undefined) continue;
    const changes = tracks.get(actor) ?? [];
    tracks.set(actor, changes);
    changes.push([seq, changeOf(latest.get(actor), context)]);
    latest.set(actor, context);
  }
  return [...tracks].map(([actor, changes]) => ({ actor, changes }));
}

/** How one value became another. */
export function changeOf(before: unknown, after: unknown): Change {
  if (before === after) return 0;
  if (!isRecord(before) || !isRecord(after)) return { is: plain(after) };
  const changed: [string, Change][] = [];
  for (const [key, value] of Object.entries(after)) {
    const change = Object.hasOwn(before, key) ? changeOf(before[key], value) : { is: plain(value) };
    if (change !== 0) changed.push([key, change]);
  }
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  if (gone.length > 0) return { in: Object.fromEntries(changed), gone };
  return changed.length === 0 ? 0 : { in: Object.fromEntries(changed) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
