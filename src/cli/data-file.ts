/**
 * Data file: one JSON file of a data directory, kept by lowdb.
 *
 * It is replaced whole (written beside, then renamed), so a kill leaves the old or the new one. A file
 * that is not as it should be is never written over.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LowSync } from 'lowdb';
import { JSONFileSync } from 'lowdb/node';

/** A data directory cannot be used; the message says which file and what to do. */
export class UnusableDirectory extends Error {
  override readonly name = 'UnusableDirectory';
}

/** What a file is to hold. */
export interface FileShape<Content extends object> {
  readonly name: string;
  /** What it holds as long as it is not there. */
  readonly start: () => Content;
  /** What is wrong with what was read; null when it can be used. */
  readonly faultIn: (content: unknown) => string | null;
}

/**
 * Reads a file.
 *
 * @throws {UnusableDirectory} when it cannot be read, or holds something else
 */
export function readDataFile<Content extends object>(
  directory: string,
  shape: FileShape<Content>,
): Content {
  return opened(directory, shape).data;
}

/**
 * Reads a file, has it changed, and replaces it; it is left alone when `change` returns false.
 *
 * @throws {UnusableDirectory} when it cannot be read or written, or holds something else
 */
export function changeDataFile<Content extends object>(
  directory: string,
  shape: FileShape<Content>,
  change: (content: Content) => boolean,
): void {
  const store = opened(directory, shape);
  if (!change(store.data)) return;
  try {
    store.write();
  } catch (error) {
    throw unusable(join(directory, shape.name), error);
  }
}

/**
 * Makes a directory, unless it is there.
 *
 * @throws {UnusableDirectory} when it cannot be made
 */
export function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    throw unusable(directory, error);
  }
}

function opened<Content extends object>(
  directory: string,
  { name, start, faultIn }: FileShape<Content>,
): LowSync<Content> {
  const path = join(directory, name);
  try {
    const store = new LowSync<Content>(new JSONFileSync(path), start());
    store.read();
    const fault = faultIn(store.data);
    if (fault !== null) throw new TypeError(fault);
    return store;
  } catch (error) {
    throw unusable(path, error);
  }
}

function unusable(path: string, error: unknown): UnusableDirectory {
  const said = error instanceof Error ? error.message : String(error);
  return new UnusableDirectory(
    `${path} cannot be used: ${said}. Give --data another directory, or move that file away.`,
  );
}
