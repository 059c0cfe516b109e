/**
 * Strip: the states of a lane over time, and how many processes are open on it.
 *
 *     seq      12 ────── 31 ─────── 58 ──▶
 *     state    watching   ordering   watching      (the number of its string; 0 while there is none)
 *     open     0          2          1             (processes on a lane that stands for several)
 */
import { Column } from '../store/records.ts';

/** What a lane's machine was in, from one record to the next. */
export class Strip {
  readonly seqs = new Column(8);
  readonly states = new Column(8);
  readonly opens = new Column(8);
  private state = 0;
  private open = 0;

  get length(): number {
    return this.seqs.length;
  }

  enter(seq: number, state: number): void {
    if (state === this.state) return;
    this.state = state;
    this.note(seq);
  }
  opened(seq: number, change: 1 | -1): void {
    this.open = Math.max(0, this.open + change);
    this.note(seq);
  }

  /** The index of the part that record `seq` falls in; -1 before the first. */
  indexAt(seq: number): number {
    let low = 0;
    let high = this.seqs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.seqs.at(middle) <= seq) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  private note(seq: number): void {
    this.seqs.push(seq);
    this.states.push(this.state);
    this.opens.push(this.open);
  }
}
