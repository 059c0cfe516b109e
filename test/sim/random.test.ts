import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Random } from '../../src/actors/distribution.ts';
import { randomStream } from '../../src/actors/random-stream.ts';
import { RandomStreams } from '../../src/sim/random.ts';

function first(random: Random, count: number): readonly number[] {
  return Array.from({ length: count }, () => random.nextUint32());
}

describe('streams', () => {
  test('the same seed and names give the same draws, in whatever order streams are made', () => {
    const name = fc.string({ unit: 'binary', maxLength: 8 });
    const names = fc.uniqueArray(fc.tuple(name, name), { selector: String, maxLength: 6 });
    fc.assert(
      fc.property(fc.string(), names, (seed, pairs) => {
        const forwards = new RandomStreams(seed);
        const backwards = new RandomStreams(seed);
        const draws = pairs.map(([who, what]) => first(forwards.stream(who, what), 4));
        const again = [...pairs]
          .reverse()
          .map(([who, what]) => first(backwards.stream(who, what), 4))
          .reverse();
        expect(again).toEqual(draws);
      }),
      { numRuns: 1000, seed: 16_180 },
    );
  });

  test('a participant more shifts no other draw', () => {
    const alone = new RandomStreams(7).stream('alice', 'thinking');
    const expected = first(alone, 100);

    const streams = new RandomStreams(7);
    const alice = streams.stream('alice', 'thinking');
    const bob = streams.stream('bob', 'thinking');
    const seen: number[] = [];
    for (let n = 0; n < 100; n++) {
      bob.nextUint32();
      seen.push(alice.nextUint32());
      streams.once('loss', 'alice', n).nextUint32();
    }
    expect(seen).toEqual(expected);
  });

  test('two calls give two objects, each from its first draw', () => {
    const streams = new RandomStreams(7);
    const one = streams.stream('alice', 'thinking');
    const draws = first(one, 3);
    expect(first(streams.stream('alice', 'thinking'), 3)).toEqual(draws);
    expect(first(one, 3)).not.toEqual(draws);
  });

  test('swapped and otherwise divided names are other streams', () => {
    const streams = new RandomStreams(7);
    const starts = [
      ...['a|bc', 'ab|c', 'bc|a', 'c|ab', 'abc|', '|abc', 'a|b', 'b|a', '|', 'a|', '|a'].map(
        (names) => {
          const [who = '', what = ''] = names.split('|');
          return streams.stream(who, what);
        },
      ),
      streams.once('a', 'bc', 0),
      streams.once('ab', 'c', 0),
      streams.once('', '', 0),
      streams.once('', '', 1),
      streams.once('', '', 2 ** 32),
      streams.once('', '', 2 ** 53 - 1),
    ].map((random) => first(random, 4).join());
    expect(new Set(starts).size).toBe(starts.length);
  });

  test('a number and its decimal text are the same seed; another seed is another run', () => {
    const draws = (seed: number | string) => first(new RandomStreams(seed).stream('a', 'b'), 4);
    expect(draws('7')).toEqual(draws(7));
    expect(new Set([7, 8, -7, 'seven', ''].map((seed) => draws(seed).join())).size).toBe(5);
  });

  test('draws are whole numbers of 32 bits, and reach both halves', () => {
    const draws = first(new RandomStreams(7).stream('a', 'b'), 1_000);
    expect(draws.every((draw) => Number.isInteger(draw) && draw >= 0 && draw < 2 ** 32)).toBe(true);
    // Chances of 2**-1000 each that a fair source misses a half.
    expect(draws.some((draw) => draw < 2 ** 31) && draws.some((draw) => draw >= 2 ** 31)).toBe(
      true,
    );
  });
});

