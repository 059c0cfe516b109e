/**
 * Context store: what each machine knew after each of its events, put together from the changes that
 * the page carries.
 *
 * A track is put together as far as was asked; what stayed the same is shared, as it was in the run.
 */
import type { Change, ContextTrack } from '../../../src/inspector/offline-run.ts';
import { lastNotAfter } from './records.ts';

/** Answers what machines knew. */
export class ContextStore {
  private readonly tracks: ReadonlyMap<string, Track>;

  constructor(tracks: readonly ContextTrack[]) {
    this.tracks = new Map(tracks.map(({ actor, changes }) => [actor, new Track(changes)]));
  }

  /** What the machine of an actor knew once record `seq` was made; null when that is not known. */
  at(actor: string, seq: number): unknown {
    return this.tracks.get(actor)?.at(seq) ?? null;
  }
}

class Track {
  private readonly seqs: readonly number[];
  private readonly changes: ContextTrack['changes'];
  private readonly values: unknown[] = [];

  constructor(changes: ContextTrack['changes']) {
    this.changes = changes;
    this.seqs = changes.map(([seq]) => seq);
  }

  at(seq: number): unknown {
    const index = lastNotAfter(this.seqs, seq);
    while (this.values.length <= index) {
      const change = this.changes[this.values.length]?.[1] ?? 0;
      this.values.push(changed(this.values.at(-1), change));
    }
    return this.values[index];
  }
}

/** A value after a change. */
export function changed(value: unknown, change: Change): unknown {
  if (change === 0) return value;
  if ('is' in change) return change.is;
  const fields = new Map(Object.entries((value ?? {}) as Readonly<Record<string, unknown>>));
  for (const key of change.gone ?? []) fields.delete(key);
  for (const [key, inner] of Object.entries(change.in)) {
    fields.set(key, changed(fields.get(key), inner));
  }
  return Object.fromEntries(fields);
}
