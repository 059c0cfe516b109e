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
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { Random } from '../actors/distribution.ts';

/** Keeps a stream and a `once` of the same names apart. */
const KIND = { stream: 1, once: 2 } as const;

/** The random streams of one run. */
export class RandomStreams {
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
  stream(participant: string, purpose: string): Random {
    return this.#streamStart.copy().text(participant).text(purpose).generator();
  }

  /**
   * A short stream for one thing that happens: message `ordinal` of `key`, for one `purpose`.
   *
   * @param ordinal a whole number from 0 to 2**53 - 1
   */
  once(purpose: string, key: string, ordinal: number): Random {
    const named = this.#onceStart.copy().text(purpose).text(key);
    return named
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
    return new NameHash(1414213562, 1732050807, 2236067977, 2645751311);
  }

  copy(): NameHash {
    return new NameHash(this.#a, this.#b, this.#c, this.#d);
  }

  /** Takes in a text: its length, then its UTF-16 units. */
  text(text: string): this {
    this.word(text.length);
    for (let index = 0; index < text.length; index++) this.word(text.charCodeAt(index));
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
  generator(): Random {
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
    return new Draws(xoroshiro128plusFromState([a, (b + a) | 0, (c + a) | 0, (d + a) | 0]));
  }
}

class Draws implements Random {
  readonly #generator: RandomGenerator;

  constructor(generator: RandomGenerator) {
    this.#generator = generator;
  }

  nextUint32(): number {
    return this.#generator.next() >>> 0;
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
