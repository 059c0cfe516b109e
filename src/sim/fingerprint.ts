/**
 * Fingerprint: one SHA-256 over all records of a run; two runs are the same when theirs are.
 *
 *     SHA-256( line 1 LF line 2 LF … )     line = recordLine(record), UTF-8
 *
 * The header and footer of a file are not in it, so `tail -n +2 F | head -n -1 | sha256sum` gives it
 * too. Law (test/sim/fingerprint.test.ts): it equals the hash of the text computed in one piece.
 */
import { createHash } from 'node:crypto';
import type { RecordReader, RunRecord } from './record.ts';
import { type LineReader, lineOf } from './record-lines.ts';

/** Lines are hashed in pieces of about this many characters: one native call a line is too dear. */
const PIECE_LENGTH = 65_536;

/** Hashes records, or the lines of records, in the order they come. */
export class Fingerprint implements RecordReader, LineReader {
  readonly #hash = createHash('sha256');
  #pending = '';

  read(record: RunRecord): void {
    this.readLine(lineOf(record));
  }

  readLine(line: string): void {
    this.#pending += line;
    if (this.#pending.length >= PIECE_LENGTH) this.#hashPending();
  }

  /** The fingerprint of everything read so far, as 64 hexadecimal digits; reading may go on. */
  hex(): string {
    this.#hashPending();
    return this.#hash.copy().digest('hex');
  }

  #hashPending(): void {
    this.#hash.update(this.#pending, 'utf8');
    this.#pending = '';
  }
}
