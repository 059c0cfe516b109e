/**
 * Process table: the processes of one participant, those that run and how those ended that do not.
 *
 *     start ──▶ running ──end──▶ ended, remembered for two days, to answer for it
 */
import type { Address } from '../machines/address.ts';
import type { ProcessKind } from '../machines/effects.ts';
import type { MachineRun, Step } from './engine.ts';
import { Memory, type MemoryState } from './memory.ts';
import { type SavedRun, savedRun } from './saved-run.ts';
import type { Surroundings } from './surroundings.ts';

/** How a process ended. */
interface Ended {
  readonly state: string;
  readonly touchedUs: number;
}
/** What a table holds, as plain data. */
export interface ProcessTableState {
  readonly running: ReadonlyMap<Address, SavedRun>;
  readonly ended: MemoryState<Ended>;
}
/** How long the end of a process is remembered: two days. */
const ENDED_US = 2 * 86_400 * 1_000_000;

/** Starts processes and knows them by their addresses. */
export class ProcessTable {
  private readonly around: Surroundings;
  /** Those that ran when this table was saved; each is taken up when it is first asked for. */
  private readonly before: ReadonlyMap<Address, SavedRun>;
  /** Those that run, oldest first; null for one of before that has ended. */
  private readonly running = new Map<Address, MachineRun | null>();
  /** What those were saved as that have done nothing since. */
  private readonly saved = new Map<Address, SavedRun>();
  private readonly ended: Memory<Ended>;
  private count: number;

  constructor(around: Surroundings, from: ProcessTableState | null = null) {
    this.around = around;
    this.before = from?.running ?? new Map();
    this.ended = new Memory(ENDED_US, from?.ended);
    this.count = this.before.size;
  }

  /** How many run now. */
  get runningCount(): number {
    return this.count;
  }

  /** Those that run now, oldest first. */
  *runs(): Iterable<MachineRun> {
    for (const address of this.addresses()) {
      const run = this.at(address);
      if (run !== null) yield run;
    }
  }

  /** The one that runs at an address; null when none does. */
  at(address: Address): MachineRun | null {
    const run = this.running.get(address);
    if (run !== undefined) return run;
    const saved = this.before.get(address);
    return saved === undefined ? null : this.takenUp(saved);
  }

  /** How the one at an address ended; undefined while it runs, when it never was, and when that is long ago. */
  endOf(address: Address): string | undefined {
    return this.ended.recall(address)?.state;
  }

  /** Starts one; `first` is what it did on entering its initial state. */
  start(kind: ProcessKind, address: Address, input: unknown): { run: MachineRun; first: Step } {
    const { engine, processes, host } = this.around;
    const started = engine.start(processes[kind], address, input, host);
    this.running.set(address, started.run);
    this.count += 1;
    return started;
  }

  /** One has done something, so that what was saved of it is out of date. */
  changed({ address }: MachineRun): void {
    if (this.saved.size > 0) this.saved.delete(address);
  }

  /** One has come to its end. */
  end({ address, state }: MachineRun): void {
    if (this.before.has(address)) this.running.set(address, null);
    else this.running.delete(address);
    this.count -= 1;
    this.ended.remember(address, { state, touchedUs: this.around.timeline.nowUs });
  }

  /** @throws {UnsavableRun} on an engine that cannot put machines aside */
  save(): ProcessTableState {
    const running = new Map<Address, SavedRun>();
    for (const address of this.addresses()) {
      const saved = this.savedAt(address);
      if (saved !== undefined) running.set(address, saved);
    }
    return { running, ended: this.ended.save() };
  }

  private savedAt(address: Address): SavedRun | undefined {
    const run = this.running.get(address);
    if (run === undefined) return this.before.get(address);
    if (run === null) return undefined;
    const known = this.saved.get(address);
    if (known !== undefined) return known;
    const saved = savedRun(run);
    this.saved.set(address, saved);
    return saved;
  }

  private takenUp(saved: SavedRun): MachineRun {
    const { engine, processes, host } = this.around;
    const { address, machine } = saved;
    const run = engine.resume(processes[machine as ProcessKind], address, saved, host);
    this.running.set(address, run);
    this.saved.set(address, saved);
    return run;
  }

  /** Where one runs, or ran when the table was saved, oldest first. */
  private *addresses(): Iterable<Address> {
    yield* this.before.keys();
    for (const address of this.running.keys()) if (!this.before.has(address)) yield address;
  }
}
