import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readParts, writeParts } from '../../src/cli/data-parts.ts';

function written(data: unknown, entriesMax?: number): Buffer {
  const pieces: Buffer[] = [];
  writeParts(data, (bytes) => void pieces.push(Buffer.from(bytes)), entriesMax);
  return Buffer.concat(pieces);
}

/** Reads it all; what is left over is an error. */
function read(bytes: Buffer): unknown {
  let at = 0;
  const data = readParts((length) => {
    if (at + length > bytes.length) throw new RangeError('too few bytes');
    at += length;
    return bytes.subarray(at - length, at);
  });
  expect(at).toBe(bytes.length);
  return data;
}

const { data: plain } = fc.letrec((tie) => ({
  data: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, undefined, true, 10n, '', 'é\ud800', -0, 0.1, Number.NaN),
    fc.integer(),
    fc.float64Array({ maxLength: 8 }),
    fc.array(tie('data'), { maxLength: 6 }),
    fc.array(fc.tuple(fc.string(), tie('data'))).map((pairs) => new Map(pairs)),
    fc.array(tie('data'), { maxLength: 6 }).map((values) => new Set(values)),
    fc.dictionary(fc.string(), tie('data'), { maxKeys: 6, noNullPrototype: true }),
  ),
}));

test('what is read is what was written, in however small parts', () => {
  fc.assert(
    fc.property(plain, fc.integer({ min: 1, max: 6 }), (data, entriesMax) => {
      expect(read(written(data, entriesMax))).toStrictEqual(data);
    }),
    { seed: 39, numRuns: 2_000 },
  );
});

describe('a map of many', () => {
  const households = new Map(
    Array.from({ length: 1_000 }, (_, index) => [`client/${index}`, { index, bills: [index] }]),
  );
  const bank = { name: 'bank', households, ledger: Array.from({ length: 999 }, (_, n) => n) };

  test('comes back in its order, whatever it is part of', () => {
    const back = read(written(['before', bank, 'after'], 64));
    expect(back).toEqual(['before', bank, 'after']);
    const [, { households: again }] = back as [string, typeof bank];
    expect([...again.keys()]).toEqual([...households.keys()]);
  });

  test('is never in one piece', () => {
    let longest = 0;
    writeParts(bank, (bytes) => (longest = Math.max(longest, bytes.length)), 64);
    // 64 households of some 50 bytes each, and not a thousand.
    expect(longest).toBeLessThan(64 * 80);
    expect(written(bank, 64).length).toBeGreaterThan(1_000 * 40);
  });

  test('that holds another is written one item at a time', () => {
    const towns = new Map([
      ['small', new Map([['a', 1]])],
      ['large', new Map(Array.from({ length: 10 }, (_, n) => [`${n}`, n]))],
      ['empty', new Map<string, number>()],
    ]);
    expect(read(written(towns, 4))).toEqual(towns);
  });
});

test('what is cut short or of another sort is refused', () => {
  const bytes = written({ list: [1, 2, 3, 4, 5] }, 2);
  for (const length of bytes.keys()) {
    expect(() => read(bytes.subarray(0, length)), `cut after ${length}`).toThrow();
  }
  const strange = Buffer.from(bytes);
  strange[0] = 7;
  expect(() => read(strange)).toThrow('a part with tag 7 where data begins');
});

test('what is no plain data is refused as structured cloning does', () => {
  expect(() => written({ act: () => undefined })).toThrow('could not be cloned');
});
