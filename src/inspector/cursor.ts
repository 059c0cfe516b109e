/**
 * Cursor: where an architect stands in a run, and how it moves, in both directions.
 *
 *     1 ───────────── cursor ──────────── head        what was executed
 *        ◀── back: moves only          └─▶ forwards: moves, and at the head executes
 *
 * Steps: a record; a message (to where one arrives or is lost); a stage (to the next outcome).
 */
import type { RunRecord } from '../sim/record.ts';
import type { Playable } from './playable.ts';
import { Replay } from './replay.ts';
import type { StopTest } from './stop.ts';
import { ViewAt } from './view-at.ts';

export type StepUnit = 'record' | 'message' | 'stage';

/** Moves over the records of one branch, and has it executed where they end. */
export class Cursor {
  readonly branch: Playable;
  /** The number of the record it stands on; 0 before the first. */
  seq = 0;
  private readonly views: Replay<ViewAt>;

  /** @param views the world along the branch, where somebody has looked back over it before */
  constructor(branch: Playable, views = new Replay(branch.history, () => new ViewAt())) {
    this.branch = branch;
    this.views = views;
  }

  get atUs(): number {
    return this.branch.history.at(this.seq)?.atUs ?? 0;
  }

  /** The world as it was at the cursor. */
  get view(): ViewAt {
    return this.views.at(this.seq);
  }

  /** Moves to a record that was executed; beyond the head it stays there. */
  goTo(seq: number): void {
    this.seq = Math.max(0, Math.min(Math.trunc(seq), this.branch.head));
  }

  /** One step forwards; false at the end of the run. */
  step(unit: StepUnit): boolean {
    return this.forwards((record) => endsStep(record, unit), Number.POSITIVE_INFINITY);
  }

  /** One step back; to the beginning where there is none. */
  stepBack(unit: StepUnit): boolean {
    for (let seq = this.seq - 1; seq >= 1; seq -= 1) {
      const record = this.branch.history.at(seq);
      if (record !== undefined && endsStep(record, unit)) {
        this.seq = seq;
        return true;
      }
    }
    const moved = this.seq > 0;
    this.seq = 0;
    return moved;
  }

  /**
   * Goes on until a record is to be stopped at; false when the run, or the records allowed, ended.
   *
   * @param recordsMax how far it may go in one call
   */
  forwards(stop: StopTest, recordsMax: number): boolean {
    for (let moved = 0; moved < recordsMax; moved += 1) {
      if (this.seq >= this.branch.head && !this.execute()) return false;
      this.seq += 1;
      const record = this.branch.history.at(this.seq);
      if (record !== undefined && stop(record, this.view)) return true;
    }
    return false;
  }

  /** Goes back to the latest record before this one that is to be stopped at; false when there is none. */
  backwards(stop: StopTest): boolean {
    const found = this.views.lastBefore(this.seq, stop);
    if (found === 0) return false;
    this.seq = found;
    return true;
  }

  /** Executes one event or more, until there is another record; false when nothing is left. */
  private execute(): boolean {
    const { branch } = this;
    while (branch.head <= this.seq) {
      if (!branch.advance() && branch.head <= this.seq) return false;
    }
    return true;
  }
}

function endsStep({ kind }: RunRecord, unit: StepUnit): boolean {
  if (unit === 'record') return true;
  if (unit === 'stage') return kind === 'outcome';
  return kind === 'delivered' || kind === 'lost';
}
