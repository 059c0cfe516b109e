/**
 * JSON pieces: bytes that are written over and over, as words of eight.
 *
 *     `,"seq":`  ──▶  [ , " s e q " : · ]     seven bytes; the last word is cut
 *
 * A native copy of so few bytes costs more than they do. Words are numbers because JavaScript moves
 * nothing larger. The language lets no number change on its way but NaN, and no UTF-8 is one: that would
 * take a byte 0xff, which there is none of, or 0x7f right after one from 0xf0 on, which only 0x80 to
 * 0xbf follow.
 *
 * Units: bytes. Whoever writes a piece has room for whole words of it; what comes next is written
 * over what is too much. Law (test/sim/json-bytes.test.ts): any key comes out as `JSON.stringify` has it.
 */

export const WORD_BYTES = 8;

export interface Piece {
  readonly words: Float64Array;
  readonly length: number;
}

/** A text as UTF-8. */
function pieceOf(text: string): Piece {
  const { length } = Buffer.from(text, 'utf8');
  const padded = Buffer.alloc(Math.ceil(length / WORD_BYTES) * WORD_BYTES);
  padded.write(text, 'utf8');
  const view = viewOf(padded);
  const words = new Float64Array(padded.length / WORD_BYTES);
  for (const index of words.keys()) words[index] = view.getFloat64(index * WORD_BYTES, true);
  return { words, length };
}

/** A key of an object, and the key that came after it the last time. */
export class Key {
  readonly name: string;
  /** `,"name":` */
  readonly piece: Piece;
  next: Key | null = null;

  constructor(name: string) {
    this.name = name;
    this.piece = pieceOf(`,${JSON.stringify(name)}:`);
  }
}

export const TRUE = pieceOf('true');
export const FALSE = pieceOf('false');
export const NULL = pieceOf('null');

export function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}
