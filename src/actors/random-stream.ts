/**
 * Random stream: draws that can be put aside and gone on with.
 *
 *     state ──randomStream──▶ draws … ──state──▶ randomStream: the draws that would have come next
 *
 * The generator is xoroshiro128+; where it is are four 32-bit words.
 * Law (test/sim/random.test.ts): a stream made from another's state draws what that one would.
 */
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { Random } from './distribution.ts';

/** Where a stream is: the words of its generator. */
export type RandomState = readonly number[];
/** Draws that know where they are. */
export interface RandomStream extends Random {
  readonly state: RandomState;
}
/** All chance of a run (sim/random.ts). */
export interface RandomSource {
  /** The stream of a participant for a purpose, from its first draw. */
  stream(participant: string, purpose: string): RandomStream;
  /** Short streams for a purpose, each a function of its key and ordinal. */
  drawsFor(purpose: string): (key: string, ordinal: number) => Random;
}

/** The stream that goes on from `state`, four whole numbers of 32 bits, not all zero. */
export function randomStream(state: RandomState): RandomStream {
  return new Draws(xoroshiro128plusFromState(state));
}

class Draws implements RandomStream {
  readonly #generator: RandomGenerator;

  constructor(generator: RandomGenerator) {
    this.#generator = generator;
  }

  get state(): RandomState {
    return this.#generator.getState();
  }

  nextUint32(): number {
    return this.#generator.next() >>> 0;
  }
}
