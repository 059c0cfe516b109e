/**
 * Memory: a map that forgets what was not touched for a while.
 *
 *     remember ──▶ newest … oldest ──keptUs without renew──▶ forgotten
 *
 * Units: virtual microseconds. Forgetting happens with every so many things remembered, oldest first,
 * so it costs nothing to be idle and nothing depends on real time; until then, more is remembered
 * than was asked for, never less. A value never changes: it is replaced.
 */
const FORGET_EVERY = 64;

/** What can be remembered: something that knows when it was last touched. */
export interface Memorable {
  readonly touchedUs: number;
}
/** What a memory holds, the longest untouched first. */
export interface MemoryState<Value extends Memorable> {
  readonly entries: ReadonlyMap<string, Value>;
  readonly rememberedCount: number;
}

/** Values by key, each for `keptUs` after it was last touched. */
export class Memory<Value extends Memorable> {
  private readonly entries: Map<string, Value>;
  private rememberedCount: number;
  private readonly keptUs: number;

  /** @param from the state of a memory that this one goes on from */
  constructor(keptUs: number, from: MemoryState<Value> | null = null) {
    this.keptUs = keptUs;
    this.entries = new Map(from?.entries);
    this.rememberedCount = from?.rememberedCount ?? 0;
  }

  get size(): number {
    return this.entries.size;
  }

  /** What is remembered under `key`; asking does not make it be remembered longer. */
  recall(key: string): Value | undefined {
    return this.entries.get(key);
  }

  /** Remembers something new, touched now. */
  remember(key: string, value: Value): void {
    this.entries.set(key, value);
    this.rememberedCount += 1;
    if (this.rememberedCount % FORGET_EVERY === 0) this.forget(value.touchedUs - this.keptUs);
  }

  /** Remembers something else under a known key, for no longer than before. */
  replace(key: string, value: Value): void {
    this.entries.set(key, value);
  }

  /** Remembers something else under a known key, touched now and so from now on again. */
  renew(key: string, value: Value): void {
    this.entries.delete(key);
    this.entries.set(key, value);
  }

  /** All of it, for a memory that goes on with it. */
  save(): MemoryState<Value> {
    return { entries: new Map(this.entries), rememberedCount: this.rememberedCount };
  }

  private forget(beforeUs: number): void {
    for (const [key, { touchedUs }] of this.entries) {
      if (touchedUs >= beforeUs) return;
      this.entries.delete(key);
    }
  }
}
