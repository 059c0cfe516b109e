/**
 * Build setup: before any test, `dist` is made from the present `src`.
 *
 * The tests of the command line run what users run, which is the built program. Nothing is built
 * when no file of `src` is younger than the last build.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROGRAM = join(ROOT, 'dist/cli/main.js');
/** Its age is that of the sources that were built. */
const STAMP = join(ROOT, 'dist/.built');

/** Vitest calls it once, before the first test file. */
export default function buildIfOld(): void {
  const youngestMs = youngestIn(join(ROOT, 'src'));
  if (existsSync(PROGRAM) && builtMs() >= youngestMs) return;
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(
    process.execPath,
    [compiler, '-p', join(ROOT, 'tsconfig.build.json')],
    { encoding: 'utf8' },
  );
  if (!existsSync(PROGRAM)) throw new Error(`dist was not built:\n${stdout}`);
  // What has a wrong type is still built: tests say what fails, `npm run types` says what is wrong.
  if (status !== 0) process.stderr.write(`dist was built in spite of these errors:\n${stdout}\n`);
  writeFileSync(STAMP, '');
  utimesSync(STAMP, youngestMs / 1_000, youngestMs / 1_000);
}

function builtMs(): number {
  return existsSync(STAMP) ? Math.ceil(statSync(STAMP).mtimeMs) : 0;
}

function youngestIn(directory: string): number {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const agesMs = entries.map(({ parentPath, name }) => statSync(join(parentPath, name)).mtimeMs);
  return Math.floor(Math.max(...agesMs));
}
