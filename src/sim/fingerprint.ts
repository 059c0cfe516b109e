/**
 * Fingerprint: one SHA-256 over all records of a run; two runs are the same when theirs are.
 *
 *     SHA-256( line 1 LF line 2 LF … )     line = recordLine(record), UTF-8
 *
 * The header and footer of a file are not in it, so `tail -n +2 F | head -n -1 | sha256sum` gives it
 * too. Law (test/sim/fingerprint.test.ts): it equals the hash of the text computed in one piece.
 */
import { createHash } from 'node:crypto';
import { asSaved, type Keepable } from './keepable.ts';
import type { LineReader } from './record-lines.ts';
import { type HashState, SavableHash } from './savable-hash.ts';

/** A SHA-256 over bytes. */
interface ByteHash {
  add(bytes: Uint8Array): void;
  hex(): string;
}

/** Hashes the lines of records, in the order they come. */
export class Fingerprint implements LineReader {
  readonly #hash: ByteHash;

  constructor(hash: ByteHash = nativeHash()) {
    this.#hash = hash;
  }

  readLines(bytes: Uint8Array): void {
    this.#hash.add(bytes);
  }

  /** The fingerprint of everything read so far, as 64 hexadecimal digits; reading may go on. */
  hex(): string {
    return this.#hash.hex();
  }
}

/** The same fingerprint, slower, for runs that are put aside. */
export class KeptFingerprint extends Fingerprint implements Keepable {
  readonly #savable: SavableHash;

  constructor() {
    const hash = new SavableHash();
    super(hash);
    this.#savable = hash;
  }

  save(): unknown {
    return this.#savable.save();
  }

  load(state: unknown): void {
    this.#savable.load(asSaved<HashState>(state));
  }
}

function nativeHash(): ByteHash {
  const hash = createHash('sha256');
  return {
    add(bytes) {
      hash.update(bytes);
    },
    hex: () => hash.copy().digest('hex'),
  };
}
