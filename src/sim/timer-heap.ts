/**
 * Timer heap: which of the pending slots is due first.
 *
 *                 [0]                 a 4-ary heap laid out in three typed arrays:
 *        [1]   [2]   [3]   [4]        due time | rank among equal times | slot
 *     [5..8] [9..12] ...              children of i are 4i + 1 .. 4i + 4
 *
 * After the last entry come only places that are due never, so that four children are always compared,
 * and which of two is earlier is added up instead of branched on: chance decides it, and a processor
 * that guesses wrong half the time loses more than the comparison takes.
 *
 * Units: due times are whole virtual microseconds; a rank is any exact whole number.
 * Invariant (test/sim/scheduler-order.test.ts, against a sorted list): no entry comes before its parent
 * in (due time, rank). No two entries have the same rank, so the order is total.
 *
 * The `as number` casts below tell the compiler what the size bound already guarantees; a check
 * there would be paid four times a level by every timer.
 */

/** One entry, copied out for a reader. */
export interface HeapEntry {
  readonly dueUs: number;
  readonly rank: number;
  readonly slot: number;
}

/** A heap as plain data: what its three arrays hold. */
export interface HeapState {
  readonly dueUs: Float64Array;
  readonly rank: Float64Array;
  readonly slot: Int32Array;
}

const NEVER = Number.POSITIVE_INFINITY;
/** How many places after the last entry may be looked at. */
const SPARE = 3;

/** A growing 4-ary heap of slots, first due first. */
export class TimerHeap {
  #size = 0;
  #dueUs = new Float64Array(1024).fill(NEVER);
  #rank = new Float64Array(1024);
  #slot = new Int32Array(1024);

  /** How many entries there are, cancelled ones included. */
  get size(): number {
    return this.#size;
  }

  /** When the first entry is due, in microseconds. Meaningless while the heap is empty. */
  get firstDueUs(): number {
    return this.#dueUs[0] as number;
  }

  /** The slot of the first entry. Meaningless while the heap is empty. */
  get firstSlot(): number {
    return this.#slot[0] as number;
  }

  /** Adds an entry. */
  push(dueUs: number, rank: number, slot: number): void {
    if (this.#size + SPARE === this.#dueUs.length) this.#grow();
    const dueUsAt = this.#dueUs;
    const rankAt = this.#rank;
    const slotAt = this.#slot;
    let hole = this.#size++;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const parentUs = dueUsAt[parent] as number;
      if (parentUs < dueUs || (parentUs === dueUs && (rankAt[parent] as number) < rank)) break;
      dueUsAt[hole] = parentUs;
      rankAt[hole] = rankAt[parent] as number;
      slotAt[hole] = slotAt[parent] as number;
      hole = parent;
    }
    dueUsAt[hole] = dueUs;
    rankAt[hole] = rank;
    slotAt[hole] = slot;
  }

  /** Removes the first entry and returns its slot. Only for a heap that is not empty. */
  pop(): number {
    const first = this.#slot[0] as number;
    const last = --this.#size;
    const dueUs = this.#dueUs[last] as number;
    this.#dueUs[last] = NEVER;
    if (last > 0) this.#sink(0, dueUs, this.#rank[last] as number, this.#slot[last] as number);
    return first;
  }

  /** Removes every entry whose slot does not pass, in time linear in the size. */
  retain(isKept: (slot: number) => boolean): void {
    let kept = 0;
    for (let index = 0; index < this.#size; index++) {
      const slot = this.#slot[index] as number;
      if (!isKept(slot)) continue;
      this.#dueUs[kept] = this.#dueUs[index] as number;
      this.#rank[kept] = this.#rank[index] as number;
      this.#slot[kept] = slot;
      kept++;
    }
    this.#dueUs.fill(NEVER, kept, this.#size);
    this.#size = kept;
    for (let index = (kept - 2) >> 2; index >= 0; index--) {
      this.#sink(
        index,
        this.#dueUs[index] as number,
        this.#rank[index] as number,
        this.#slot[index] as number,
      );
    }
  }

  /** A copy of all entries, first due first. */
  sorted(): readonly HeapEntry[] {
    const entries: HeapEntry[] = [];
    for (let index = 0; index < this.#size; index++) {
      entries.push({
        dueUs: this.#dueUs[index] as number,
        rank: this.#rank[index] as number,
        slot: this.#slot[index] as number,
      });
    }
    return entries.sort((a, b) => a.dueUs - b.dueUs || a.rank - b.rank);
  }

  /** A copy of it as it lies. */
  save(): HeapState {
    return {
      dueUs: this.#dueUs.slice(0, this.#size),
      rank: this.#rank.slice(0, this.#size),
      slot: this.#slot.slice(0, this.#size),
    };
  }
  /** Becomes what was saved. */
  load({ dueUs, rank, slot }: HeapState): void {
    this.#size = dueUs.length;
    while (this.#dueUs.length < this.#size + SPARE) this.#grow();
    this.#dueUs.set(dueUs);
    this.#rank.set(rank);
    this.#slot.set(slot);
  }

  /** Puts an entry where the hole is, or as far below it as its key demands. */
  #sink(from: number, dueUs: number, rank: number, slot: number): void {
    const dueUsAt = this.#dueUs;
    const rankAt = this.#rank;
    const slotAt = this.#slot;
    const size = this.#size;
    let hole = from;
    for (let child = (hole << 2) + 1; child < size; child = (hole << 2) + 1) {
      const left = this.#earlier(child, child + 1);
      const right = this.#earlier(child + 2, child + 3);
      const least = this.#earlier(left, right);
      const leastUs = dueUsAt[least] as number;
      if (leastUs > dueUs || (leastUs === dueUs && (rankAt[least] as number) > rank)) break;
      dueUsAt[hole] = leastUs;
      rankAt[hole] = rankAt[least] as number;
      slotAt[hole] = slotAt[least] as number;
      hole = least;
    }
    dueUsAt[hole] = dueUs;
    rankAt[hole] = rank;
    slotAt[hole] = slot;
  }

  /** The one of two places, the second after the first, that comes first in (due time, rank). */
  #earlier(one: number, other: number): number {
    const oneUs = this.#dueUs[one] as number;
    const otherUs = this.#dueUs[other] as number;
    // Equal times are seldom, and so no branch that is guessed wrong.
    if (oneUs === otherUs) {
      return (this.#rank[other] as number) < (this.#rank[one] as number) ? other : one;
    }
    return one + (other - one) * Number(otherUs < oneUs);
  }

  #grow(): void {
    const capacity = this.#dueUs.length * 2;
    const dueUs = new Float64Array(capacity).fill(NEVER);
    const rank = new Float64Array(capacity);
    const slot = new Int32Array(capacity);
    dueUs.set(this.#dueUs);
    rank.set(this.#rank);
    slot.set(this.#slot);
    this.#dueUs = dueUs;
    this.#rank = rank;
    this.#slot = slot;
  }
}
