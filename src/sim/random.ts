/**
 * Random streams: all chance of a run, from its one seed.
 *
 *     seed --+-- stream(participant, purpose) --> xoroshiro128+, as many draws as wanted
 *            +-- once(purpose, key, ordinal)  --> xoroshiro128+, for one message, say
 *
 * A stream is a function of the seed and its names only, whatever else the run draws and in
 * whatever order: adding a participant never shifts what another one draws.
 *
 * The 128 bits of state a generator starts from are a hash of the names. Each 16-bit unit of text
 * goes through the step of cyrb128 (four lanes, each xored with the unit, multiplied by an odd
 * constant and xored with its neighbour), which can be undone for a given unit and so loses nothing.
 * Lanes are closed off by the finaliser of MurmurHash3 (x86, 128 bits), where every input bit
 * reaches every output bit. A text goes in after its length, so that ('a', 'bc') and ('ab', 'c') are
 * different inputs, not merely different strings that were joined.
 * Laws: test/sim/random.test.ts.
 */
import type { Random } from '../actors/distribution.ts';
import { type RandomSource, type RandomStream, randomStream } from '../actors/random-stream.ts';
import { codeUnitAt } from './code-unit.ts';

/** Keeps a stream and a `once` of the same names apart. */
const KIND = { stream: 1, once: 2 } as const;

/** The random streams of one run. */
export class RandomStreams implements RandomSource {
  readonly #streamStart: NameHash;
  readonly #onceStart: NameHash;

  /** @param seed a number and its decimal text, 7 and '7', are the same seed */
  constructor(seed: number | string) {
    const start = NameHash.start().text(String(seed));
    this.#streamStart = start.copy().word(KIND.stream);
    this.#onceStart = start.copy().word(KIND.once);
  }

  /**
   * The stream `participant` draws from for `purpose`, from its first draw: a fresh object each
   * call, so keep it for as long as draws are to follow one another.
   */
  stream(participant: string, purpose: string): RandomStream {
    return this.#streamStart.copy().text(participant).text(purpose).generator();
  }

  /**
   * A short stream for one thing that happens: message `ordinal` of `key`, for one `purpose`.
   *
   * @param ordinal a whole number from 0 to 2**53 - 1
   */
  once(purpose: string, key: string, ordinal: number): Random {
    return this.drawsFor(purpose)(key, ordinal);
  }

  /** `once` for one purpose, whose name is then taken in a single time. */
  drawsFor(purpose: string): (key: string, ordinal: number) => Random {
    const start = this.#onceStart.copy().text(purpose);
    return (key, ordinal) =>
      start
        .copy()
        .text(key)
        .word(ordinal)
        .word(ordinal / 2 ** 32)
        .generator();
  }
}

/** A 128-bit hash of a list of texts and words, in four 32-bit lanes. */
class NameHash {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(a: number, b: number, c: number, d: number) {
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
  }

  /** The empty list: the first digits of the square roots of 2, 3, 5 and 7. */
  static start(): NameHash {
    return new NameHash(1414213562, 1732050807, 2236067977 | 0, 2645751311 | 0);
  }

  copy(): NameHash {
    return new NameHash(this.#a, this.#b, this.#c, this.#d);
  }

  /** Takes in a text: its length, then its UTF-16 units. Written out, for it is done for every message. */
  text(text: string): this {
    this.word(text.length);
    let a = this.#a;
    let b = this.#b;
    let c = this.#c;
    let d = this.#d;
    for (let index = 0; index < text.length; index++) {
      const unit = codeUnitAt(text, index);
      const next = b ^ Math.imul(a ^ unit, 597399067);
      b = c ^ Math.imul(b ^ unit, 2869860233);
      c = d ^ Math.imul(c ^ unit, 951274213);
      d = next ^ Math.imul(d ^ unit, 2716044179);
      a = next;
    }
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
    return this;
  }

  /** Takes in the low 32 bits of a whole number. */
  word(word: number): this {
    const a = this.#b ^ Math.imul(this.#a ^ word, 597399067);
    this.#b = this.#c ^ Math.imul(this.#b ^ word, 2869860233);
    this.#c = this.#d ^ Math.imul(this.#c ^ word, 951274213);
    this.#d = a ^ Math.imul(this.#d ^ word, 2716044179);
    this.#a = a;
    return this;
  }

  /** A generator that starts from the hash. All 128 bits zero, its one dead state, is not met. */
  generator(): RandomStream {
    let a = this.#a;
    let b = this.#b;
    let c = this.#c;
    let d = this.#d;
    a = (a + b + c + d) | 0;
    b = (b + a) | 0;
    c = (c + a) | 0;
    d = (d + a) | 0;
    a = mixed(a);
    b = mixed(b);
    c = mixed(c);
    d = mixed(d);
    a = (a + b + c + d) | 0;
    return randomStream([a, (b + a) | 0, (c + a) | 0, (d + a) | 0]);
  }
}

/** The 32-bit finaliser of MurmurHash3: every bit of the input reaches every bit of the output. */
function mixed(lane: number): number {
  let hash = lane ^ (lane >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
