/**
 * Gathered bytes: lines put together in pieces, because a native call for each line is too dear.
 *
 *     line, line, line …  ──▶  a piece of up to 64 KiB  ──▶  a file, a hash
 *
 * Law (test/sim/gathered-bytes.test.ts): the pieces, one after the other, are what was added.
 */
const PIECE_BYTES = 65_536;

/** Passes on what it is given in fewer, larger pieces. */
export class GatheredBytes {
  readonly #pass: (piece: Uint8Array) => void;
  readonly #piece = new Uint8Array(PIECE_BYTES);
  #length = 0;

  /** @param pass takes a piece, which is written over afterwards */
  constructor(pass: (piece: Uint8Array) => void) {
    this.#pass = pass;
  }

  /** Adds the first `length` of these bytes. */
  add(bytes: Uint8Array, length: number): void {
    if (this.#length + length > PIECE_BYTES) this.flush();
    if (length > PIECE_BYTES) {
      this.#pass(bytes.subarray(0, length));
      return;
    }
    this.#piece.set(bytes.subarray(0, length), this.#length);
    this.#length += length;
  }

  /** Passes on whatever is left. */
  flush(): void {
    if (this.#length === 0) return;
    const piece = this.#piece.subarray(0, this.#length);
    this.#length = 0;
    this.#pass(piece);
  }
}
