/**
 * Latest arrivals: when the last message from one to another arrives, so that none arrives before it.
 *
 *     order-17 ──▶ charge-17    kept until it has arrived; then nothing can be overtaken any more
 *
 * Units: virtual microseconds. Memory: a few numbers for each pair with something under way; what has
 * arrived is forgotten now and then. Most senders say something to one receiver only, which is why the
 * first one has no table of its own.
 *
 * Law: test/actors/latest-arrivals.test.ts.
 */
import type { Address } from '../machines/address.ts';

/** What is still under way from one sender to one receiver. */
export interface LatestArrival {
  readonly from: Address;
  readonly to: Address;
  readonly lastUs: number;
}
interface Arrival {
  lastUs: number;
}
/** What is under way from one sender. */
interface Leading extends Arrival {
  /** The receiver that `lastUs` is about. */
  readonly to: Address;
  others: Map<Address, Arrival> | null;
}
/** Fewer than this are not worth looking through. */
const KNOWN_MIN = 1_024;

/** The pairs that have something under way. */
export class LatestArrivals {
  private readonly leading = new Map<Address, Leading>();
  private pairCount = 0;
  private pairsMax = KNOWN_MIN;

  /** When a message arrives that would arrive at `arrivalUs` alone, and notes it. */
  inOrder(from: Address, to: Address, arrivalUs: number, nowUs: number): number {
    const known = this.arrival(from, to);
    if (known !== null) {
      known.lastUs = Math.max(known.lastUs, arrivalUs);
      return known.lastUs;
    }
    this.add(from, to, arrivalUs);
    if (this.pairCount >= this.pairsMax) this.forgetBefore(nowUs);
    return arrivalUs;
  }

  /** Pairs that have nothing under way need no memory; the limit grows with those that do. */
  forgetBefore(nowUs: number): void {
    const pairs = this.save();
    this.leading.clear();
    this.pairCount = 0;
    for (const { from, to, lastUs } of pairs) if (lastUs >= nowUs) this.add(from, to, lastUs);
    this.pairsMax = Math.max(KNOWN_MIN, 2 * this.pairCount);
  }

  save(): readonly LatestArrival[] {
    return Array.from(this.leading, ([from, { to, lastUs, others }]) => [
      { from, to, lastUs },
      ...Array.from(others ?? [], ([other, arrival]) => ({ from, to: other, ...arrival })),
    ]).flat();
  }
  load(pairs: readonly LatestArrival[]): void {
    for (const { from, to, lastUs } of pairs) this.add(from, to, lastUs);
  }

  private arrival(from: Address, to: Address): Arrival | null {
    const leading = this.leading.get(from);
    if (leading === undefined) return null;
    if (leading.to === to) return leading;
    return leading.others?.get(to) ?? null;
  }

  private add(from: Address, to: Address, lastUs: number): void {
    this.pairCount += 1;
    const leading = this.leading.get(from);
    if (leading === undefined) {
      this.leading.set(from, { to, lastUs, others: null });
      return;
    }
    leading.others ??= new Map();
    leading.others.set(to, { lastUs });
  }
}