describe('once', () => {
  const MESSAGES = 65_536;

  /**
   * Chi-square of 256 cells with 255 degrees of freedom: mean 255, variance 510. Both ends are
   * bounded, five deviations (5 * 22.6 = 113) out: too even is as wrong as too uneven.
   */
  function expectEven(cells: readonly number[]): void {
    const counts = new Array<number>(256).fill(0);
    for (const cell of cells) counts[cell] = (counts[cell] ?? 0) + 1;
    const mean = cells.length / 256;
    const chiSquare = counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
    expect(Math.abs(chiSquare - 255)).toBeLessThan(5 * Math.sqrt(510));
  }

  const streams = new RandomStreams('even');
  const families: readonly (readonly [string, (n: number) => Random])[] = [
    ['sequential ordinals', (n) => streams.once('loss', 'alice>server', n)],
    ['sequential keys', (n) => streams.once('loss', `order-${n}`, 0)],
    ['sequential purposes', (n) => streams.once(`purpose ${n}`, 'alice', 0)],
    ['sequential seeds', (n) => new RandomStreams(n).once('loss', 'alice', 0)],
    ['ordinals 2**32 apart', (n) => streams.once('loss', 'alice', n * 2 ** 32)],
  ];

  test.each(families)('the first draws of %s are even in every byte', (_name, family) => {
    const draws = Array.from({ length: MESSAGES }, (_, n) => family(n).nextUint32());
    for (const shift of [0, 8, 16, 24]) expectEven(draws.map((draw) => (draw >>> shift) & 255));
  });

  test.each(families)('neighbours among %s are unrelated', (_name, family) => {
    const draws = Array.from({ length: MESSAGES }, (_, n) => family(n).nextUint32());
    const pairs = draws.slice(1).map((draw, n) => (draw ^ (draws[n] ?? 0)) >>> 24);
    expectEven(pairs);
  });

  test('a bit more in the name changes half of the bits drawn', () => {
    let changed = 0;
    for (let n = 0; n < 10_000; n++) {
      const [a, b] = [
        streams.once('loss', 'alice', 2 * n),
        streams.once('loss', 'alice', 2 * n + 1),
      ];
      let difference = a.nextUint32() ^ b.nextUint32();
      for (; difference !== 0; difference &= difference - 1) changed++;
    }
    // 320,000 bits, each changed or not: mean 160,000, deviation sqrt(80,000) = 283.
    expect(Math.abs(changed - 160_000)).toBeLessThan(5 * 283);
  });

  test('a hundred thousand messages start a hundred thousand streams', () => {
    // Two of 2**64 possible starts coincide with probability 1e10 / 2**65, about 3e-10.
    const starts = new Set<bigint>();
    for (let n = 0; n < 100_000; n++) {
      const random = streams.once('loss', `client-${n % 1000}`, n);
      starts.add((BigInt(random.nextUint32()) << 32n) | BigInt(random.nextUint32()));
    }
    expect(starts.size).toBe(100_000);
  });
});

test('regression only: the draws of seed 7 are the same in every version', () => {
  const streams = new RandomStreams(7);
  expect(first(streams.stream('alice', 'thinking'), 3)).toEqual([
    2471077714, 2820258525, 1288896890,
  ]);
  expect(first(streams.once('loss', 'alice>server', 0), 3)).toEqual([
    4158702503, 2133514027, 3552716856,
  ]);
  expect(first(streams.once('loss', 'alice>server', 2 ** 40), 3)).toEqual([
    3505873012, 1211924569, 2411010927,
  ]);
});

test('a stream made from where another is draws what that one would, whatever it drew before', () => {
  const streams = new RandomStreams(7);
  fc.assert(
    fc.property(fc.string(), fc.nat({ max: 50 }), (name, before) => {
      const stream = streams.stream(name, 'behaviour');
      first(stream, before);
      const state = structuredClone(stream.state);
      const expected = first(stream, 20);
      expect(stream.state).not.toEqual(state);
      expect(first(randomStream(state), 20)).toEqual(expected);
    }),
    { seed: 128, numRuns: 1_000 },
  );
});
