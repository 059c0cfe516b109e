/**
 * Snapshots: a run that was put aside and taken up again goes on as one that never was.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { describe, expect, test } from 'vitest';
import { UnsavableRun } from '../../src/actors/engine.ts';
import { xstateEngine } from '../../src/actors/xstate-engine.ts';
import { BrokenInvariant } from '../../src/billing/invariant.ts';
import { RunawayRun } from '../../src/sim/runaway-run.ts';
import type { Scenario } from '../../src/sim/scenario/model.ts';
import { World } from '../../src/sim/world.ts';
import { UnusableSnapshot, type WorldSnapshot } from '../../src/sim/world-state.ts';
import { cutRun, played, recorded, shipped } from './cut-run.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const POPULATIONS = ['cable', 'student', 'antenna', 'satellite', 'dish', 'modem', 'broadband'];

/** Forty households on all six media, half of whom switch off while they wait. */
const neighbourhood = () =>
  shipped('population', [
    ...POPULATIONS.map((id) => `populations.${id}.count=6`),
    ...['antenna', 'modem', 'broadband'].map((id) => `populations.${id}.switches-off=50%`),
  ]);
/** A household whose programme comes over two telephone lines: it has two machines at one address. */
const twoLines = () =>
  shipped('medium-dial-up', [
    'populations.both.count=4',
    'populations.both.receives=[hilltop-antenna, dial-a-show]',
    'populations.both.arrives={ uniform: ["0s", "1m"] }',
    'populations.both.chooses=[{ select: surround on late-concert, weight: 1 }]',
  ]);

const runs: readonly (readonly [string, () => Scenario])[] = [
  ...[
    'flagship',
    'student',
    'bad-network',
    'the-telephone-rings',
    'medium-dial-up',
    'switched-off',
    'actors-songs-minutes',
    'auction-night',
    'token-tampering',
    'source-out-of-order',
    'gone',
    'access-rate',
  ].map((name) => [name, () => shipped(name)] as const),
  ['a neighbourhood', neighbourhood],
  ['two telephone lines', twoLines],
];

describe.each(runs)('%s, put aside now and then', (_, scenarioOf) => {
  const scenario = scenarioOf();
  let known: ReturnType<typeof cutRun> | null = null;
  const cut = () => {
    known ??= cutRun(scenario, 5);
    return known;
  };

  test('goes on with the same records to the same end', () => {
    const { world, lines, cuts } = cut();
    expect(lines).toEqual(played(scenario).lines);
    for (const { snapshot, recordCount, afterEvents } of cuts) {
      const run = played(scenario, snapshot);
      expect(run.lines, `after ${afterEvents} events`).toEqual(lines.slice(recordCount));
      // Everything there is, ids of timers and what is remembered included.
      expect(run.world.snapshot()).toEqual(world.snapshot());
    }
  });

  test('goes on so from a copy in bytes, too', () => {
    const { world, lines, cuts } = cut();
    for (const { snapshot, recordCount } of cuts) {
      const run = played(scenario, deserialize(serialize(snapshot)));
      expect(run.lines).toEqual(lines.slice(recordCount));
      expect(run.world.snapshot()).toEqual(world.snapshot());
    }
  });

  test('can be put aside again, and taken up from there', () => {
    const { lines, cuts } = cut();
    for (const [at, { snapshot, afterEvents, recordCount }] of cuts.slice(0, -1).entries()) {
      const next = cuts[at + 1] ?? { afterEvents, recordCount };
      const run = recorded(scenario, snapshot);
      while (run.world.timeline.firedCount < next.afterEvents) run.world.step();
      const again = played(scenario, structuredClone(run.world.snapshot()));
      expect(again.lines).toEqual(lines.slice(next.recordCount));
    }
  });
});

