/**
 * Memory: a map that forgets what was not touched for a while.
 *
 * Units: virtual microseconds. Forgetting happens when something new is remembered, oldest first, so
 * it costs nothing to be idle and nothing depends on real time.
 */
export class Memory<Value> {
  private readonly entries = new Map<string, { value: Value; touchedUs: number }>();
  private readonly keptUs: number;

  constructor(keptUs: number) {
    this.keptUs = keptUs;
  }

  get size(): number {
    return this.entries.size;
  }

  /** What is remembered under `key`; asking does not make it be remembered longer. */
  recall(key: string): Value | undefined {
    return this.entries.get(key)?.value;
  }

  /** Remembers `value` under `key` from `nowUs` on, and forgets what is too old by then. */
  remember(key: string, value: Value, nowUs: number): void {
    this.entries.delete(key);
    this.entries.set(key, { value, touchedUs: nowUs });
    for (const [oldKey, old] of this.entries) {
      if (old.touchedUs >= nowUs - this.keptUs) return;
      this.entries.delete(oldKey);
    }
  }
}
