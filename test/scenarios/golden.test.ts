/**
 * Shipped scenarios: each does what it says, and the same on either engine, in every process and on
 * every day. Asked are runs on XState, the reference; compared with those on the compiled engine.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { xstateEngine } from '../../src/actors/xstate-engine.ts';
import { goldenText } from '../../src/sim/golden.ts';
import { runScenario } from '../../src/sim/run.ts';
import type { RunResult } from '../../src/sim/run-result.ts';
import { loadScenario } from '../../src/sim/scenario/load.ts';

// A shipped scenario may be a large one, and machines that check may be slow ones.
vi.setConfig({ testTimeout: 900_000 });

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const names = readdirSync(`${ROOT}scenarios`)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace(/\.yaml$/, ''));

test('scenarios are shipped, and every golden text belongs to one', () => {
  expect(names).not.toEqual([]);
  const golden = readdirSync(`${ROOT}scenarios`).filter((name) => name.endsWith('.golden.txt'));
  expect(golden.sort()).toEqual(names.map((name) => `${name}.golden.txt`).sort());
});

describe.each(names)('%s', (name) => {
  const file = `${ROOT}scenarios/${name}.yaml`;
  let known: RunResult | null = null;
  const result = (): RunResult => {
    known ??= runScenario(loadScenario(file), { engine: xstateEngine });
    return known;
  };

  test('everything it expects holds, and so does every invariant', () => {
    const { failure, expectations, invariants, holds } = result();
    expect(failure).toBeNull();
    expect(expectations.length).toBeGreaterThan(0);
    expect(expectations.filter((verdict) => !verdict.holds)).toEqual([]);
    expect(invariants.filter((verdict) => !verdict.holds)).toEqual([]);
    expect(holds).toBe(true);
  });

  test('runs on both engines as its golden text says (`npm run golden` writes it anew)', () => {
    const golden = readFileSync(file.replace(/\.yaml$/, '.golden.txt'), 'utf8');
    expect(goldenText(loadScenario(file))).toBe(golden);
    expect(golden).toContain(`fingerprint ${result().fingerprint}  `);
  });

  test('has the same fingerprint in another process', () => {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['dist/cli/main.js', 'run', file, '--json'],
      { cwd: ROOT, encoding: 'utf8', maxBuffer: 1024 * 1024 * 1024 },
    );
    expect(stderr).toBe('');
    expect(JSON.parse(stdout).fingerprint).toBe(result().fingerprint);
  });
});
