/**
 * Running: which machines run once a record was made, and in which states.
 *
 * Goes on record by record; going back starts over.
 */
import type { RunRecord } from '../sim/record.ts';
import type { History } from './history.ts';

export interface RunningMachine {
  readonly machine: string;
  readonly state: string;
  /** The record that said so last. */
  readonly seq: number;
}

/** The machines of a run, as of a record. */
export class Running {
  /** The record it is at; 0 before the first. */
  seq = 0;
  readonly machines = new Map<string, RunningMachine>();
  private readonly history: History;

  constructor(history: History) {
    this.history = history;
  }

  goTo(seq: number): void {
    if (seq < this.seq) {
      this.machines.clear();
      this.seq = 0;
    }
    while (this.seq < seq && this.next() !== null);
  }

  /** Takes the next record, and gives it; null where there is none. */
  next(): RunRecord | null {
    const record = this.history.at(this.seq + 1);
    if (record === undefined) return null;
    this.seq += 1;
    const { actor, seq } = record;
    if (record.kind === 'started') {
      this.machines.set(actor, { machine: record.machine, state: record.state, seq });
    } else if (record.kind === 'stopped') this.machines.delete(actor);
    else if (record.kind === 'transition') {
      const { machine } = this.machines.get(actor) ?? { machine: '' };
      this.machines.set(actor, { machine, state: record.state, seq });
    }
    return record;
  }
}
