import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadScenario } from '../../../src/sim/scenario/load.ts';
import type { Scenario } from '../../../src/sim/scenario/model.ts';
import { UnusableScenario } from '../../../src/sim/scenario/problem.ts';
import { SMALL, smallWith } from './small-network.ts';

const SEED = { seed: 39, numRuns: 1000 };

/** The scenario, or the first of its problems; anything else is thrown on. */
function read(content: string | Uint8Array): Scenario | string {
  try {
    return loadScenario('f.yaml', { readFile: () => content });
  } catch (error) {
    if (error instanceof UnusableScenario) return error.message.split('\n')[0] ?? '';
    throw error;
  }
}

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');
/** Nine levels of nine aliases each: 387,420,489 values behind 200 characters. */
const bomb = [
  'a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]',
  ...[...'bcdefghi'].map((name, index) => {
    const alias = `*${'abcdefgh'[index]}`;
    return `${name}: &${name} [${Array(9).fill(alias).join(', ')}]`;
  }),
].join('\n');

describe('a file of hostile bytes', () => {
  test.each<readonly [string, string | Uint8Array, string]>([
    ['nothing', '', 'f.yaml  found nothing, expected a scenario that begins with'],
    ['a comment', '# only this\n', 'f.yaml  found nothing, expected a scenario that begins'],
    ['white space', '\t\n \n', 'f.yaml  found nothing, expected a scenario that begins'],
    ['a null', '~', 'f.yaml:1:1  found nothing, expected a mapping'],
    ['a word', 'hello', 'f.yaml:1:1  found "hello", expected a mapping'],
    ['a list', '- a\n- b\n', 'f.yaml:1:1  found a list, expected a mapping'],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x61, 0]), 'f.yaml  found text in UTF-16, expected'],
    ['UTF-16, big end first', new Uint8Array([0xfe, 0xff]), 'f.yaml  found text in UTF-16'],
    ['broken UTF-8', new Uint8Array([0x61, 0xc3, 0x28]), 'f.yaml  found bytes that are not UTF-8'],
    ['binary', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1]), 'f.yaml  found the control char'],
    ['a NUL', 'scenario: "\u0000"', 'f.yaml  found the control character U+0000, expected text'],
    ['more than 1 MiB', 'a'.repeat(1_048_577), 'f.yaml  found 1048577 bytes, expected at most'],
    ['two documents', 'seed: 1\n---\nseed: 2\n', 'f.yaml:2:1  found a second document, expected'],
    ['a quarter of a million documents', '---\n'.repeat(250_000), 'found a file too long to check'],
    ['tabs', `sources:\n\tmetro: 1\n`, 'f.yaml:2:1  found a tab, expected spaces'],
    ['an open bracket', 'scenario: [a\n', 'f.yaml:2:1  found a mistake in the YAML ('],
    ['100,000 brackets', '['.repeat(100_000), 'f.yaml:1:65  found too many levels, one inside'],
    [
      '100,000 pairs of brackets',
      `scenario: ${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      'found too many levels, one inside another, expected at most 24 levels',
    ],
    ['500,000 dashes', '- '.repeat(500_000), 'found too many levels, one inside another'],
    ['100,000 question marks', '? '.repeat(100_000), 'found too many levels'],
    ['100,000 keys on a line', 'a: '.repeat(100_000), 'found too many levels'],
    ['100,000 wrong commas', `[${','.repeat(100_000)}]`, 'f.yaml:1:3  found a mistake in the YAML'],
    ['a million line ends', '\n'.repeat(1_000_000), 'found a file too long to check'],
    ['a long key', `? ${'a.'.repeat(500_000)}\n: 1\n`, 'f.yaml:1:1  '],
    ['ten thousand keys', lines(10_000, (index) => `k${index}: 1`), 'found the key "k0"'],
    ['one key ten thousand times', lines(10_000, () => 'k: 1'), 'found the key "k" again'],
  ])('is unusable when it is %s', (_, content, problem) => {
    const result = read(content);
    expect(result).toBeTypeOf('string');
    expect(result).toContain(problem);
  });

  test.each([
    ['a tag', 'seed: 39', 'seed: !!js/function "x"', 'found the tag "tag:yaml.org,2002:js/func'],
    ['an unknown anchor', 'seed: 39', 'seed: *gone', 'found the alias "gone", expected an anchor'],
    ['a merge key', 'seed: 39', 'seed: 39\n<<: { seed: 1 }', 'found a merge key, expected "ext'],
    ['infinity', 'seed: 39', 'seed: .inf', 'seed: found .inf, expected a whole number from 0'],
    ['no number', 'seed: 39', 'seed: .nan', 'seed: found .nan, expected a whole number from 0'],
    ['1e999', 'seed: 39', 'seed: 1e999', 'seed: found 1e999, expected a whole number from 0'],
    ['2^60', 'seed: 39', 'seed: 1152921504606846976', 'seed: found 1152921504606846976, expected'],
    ['a negative seed', 'seed: 39', 'seed: -1', 'seed: found -1, expected a whole number from 0'],
    ['a fraction', 'count: 20', 'count: 1.5', 'count: found 1.5, expected a whole number from 1'],
    ['a negative price', 'price: 3.99', 'price: -1', 'price: found -1, expected a price such as'],
    ['an exponent', 'price: 3.99', 'price: 3e2', 'price: found 3e2, expected an amount from 0.00'],
    ['a hexadecimal price', 'price: 3.99', 'price: 0x10', 'price: found 0x10, expected an amount'],
    ['a price beyond all', 'price: 3.99', 'price: 1000000.01', 'expected an amount from 0.00'],
    ['a long word', 'medium: cable', `medium: ${'x'.repeat(900_000)}`, 'found "xxxxxxxxxxxxxxxxxx'],
    ['a long sentence', 'do: alice', `do: ${'x '.repeat(400_000)}`, 'of at most 500 characters'],
    ['a long span', 'until: 23:00', `until: ${'1s'.repeat(400_000)}`, 'until: found "1s1s1s1s1s'],
    ['a name with capitals', '  alice: {', '  Alice: {', 'found the name "Alice", expected a name'],
    ['a reserved name', '  suburb: {', '  script: {', 'found the name "script", which is a part'],
  ])('is unusable when it holds %s', (_, text, replacement, problem) => {
    expect(read(smallWith(text, replacement))).toContain(problem);
  });

  test('ends its aliases of aliases', () => {
    expect(read(bomb)).toContain('found the key "a", expected one of scenario');
    expect(() => loadScenario('f', { readFile: () => bomb })).toThrow(/more than 200000 values/);
    expect(() => loadScenario('f', { readFile: () => 'a: &a [*a, *a, *a]' })).toThrow(
      /found too many levels/,
    );
  });

  test('does not reach the prototype of objects', () => {
    const keys = ['__proto__: { polluted: 1 }', 'constructor: { prototype: { polluted: 1 } }'];
    for (const key of keys) {
      const name = key.split(':')[0] ?? '';
      expect(read(`${SMALL}${key}\n`)).toContain(`found the key "${name}", expected one of`);
      expect(read(smallWith('subscribers:\n', `subscribers:\n  ${key}\n`))).toBeTypeOf('string');
    }
    const set = ['__proto__.polluted=1', 'sources.constructor.prototype.polluted=1'];
    expect(() => loadScenario('f', { readFile: () => SMALL, set })).toThrow(UnusableScenario);
    expect('polluted' in {}).toBe(false);
  });
});

describe('a file of odd but honest bytes', () => {
  const scenario = read(SMALL);

  test.each([
    ['a byte order mark', `\uFEFF${SMALL}`],
    ['line ends of two characters', SMALL.replaceAll('\n', '\r\n')],
    ['another version of YAML', `%YAML 1.1\n---\n${SMALL.replace('"19:30"', '19:30')}`],
    ['comments and an end mark', `# before\n---\n${SMALL}# after\n...\n`],
    ['an anchor and its alias', SMALL.replace('39', '&n 39')],
  ])('means the same with %s', (_, text) => {
    expect(scenario).not.toBeTypeOf('string');
    expect(read(text)).toEqual(scenario);
  });

  test('may name a subscriber after a property of every object', () => {
    const result = read(
      smallWith(
        'subscribers:\n',
        'subscribers:\n  constructor: &c { receives: [sky-dish] }\n  to-string: *c\n',
      ),
    );
    if (typeof result === 'string') throw new Error(result);
    expect([...result.subscribers.keys()]).toEqual(['constructor', 'to-string', 'alice']);
  });
});

