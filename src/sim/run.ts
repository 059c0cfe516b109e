/**
 * Run: takes a scenario to its end and says what came of it.
 *
 *     scenario ──▶ world ──records──▶ monitors, judge, fingerprint, documents, whoever else reads
 *                                └──▶ RunResult: verdict, bills, settlements, ledger, traffic
 *
 * Expectations and invariants are judged while the run goes on; a machine that fails, a refused
 * posting or a runaway stops the run, and the result says when, who and why. The fingerprint covers
 * every record and nothing else.
 */
import { type Engine, MachineFailure } from '../actors/engine.ts';
import { BrokenInvariant } from '../billing/invariant.ts';
import { LedgerRefusal } from '../billing/ledger.ts';
import { civilClock } from './clock-text.ts';
import { Documents } from './documents.ts';
import type { WorldView } from './expect/condition.ts';
import { Judge } from './expect/judge.ts';
import type { Verdict } from './expect/model.ts';
import { Fingerprint } from './fingerprint.ts';
import { monitorsFor } from './invariants/all.ts';
import type { RecordReader } from './record.ts';
import { type LineReader, RecordLines } from './record-lines.ts';
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
export interface RunOptions {
  readonly engine?: Engine;
  /** Readers of the records, after the run's own. */
  readonly readers?: readonly RecordReader[];
  /** Readers of the records' lines: a file. */
  readonly lines?: readonly LineReader[];
  /** Called every few thousand events. */
  readonly onProgress?: (progress: Progress) => void;
}
const PROGRESS_EVENTS = 8_192;

/**
 * Runs a scenario to its end.
 *
 * @throws what a reader throws, say a full disk; never what a machine throws, which is in the result
 */
export function runScenario(scenario: Scenario, options: RunOptions = {}): RunResult {
  const monitors = monitorsFor(scenario);
  const documents = new Documents();
  const fingerprint = new Fingerprint();
  let world: World | null = null;
  const judge = new Judge(
    scenario.expectations,
    viewOf(() => world),
    civilClock(scenario.epochUs),
    null,
    scenario.currency,
  );
  const readers: readonly RecordReader[] = [
    ...monitors,
    judge,
    documents,
    new RecordLines([fingerprint, ...(options.lines ?? [])]),
    ...(options.readers ?? []),
  ];
  const ending = play(
    scenario,
    readers,
    options,
    (made) => {
      world = made;
    },
    judge,
  );
  for (const monitor of monitors) monitor.atEnd(ending.quiet);
  const invariants = monitors.map((monitor) => monitor.verdict());
  const expectations = judge.verdicts(ending.world.timeline.nowUs);
  return {
    ...outcomeOf(scenario, ending),
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

interface Ending {
  readonly world: World;
  readonly quiet: boolean;
  readonly failure: RunFailure | null;
}

function play(
  scenario: Scenario,
  readers: readonly RecordReader[],
  options: RunOptions,
  onWorld: (world: World) => void,
  judge: Judge,
): Ending {
  const engine = options.engine === undefined ? {} : { engine: options.engine };
  const world = new World(scenario, { ...engine, readers });
  onWorld(world);
  try {
    for (let events = 1; world.step(); events += 1) {
      judge.afterEvent(world.timeline.nowUs);
      if (events % PROGRESS_EVENTS === 0) options.onProgress?.(progressOf(world));
    }
    world.run();
    return { world, quiet: world.timeline.pendingCount === 0, failure: null };
  } catch (error) {
    const kind = defectOf(error);
    if (kind === null) throw error;
    const text = error instanceof Error ? error.message : String(error);
    world.recorder.failure('world', kind, text);
    return { world, quiet: false, failure: { atUs: world.timeline.nowUs, kind, text } };
  }
}

/** The kind of a failure that is the simulation's own, or null when it is somebody else's. */
function defectOf(error: unknown): string | null {
  if (error instanceof MachineFailure) return 'machine failed';
  if (error instanceof BrokenInvariant) return 'broken invariant';
  if (error instanceof LedgerRefusal) return 'ledger refused';
  return error instanceof RunawayRun ? 'runaway run' : null;
}

function outcomeOf(scenario: Scenario, { world, quiet, failure }: Ending) {
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
