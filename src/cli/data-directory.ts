/**
 * Data directory: what runs leave behind when `--data DIR` asks for it, as JSON files kept by lowdb.
 *
 *     DIR/runs.json          the catalogue of runs: what was run, with what result, and where its trace is
 *     DIR/subscribers.json   the subscriber database: each subscriber's orders, bills and viewing sessions
 *
 * Transaction records are written while the run goes on, so that a kill loses the latest only; the rest
 * is written at its end. A run that is in a file already (same scenario, seed and fingerprint) is not
 * added again. A file that is damaged is said to be, and left as it is; the other is written.
 */
import { formatCivil } from '../billing/cycle.ts';
import type { TransactionRecord } from '../billing/rating/transaction.ts';
import type { ViewingFacts } from '../billing/rating/usage.ts';
import { UnusableCheckpoint } from '../sim/checkpoint.ts';
import { asSaved, Keeper, type KeptReader } from '../sim/keepable.ts';
import type { RunRecord } from '../sim/record.ts';
import type { RunResult } from '../sim/run-result.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import { changeDataFile, makeDirectory, readDataFile, UnusableDirectory } from './data-file.ts';
import { type CataloguedRun, RUNS } from './run-catalogue.ts';
import {
  addEntries,
  dropRun,
  hasRun,
  type OrderEntry,
  renameRun,
  type SessionEntry,
  SUBSCRIBERS,
} from './subscriber-database.ts';

/** What names a run before its result is known, and dates what it keeps. */
type RunHead = Pick<Scenario, 'name' | 'seed' | 'epochUs' | 'currency'>;

/** So many sessions close between two writings, or a quarter of all where that is more. */
const CLOSED_BETWEEN = 100;

/** Keeps a run in a directory, from its records and its result. */
export class DataDirectory extends Keeper implements KeptReader {
  readonly #directory: string;
  readonly #scenario: RunHead;
  readonly #say: (fault: UnusableDirectory) => void;
  readonly #unfinished: string;
  /** The files that cannot be used. */
  readonly #damaged = new Set<string>();
  protected state = {
    ends: [] as Omit<OrderEntry, 'run'>[],
    /** When sessions began, until they close. */
    started: new Map<string, string>(),
    /** Noted and not written yet, by session. */
    noted: new Map<string, SessionEntry>(),
    closedCount: 0,
    closedSince: 0,
    hasWritten: false,
  };

  /**
   * @param say is told of a file that cannot be used, once
   * @throws {UnusableDirectory} when the directory cannot be made
   */
  constructor(directory: string, scenario: RunHead, say: (fault: UnusableDirectory) => void) {
    super();
    this.#directory = directory;
    this.#scenario = scenario;
    this.#say = say;
    this.#unfinished = `${scenario.name}-${scenario.seed}-unfinished`;
    makeDirectory(directory);
    // Asked before the run, because runs are long.
    for (const shape of [RUNS, SUBSCRIBERS]) {
      this.#guarded(shape.name, () => readDataFile<object>(directory, shape));
    }
  }

  /** True when everything could be kept so far. */
  get isSound(): boolean {
    return this.#damaged.size === 0;
  }

  read(record: RunRecord): void {
    const { conversation, type, atUs } = record;
    if (record.kind === 'outcome' && type.startsWith('order.')) {
      this.state.ends.push({
        order: conversation ?? '',
        outcome: type,
        atUs,
        detail: record.detail,
      });
    } else if (record.kind === 'sent' && type === 'usage.transfer' && conversation !== null) {
      const { startedCivilUs } = record.body.facts as ViewingFacts;
      this.state.started.set(conversation, formatCivil(startedCivilUs));
    } else if (record.kind === 'document' && type === 'transaction-record') {
      this.#note(record.body as unknown as TransactionRecord);
    }
  }

  /** Adds the run to the catalogue, and what it did to the subscriber database. */
  keep(result: RunResult, trace: string | null): void {
    const { scenario, title, seed, fingerprint, holds, messages, virtualTimeUs } = result;
    const run = `${scenario}-${seed}-${fingerprint.slice(0, 12)}`;
    const kept = { run, scenario, title, seed, fingerprint, holds, messages, virtualTimeUs, trace };
    this.#keepRun(kept);
    this.#guarded(SUBSCRIBERS.name, () =>
      changeDataFile(this.#directory, SUBSCRIBERS, (database) => {
        if (!this.state.hasWritten || hasRun(database, run)) dropRun(database, this.#unfinished);
        if (hasRun(database, run)) return true;
        addEntries(database, { orders: [], bills: [], sessions: [...this.state.noted.values()] });
        renameRun(database, this.#unfinished, run);
        addEntries(database, {
          orders: this.state.ends.map((end) => ({ run, ...end })),
          bills: result.bills.map((bill) => ({ run, bill })),
          sessions: [],
        });
        return true;
      }),
    );
  }

  /**
   * What was written after the checkpoint is written again, over itself.
   *
   * @throws {UnusableCheckpoint} when what was written before it is gone
   */
  override load(state: unknown): void {
    super.load(asSaved<typeof this.state>(state));
    if (!this.state.hasWritten) return;
    this.#guarded(SUBSCRIBERS.name, () => {
      if (hasRun(readDataFile(this.#directory, SUBSCRIBERS), this.#unfinished)) return;
      throw new UnusableCheckpoint(
        `${this.#directory} no longer has the sessions that were closed before the checkpoint; put ` +
          `its ${SUBSCRIBERS.name} back, or run from the start without --resume`,
      );
    });
  }

  #keepRun(run: CataloguedRun): void {
    this.#guarded(RUNS.name, () =>
      changeDataFile(this.#directory, RUNS, ({ runs }) => {
        if (runs.some((known) => known.run === run.run)) return false;
        runs.push(run);
        return true;
      }),
    );
  }

  #note(record: TransactionRecord): void {
    const { session, closed, startedAtUs } = record;
    const { epochUs, currency } = this.#scenario;
    const started = this.state.started.get(session) ?? formatCivil(epochUs + startedAtUs);
    this.state.noted.set(session, { run: this.#unfinished, started, currency, record });
    if (!closed) return;
    this.state.started.delete(session);
    this.state.closedCount += 1;
    this.state.closedSince += 1;
    if (this.state.closedSince >= Math.max(CLOSED_BETWEEN, this.state.closedCount / 4))
      this.#write();
  }

  /** Writes what was noted, in the name of a run that is not finished. */
  #write(): void {
    this.#guarded(SUBSCRIBERS.name, () =>
      changeDataFile(this.#directory, SUBSCRIBERS, (database) => {
        if (!this.state.hasWritten) dropRun(database, this.#unfinished);
        addEntries(database, { orders: [], bills: [], sessions: [...this.state.noted.values()] });
        return true;
      }),
    );
    this.state.hasWritten = true;
    this.state.closedSince = 0;
    this.state.noted = new Map();
  }

  /** Does something with a file, unless it is known to be damaged. */
  #guarded(name: string, act: () => void): void {
    if (this.#damaged.has(name)) return;
    try {
      act();
    } catch (error) {
      if (!(error instanceof UnusableDirectory)) throw error;
      this.#damaged.add(name);
      this.#say(error);
    }
  }
}