test('any change of a valid file gives a scenario or says why not', () => {
  const text = `${SMALL}about: >\n  ${'Much prose, in which a change changes nothing. '.repeat(5)}\n`;
  const piece = fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      '\n',
      '\t',
      ':',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '#',
      '&a ',
      '*a',
      '!!x ',
    ),
    fc.constantFrom(
      '|',
      '>',
      '%',
      '@',
      '<<: ',
      '---\n',
      '0',
      '-1',
      '1e999',
      '~',
      '9'.repeat(30),
      '\u0000',
    ),
    fc.constantFrom(...SMALL.split('\n'), ...SMALL.split(/\s+/)),
    fc.string({ unit: 'binary', maxLength: 5 }),
  );
  const edit = fc.record({
    at: fc.nat(text.length),
    cut: fc.nat(30),
    piece,
  });
  let usableCount = 0;
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 2 }), (edits) => {
      const changed = edits.reduce((before, { at, cut, piece: inserted }) => {
        const start = Math.min(at, before.length);
        return before.slice(0, start) + inserted + before.slice(start + cut);
      }, text);
      const result = read(changed);
      if (typeof result === 'string') expect(result).toMatch(/ {2}.*found .*, expected /s);
      else usableCount += 1;
    }),
    SEED,
  );
  // Changes of a title or a blank leave it usable: a run in which none did has tested nothing.
  expect(usableCount).toBeGreaterThan(10);
});

