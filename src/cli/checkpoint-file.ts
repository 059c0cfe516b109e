/**
 * Checkpoint file: a run put aside, on disk.
 *
 *     headend-checkpoint 1 SHA-256        of everything that follows
 *     { "program": …, "files": …, … }     the head: which run it is, as JSON on one line
 *     …                                   the state, as node:v8 writes it
 *
 * Written beside and renamed, with the disk asked to keep up, so that whenever the program or the
 * machine stops, the file is the old one or the new one. What v8 writes, a later v8 reads.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { type Checkpoint, UnusableCheckpoint } from '../sim/checkpoint.ts';
import type { CheckpointHead } from './checkpoint-head.ts';

/** How every checkpoint file begins. */
export const CHECKPOINT_START = 'headend-checkpoint ';
const VERSION = 1;
const FIRST_LINE = /^headend-checkpoint (\d+) ([0-9a-f]{64})$/;
const LINE_FEED = 10;

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
  const state = serialize(checkpoint);
  const headLine = Buffer.from(`${JSON.stringify(head)}\n`);
  const digest = digestOf([headLine, state]);
  const firstLine = Buffer.from(`${CHECKPOINT_START}${VERSION} ${digest}\n`);
  try {
    writeThrough(besides(path), [firstLine, headLine, state]);
    renameSync(besides(path), path);
    syncDirectory(dirname(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnwritableCheckpoint(
      `the checkpoint cannot be written to ${path}: ${reason}. The run goes on; make room, or name ` +
        'another file with --checkpoint.',
    );
  }
}

/**
 * Reads a checkpoint.
 *
 * @throws {UnusableCheckpoint} when there is none, or it is damaged, or of another format
 */
export function readCheckpoint(path: string): CheckpointFile {
  const bytes = bytesOf(path);
  const [firstEnd, headEnd] = lineEndsIn(bytes);
  const [, version, digest] = FIRST_LINE.exec(bytes.toString('latin1', 0, firstEnd)) ?? [];
  if (version === undefined || headEnd < 0) {
    const isOurs = bytes.toString('latin1', 0, CHECKPOINT_START.length) === CHECKPOINT_START;
    throw new UnusableCheckpoint(
      isOurs
        ? damaged(path)
        : `${path} is no checkpoint of Headend; name one that --checkpoint-every wrote.`,
    );
  }
  if (Number(version) !== VERSION) {
    throw new UnusableCheckpoint(
      `${path} has format ${version}, and this Headend reads format ${VERSION}. Go on with the Headend ` +
        'that wrote it, or remove it and run from the start.',
    );
  }
  if (digestOf([bytes.subarray(firstEnd + 1)]) !== digest) {
    throw new UnusableCheckpoint(damaged(path));
  }
  const head = JSON.parse(bytes.toString('utf8', firstEnd + 1, headEnd)) as CheckpointHead;
  return { head, checkpoint: () => stateIn(path, bytes.subarray(headEnd + 1), head) };
}

/** Removes a checkpoint, and what a killed run left half written beside it. */
export function removeCheckpoint(path: string): void {
  rmSync(path, { force: true });
  rmSync(besides(path), { force: true });
}

function besides(path: string): string {
  return `${path}.part`;
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
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
}

function stateIn(path: string, state: Buffer, { node }: CheckpointHead): Checkpoint {
  try {
    return deserialize(state) as Checkpoint;
  } catch {
    throw new UnusableCheckpoint(
      `${path} was written by Node ${node}, and Node ${process.version} cannot read it. Go on with ` +
        `Node ${node} or a later one, or remove it and run from the start.`,
    );
  }
}

function damaged(path: string): string {
  return `${path} is damaged: its content is not what was written. Remove it and run from the start.`;
}

/** Where the first two lines end; -1 for one that does not. */
function lineEndsIn(bytes: Buffer): readonly [number, number] {
  const first = bytes.indexOf(LINE_FEED);
  return [first, first < 0 ? -1 : bytes.indexOf(LINE_FEED, first + 1)];
}

function digestOf(parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function writeThrough(path: string, parts: readonly Buffer[]): void {
  const file = openSync(path, 'w');
  try {
    for (const part of parts) {
      for (let done = 0; done < part.length; ) done += writeSync(file, part, done);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
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
