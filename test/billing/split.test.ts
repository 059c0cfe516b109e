import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BrokenInvariant } from '../../src/billing/invariant.ts';
import { add, compare, multiply, parseRatio, ratio, subtract } from '../../src/billing/ratio.ts';
import { type SplitPart, split } from '../../src/billing/split.ts';

const RUNS = { seed: 20_010_621, numRuns: 2000 };

/** Parties a, b, c ... with the weights written out. */
function weighted(...texts: readonly string[]): readonly SplitPart[] {
  return texts.map((text, index) => {
    const weight = parseRatio(text);
    if (weight === null) throw new Error(`"${text}" is not a weight`);
    return { party: String.fromCharCode(97 + index), weight };
  });
}

function amounts(totalMinor: number, parts: readonly SplitPart[]): readonly number[] {
  return split(totalMinor, parts).map(({ amountMinor }) => amountMinor);
}

describe('the largest remainder', () => {
  test.each([
    // 5/3 each: floors 1, 1, 1; the two left go to the first two of three equal remainders.
    [5, ['1', '1', '1'], [2, 2, 1]],
    // 1666.67, 3333.33, 5000: one is left, for the .67.
    [10_000, ['1', '2', '3'], [1667, 3333, 5000]],
    // 33.33 and 66.67.
    [100, ['0.001', '0.002'], [33, 67]],
    // 202 x 650/1670 = 78.62; 99.19; 24.19.
    [202, ['650', '820', '200'], [79, 99, 24]],
    // 259.35 and 139.65: 259 + 139 leaves one, for the .65.
    [399, ['65%', '35%'], [259, 140]],
    [0, ['1', '2'], [0, 0]],
    [7, ['0', '1'], [0, 7]],
    [1, ['1/2', '1/3', '1/6'], [1, 0, 0]],
  ])('shares %i by %j as %j', (totalMinor, weights, expected) => {
    expect(amounts(totalMinor, weighted(...weights))).toEqual(expected);
  });

  test('gives a tie to the earlier party by code unit, whatever the order and the locale', () => {
    const parts = ['b', 'a', 'Z', 'ä'].map((party) => ({ party, weight: ratio(1) }));
    // Code units: Z 0x5A, a 0x61, b 0x62, ä 0xE4; a dictionary would have ä before b and Z last.
    expect(split(1, parts)).toEqual([
      { party: 'Z', amountMinor: 1 },
      { party: 'a', amountMinor: 0 },
      { party: 'b', amountMinor: 0 },
      { party: 'ä', amountMinor: 0 },
    ]);
  });

  test('splits the largest amount exactly', () => {
    const total = Number.MAX_SAFE_INTEGER; // 9007199254740991 = 3 x 3002399751580330 + 1
    expect(amounts(total, weighted('1', '1', '1'))).toEqual([
      3_002_399_751_580_331, 3_002_399_751_580_330, 3_002_399_751_580_330,
    ]);
  });
});

describe('what cannot be split', () => {
  test.each([
    ['a negative weight', weighted('1', '-1/2')],
    ['no weight above zero', weighted('0', '0')],
    ['no parties', []],
    ['a party named twice', [...weighted('1', '2'), ...weighted('1')]],
  ])('%s is refused', (_, parts) => {
    expect(() => split(100, parts)).toThrow(BrokenInvariant);
  });

  test('a total that is not whole is refused', () => {
    expect(() => split(0.5, weighted('1'))).toThrow(BrokenInvariant);
  });
});

describe('the laws of splitting (I20)', () => {
  const weights = fc.tuple(
    fc.oneof(fc.bigInt({ min: 0n, max: 9n }), fc.bigInt({ min: 0n, max: 10n ** 9n })),
    fc.oneof(fc.constant(1n), fc.bigInt({ min: 1n, max: 10n ** 6n })),
  );
  const partLists = fc
    .uniqueArray(fc.tuple(fc.string({ maxLength: 3 }), weights), {
      minLength: 1,
      maxLength: 8,
      selector: ([party]) => party,
    })
    .map((list) => list.map(([party, [n, d]]) => ({ party, weight: ratio(n, d) })))
    .filter((parts) => parts.some(({ weight }) => weight.n > 0n));
  const totals = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.maxSafeInteger());

  test('the parts sum to the whole', () => {
    fc.assert(
      fc.property(totals, partLists, (totalMinor, parts) => {
        const sum = amounts(totalMinor, parts).reduce((so, part) => so + BigInt(part), 0n);
        expect(sum).toBe(BigInt(totalMinor));
      }),
      RUNS,
    );
  });

  test('each part is within one unit of its exact share, and none for a weight of zero', () => {
    fc.assert(
      fc.property(totals, partLists, (totalMinor, parts) => {
        const sum = parts.reduce((so, { weight }) => add(so, weight), ratio(0));
        for (const { party, amountMinor } of split(totalMinor, parts)) {
          const weight = parts.find((part) => part.party === party)?.weight ?? ratio(0);
          const exact = multiply(ratio(totalMinor), multiply(weight, ratio(sum.d, sum.n)));
          const away = subtract(ratio(amountMinor), exact);
          expect(compare(away, ratio(1))).toBe(-1);
          expect(compare(away, ratio(-1))).toBe(1);
          if (weight.n === 0n) expect(amountMinor).toBe(0);
        }
      }),
      RUNS,
    );
  });

  test('the order of the parties does not matter, and the result is in theirs', () => {
    fc.assert(
      fc.property(totals, partLists, fc.infiniteStream(fc.nat()), (totalMinor, parts, keys) => {
        const shuffled = parts
          .map((part) => ({ part, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ part }) => part);
        const shares = split(totalMinor, parts);
        expect(split(totalMinor, shuffled)).toEqual(shares);
        const parties = shares.map(({ party }) => party);
        // Without a comparator, sort orders by code unit.
        expect(parties).toEqual(parts.map(({ party }) => party).sort());
      }),
      RUNS,
    );
  });

  test('a negative whole is the mirror image of the positive one (I21)', () => {
    fc.assert(
      fc.property(totals, partLists, (totalMinor, parts) => {
        // 0 - x rather than -x, which would make zeros with a sign.
        const mirrored = amounts(totalMinor, parts).map((amountMinor) => 0 - amountMinor);
        expect(amounts(0 - totalMinor, parts)).toEqual(mirrored);
      }),
      RUNS,
    );
  });

  test('only the proportions of the weights count', () => {
    fc.assert(
      fc.property(totals, partLists, fc.integer({ min: 1, max: 1000 }), (totalMinor, parts, by) => {
        const scaled = parts.map(({ party, weight }) => ({
          party,
          weight: multiply(weight, ratio(by, 7)),
        }));
        expect(split(totalMinor, scaled)).toEqual(split(totalMinor, parts));
      }),
      RUNS,
    );
  });
});
