/** `headend inspect --export`: the whole run in one file, and nothing else written over. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { headend, scratch } from '../cli/headend.ts';
import { carriedConnection } from './page.ts';

const WEB = fileURLToPath(new URL('../../web', import.meta.url));
const directory = scratch();
const output = join(directory, 'run.html');

beforeAll(() => {
  if (existsSync(join(WEB, 'dist-single/index.html'))) return;
  const vite = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url));
  spawnSync(process.execPath, [vite, 'build', '--mode', 'single'], { cwd: WEB });
}, 120_000);

test('the run goes to its end, and is carried whole', async () => {
  const { code, out } = headend(directory, ['inspect', 'night.yaml', '--export', 'run.html']);
  expect({ code, out }).toEqual({
    code: 0,
    out: 'The run of night.yaml is in run.html; open it in a browser.\n',
  });
  const trace = headend(directory, ['run', 'night.yaml', '--trace', 'night.ndjson']);
  expect(trace.code).toBe(0);
  const lines = readFileSync(join(directory, 'night.ndjson'), 'utf8').trim().split('\n');
  const page = await carriedConnection(readFileSync(output, 'utf8'));
  const { cursor, ended, head } = await page.ask({ do: 'goto', seq: 1e9 });
  // Beside the records a trace has a header and a footer.
  expect({ cursor, ended, head }).toEqual({
    cursor: lines.length - 2,
    ended: true,
    head: lines.length - 2,
  });
  const { record } = await page.ask({ do: 'detail', seq: 40 });
  expect(record).toEqual(JSON.parse(lines[40] ?? ''));
});

test('a file of the same kind is replaced, anything else is kept', () => {
  const again = headend(directory, [
    'inspect',
    'night.yaml',
    '--seed',
    '7',
    '--export',
    'run.html',
  ]);
  expect(again.code).toBe(0);
  const other = join(directory, 'page.html');
  writeFileSync(other, '<!doctype html>\n<html>mine</html>\n');
  for (const name of ['page.html', 'night.yaml']) {
    const before = readFileSync(join(directory, name), 'utf8');
    const { code, err } = headend(directory, ['inspect', 'night.yaml', '--export', name]);
    expect(code, name).toBe(2);
    expect(err).toContain('another file');
    expect(readFileSync(join(directory, name), 'utf8')).toBe(before);
  }
});

test('a folder that is not there is named', () => {
  const args = ['inspect', 'night.yaml', '--export', 'none/run.html'];
  const { code, err } = headend(directory, args);
  expect(code).toBe(2);
  expect(err).toContain('--export none/run.html');
});