describe('a snapshot', () => {
  const scenario = shipped('student');
  const [, cut] = cutRun(scenario, 1).cuts;
  const snapshot = cut?.snapshot as WorldSnapshot;

  test('stays as it is, whatever becomes of the runs it was taken of and restored in', () => {
    const run = recorded(scenario);
    while (run.world.timeline.firedCount < 200) run.world.step();
    const taken = run.world.snapshot();
    const before = serialize(taken);
    run.world.run();
    expect(serialize(taken).equals(before)).toBe(true);
    const first = played(scenario, taken);
    expect(serialize(taken).equals(before)).toBe(true);
    const second = played(scenario, taken);
    expect(first.lines.length).toBeGreaterThan(0);
    expect(second.lines).toEqual(first.lines);
  });

  test('is plain data all through', () => {
    const kinds = new Set<string>();
    const look = (value: unknown): void => {
      kinds.add(kindOf(value));
      for (const inner of innerOf(value)) look(inner);
    };
    look(snapshot);
    expect([...kinds].sort()).toEqual([
      'Array',
      'Float64Array',
      'Int32Array',
      'Map',
      'Object',
      'boolean',
      'null',
      'number',
      'string',
      'undefined',
    ]);
  });

  test('makes no record when it is restored', () => {
    expect(recorded(scenario, snapshot).lines).toEqual([]);
  });

  test('is refused by a run of another scenario or another seed', () => {
    const other = () => World.restore(shipped('flagship'), snapshot);
    expect(other).toThrow(UnusableSnapshot);
    expect(other).toThrow('a snapshot of student with seed');
    expect(() => World.restore({ ...scenario, seed: 40_000 }, snapshot)).toThrow('with seed 40000');
  });

  test('is resumed by another process to the same records', () => {
    const program = `
      import { createHash } from 'node:crypto';
      import { readFileSync } from 'node:fs';
      import { deserialize } from 'node:v8';
      import { compiledEngine as engine } from './dist/actors/compiled/engine.js';
      import { recordLine } from './dist/sim/record-text.js';
      import { loadScenario } from './dist/sim/scenario/load.js';
      import { World } from './dist/sim/world.js';
      const hash = createHash('sha256');
      const readers = [{ read: (record) => hash.update(recordLine(record)) }];
      const scenario = loadScenario('scenarios/student.yaml');
      World.restore(scenario, deserialize(readFileSync(0)), { engine, readers }).run();
      process.stdout.write(hash.digest('hex'));`;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', program],
      { cwd: ROOT, input: serialize(snapshot), encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    const { lines } = played(scenario, snapshot);
    expect(stdout).toBe(createHash('sha256').update(lines.join('')).digest('hex'));
  });
});

describe('a world that cannot be put aside', () => {
  test('says so: XState’s own actors lose their timers', () => {
    const world = new World(shipped('flagship'), { engine: xstateEngine });
    expect(() => world.snapshot()).toThrow(UnsavableRun);
    expect(() => world.snapshot()).toThrow('--engine compiled');
  });

  test('is one in the middle of an event', () => {
    const { world } = recorded(shipped('flagship'));
    const handler = { owner: 'test', fire: () => void world.snapshot() };
    world.timeline.at(0, 0, handler, null);
    expect(() => world.step()).toThrow(BrokenInvariant);
  });

  test('is one with a timer whose handler nobody could find again', () => {
    const { world } = recorded(shipped('flagship'));
    world.timeline.at(0, 0, { owner: 'a stranger', fire: () => undefined }, null);
    expect(() => world.snapshot()).toThrow(UnusableSnapshot);
    expect(() => world.snapshot()).toThrow('a stranger');
  });
});

test('a runaway is blamed on the same, however the run was put aside before', () => {
  const scenario = { ...shipped('bad-network'), eventsMax: 1_000 };
  const blame = (from: WorldSnapshot | null): string => {
    try {
      played(scenario, from);
    } catch (error) {
      if (error instanceof RunawayRun) return error.message;
    }
    return 'no runaway';
  };
  const run = recorded(scenario);
  while (run.world.timeline.firedCount < 700) run.world.step();
  expect(blame(null)).toContain('eventsMax = 1000');
  expect(blame(deserialize(serialize(run.world.snapshot())))).toBe(blame(null));
});

test('a clone does not find what objects inherit: nobody sells a `constructor`', () => {
  const { script, ...rest } = shipped('nobody-sells-it');
  const scenario = renamed({ ...rest, script }, 'old-repeat', 'constructor');
  const { lines, cuts } = cutRun(scenario, 0);
  const run = played(scenario, structuredClone(cuts[0]?.snapshot as WorldSnapshot));
  expect(run.lines).toEqual(lines.slice(cuts[0]?.recordCount));
  expect(lines.filter((line) => line.includes('unknown transmission'))).not.toEqual([]);
});

/** The scenario with a transmission that its script asks for under another id. */
function renamed(scenario: Scenario, id: string, other: string): Scenario {
  const script = JSON.parse(JSON.stringify(scenario.script).replaceAll(`"${id}"`, `"${other}"`));
  return { ...scenario, script };
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  return Object.getPrototypeOf(value)?.constructor.name ?? 'Object';
}
function innerOf(value: unknown): Iterable<unknown> {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  if (value instanceof Map) return [...value.keys(), ...value.values()];
  return Object.values(value);
}
