/**
 * Remembered: what came or ended, by its id, each for a while after it was last touched.
 *
 * Units: virtual microseconds. With every so many, those whose time is over are forgotten, oldest first.
 */
const FORGET_EVERY = 64;

export class Remembered<Value extends { touchedUs: number }> {
  private readonly values = new Map<string, Value>();
  private readonly keptUs: number;
  private count = 0;

  constructor(keptUs: number) {
    this.keptUs = keptUs;
  }

  recall(id: string): Value | undefined {
    return this.values.get(id);
  }

  remember(id: string, value: Value, nowUs: number): void {
    value.touchedUs = nowUs;
    this.values.set(id, value);
    this.count += 1;
    if (this.count % FORGET_EVERY !== 0) return;
    for (const [oldest, { touchedUs }] of this.values) {
      if (touchedUs >= nowUs - this.keptUs) return;
      this.values.delete(oldest);
    }
  }

  touch(id: string, value: Value, nowUs: number): void {
    this.values.delete(id);
    value.touchedUs = nowUs;
    this.values.set(id, value);
  }
}
