import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { headend, scratch, shell } from './headend.ts';

const directory = scratch();
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('headend bench', () => {
  test.each([
    [['--sizes', 'many'], "option '--sizes <list>' argument 'many' is invalid", 'whole number'],
    [['--sizes', '1000,-5'], "argument '1000,-5' is invalid", 'whole number'],
    [['--sizes', '1000,'], "argument '1000,' is invalid", 'whole number'],
    [['--sizes', '5'], "argument '5' is invalid", 'at least 6 clients'],
    [['--chart', 'bench.png'], "argument 'bench.png' is invalid", 'ends in .svg'],
    [['--chart', 'nowhere/bench.svg'], "argument 'nowhere/bench.svg' is invalid", 'nowhere'],
    [['--fast'], "unknown option '--fast'", 'error'],
    [['1000'], 'too many arguments', 'Expected 0'],
  ])('refuses %j before it builds or measures anything', (args, sentence, remedy) => {
    const { code, out, err } = headend(directory, ['bench', ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
    expect(err).toContain(remedy);
    expect(err).not.toContain('building');
  });

  test('in an installed package says where the benchmarks are', () => {
    const installed = join(directory, 'installed');
    mkdirSync(installed);
    cpSync(join(ROOT, 'dist'), join(installed, 'dist'), { recursive: true });
    cpSync(join(ROOT, 'package.json'), join(installed, 'package.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(installed, 'node_modules'));
    const { code, out, err } = shell(directory, '"$NODE" installed/dist/cli/main.js bench --quick');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('not part of the installed package');
    expect(err).toContain('npm run bench');
  });
});
