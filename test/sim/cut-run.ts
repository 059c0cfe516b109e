/**
 * Cut runs: a run that is put aside at some instants, and what becomes of it when it is taken up there.
 */
import { fileURLToPath } from 'node:url';
import { compiledEngine } from '../../src/actors/compiled/engine.ts';
import { uniformInt } from '../../src/actors/distribution.ts';
import { RandomStreams } from '../../src/sim/random.ts';
import type { RunRecord } from '../../src/sim/record.ts';
import { recordLine } from '../../src/sim/record-text.ts';
import { loadScenario } from '../../src/sim/scenario/load.ts';
import type { Scenario } from '../../src/sim/scenario/model.ts';
import { World } from '../../src/sim/world.ts';
import type { WorldSnapshot } from '../../src/sim/world-state.ts';

const SCENARIOS = fileURLToPath(new URL('../../scenarios/', import.meta.url));

/** A shipped scenario. */
export function shipped(name: string, set: readonly string[] = []): Scenario {
  return loadScenario(`${SCENARIOS}${name}.yaml`, { set });
}

/** A run with the lines of its records. */
export interface RecordedRun {
  readonly world: World;
  readonly lines: readonly string[];
}
/** A run of a scenario, from its beginning or from where another was put aside. */
export function recorded(scenario: Scenario, from: WorldSnapshot | null = null): RecordedRun {
  const lines: string[] = [];
  const reader = { read: (record: RunRecord) => void lines.push(recordLine(record)) };
  const options = { engine: compiledEngine, readers: [reader] };
  const world =
    from === null ? new World(scenario, options) : World.restore(scenario, from, options);
  return { world, lines };
}
/** A run of a scenario to its end. */
export function played(scenario: Scenario, from: WorldSnapshot | null = null): RecordedRun {
  const run = recorded(scenario, from);
  run.world.run();
  return run;
}

/** A run put aside after so many events. */
export interface Cut {
  readonly afterEvents: number;
  readonly snapshot: WorldSnapshot;
  /** How many records were made before. */
  readonly recordCount: number;
}
/** One run, put aside at its beginning, after `count` events in between, and at its end. */
export function cutRun(
  scenario: Scenario,
  count: number,
): RecordedRun & { readonly cuts: readonly Cut[] } {
  const { firedCount } = played(scenario).world.timeline;
  const random = new RandomStreams(scenario.seed).stream('cuts', scenario.name);
  const between = Array.from({ length: count }, () => uniformInt(random, 1, firedCount));
  const run = recorded(scenario);
  const { timeline, recorder } = run.world;
  const cuts = [0, ...between.sort((a, b) => a - b), firedCount].map((afterEvents) => {
    while (timeline.firedCount < afterEvents) run.world.step();
    return { afterEvents, snapshot: run.world.snapshot(), recordCount: recorder.current };
  });
  run.world.run();
  return { ...run, cuts };
}
