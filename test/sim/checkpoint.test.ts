/**
 * Checkpoints: a run that is cut anywhere ends as one that was not, in this process and in another.
 */
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { type Checkpoint, nextCheckpointUs } from '../../src/sim/checkpoint.ts';
import { ENGINES } from '../../src/sim/engines.ts';
import { runScenario } from '../../src/sim/run.ts';
import { loadScenario } from '../../src/sim/scenario/load.ts';
import type { Scenario } from '../../src/sim/scenario/model.ts';
import { resultsElsewhere } from './resumed-elsewhere.ts';

vi.setConfig({ testTimeout: 300_000 });

const SCENARIOS = fileURLToPath(new URL('../../scenarios/', import.meta.url));
/** The town of ten thousand with a few people of each kind. */
const VILLAGE = ['cable', 'student', 'antenna', 'satellite', 'dish', 'modem', 'broadband'].map(
  (name) => `populations.${name}.count=4`,
);
const RUNS: readonly (readonly [string, readonly string[]])[] = [
  ['flagship', []],
  ['student', []],
  ['bad-network', []],
  ['the-telephone-rings', []],
  ['token-tampering', []],
  ['actors-songs-minutes', []],
  ['auction-night', []],
  ['population', VILLAGE],
];
const CUTS = 5;
const engine = ENGINES.compiled;

/** A run that is killed right after a checkpoint. */
class Killed extends Error {}

/**
 * Takes a run up and kills it at an instant, as soon as its checkpoint is bytes: another process has
 * no more. Null when the run is over before.
 */
function killedAt(scenario: Scenario, atUs: number, from: Checkpoint | null): Uint8Array | null {
  let bytes: Uint8Array | null = null;
  const keep = (checkpoint: Checkpoint) => {
    bytes = serialize(checkpoint);
    throw new Killed();
  };
  try {
    runScenario(scenario, { engine, checkpoints: { everyUs: atUs, keep, from } });
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
  return bytes;
}

describe.each(RUNS)('%s', (name, set) => {
  const file = `${SCENARIOS}${name}.yaml`;
  const load = () => loadScenario(file, { set });
  const whole = runScenario(load(), { engine });
  const instantsUs: number[] = [];

  test('with a checkpoint at every instant, it comes to the same', () => {
    const keep = ({ atUs }: Checkpoint) => void instantsUs.push(atUs);
    const result = runScenario(load(), { engine, checkpoints: { everyUs: 1, keep, from: null } });
    expect(result).toEqual(whole);
    expect(new Set(instantsUs).size).toBeGreaterThan(100);
  });

  test('killed at instants drawn at random, it comes to the same in another process', () => {
    const draws = fc.constantFrom(...instantsUs);
    const cutsUs = fc.sample(draws, { seed: 39, numRuns: CUTS });
    const bytes = cutsUs.flatMap((atUs) => killedAt(load(), atUs, null) ?? []);
    const results = resultsElsewhere(file, set, bytes);
    expect(results).toHaveLength(CUTS);
    const expected = JSON.parse(JSON.stringify(whole));
    for (const result of results) expect(result).toEqual(expected);
  });

  test('killed again and again, it comes to the same', () => {
    let from: Checkpoint | null = null;
    for (let life = 1; life <= CUTS; life += 1) {
      const atUs = instantsUs[Math.floor((instantsUs.length * life) / (CUTS + 1))] ?? 0;
      const bytes = killedAt(load(), atUs, from);
      expect(bytes, `life ${life}`).not.toBeNull();
      from = deserialize(bytes ?? new Uint8Array()) as Checkpoint;
      expect(from.atUs).toBe(atUs);
    }
    const checkpoints = { everyUs: Number.POSITIVE_INFINITY, keep: () => undefined, from };
    expect(runScenario(load(), { engine, checkpoints })).toEqual(whole);
  });
});

test('a checkpoint says where it is, and the same one is taken up twice', () => {
  const scenario = loadScenario(`${SCENARIOS}flagship.yaml`);
  const kept: Uint8Array[] = [];
  const keep = (checkpoint: Checkpoint) => void kept.push(serialize(checkpoint));
  runScenario(scenario, { engine, checkpoints: { everyUs: 600_000_000, keep, from: null } });
  const [bytes = new Uint8Array()] = kept;
  const once = deserialize(bytes) as Checkpoint;
  // The first event at or after ten minutes; the evening is a few hours long.
  expect(once.atUs).toBeGreaterThanOrEqual(600_000_000);
  expect(once.atUs).toBeLessThan(4 * 3_600_000_000);
  expect(once.records).toBeGreaterThan(once.messages);
  const results = [once, deserialize(bytes) as Checkpoint].map((from) =>
    runScenario(scenario, {
      engine,
      checkpoints: { everyUs: Number.POSITIVE_INFINITY, keep: () => undefined, from },
    }),
  );
  expect(results[1]).toEqual(results[0]);
});

test('a run on the XState engine is not put aside, which it says', () => {
  const scenario = loadScenario(`${SCENARIOS}flagship.yaml`);
  const checkpoints = { everyUs: 600_000_000, keep: () => undefined, from: null };
  expect(() => runScenario(scenario, { engine: ENGINES.xstate, checkpoints })).toThrow(
    '--engine compiled',
  );
});

test.each([
  ['at the start', 0, 10, 10],
  ['in between', 14, 10, 20],
  ['at a multiple', 20, 10, 30],
  ['long after one', 95, 10, 100],
  ['of a run that is never put aside', 14, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
])('the next checkpoint %s is due at the next multiple', (_, nowUs, everyUs, dueUs) => {
  const checkpoints = { everyUs, keep: () => undefined, from: null };
  expect(nextCheckpointUs(nowUs, checkpoints)).toBe(dueUs);
});
