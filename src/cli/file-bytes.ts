/**
 * File bytes: a file read from any place on, a piece at a time, however large it is.
 */
import { closeSync, openSync, readSync } from 'node:fs';

const PIECE_BYTES = 1_048_576;
/** No line of ours is longer; a file that has one is something else. */
const LINE_BYTES_MAX = 16 * PIECE_BYTES;
const LINE_FEED = 10;

/** A file that is open for reading. */
export class FileBytes {
  readonly path: string;
  /** Where the next byte is read. */
  at = 0;
  readonly #file: number;

  /** @throws what the file system throws, here and from every method */
  constructor(path: string) {
    this.path = path;
    this.#file = openSync(path, 'r');
  }

  close(): void {
    closeSync(this.#file);
  }

  /** The next bytes, fewer than asked for where the file ends. */
  upTo(length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const count = readSync(this.#file, bytes, done, length - done, this.at);
      if (count === 0) break;
      done += count;
      this.at += count;
    }
    return bytes.subarray(0, done);
  }

  /** @throws {RangeError} where the file ends before */
  exactly(length: number): Buffer {
    const bytes = this.upTo(length);
    if (bytes.length === length) return bytes;
    throw new RangeError(`${this.path} ends ${length - bytes.length} bytes too early`);
  }

  /** The next line, without its line feed; null where none ends in 16 MiB. */
  line(): string | null {
    const start = this.at;
    const pieces: Buffer[] = [];
    while (this.at - start < LINE_BYTES_MAX) {
      const piece = this.upTo(PIECE_BYTES);
      const end = piece.indexOf(LINE_FEED);
      pieces.push(end < 0 ? piece : piece.subarray(0, end));
      if (end >= 0) {
        this.at += end + 1 - piece.length;
        return Buffer.concat(pieces).toString('utf8');
      }
      if (piece.length === 0) break;
    }
    this.at = start;
    return null;
  }

  /** All that is left. */
  *rest(): Iterable<Buffer> {
    for (let piece = this.upTo(PIECE_BYTES); piece.length > 0; piece = this.upTo(PIECE_BYTES)) {
      yield piece;
    }
  }
}
