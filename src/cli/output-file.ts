/**
 * Output file: makes sure that writing a file destroys nothing but an older output of the same kind.
 */
import { closeSync, existsSync, openSync, readSync, realpathSync } from 'node:fs';
import { UnusableRequest } from './complaint.ts';

/**
 * Refuses to write over an input, or over a file that does not begin as an output of this kind does.
 *
 * @param path the file asked for
 * @param inputs the files that are read in the same command
 * @param begins what an older output of the same kind begins with
 * @throws {UnusableRequest} saying what would be lost
 */
export function requireReplaceable(path: string, inputs: readonly string[], begins: string): void {
  if (path === '') throw new UnusableRequest('The file to write has no name.');
  if (!existsSync(path)) return;
  const target = realpathSync(path);
  const input = inputs.find((one) => existsSync(one) && realpathSync(one) === target);
  if (input !== undefined) {
    throw new UnusableRequest(`${path} is read by this command; write to another file.`);
  }
  const start = startOf(path, begins.length);
  if (start === '' || start === begins) return;
  throw new UnusableRequest(
    `${path} is there already and is no older output of this command; move it away, or write to another file.`,
  );
}

/** The first characters of a file; empty for an empty file and for what is no file. */
function startOf(path: string, length: number): string {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(length);
      return bytes.toString('utf8', 0, readSync(file, bytes));
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