test('any change of lines of a valid file gives a scenario or says why not', () => {
  const rows = SMALL.split('\n');
  const row = fc.nat(rows.length - 1);
  const indent = fc.integer({ min: -4, max: 4 });
  fc.assert(
    fc.property(
      row,
      row,
      indent,
      fc.constantFrom('drop', 'copy', 'swap', 'shift'),
      (a, b, by, how) => {
        const changed = [...rows];
        const [first = '', second = ''] = [rows[a], rows[b]];
        if (how === 'drop') changed.splice(a, 1 + (b % 3));
        if (how === 'copy') changed.splice(b, 0, first);
        if (how === 'swap') [changed[a], changed[b]] = [second, first];
        if (how === 'shift') changed[a] = by < 0 ? first.slice(-by) : ' '.repeat(by) + first;
        const result = read(changed.join('\n'));
        if (typeof result === 'string') expect(result).toMatch(/found .*, expected /s);
      },
    ),
    SEED,
  );
});

test('any YAML value in any place gives a scenario or says why not', () => {
  const paths = ['until', 'media', 'sources', 'sources.metro-cable.offers', 'billing', 'script.0'];
  const path = fc.constantFrom(
    ...paths,
    'subscribers.alice',
    'populations.suburb.orders',
    'expect',
  );
  const value = fc.json({ maxDepth: 3 });
  fc.assert(
    fc.property(path, value, (where, written) => {
      try {
        loadScenario('f.yaml', { readFile: () => SMALL, set: [`${where}=${written}`] });
      } catch (error) {
        expect(error).toBeInstanceOf(UnusableScenario);
      }
    }),
    SEED,
  );
});
