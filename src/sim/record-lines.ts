/**
 * Record lines: a record made bytes once, for everyone who wants its line.
 *
 *     run ──record──▶ RecordLines ──line──▶ RecordWriter   (the file)
 *                                 └─line──▶ Fingerprint    (the hash)
 *
 * Making a line costs several times what any reader of it does, so it is done here, once a record,
 * however many readers there are. Every line is UTF-8 and ends with its line feed.
 */
import { JsonBytes } from './json-bytes.ts';
import type { RecordReader, RunRecord } from './record.ts';

/** Whoever takes records as the lines they are in a file. */
export interface LineReader {
  /** Takes one line: the first `length` of these bytes, which are written over afterwards. */
  readLine(bytes: Uint8Array, length: number): void;
}

/** Passes each record on as its line, to all `readers` in their order. */
export class RecordLines implements RecordReader {
  readonly #readers: readonly LineReader[];
  readonly #line = new JsonBytes();

  constructor(readers: readonly LineReader[]) {
    this.#readers = readers;
  }

  read(record: RunRecord): void {
    const line = this.#line;
    line.writeLine(record);
    for (const reader of this.#readers) reader.readLine(line.bytes, line.length);
  }
}
