/**
 * Heap room: has a run of very many households start over with as much memory as the machine has.
 *
 * Node gives a process four gigabytes at most, whatever the machine has, and the limit can only be set
 * before a process starts.
 */
import { spawnSync } from 'node:child_process';
import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import type { Scenario } from '../sim/scenario/model.ts';

/** What a household that has bought something leaves behind, in the world and in the run's readers. */
const HOUSEHOLD_BYTES = 14_000;
/** The rest is for the system, and for what is not on the heap. */
const SHARE_OF_MACHINE = 0.85;
const FLAG = '--max-old-space-size';

/** What a process has. */
export interface Room {
  readonly heapBytes: number;
  readonly machineBytes: number;
  /** How Node was started. */
  readonly nodeFlags: readonly string[];
}

/**
 * The heap to start over with, in mebibytes; null where the run fits, the machine has no more, or the
 * limit was set by hand.
 */
export function roomFor({ populations }: Pick<Scenario, 'populations'>, room: Room): number | null {
  const households = populations.reduce((sum, { count }) => sum + count, 0);
  const offeredBytes = room.machineBytes * SHARE_OF_MACHINE;
  const isSet = room.nodeFlags.some((flag) => flag.startsWith(FLAG));
  const fits = households * HOUSEHOLD_BYTES < room.heapBytes;
  if (isSet || fits || offeredBytes <= room.heapBytes) return null;
  return Math.floor(offeredBytes / 2 ** 20);
}

/** Runs this command again with more heap where `scenario` needs it; its exit code, else null. */
export function runWithRoom(scenario: Scenario): number | null {
  const { NODE_OPTIONS = '' } = process.env;
  const heapMiB = roomFor(scenario, {
    heapBytes: getHeapStatistics().heap_size_limit,
    machineBytes: totalmem(),
    nodeFlags: [...process.execArgv, ...NODE_OPTIONS.split(' ')],
  });
  if (heapMiB === null) return null;
  const flags = [`${FLAG}=${heapMiB}`, ...process.execArgv, ...process.argv.slice(1)];
  const { status } = spawnSync(process.execPath, flags, { stdio: 'inherit' });
  return status ?? 70;
}
