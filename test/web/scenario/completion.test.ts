/** Completion: at each place of a scenario that is being written, what the schema has for it. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import schema from '../../../scenarios/scenario.schema.json' with { type: 'json' };
import { adviceAt, type Schema, schemasAt } from '../../../web/src/scenario/schema-words.ts';
import { placeAt } from '../../../web/src/scenario/yaml-place.ts';

const root = schema as unknown as Schema;

/** The place of `│` in a text. */
function placeIn(text: string) {
  return placeAt(text.replace('│', ''), text.indexOf('│'));
}
function proposedIn(text: string): readonly string[] {
  return adviceAt(root, placeIn(text)).proposals.map(({ word }) => word);
}

describe('the place of the caret', () => {
  test.each([
    ['scen│', 'key', [], 'scen'],
    ['subscribers:\n  alice:\n    cre│', 'key', ['subscribers', 'alice'], 'cre'],
    ['subscribers:\n  alice: { cre│', 'key', ['subscribers', 'alice'], 'cre'],
    [
      'subscribers:\n  alice: { receives: [met│',
      'value',
      ['subscribers', 'alice', 'receives', '-'],
      'met',
    ],
    ['sources:\n  net:\n    medium: ca│', 'value', ['sources', 'net', 'medium'], 'ca'],
    ['script:\n  - { at: "19:30", do: ali│', 'value', ['script', '-', 'do'], 'ali'],
    ['script:\n  - at: "19:30"\n    d│', 'key', ['script', '-'], 'd'],
    ['script:\n- at: "19:30"\n  d│', 'key', ['script', '-'], 'd'],
    [
      'expect:\n  - leads-to:\n      {\n        from: a,\n        wi│',
      'key',
      ['expect', '-', 'leads-to'],
      'wi',
    ],
    ['sources:\n  a: { medium: cable } # a { b\n  b: { me│', 'key', ['sources', 'b'], 'me'],
    ['about: >\n  one: two\n  thr│', 'text', ['about'], ''],
    ['seed: 3 # so│', 'text', [], ''],
  ] as const)('%j', (text, is, path, prefix) => {
    expect(placeIn(text)).toMatchObject({ is, path, prefix });
  });

  test('is under keys that the schema knows, at every key of every scenario', () => {
    const files = readdirSync('scenarios').filter((name) => name.endsWith('.yaml'));
    let keys = 0;
    for (const file of files) {
      const text = readFileSync(`scenarios/${file}`, 'utf8');
      for (const { index, 0: found } of text.matchAll(/[{\s-] ?([a-z-]+):(?=\s)/g)) {
        const at = index + found.length - 1;
        const place = placeAt(text, at);
        if (place.is !== 'key') continue;
        keys += 1;
        expect(
          schemasAt(root, place.path).length,
          `${file}: ${place.path.join(' ')}`,
        ).toBeGreaterThan(0);
      }
    }
    expect(keys).toBeGreaterThan(1_000);
  });
});

describe('what is proposed', () => {
  test('are the keys that fit, without those that are there', () => {
    expect(proposedIn('subscribers:\n  alice: { │')).toContain('receives');
    expect(proposedIn('subscribers:\n  alice: { receives: [a], │')).not.toContain('receives');
    expect(proposedIn('scenario: A title\nse│')).toEqual(['seed']);
    expect(proposedIn('seed: 1\nse│')).toEqual([]);
  });
  test('are the words of a list where only some may stand', () => {
    expect(proposedIn('sources:\n  a: { medium: │')).toEqual([
      'cable',
      'antenna',
      'satellite',
      'mini-dish',
      'dial-up',
      'internet',
    ]);
    expect(proposedIn('sources:\n  a: { provision: [t│')).toEqual(['token']);
  });
  test('is nothing in prose and comments', () => {
    expect(proposedIn('about: >\n  se│')).toEqual([]);
    expect(proposedIn('seed: 1 # se│')).toEqual([]);
  });
});
