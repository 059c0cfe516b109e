/**
 * Runs that were put aside here, taken up in another process, which runs the built program.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serialize } from 'node:v8';

const BUILT = new URL('../../dist/sim/', import.meta.url).href;

/** What the other process does: takes every checkpoint up and prints the results, a line each. */
const PROGRAM = `
import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { ENGINES } from '${BUILT}engines.js';
import { runScenario } from '${BUILT}run.js';
import { loadScenario } from '${BUILT}scenario/load.js';
const [file, set, kept] = process.argv.slice(1);
for (const from of deserialize(readFileSync(kept))) {
  const scenario = loadScenario(file, { set: JSON.parse(set) });
  const checkpoints = { everyUs: Infinity, keep() {}, from: deserialize(from) };
  const result = runScenario(scenario, { engine: ENGINES.compiled, checkpoints });
  process.stdout.write(JSON.stringify(result) + '\\n');
}`;

/**
 * The results of runs that another process takes up, as it prints them.
 *
 * @param node the program that runs it; this one when absent
 */
export function resultsElsewhere(
  file: string,
  set: readonly string[],
  checkpoints: readonly Uint8Array[],
  node: string = process.execPath,
): readonly unknown[] {
  const folder = mkdtempSync(join(tmpdir(), 'headend-resumed-'));
  try {
    const kept = join(folder, 'checkpoints');
    writeFileSync(kept, serialize(checkpoints));
    const { stdout, stderr, status } = spawnSync(
      node,
      ['--input-type=module', '--eval', PROGRAM, file, JSON.stringify(set), kept],
      {
        cwd: fileURLToPath(new URL('../..', import.meta.url)),
        encoding: 'utf8',
        maxBuffer: 1 << 30,
      },
    );
    if (status !== 0) throw new Error(stderr);
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
