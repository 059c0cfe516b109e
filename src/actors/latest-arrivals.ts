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
    const leading = this.leading.get(from);
    const known = leading?.to === to ? leading : leading?.others?.get(to);
    if (known !== undefined) {
      known.lastUs = Math.max(known.lastUs, arrivalUs);
      return known.lastUs;
    }
    this.add(leading, { from, to, lastUs: arrivalUs });
    if (this.pairCount >= this.pairsMax) this.forgetBefore(nowUs);
    return arrivalUs;
  }

  /** Pairs that have nothing under way need no memory; the limit grows with those that do. */
  forgetBefore(nowUs: number): void {
    const pairs = this.save();
    this.leading.clear();
    this.pairCount = 0;
    for (const pair of pairs) if (pair.lastUs >= nowUs) this.add(this.leading.get(pair.from), pair);
    this.pairsMax = Math.max(KNOWN_MIN, 2 * this.pairCount);
  }

  save(): readonly LatestArrival[] {
    return Array.from(this.leading, ([from, { to, lastUs, others }]) => [
      { from, to, lastUs },
      ...Array.from(others ?? [], ([other, arrival]) => ({ from, to: other, ...arrival })),
    ]).flat();
  }
  load(pairs: readonly LatestArrival[]): void {
    for (const pair of pairs) this.add(this.leading.get(pair.from), pair);
  }

  /** @param leading what is known of the sender */
  private add(leading: Leading | undefined, { from, to, lastUs }: LatestArrival): void {
    this.pairCount += 1;
    if (leading === undefined) {
      this.leading.set(from, { to, lastUs, others: null });
      return;
    }
    leading.others ??= new Map();
    leading.others.set(to, { lastUs });
  }
}
