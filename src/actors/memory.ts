/**
 * Memory: a map that forgets what was not touched for a while.
 *
 * Units: virtual microseconds. Forgetting happens with every so many things remembered, oldest first,
 * so it costs nothing to be idle and nothing depends on real time; until then, more is remembered
 * than was asked for, never less.
 */
const FORGET_EVERY = 64;

/** What can be remembered: something that knows when it was last touched. */
export interface Memorable {
  touchedUs: number;
}

/** Values by key, each for `keptUs` after it was last touched. */
export class Memory<Value extends Memorable> {
  private readonly entries = new Map<string, Value>();
  private rememberedCount = 0;
  private readonly keptUs: number;

  constructor(keptUs: number) {
    this.keptUs = keptUs;
  }

  get size(): number {
    return this.entries.size;
  }

  /** What is remembered under `key`; asking does not make it be remembered longer. */
  recall(key: string): Value | undefined {
    return this.entries.get(key);
  }

  /** Remembers a new value. */
  remember(key: string, value: Value, nowUs: number): void {
    value.touchedUs = nowUs;
    this.entries.set(key, value);
    this.rememberedCount += 1;
    if (this.rememberedCount % FORGET_EVERY === 0) this.forget(nowUs - this.keptUs);
  }

  /** Makes what is remembered under `key` be remembered from now on again. */
  touch(key: string, nowUs: number): void {
    const value = this.entries.get(key);
    if (value === undefined) return;
    this.entries.delete(key);
    value.touchedUs = nowUs;
    this.entries.set(key, value);
  }

  private forget(beforeUs: number): void {
    for (const [key, { touchedUs }] of this.entries) {
      if (touchedUs >= beforeUs) return;
      this.entries.delete(key);
    }
  }
}
