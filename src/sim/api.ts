/**
 * The package's own entry: what programs that import `headend` may use.
 *
 *     import { loadScenario, runScenario } from 'headend';
 *     const result = runScenario(loadScenario('scenarios/flagship.yaml'));
 *
 * Test writers find theirs in `headend/testing`.
 */
export { type Checkpoint, type Checkpoints, UnusableCheckpoint } from './checkpoint.ts';
export type { Expectation, Verdict } from './expect/model.ts';
export type { KeptLineReader, KeptReader } from './keepable.ts';
export type { RecordReader, RunRecord } from './record.ts';
export { RecordWriter, readRecordFile, UnreadableRecord, UnwritableRecord } from './record-file.ts';
export { type LineReader, RecordLines } from './record-lines.ts';
export { type RunOptions, runScenario } from './run.ts';
export type { RunResult } from './run-result.ts';
export { defineScenario, loadScenario } from './scenario/load.ts';
export type { Scenario } from './scenario/model.ts';
export { UnusableScenario } from './scenario/problem.ts';
export { World } from './world.ts';
export { UnusableSnapshot, type WorldSnapshot } from './world-state.ts';
