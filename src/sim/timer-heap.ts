/**
 * Timer heap: which of the pending slots is due first.
 *
 *                 [0]                 a 4-ary heap laid out in three typed arrays:
 *        [1]   [2]   [3]   [4]        due time | rank among equal times | slot
 *     [5..8] [9..12] ...              children of i are 4i + 1 .. 4i + 4
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

/** A growing 4-ary heap of slots, first due first. */
export class TimerHeap {
  #size = 0;
  #dueUs = new Float64Array(1024);
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
    if (this.#size === this.#dueUs.length) this.#grow();
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
    this.#sink(
      0,
      this.#dueUs[last] as number,
      this.#rank[last] as number,
      this.#slot[last] as number,
    );
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
    while (this.#dueUs.length < this.#size) this.#grow();
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
    for (;;) {
      let child = (hole << 2) + 1;
      if (child >= size) break;
      const end = Math.min(child + 4, size);
      let least = child;
      let leastUs = dueUsAt[child] as number;
      // Ranks are only looked at where times are equal, which is seldom.
      for (child++; child < end; child++) {
        const childUs = dueUsAt[child] as number;
        if (childUs > leastUs) continue;
        if (childUs === leastUs && (rankAt[child] as number) > (rankAt[least] as number)) continue;
        least = child;
        leastUs = childUs;
      }
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

  #grow(): void {
    const capacity = this.#dueUs.length * 2;
    const dueUs = new Float64Array(capacity);
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
