/**
 * Run: takes a scenario to its end and says what came of it.
 *
 *     scenario ──▶ world ──records──▶ monitors, judge, fingerprint, documents, whoever else reads
 *                                └──▶ RunResult: verdict, bills, settlements, ledger, traffic
 *
 * Expectations and invariants are judged while the run goes on; a machine that fails, a refused
 * posting or a runaway stops the run, and the result says when, who and why. The fingerprint covers
 * every record and nothing else. With `checkpoints` it is put aside now and then (checkpoint.ts), so
 * that a killed one goes on to the same result.
 */
import { type Engine, MachineFailure } from '../actors/engine.ts';
import { BrokenInvariant } from '../billing/invariant.ts';
import { LedgerRefusal } from '../billing/ledger.ts';
import { type Checkpoint, nextCheckpointUs } from './checkpoint.ts';
import type { WorldView } from './expect/condition.ts';
import type { Verdict } from './expect/model.ts';
import { type Guests, type KeptGuests, RunReaders } from './run-readers.ts';
import type { ClaimVerdict, RunFailure, RunResult } from './run-result.ts';
import { RunawayRun } from './runaway-run.ts';
import type { Scenario } from './scenario/model.ts';
import { World } from './world.ts';

/** How far a run is, for a progress line. */
export interface Progress {
  readonly atUs: number;
  readonly untilUs: number | null;
  readonly events: number;
  readonly messages: number;
  readonly inFlight: number;
}
export type RunOptions = (Guests | KeptGuests) & {
  readonly engine?: Engine;
  /** Called every few thousand events. */
  readonly onProgress?: (progress: Progress) => void;
};
const PROGRESS_EVENTS = 8_192;

/**
 * Runs a scenario to its end, from its start or from a checkpoint.
 *
 * @throws what a reader throws, say a full disk; never what a machine throws, which is in the result
 * @throws {UnsavableRun} when checkpoints are asked for on an engine that cannot put machines aside
 */
export function runScenario(scenario: Scenario, options: RunOptions = {}): RunResult {
  let world: World | null = null;
  const readers = new RunReaders(
    scenario,
    viewOf(() => world),
    options,
  );
  world = worldFor(scenario, readers, options);
  const ending = play(world, readers, options);
  const { monitors, judge, documents, fingerprint } = readers;
  for (const monitor of monitors) monitor.atEnd(ending.quiet);
  const invariants = monitors.map((monitor) => monitor.verdict());
  const expectations = judge.verdicts(world.timeline.nowUs);
  return {
    ...outcomeOf(world, ending),
    fingerprint: fingerprint.hex(),
    claims: claimsOf(expectations),
    expectations,
    invariants,
    bills: documents.bills.kept,
    billCount: documents.bills.count,
    billedMinor: documents.bills.totalMinor,
    settlements: documents.settlements.kept,
    settlementCount: documents.settlements.count,
    settledMinor: documents.settlements.totalMinor,
    royalties: documents.royalties.kept,
    transactions: documents.transactions,
    holds: ending.failure === null && [...expectations, ...invariants].every(({ holds }) => holds),
  };
}

/** The scenario's world at its start, or where the checkpoint was taken. */
function worldFor(scenario: Scenario, readers: RunReaders, options: RunOptions): World {
  const engine = options.engine === undefined ? {} : { engine: options.engine };
  const made = { ...engine, readers: readers.inOrder };
  const from = options.checkpoints?.from ?? null;
  if (from === null) return new World(scenario, made);
  readers.load(from.readers);
  return World.restore(scenario, from.world, made);
}

interface Ending {
  readonly quiet: boolean;
  readonly failure: RunFailure | null;
}

function play(world: World, readers: RunReaders, { checkpoints, onProgress }: RunOptions): Ending {
  const { timeline } = world;
  let dueUs = nextCheckpointUs(timeline.nowUs, checkpoints);
  try {
    while (world.step()) {
      readers.judge.afterEvent(timeline.nowUs);
      if (timeline.firedCount % PROGRESS_EVENTS === 0) onProgress?.(progressOf(world));
      if (timeline.nowUs < dueUs) continue;
      checkpoints?.keep(checkpointOf(world, readers));
      dueUs = nextCheckpointUs(timeline.nowUs, checkpoints);
    }
    world.run();
    return { quiet: timeline.pendingCount === 0, failure: null };
  } catch (error) {
    const kind = defectOf(error);
    if (kind === null) throw error;
    const text = error instanceof Error ? error.message : String(error);
    world.recorder.failure('world', kind, text);
    return { quiet: false, failure: { atUs: timeline.nowUs, kind, text } };
  } finally {
    readers.flush();
  }
}

function checkpointOf(world: World, readers: RunReaders): Checkpoint {
  return {
    atUs: world.timeline.nowUs,
    events: world.timeline.firedCount,
    records: world.recorder.current,
    messages: world.recorder.deliveredCount,
    world: world.snapshot(),
    readers: readers.save(),
  };
}

/** The kind of a failure that is the simulation's own, or null when it is somebody else's. */
function defectOf(error: unknown): string | null {
  if (error instanceof MachineFailure) return 'machine failed';
  if (error instanceof BrokenInvariant) return 'broken invariant';
  if (error instanceof LedgerRefusal) return 'ledger refused';
  return error instanceof RunawayRun ? 'runaway run' : null;
}

function outcomeOf(world: World, { quiet, failure }: Ending) {
  const { scenario } = world;
  const accounts = world.ledger.accounts();
  return {
    scenario: scenario.name,
    title: scenario.title,
    seed: scenario.seed,
    virtualTimeUs: world.timeline.nowUs,
    quiet,
    events: world.timeline.firedCount,
    records: world.recorder.current,
    messages: world.recorder.deliveredCount,
    participants: world.addresses().length,
    orders: {
      completed: world.ordersIn('completed'),
      voided: world.ordersIn('voided'),
      open: world.ordersIn('open'),
    },
    ledger: {
      balanced: world.ledger.totals().every(({ totalMinor }) => totalMinor === 0),
      entries: world.ledger.entryCount,
      accounts,
    },
    media: world.network.traffic(),
    failure,
  };
}

/** A claim holds when something shows it and everything that shows it holds. */
function claimsOf(verdicts: readonly Verdict[]): readonly ClaimVerdict[] {
  const claims = new Map<string, { holds: boolean; expectations: string[] }>();
  for (const { expectation, holds } of verdicts) {
    for (const id of expectation.shows) {
      const claim = claims.get(id) ?? { holds: true, expectations: [] };
      claim.holds &&= holds;
      claim.expectations.push(expectation.title);
      claims.set(id, claim);
    }
  }
  return [...claims].map(([id, claim]) => ({ id, ...claim }));
}

function progressOf(world: World): Progress {
  return {
    atUs: world.timeline.nowUs,
    untilUs: world.scenario.untilUs,
    events: world.timeline.firedCount,
    messages: world.recorder.deliveredCount,
    inFlight: world.messagesInFlight(),
  };
}

/** A view of a world that is still to be built when its first records are read. */
function viewOf(world: () => WorldView | null): WorldView {
  return {
    stateOf: (address) => world()?.stateOf(address) ?? null,
    balanceOf: (account) => world()?.balanceOf(account) ?? 0,
    ordersIn: (phase) => world()?.ordersIn(phase) ?? 0,
    accessRateOf: (client) => world()?.accessRateOf(client) ?? null,
    messagesInFlight: () => world()?.messagesInFlight() ?? 0,
  };
}
