/**
 * Recorded run: a trace file, to be walked through without its scenario.
 *
 * What machines knew is not in it, nor what was still to come; everything else is.
 */

import type { RecordHeader } from '../sim/record.ts';
import { readRecordFile } from '../sim/record-file.ts';
import { History } from './history.ts';
import type { Playable } from './playable.ts';

/** A run as a file tells it. */
export class RecordedRun implements Playable {
  readonly header: RecordHeader;
  readonly history = new History(() => undefined);
  readonly interventions = [];
  readonly forkedFrom = null;
  readonly failure = null;
  readonly isEnded = true;

  /** @throws {UnreadableRecord} when the file is no record of a run */
  constructor(path: string) {
    const file = readRecordFile(path);
    this.header = file.header;
    for (const record of file.records) this.history.read(record);
  }

  get head(): number {
    return this.history.records.length;
  }
  get headUs(): number {
    return this.history.at(this.head)?.atUs ?? 0;
  }
  advance(): boolean {
    return false;
  }
  nextDueUs(): number | null {
    return null;
  }
  pending(): readonly [] {
    return [];
  }
}
