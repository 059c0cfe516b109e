import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadScenario } from '../../../src/sim/scenario/load.ts';
import type { Scenario } from '../../../src/sim/scenario/model.ts';
import { UnusableScenario } from '../../../src/sim/scenario/problem.ts';
import { SMALL } from './small-network.ts';

/** Loads the first of some files in memory. */
function load(files: Readonly<Record<string, string>>): Scenario {
  const [root = ''] = Object.keys(files);
  return loadScenario(root, {
    readFile(path) {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error('gone'), { code: 'ENOENT' });
      return text;
    },
  });
}

function wrong(files: Readonly<Record<string, string>>): readonly string[] {
  try {
    load(files);
  } catch (error) {
    if (error instanceof UnusableScenario) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('a file that extends another', () => {
  test('merges mappings by key and replaces lists and scalars', () => {
    const scenario = load({
      'a/night.yaml': `extends: ../net/small.yaml
seed: 40
subscribers:
  alice: { credit: 5.00 }
  bob: { receives: [sky-dish] }
script: []
`,
      'net/small.yaml': SMALL,
    });
    expect(scenario.name).toBe('night');
    expect(scenario.title).toBe('Saturday night');
    expect(scenario.seed).toBe(40);
    expect([...scenario.subscribers.keys()]).toEqual(['alice', 'bob']);
    expect(scenario.subscribers.get('alice')).toMatchObject({
      receives: ['metro-cable'],
      creditLimitMinor: 500,
    });
    expect(scenario.script).toEqual([]);
    expect(scenario.expectations).toHaveLength(1);
  });

  test('lets the later of several files win, and itself over them all', () => {
    const scenario = load({
      'night.yaml': 'extends: [small.yaml, quiet.yaml]\ncurrency: EUR\n',
      'small.yaml': SMALL,
      'quiet.yaml': 'seed: 8\ncurrency: GBP\nexpect: []\n',
    });
    expect([scenario.seed, scenario.currency]).toEqual([8, 'EUR']);
    expect(scenario.expectations).toEqual([]);
  });

  test('is extended in turn, each path relative to its own file', () => {
    const scenario = load({
      'night.yaml': 'extends: a/b/middle.yaml\n',
      'a/b/middle.yaml': 'extends: ../small.yaml\nseed: 12\n',
      'a/small.yaml': SMALL,
    });
    expect(scenario.seed).toBe(12);
  });

  test('may meet the same file twice', () => {
    const scenario = load({
      'night.yaml': 'extends: [left.yaml, right.yaml]\n',
      'left.yaml': 'extends: small.yaml\nseed: 1\n',
      'right.yaml': 'extends: small.yaml\nuntil: 22:00\n',
      'small.yaml': SMALL,
    });
    // The right side comes later, and with it the small network's own seed.
    expect(scenario.seed).toBe(39);
    expect(scenario.untilUs).toBe(3 * 3_600_000_000);
  });

  test('has its problems in the file that wrote the value, its own first', () => {
    const files = {
      'night.yaml': 'extends: z/small.yaml\n\nseed: -1\n',
      'z/small.yaml': SMALL.replace('medium: cable', 'medium: cabel'),
    };
    expect(wrong(files)).toEqual([
      'night.yaml:3:7  seed: found -1, expected a whole number from 0 to 9007199254740991',
      expect.stringMatching(/^z\/small\.yaml:12:13 {2}sources\.metro-cable\.medium: found "cabel"/),
    ]);
  });
});

describe('an extension that cannot be', () => {
  test('of a file that is missing names the line that asks for it', () => {
    const [first] = wrong({ 'night.yaml': 'scenario: T\nextends: [gone.yaml]\n' });
    expect(first).toContain('night.yaml:1:1');
    expect(wrong({ 'night.yaml': 'scenario: T\nextends: [gone.yaml]\n' })).toContain(
      'night.yaml:2:11  extends: found "gone.yaml": no such file, expected a scenario file that ' +
        'can be read',
    );
  });

  test('of itself names the way round', () => {
    const files = {
      'night.yaml': `${SMALL}extends: a.yaml\n`,
      'a.yaml': 'extends: b.yaml\n',
      'b.yaml': 'extends: a.yaml\n',
    };
    expect(wrong(files)).toEqual([
      'b.yaml:1:10  extends: found a file that extends itself: a.yaml -> b.yaml -> a.yaml, ' +
        'expected another file',
    ]);
  });

  test('of something that is no path says so', () => {
    expect(
      wrong({ 'night.yaml': `${SMALL}extends: [small.yaml, 5]\n`, 'small.yaml': SMALL }),
    ).toEqual([
      'night.yaml:26:23  extends.1: found 5, expected the path of a scenario file, or a list of paths',
    ]);
  });

  test('of more files than there can be ends', () => {
    const files: Record<string, string> = { 'n0.yaml': `${SMALL}extends: n1.yaml\n` };
    for (let n = 1; n < 100; n += 1) files[`n${n}.yaml`] = `extends: n${n + 1}.yaml\n`;
    expect(wrong(files)).toEqual([
      'n63.yaml:1:10  extends: found more than 64 files, expected fewer files',
    ]);
  });
});

test('files are read from the disk, and folders and missing files are told', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headend-'));
  const file = join(folder, 'night.yaml');
  writeFileSync(file, 'extends: net/small.yaml\n');
  mkdirSync(join(folder, 'net'));
  writeFileSync(join(folder, 'net/small.yaml'), SMALL);
  expect(loadScenario(file).title).toBe('Saturday night');
  expect(() => loadScenario(dirname(file))).toThrow(
    `${folder}  found a folder, expected a scenario file that can be read`,
  );
  expect(() => loadScenario(join(folder, 'gone.yaml'))).toThrow(/found no such file/);
});
