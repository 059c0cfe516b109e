/**
 * World state: where a run is, as plain data.
 *
 *     world ──snapshot──▶ WorldSnapshot ──restore──▶ a world that goes on with the same records
 *
 * A snapshot is structured-cloneable: numbers, strings, bigints, plain objects, arrays, maps, sets and
 * typed arrays, never functions or instances of classes. What may change is copied into it and out of
 * it; what never does (messages, contexts, postings) is shared, so that taking one costs little.
 *
 * Law (test/sim/snapshot.test.ts): a restored world goes on as the one it was taken from, byte for byte.
 */
import type { NetworkState } from '../actors/network.ts';
import type { LedgerState } from '../billing/ledger.ts';
import type { CompanyState } from './company.ts';
import type { CrowdState } from './population.ts';
import type { RecorderState } from './recorder.ts';
import type { Scenario, ScriptStep } from './scenario/model.ts';
import type { SchedulerState } from './scheduler.ts';
import type { TampererState } from './tampering.ts';
import type { OrderCounts } from './world-effects.ts';

/** Where a run is; nothing that its world does later changes it. */
export interface WorldSnapshot {
  /** What was run. */
  readonly of: { readonly scenario: string; readonly seed: number };
  readonly timeline: SchedulerState;
  readonly recorder: RecorderState;
  readonly ledger: LedgerState;
  readonly network: NetworkState;
  readonly company: CompanyState;
  readonly crowds: readonly CrowdState[];
  /** The steps of the script whose occasion is still to come. */
  readonly awaited: readonly ScriptStep[];
  readonly tamperer: TampererState;
  readonly orders: OrderCounts;
}

/** A snapshot was to be restored in a run that it does not fit, or not be taken at all. */
export class UnusableSnapshot extends Error {
  override readonly name = 'UnusableSnapshot';
}
/** @throws {UnusableSnapshot} when a snapshot is of another scenario, or of another seed */
export function requireSnapshotOf({ name, seed }: Scenario, { of }: WorldSnapshot): void {
  if (of.scenario === name && of.seed === seed) return;
  throw new UnusableSnapshot(
    `a snapshot of ${of.scenario} with seed ${of.seed} was to be restored as ${name} with seed ` +
      `${seed}; restore it with the scenario it was taken of`,
  );
}
