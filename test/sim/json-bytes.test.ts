import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonBytes } from '../../src/sim/json-bytes.ts';

/** What the bytes of a line say. */
function written(value: object, json = new JsonBytes()): string {
  json.writeLine(value);
  return Buffer.from(json.take()).toString('utf8');
}

describe('the bytes are those of JSON.stringify, and a line feed', () => {
  const key = fc.string({ unit: 'binary', maxLength: 8 });

  test('for several lines that are taken together, and then for others', () => {
    const json = new JsonBytes();
    const lines = Array.from({ length: 3_000 }, (_, n) => ({ n, text: 'x'.repeat(n % 50) }));
    const textOf = (some: typeof lines) => some.map((one) => `${JSON.stringify(one)}\n`).join('');
    for (const part of [lines, lines.slice(7, 9)]) {
      for (const line of part) json.writeLine(line);
      expect(json.length).toBe(textOf(part).length);
      expect(Buffer.from(json.take()).toString('utf8')).toBe(textOf(part));
    }
    expect(json.length).toBe(0);
    expect(json.take()).toHaveLength(0);
  });

  test('for any plain data, one value after the other in the same bytes', () => {
    const json = new JsonBytes();
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue({ stringUnit: 'binary' })), (value) => {
        expect(written(value, json)).toBe(`${JSON.stringify(value)}\n`);
      }),
      { seed: 20_010_531, numRuns: 3_000 },
    );
  });

  test('for texts of every length and script, escapes, quotes and lone surrogates', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom('a', '"', '\\', '\u001f', '\u007f', '\ud800', 'é') }),
    );
    fc.assert(
      fc.property(text, (one) => {
        expect(written({ one })).toBe(`${JSON.stringify({ one })}\n`);
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });

  test('for texts that come again, whatever came between', () => {
    // Few lengths and few characters, so that many are looked for at one place; and around 62
    // characters, beyond which none is remembered.
    const ends = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 3 });
    const text = fc.oneof(
      fc
        .tuple(ends, fc.constantFrom(0, 1, 4, 9, 58, 59, 60, 61), ends)
        .map(([start, count, end]) => {
          return start + '-'.repeat(count) + end;
        }),
      fc.constantFrom('\u00ff'.repeat(40), '\u{1f600}'.repeat(20), '"', '\u007f'),
    );
    const json = new JsonBytes();
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), (texts) => {
        const lines = [texts, texts].map((one) => `${JSON.stringify(one)}\n`).join('');
        json.writeLine(texts);
        expect(written(texts, json)).toBe(lines);
      }),
      { seed: 9, numRuns: 1_000 },
    );
  });

  test.each([61, 62, 63, 64, 65, 70, 71])(
    'for texts that come again after ones of %d',
    (length) => {
      const json = new JsonBytes();
      const short = Array.from({ length: 2_000 }, (_, n) => `t${n}`);
      const long = Array.from({ length: 90 }, (_, n) =>
        `${String.fromCharCode(33 + n)}`.padStart(length, 'x'),
      );
      for (const texts of [short, long, short, long]) {
        for (const one of texts) expect(written([one], json)).toBe(`${JSON.stringify([one])}\n`);
      }
    },
  );

  test.each(['\u{10ffff}\u007f', '\u00ff\u007f', '\u007f\u{10000}', '\ud800'])(
    'for keys of any length with %j in them',
    (middle) => {
      for (let before = 0; before < 20; before += 1) {
        for (let after = 0; after < 20; after += 1) {
          const value = { [`${'k'.repeat(before)}${middle}${'k'.repeat(after)}`]: 1 };
          expect(written(value)).toBe(`${JSON.stringify(value)}\n`);
        }
      }
    },
  );

  test('for whole numbers, fractions, and what JSON has no number for', () => {
    const number = fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.double(), fc.nat(1_000));
    fc.assert(
      fc.property(number, (one) => {
        expect(written([one])).toBe(`${JSON.stringify([one])}\n`);
      }),
      { seed: 8, numRuns: 3_000 },
    );
  });

  test.each([
    0,
    -0,
    9,
    10,
    -1,
    999_999_999,
    1_000_000_000,
    -1_000_000_000,
    1_000_000_001,
    20_000_000_007,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
    2 ** 53,
    1e21,
    0.1,
  ])('for %d', (number) => {
    expect(written([number])).toBe(`${JSON.stringify([number])}\n`);
  });

  test.each([
    [{}],
    [[]],
    [{ a: undefined }],
    [{ a: undefined, b: 1, c: undefined }],
    [[undefined, null, true, false]],
    [{ list: [{}, [], [[]], { a: {} }] }],
  ])('for %j', (value) => {
    expect(written(value)).toBe(`${JSON.stringify(value)}\n`);
  });

  test.each([
    ['empty lists', `[${'[],'.repeat(50_000)}[]]`],
    ['empty objects', `[${'{},'.repeat(50_000)}{}]`],
    ['words', `[${'true,null,false,'.repeat(20_000)}null]`],
    ['digits', `[${'7,'.repeat(50_000)}7]`],
    ['empty texts', `[${'"",'.repeat(50_000)}""]`],
  ])('for a great many %s and nothing else', (_, text) => {
    expect(written(JSON.parse(text)) === `${text}\n`).toBe(true);
  });

  test('for lists and objects in one another, wherever in the bytes they end', () => {
    const deep = `${'[{"a":'.repeat(200)}1${'}]'.repeat(200)}`;
    for (let length = 14_700; length < 16_500; length += 1) {
      const text = `["${'x'.repeat(length)}",${deep}]`;
      expect(written(JSON.parse(text)) === `${text}\n`, `${length} before`).toBe(true);
    }
  });

  test('for what is far larger than the bytes there are at first', () => {
    const value = {
      plain: 'x'.repeat(100_000),
      escaped: '\u0001é'.repeat(50_000),
      numbers: Array.from({ length: 40_000 }, (_, index) => index * 1_000_003),
      ['key'.repeat(30_000)]: 1,
      nested: Array.from({ length: 20_000 }, () => ({})),
    };
    expect(written(value)).toBe(`${JSON.stringify(value)}\n`);
  });
});
