/**
 * Documents: what they show is executed, so that it stays true.
 *
 * Commands run in order in a directory of their own that has the shipped scenarios; a yaml block is
 * a scenario file and what it expects must hold; a ts block is a module, and tests in it are tests.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { runScenario } from '../src/sim/run.ts';
import { loadScenario } from '../src/sim/scenario/load.ts';
import { blocksIn, type DocBlock } from './doc-block.ts';

// A shipped scenario may be a large one, and machines that check may be slow ones.
vi.setConfig({ testTimeout: 900_000 });

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DOCUMENTS = ['README.md', 'ARCHITECTURE.md', 'scenarios/README.md'];
/** Modules are written here: inside the project, so that they import as users' tests do. */
const MODULES = join(ROOT, '.headend/doc-blocks');
const PROGRAM = `"${process.execPath}" "${join(ROOT, 'dist/cli/main.js')}"`;
/** What `npm start` runs once it has built, as the tests have. */
const START = manifest.scripts.start.replace(/^.*&& node dist\/cli\/main\.js/, PROGRAM);

const directory = mkdtempSync(join(tmpdir(), 'headend-docs-'));
beforeAll(() => cpSync(join(ROOT, 'scenarios'), join(directory, 'scenarios'), { recursive: true }));
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
  rmSync(MODULES, { recursive: true, force: true });
});

for (const name of DOCUMENTS) {
  const path = join(ROOT, name);
  const document = readFileSync(path, 'utf8');
  const blocks = blocksIn(name, document);
  describe(name, () => {
    test('begins with its title', () => expect(document).toMatch(/^# \S/));
    if (name === 'README.md') {
      test('shows commands and something marked to be run', () => {
        const kinds = new Set(blocks.map(({ kind }) => kind));
        expect(kinds).toContain('command');
        expect(kinds.has('yaml') || kinds.has('ts')).toBe(true);
      });
    }
    for (const block of blocks) describeBlock(name, block);
  });
}

function describeBlock(name: string, block: DocBlock): void {
  const place = `${name}:${block.line}`;
  switch (block.kind) {
    case 'command':
      test(`${place} ${block.text} ends with ${block.exit}`, () => {
        const { status, said } = execute(block.text);
        expect(status, said).toBe(block.exit);
      });
      break;
    case 'yaml':
      test(`${place} is a scenario, and what it expects holds`, () => {
        const readFile = (path: string) =>
          path === 'scenarios/shown.yaml'
            ? Buffer.from(block.text)
            : readFileSync(join(ROOT, path));
        const result = runScenario(loadScenario('scenarios/shown.yaml', { readFile }));
        expect(result.failure).toBeNull();
        expect(result.expectations.filter(({ holds }) => !holds)).toEqual([]);
        expect(result.invariants.filter(({ holds }) => !holds)).toEqual([]);
      });
      break;
    case 'ts':
      describe(place, async () => {
        const module = await moduleOf(name, block);
        test('is a module that can be used as shown', () => expect(module).toBeDefined());
      });
  }
}

function execute(command: string): { readonly status: number | null; readonly said: string } {
  const line = command.replace(/^npm start/, () => START).replaceAll('npx headend', () => PROGRAM);
  const { status, stdout, stderr } = spawnSync('bash', ['-c', line], {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  return { status, said: `${stdout}\n${stderr}` };
}

async function moduleOf(name: string, { line, text }: DocBlock): Promise<unknown> {
  mkdirSync(MODULES, { recursive: true });
  const file = join(MODULES, `${name.replace('.md', '').toLowerCase()}-${line}.ts`);
  writeFileSync(file, text);
  return import(pathToFileURL(file).href);
}
