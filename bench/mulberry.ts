/**
 * Mulberry32: the generator of the published workloads, so that every program draws the same numbers.
 */
export class Mulberry32 {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A draw in (0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) * 2 ** -32;
  }

  /** A draw of mean 1. `Math.log` for all programs: the queue and the actors are what is measured. */
  exponential(): number {
    return -Math.log(this.next());
  }
}
