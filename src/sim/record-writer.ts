/**
 * Record writer: the records of a run, written to a file as they happen.
 *
 *     header LF  record LF  record LF  …  footer LF
 *
 * Synchronous, so that nothing is in flight when a run stops, and buffered, so that the disk is
 * asked once per 64 KiB. A file without its footer is one whose run did not come to its end.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { invariant } from '../billing/invariant.ts';
import type { RecordFooter, RecordHeader, RecordReader, RunRecord } from './record.ts';
import { type LineReader, lineOf } from './record-lines.ts';

const BUFFER_BYTES = 65_536;

/** A record file cannot be written: no such folder, no permission, no space. */
export class UnwritableRecord extends Error {
  override readonly name = 'UnwritableRecord';
  readonly path: string;

  constructor(path: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `the record cannot be written to ${path}: ${reason}; ` +
        'name a file in a folder that exists and has space, or run without a record file',
      { cause },
    );
    this.path = path;
  }
}

/**
 * Writes one record file, replacing what was there.
 *
 * @throws {UnwritableRecord} from every method, when the disk refuses
 */
export class RecordWriter implements RecordReader, LineReader {
  readonly #path: string;
  readonly #file: number;
  #pending: string;
  #recordCount = 0;
  #open = true;

  constructor(path: string, header: RecordHeader) {
    this.#path = path;
    this.#file = attempt(path, () => openSync(path, 'w'));
    this.#pending = `${JSON.stringify(header)}\n`;
  }

  read(record: RunRecord): void {
    this.readLine(lineOf(record));
  }

  readLine(line: string): void {
    this.#pending += line;
    this.#recordCount += 1;
    if (this.#pending.length >= BUFFER_BYTES) this.#flush();
  }

  /** Writes the footer and closes the file, which is then complete. */
  close(fingerprint: string): void {
    const footer: RecordFooter = { end: true, records: this.#recordCount, fingerprint };
    this.#pending += `${JSON.stringify(footer)}\n`;
    this.abandon();
  }

  /** Closes the file without a footer: what was read is in it, and it says that it was cut short. */
  abandon(): void {
    this.#flush();
    this.#open = false;
    attempt(this.#path, () => closeSync(this.#file));
  }

  #flush(): void {
    invariant(this.#open, `records are written before the file is closed, but ${this.#path} is`);
    const bytes = Buffer.from(this.#pending, 'utf8');
    this.#pending = '';
    let writtenBytes = 0;
    while (writtenBytes < bytes.length) {
      writtenBytes += attempt(this.#path, () => writeSync(this.#file, bytes, writtenBytes));
    }
  }
}

function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new UnwritableRecord(path, error);
  }
}
