/**
 * Line file: the lines of a text file, one at a time, however large the file is.
 *
 * The file is read in pieces of 64 KiB; a line longer than `LINE_BYTES_MAX` is refused, so that a
 * file that is not text cannot fill the memory. A line that is not UTF-8 has no text.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { TextDecoder } from 'node:util';

/** A line of a file, without its line feed. */
export interface TextLine {
  /** Counts from 1. */
  readonly number: number;
  /** Null when the bytes are not UTF-8. */
  readonly text: string | null;
  /** True when nothing comes after it. */
  readonly last: boolean;
}

/** A record file cannot be used, or not beyond a line. */
export class UnreadableRecord extends Error {
  override readonly name = 'UnreadableRecord';
  readonly path: string;
  /** Counts from 1; 0 when the file could not be opened. */
  readonly line: number;

  constructor(path: string, line: number, what: string, remedy: string) {
    const place = line > 0 ? `${path}:${line}` : path;
    super(`${place} cannot be read: ${what}; ${remedy}`);
    this.path = path;
    this.line = line;
  }
}

const PIECE_BYTES = 65_536;
const LINE_BYTES_MAX = 16 * 1024 * 1024;
const LINE_FEED = 10;

/**
 * Yields the lines of a file; bytes after the last line feed are a line too.
 *
 * @throws {UnreadableRecord} when the file cannot be opened or read, or a line is over 16 MiB
 */
export function* linesOf(path: string): Generator<TextLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let number = 0;
  // One line is held back: only what comes after it says whether it is the last.
  let held: Buffer | null = null;
  for (const bytes of rawLinesOf(path)) {
    if (held !== null) yield { number, text: decoded(decoder, held), last: false };
    number += 1;
    held = bytes;
  }
  if (held !== null) yield { number, text: decoded(decoder, held), last: true };
}

function* rawLinesOf(path: string): Generator<Buffer> {
  const file = attempt(path, () => openSync(path, 'r'));
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  let number = 1;
  let begun: Buffer[] = [];
  let begunBytes = 0;
  try {
    for (;;) {
      const readBytes = attempt(path, () => readSync(file, piece, 0, PIECE_BYTES, null));
      if (readBytes === 0) break;
      let start = 0;
      for (;;) {
        const end = piece.subarray(0, readBytes).indexOf(LINE_FEED, start);
        // Copied: the piece is filled anew while the line is still held.
        const part = Buffer.from(piece.subarray(start, end < 0 ? readBytes : end));
        begun.push(part);
        begunBytes += part.length;
        if (begunBytes > LINE_BYTES_MAX) throw tooLong(path, number);
        if (end < 0) break;
        yield joined(begun);
        number += 1;
        begun = [];
        begunBytes = 0;
        start = end + 1;
      }
    }
    if (begunBytes > 0) yield joined(begun);
  } finally {
    closeSync(file);
  }
}

function joined(parts: readonly Buffer[]): Buffer {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
}

function decoded(decoder: TextDecoder, bytes: Buffer): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

function tooLong(path: string, line: number): UnreadableRecord {
  return new UnreadableRecord(
    path,
    line,
    `the line is longer than ${LINE_BYTES_MAX} bytes`,
    'name a file that `headend run --trace FILE` wrote',
  );
}

function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnreadableRecord(path, 0, reason, 'name a record file that exists and may be read');
  }
}
