/**
 * Play: a scenario run inside a test, with its result and its whole trace.
 *
 *     const { result, trace } = play('scenarios/flagship.yaml');
 *     const { trace } = play({ scenario: 'one sale', sources: { … }, subscribers: { … } });
 *
 * Nothing to start, wait for or stop: a run is over when `play` returns, in virtual time.
 */
import type { RunRecord } from '../sim/record.ts';
import { runScenario } from '../sim/run.ts';
import type { RunResult } from '../sim/run-result.ts';
import { defineScenario, type LoadOptions, loadScenario } from '../sim/scenario/load.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import { Trace } from './trace.ts';

/** A scenario that was run. */
export interface Play {
  readonly scenario: Scenario;
  readonly result: RunResult;
  readonly trace: Trace;
}

/**
 * Runs a scenario to its end: a file's path, or an object of the same shape as a file.
 *
 * @throws {UnusableScenario} with every problem and its place
 */
export function play(scenario: string | object, options: LoadOptions = {}): Play {
  const loaded =
    typeof scenario === 'string'
      ? loadScenario(scenario, options)
      : defineScenario('in a test', scenario);
  const records: RunRecord[] = [];
  const result = runScenario(loaded, {
    readers: [{ read: (record) => void records.push(record) }],
  });
  return { scenario: loaded, result, trace: new Trace(records) };
}
