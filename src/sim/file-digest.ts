/**
 * File digest: the SHA-256 of the first bytes of a file that grows, each byte read once.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

const PIECE_BYTES = 1_048_576;

/** Reads along behind whoever writes the file. */
export class FileDigest {
  readonly #path: string;
  readonly #hash = createHash('sha256');
  #readBytes = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * The digest of the first `bytes` bytes, as 64 hexadecimal digits, or of all where there are fewer.
   *
   * @param bytes not fewer than were asked for before
   * @throws what the file system throws
   */
  upTo(bytes: number): string {
    const file = openSync(this.#path, 'r');
    try {
      this.#readUpTo(file, bytes);
    } finally {
      closeSync(file);
    }
    return this.#hash.copy().digest('hex');
  }

  #readUpTo(file: number, bytes: number): void {
    const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, Math.max(0, bytes - this.#readBytes)));
    while (this.#readBytes < bytes) {
      const length = Math.min(piece.length, bytes - this.#readBytes);
      const gotBytes = readSync(file, piece, 0, length, this.#readBytes);
      if (gotBytes === 0) return;
      this.#hash.update(piece.subarray(0, gotBytes));
      this.#readBytes += gotBytes;
    }
  }
}
