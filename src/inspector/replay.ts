/**
 * Replay: a reader of records that can be put at any record of a run, in both directions.
 *
 *     forwards    reads on
 *     backwards   takes up the keyframe before, and reads on from there
 *
 * Law (test/inspector/replay.test.ts): wherever it was before, it says what a fresh reader says that
 * has read all records up to there.
 */
import type { RecordReader, RunRecord } from '../sim/record.ts';
import type { History } from './history.ts';
import { Keyframes } from './keyframes.ts';

/** A reader that can be put back to where it was. */
export interface Rewindable extends RecordReader {
  /** What it is at; reading on leaves that as it is. */
  save(): unknown;
  /** Goes back to what `save` gave, which stays as it is. */
  load(state: unknown): void;
}

/** Read in about a millisecond. */
const DISTANCE = 4_096;

/** A reader, and where along the run it is. */
export class Replay<Reader extends Rewindable> {
  private readonly history: History;
  private readonly make: () => Reader;
  private readonly frames: Keyframes<unknown>;
  private reader: Reader;
  private seq = 0;

  /**
   * @param make a fresh reader, which has read nothing
   * @param distance how many records lie between two keyframes, to begin with
   */
  constructor(history: History, make: () => Reader, distance = DISTANCE) {
    this.history = history;
    this.make = make;
    this.frames = new Keyframes(distance);
    this.reader = make();
  }

  /** The reader once it has read the records up to `seq`; it is moved on, or back, by the next call. */
  at(seq: number): Reader {
    if (seq < this.seq) this.takeUp(seq);
    while (this.seq < seq) {
      const record = this.history.at(this.seq + 1);
      if (record === undefined) break;
      this.read(record);
    }
    return this.reader;
  }

  /** The number of the latest record before `seq` that passes, with the reader as it was there; 0 when none does. */
  lastBefore(seq: number, test: (record: RunRecord, reader: Reader) => boolean): number {
    for (let end = seq; end > 1; ) {
      this.takeUp(end - 1);
      const begin = this.seq;
      const first = this.history.at(begin);
      let found = first !== undefined && test(first, this.reader) ? begin : 0;
      while (this.seq < end - 1) {
        const record = this.history.at(this.seq + 1);
        if (record === undefined) break;
        this.read(record);
        if (test(record, this.reader)) found = this.seq;
      }
      if (found > 0) return found;
      end = begin;
    }
    return 0;
  }

  private read(record: RunRecord): void {
    this.reader.read(record);
    this.seq += 1;
    if (!this.frames.isDue(this.seq)) return;
    this.frames.add({ seq: this.seq, state: this.reader.save() });
  }

  /** A fresh reader at the keyframe before `seq`. */
  private takeUp(seq: number): void {
    const frame = this.frames.before(seq);
    this.reader = this.make();
    if (frame !== null) this.reader.load(frame.state);
    this.seq = frame?.seq ?? 0;
  }
}
