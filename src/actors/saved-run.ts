/**
 * Saved run: a machine that was running, as plain data that its run no longer changes.
 *
 * Contexts are shared with the run, not copied: a machine replaces its context, and what is in it,
 * and never changes them.
 */
import type { Address } from '../machines/address.ts';
import type { MachineRun, MachineState } from './engine.ts';

/** Which machine runs where, and what it is at. */
export interface SavedRun extends MachineState {
  readonly address: Address;
  /** The machine's id. */
  readonly machine: string;
}

/**
 * What a run is at now.
 *
 * @throws {UnsavableRun} on an engine that cannot say it as plain data
 */
export function savedRun(run: MachineRun): SavedRun {
  const { state, context, rest } = run.save();
  return { address: run.address, machine: run.machineId, state, context, rest: copied(rest) };
}

/** A copy of a few plain values, as deep as they go. */
function copied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copied);
  const known = value as Readonly<Record<string, unknown>>;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(known)) copy[key] = copied(known[key]);
  return copy;
}
