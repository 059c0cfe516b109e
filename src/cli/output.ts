/**
 * Output: text to standard output, however much there is of it.
 *
 * Lines are gathered into pieces, and each piece waits until the reader at the other end took it, so
 * memory does not grow with the output and a reader who leaves (`| head -1`) ends the command.
 */
import { once } from 'node:events';

const PIECE_CHARACTERS = 65_536;

/** Prints lines as they come, each with a line feed. */
export async function printLines(lines: Iterable<string>): Promise<void> {
  let piece = '';
  for (const line of lines) {
    piece += `${line}\n`;
    if (piece.length < PIECE_CHARACTERS) continue;
    await print(piece);
    piece = '';
  }
  if (piece !== '') await print(piece);
}

async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
