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
import type { RecordReader, RunRecord } from './record.ts';
import { type LineReader, lineOf } from './record-lines.ts';
import { type HashState, SavableHash } from './savable-hash.ts';

/** Lines are hashed in pieces of about this many characters: one native call a line is too dear. */
const PIECE_LENGTH = 65_536;

/** A SHA-256 over text, as UTF-8. */
interface TextHash {
  add(text: string): void;
  hex(): string;
}

/** Hashes records, or the lines of records, in the order they come. */
export class Fingerprint implements RecordReader, LineReader {
  protected pending = '';
  readonly #hash: TextHash;

  constructor(hash: TextHash = nativeHash()) {
    this.#hash = hash;
  }

  read(record: RunRecord): void {
    this.readLine(lineOf(record));
  }

  readLine(line: string): void {
    this.pending += line;
    if (this.pending.length >= PIECE_LENGTH) this.#hashPending();
  }

  /** The fingerprint of everything read so far, as 64 hexadecimal digits; reading may go on. */
  hex(): string {
    this.#hashPending();
    return this.#hash.hex();
  }

  #hashPending(): void {
    this.#hash.add(this.pending);
    this.pending = '';
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
    const saved: SavedFingerprint = { hash: this.#savable.save(), pending: this.pending };
    return saved;
  }

  load(state: unknown): void {
    const { hash, pending } = asSaved<SavedFingerprint>(state);
    this.#savable.load(hash);
    this.pending = pending;
  }
}

interface SavedFingerprint {
  readonly hash: HashState;
  readonly pending: string;
}

function nativeHash(): TextHash {
  const hash = createHash('sha256');
  return {
    add(text) {
      hash.update(text, 'utf8');
    },
    hex: () => hash.copy().digest('hex'),
  };
}
