/**
 * Record lines: records made bytes once, for everyone who wants their lines.
 *
 *     run ──record──▶ RecordLines ──lines, 256 KiB at a time─▶ RecordWriter   (the file)
 *                                 └─────────the same─────────▶ Fingerprint    (the hash)
 *
 * Making a line costs several times what any reader of it does, so it is done here, once a record,
 * however many readers there are; and because a native call for each line is too dear, lines wait
 * until there are many. Every line is UTF-8 and ends with its line feed.
 * Law (test/sim/record-lines.test.ts): what readers were given, put together, is every line, in order.
 */
import { JsonBytes } from './json-bytes.ts';
import type { RecordReader, RunRecord } from './record.ts';

/** Much enough for the system's part of a write to be small, little enough to stay in a processor's cache. */
const PIECE_BYTES = 262_144;

/** Whoever takes records as the lines they are in a file. */
export interface LineReader {
  /** Takes `count` whole lines: all of these bytes, which are written over afterwards. */
  readLines(bytes: Uint8Array, count: number): void;
}

/** Passes records on as their lines, to all `readers` in their order. */
export class RecordLines implements RecordReader {
  readonly #readers: readonly LineReader[];
  readonly #waiting = new JsonBytes();
  #count = 0;

  constructor(readers: readonly LineReader[]) {
    this.#readers = readers;
  }

  read(record: RunRecord): void {
    this.#waiting.writeLine(record);
    this.#count += 1;
    if (this.#waiting.length >= PIECE_BYTES) this.flush();
  }

  /** Passes on whatever still waits: to be called before readers are asked what they have read. */
  flush(): void {
    const count = this.#count;
    if (count === 0) return;
    this.#count = 0;
    const bytes = this.#waiting.take();
    for (const reader of this.#readers) reader.readLines(bytes, count);
  }
}
