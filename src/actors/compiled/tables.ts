/**
 * Tables: what a machine is compiled to, once.
 */
import type { AnyStateMachine } from 'xstate';
import { type Change, Configurations } from './configuration.ts';
import { ContextForm } from './context-form.ts';
import { beginning, microstep } from './microstep.ts';
import { readMachine } from './read-machine.ts';

/** A machine's configurations, and how it starts. */
export interface Tables {
  readonly configurations: Configurations;
  readonly start: Change;
  readonly contexts: ContextForm;
}

const COMPILED = new WeakMap<AnyStateMachine, Tables>();

/**
 * The tables of a machine.
 *
 * @throws {UnsupportedFeature} for a machine that tables cannot say
 */
export function tablesOf(machine: AnyStateMachine): Tables {
  const known = COMPILED.get(machine);
  if (known !== undefined) return known;
  const shape = readMachine(machine);
  const configurations = new Configurations(shape);
  const { operations, active, isDone } = microstep([shape.root], [beginning(shape.root)], true);
  const start = { operations, next: configurations.of(active), isDone, isChange: true };
  const tables = { configurations, start, contexts: new ContextForm() };
  COMPILED.set(machine, tables);
  return tables;
}
