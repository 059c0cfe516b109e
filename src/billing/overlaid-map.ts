/**
 * Overlaid map: a map that begins with what another holds, without copying it.
 *
 *     get ──▶ own ──not there──▶ base        set ──▶ own
 *
 * What a saved run knows can be large, and a run that goes on from it changes little of it.
 */

/** A map over another, which it never changes. */
export class OverlaidMap<Key, Value> {
  private readonly base: ReadonlyMap<Key, Value>;
  private readonly own = new Map<Key, Value>();
  private addedCount = 0;

  constructor(base: ReadonlyMap<Key, Value> = new Map()) {
    this.base = base;
  }

  get size(): number {
    return this.base.size + this.addedCount;
  }

  get(key: Key): Value | undefined {
    return this.own.get(key) ?? this.base.get(key);
  }

  set(key: Key, value: Value): void {
    const before = this.own.size;
    this.own.set(key, value);
    if (this.own.size > before && !this.base.has(key)) this.addedCount += 1;
  }

  /** All of it as one map that this one no longer changes, in the order in which keys came to be. */
  merged(): ReadonlyMap<Key, Value> {
    if (this.own.size === 0) return this.base;
    const all = new Map(this.base);
    for (const [key, value] of this.own) all.set(key, value);
    return all;
  }
}
