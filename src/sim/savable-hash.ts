/**
 * Savable hash: SHA-256 that can be put aside in the middle as plain data.
 *
 *     bytes ──▶ blocks of 64 ──▶ eight words      the rest, up to 63 bytes, waits for its block
 *
 * Node's own is some ten times as fast and cannot be put aside, so this one is for runs with
 * checkpoints only. It uses what @noble/hashes 2.4.0 leaves to classes that extend its SHA-256.
 * Law (test/sim/savable-hash.test.ts): put aside after any byte and taken up again, it gives the
 * digest of the whole.
 */
import { _SHA256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** A hash in the middle of its message. */
export interface HashState {
  readonly words: readonly number[];
  /** What came after the last whole block. */
  readonly rest: Uint8Array;
  readonly lengthBytes: number;
}

/** Hashes bytes. */
export class SavableHash extends _SHA256 {
  add(bytes: Uint8Array): void {
    this.update(bytes);
  }

  /** The digest of everything so far, as 64 hexadecimal digits; adding may go on. */
  hex(): string {
    return bytesToHex(this.clone().digest());
  }

  save(): HashState {
    const rest = this.buffer.slice(0, this.pos);
    return { words: this.get(), rest, lengthBytes: this.length };
  }

  load({ words, rest, lengthBytes }: HashState): void {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = words;
    this.set(a, b, c, d, e, f, g, h);
    this.buffer.set(rest);
    this.pos = rest.length;
    this.length = lengthBytes;
  }
}
