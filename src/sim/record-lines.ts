/**
 * Record lines: a record made text once, for everyone who wants its text.
 *
 *     run ──record──▶ RecordLines ──line──▶ RecordWriter   (the file)
 *                                 └─line──▶ Fingerprint    (the hash)
 *
 * Turning a record into JSON costs several times what any reader of the line costs, so it is done
 * here, once a record, however many readers there are. Every line ends with its line feed.
 */
import type { RecordReader, RunRecord } from './record.ts';
import { recordLine } from './record-text.ts';

/** Whoever takes records as the lines they are in a file. */
export interface LineReader {
  /** Takes one line, its line feed included. */
  readLine(line: string): void;
}

/** Passes each record on as its line, to all `readers` in their order. */
export class RecordLines implements RecordReader {
  readonly #readers: readonly LineReader[];

  constructor(readers: readonly LineReader[]) {
    this.#readers = readers;
  }

  read(record: RunRecord): void {
    const line = lineOf(record);
    for (const reader of this.#readers) reader.readLine(line);
  }
}

/** One record as its line, the line feed included. */
export function lineOf(record: RunRecord): string {
  return `${recordLine(record)}\n`;
}
