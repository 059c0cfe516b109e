/**
 * Machine shapes: the machines of the simulation as objects to be looked at, by name.
 */
import { lineMachine } from '../machines/line.ts';
import { PARTICIPANT_MACHINES, PROCESS_MACHINES } from '../sim/machinery.ts';
import type { History } from './history.ts';
import { Refused } from './stop.ts';
import type { MachineShape } from './why.ts';

const byName: ReadonlyMap<string, MachineShape> = new Map(
  [...Object.values(PARTICIPANT_MACHINES), ...Object.values(PROCESS_MACHINES), lineMachine].map(
    (machine) => {
      // The machine objects have everything a shape has, under types that are XState's own.
      const shape = machine as unknown as MachineShape;
      return [shape.id, shape] as const;
    },
  ),
);

/** @throws {Refused} when there is no such machine */
export function machineNamed(name: string): MachineShape {
  const machine = byName.get(name);
  if (machine === undefined) throw new Refused(`there is no machine ${name}`);
  return machine;
}

/** The machine at an address in a run; null where none is, or it is not one of ours. */
export function machineAt(history: History, address: string): MachineShape | null {
  const name = history.machineAt(address);
  return name === null ? null : (byName.get(name) ?? null);
}
