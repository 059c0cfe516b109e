/**
 * Checkpoint file: a run put aside, on disk.
 *
 *     headend-checkpoint 1 SHA-256        of everything that follows
 *     { "program": …, "files": …, … }     the head: which run it is, as JSON on one line
 *     …                                   the state, a part at a time (data-parts.ts)
 *
 * Written beside and renamed, with the disk asked to keep up, so that whenever the program or the
 * machine stops, the file is the old one or the new one. Nowhere is the whole file in memory. What one
 * Node writes, a later one reads.
 */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Checkpoint, UnusableCheckpoint } from '../sim/checkpoint.ts';
import type { CheckpointHead } from './checkpoint-head.ts';
import { readParts, writeParts } from './data-parts.ts';
import { FileBytes } from './file-bytes.ts';

/** How every checkpoint file begins. */
export const CHECKPOINT_START = 'headend-checkpoint ';
const VERSION = 1;
const FIRST_LINE = /^headend-checkpoint (\d+) ([0-9a-f]{64})$/;
/** Stands for the digest until all of the file is known. */
const NO_DIGEST = '0'.repeat(64);

/** A checkpoint cannot be written: no permission, no space. */
export class UnwritableCheckpoint extends Error {
  override readonly name = 'UnwritableCheckpoint';
}

/** A file that was read and is as it was written. */
export interface CheckpointFile {
  readonly head: CheckpointHead;
  /** @throws {UnusableCheckpoint} when this Node cannot read what another one wrote */
  checkpoint(): Checkpoint;
}

/**
 * Writes a checkpoint, replacing the one before.
 *
 * @throws {UnwritableCheckpoint} when the disk refuses; the one before is then still there
 */
export function writeCheckpoint(path: string, head: CheckpointHead, checkpoint: Checkpoint): void {
  try {
    writeThrough(besides(path), head, checkpoint);
    renameSync(besides(path), path);
    syncDirectory(dirname(path));
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new UnwritableCheckpoint(
      `the checkpoint cannot be written to ${path}: ${error.message}. The run goes on; make room, or ` +
        'name another file with --checkpoint.',
    );
  }
}

/**
 * Reads a checkpoint.
 *
 * @throws {UnusableCheckpoint} when there is none, or it is damaged, or of another format
 */
export function readCheckpoint(path: string): CheckpointFile {
  return reading(path, (file) => {
    const [, version, digest] = FIRST_LINE.exec(file.line() ?? '') ?? [];
    if (version === undefined) throw new UnusableCheckpoint(strangeOrDamaged(path, file));
    if (Number(version) !== VERSION) {
      throw new UnusableCheckpoint(
        `${path} has format ${version}, and this Headend reads format ${VERSION}. Go on with the Headend ` +
          'that wrote it, or remove it and run from the start.',
      );
    }
    const headAt = file.at;
    if (digestOf(file.rest()) !== digest) throw new UnusableCheckpoint(damaged(path));
    file.at = headAt;
    const head = JSON.parse(file.line() ?? '') as CheckpointHead;
    const stateAt = file.at;
    return { head, checkpoint: () => reading(path, (again) => stateFrom(again, stateAt, head)) };
  });
}

/** Removes a checkpoint, and what a killed run left half written beside it. */
export function removeCheckpoint(path: string): void {
  rmSync(path, { force: true });
  rmSync(besides(path), { force: true });
}

function besides(path: string): string {
  return `${path}.part`;
}

/** Does something with the bytes of a file that is there. */
function reading<Result>(path: string, act: (file: FileBytes) => Result): Result {
  let file: FileBytes;
  try {
    file = new FileBytes(path);
  } catch (error) {
    if (!existsSync(path)) {
      throw new UnusableCheckpoint(
        `there is no checkpoint at ${path}: its run came to its end, or was killed before the first ` +
          'one. Run it without --resume.',
      );
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnusableCheckpoint(`${path} cannot be read: ${reason}. Name a checkpoint file.`);
  }
  try {
    return act(file);
  } finally {
    file.close();
  }
}

function stateFrom(file: FileBytes, stateAt: number, { node }: CheckpointHead): Checkpoint {
  file.at = stateAt;
  try {
    return readParts((length) => file.exactly(length)) as Checkpoint;
  } catch {
    throw new UnusableCheckpoint(
      `${file.path} was written by Node ${node}, and Node ${process.version} cannot read it. Go on with ` +
        `Node ${node} or a later one, or remove it and run from the start.`,
    );
  }
}

function strangeOrDamaged(path: string, file: FileBytes): string {
  file.at = 0;
  const isOurs = file.upTo(CHECKPOINT_START.length).toString('latin1') === CHECKPOINT_START;
  if (isOurs) return damaged(path);
  return `${path} is no checkpoint of Headend; name one that --checkpoint-every wrote.`;
}

function damaged(path: string): string {
  return `${path} is damaged: its content is not what was written. Remove it and run from the start.`;
}

function digestOf(pieces: Iterable<Uint8Array>): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

function writeThrough(path: string, head: CheckpointHead, checkpoint: Checkpoint): void {
  const file = openSync(path, 'w');
  const hash = createHash('sha256');
  const write = (bytes: Uint8Array) => {
    hash.update(bytes);
    writeAll(file, bytes);
  };
  try {
    writeAll(file, firstLine(NO_DIGEST));
    write(Buffer.from(`${JSON.stringify(head)}\n`));
    writeParts(checkpoint, write);
    writeSync(file, firstLine(hash.digest('hex')), 0, null, 0);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function firstLine(digest: string): Buffer {
  return Buffer.from(`${CHECKPOINT_START}${VERSION} ${digest}\n`);
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

/** Makes a rename last; not every system lets a directory be opened. */
function syncDirectory(path: string): void {
  try {
    const directory = openSync(path, 'r');
    try {
      fsyncSync(directory);
    } finally {
      closeSync(directory);
    }
  } catch {
    // The rename itself is done; only a power failure in this second could undo it.
  }
}
