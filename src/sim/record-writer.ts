/**
 * Record writer: the records of a run, written to a file as they happen.
 *
 *     header LF  record LF  record LF  …  footer LF
 *
 * Synchronous, so that nothing is in flight when a run stops. A file without its footer is one whose run did not come to its end. Such a
 * file is gone on with from a checkpoint: cut back to what was in it then, if that still is in it.
 * Law (test/sim/record-writer.test.ts): cut anywhere and gone on with, a file comes out byte for byte
 * as one that was written in one go.
 */
import { closeSync, constants, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { invariant } from '../billing/invariant.ts';
import { UnusableCheckpoint } from './checkpoint.ts';
import { FileDigest } from './file-digest.ts';
import { asSaved, type KeptLineReader } from './keepable.ts';
import type { RecordFooter, RecordHeader } from './record.ts';

/** Not made where there is none; written at its end, wherever that is after it was cut. */
const GOING_ON = constants.O_WRONLY | constants.O_APPEND;

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

/** What is in a file when its run is put aside. */
interface SavedWriter {
  readonly recordCount: number;
  readonly bytes: number;
  /** SHA-256 of those bytes. */
  readonly digest: string;
}

/**
 * Writes one record file.
 *
 * @throws {UnwritableRecord} from every method, when the disk refuses
 */
export class RecordWriter implements KeptLineReader {
  readonly #path: string;
  readonly #file: number;
  readonly #digest: FileDigest;
  #bytes = 0;
  #recordCount = 0;
  #open = true;

  /**
   * @param goesOn false replaces what was there; true leaves it, and what is to stay of it is loaded
   *   before anything is read
   */
  constructor(path: string, header: RecordHeader, goesOn = false) {
    this.#path = path;
    this.#file = attempt(path, () => openSync(path, goesOn ? GOING_ON : 'w'));
    this.#digest = new FileDigest(path);
    if (!goesOn) this.#add(header);
  }

  readLines(bytes: Uint8Array, count: number): void {
    this.#write(bytes);
    this.#recordCount += count;
  }

  /** Also brings everything to the disk, so that what is saved is never ahead of the file. */
  save(): unknown {
    const saved = attempt(this.#path, (): SavedWriter => {
      fsyncSync(this.#file);
      const digest = this.#digest.upTo(this.#bytes);
      return { recordCount: this.#recordCount, bytes: this.#bytes, digest };
    });
    return saved;
  }

  /** @throws {UnusableCheckpoint} when the file does not begin with what was in it */
  load(state: unknown): void {
    const { recordCount, bytes, digest } = asSaved<SavedWriter>(state);
    if (attempt(this.#path, () => this.#digest.upTo(bytes)) !== digest) {
      throw new UnusableCheckpoint(
        `${this.#path} does not begin with the ${recordCount} records that were in it at the checkpoint; ` +
          'put that file back, or run from the start without --resume',
      );
    }
    attempt(this.#path, () => ftruncateSync(this.#file, bytes));
    this.#bytes = bytes;
    this.#recordCount = recordCount;
  }

  /** Writes the footer and closes the file, which is then complete. */
  close(fingerprint: string): void {
    const footer: RecordFooter = { end: true, records: this.#recordCount, fingerprint };
    this.#add(footer);
    this.abandon();
  }

  /** Closes the file without a footer: what was read is in it, and it says that it was cut short. */
  abandon(): void {
    this.#open = false;
    attempt(this.#path, () => closeSync(this.#file));
  }

  #add(line: RecordHeader | RecordFooter): void {
    this.#write(Buffer.from(`${JSON.stringify(line)}\n`, 'utf8'));
  }

  #write(piece: Uint8Array): void {
    invariant(this.#open, `records are written before the file is closed, but ${this.#path} is`);
    let writtenBytes = 0;
    while (writtenBytes < piece.length) {
      writtenBytes += attempt(this.#path, () => writeSync(this.#file, piece, writtenBytes));
    }
    this.#bytes += writtenBytes;
  }
}

function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new UnwritableRecord(path, error);
  }
}
