/**
 * Compiled engine: the machines of XState, run from tables.
 *
 * The same machine objects give the same steps as under XState's own actors (xstate-engine.ts), several
 * times faster, and what a run is at is plain data.
 *
 *     read-machine   a machine object as a shape: the only file here that knows XState
 *     microstep      what transitions do to a set of states, after SCXML, worked out once
 *     configuration  a set of states, with what can happen from there
 *     selection      which transitions are taken, by their guards
 *     context-form   what a machine knows, made so that it is cheap to look at
 *     compiled-run   one machine that runs
 *
 * Laws: test/actors/engines-*.test.ts compare both engines over every machine, over generated machines
 * and over a table of XState's rules; test/scenarios compares whole runs.
 */
import type { Engine } from '../engine.ts';
import { CompiledRun } from './compiled-run.ts';
import { tablesOf } from './tables.ts';

/** The engine that runs machines from tables; a machine is compiled when it is first started. */
export const compiledEngine: Engine = {
  name: 'compiled',
  start(machine, address, input, host) {
    const run = new CompiledRun(tablesOf(machine), address, host);
    return { run, first: run.begin(input) };
  },
  resume(machine, address, saved, host) {
    const run = new CompiledRun(tablesOf(machine), address, host);
    run.load(saved);
    return run;
  },
};
