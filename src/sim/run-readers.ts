/**
 * Run readers: everyone who reads the records of one run, in their order.
 *
 *     records ──▶ monitors, judge, documents, lines (fingerprint, files), whoever else asked
 *
 * In a run with checkpoints all of them can be put aside, and the types hold whoever asks to it.
 */
import { invariant } from '../billing/invariant.ts';
import type { Checkpoints } from './checkpoint.ts';
import { civilClock } from './clock-text.ts';
import { Documents } from './documents.ts';
import type { WorldView } from './expect/condition.ts';
import { Judge } from './expect/judge.ts';
import { Fingerprint, KeptFingerprint } from './fingerprint.ts';
import { monitorsFor } from './invariants/all.ts';
import type { Monitor } from './invariants/monitor.ts';
import {
  asSaved,
  type Keepable,
  type KeptLineReader,
  type KeptReader,
  loadInto,
  savedOf,
} from './keepable.ts';
import type { RecordReader } from './record.ts';
import { type LineReader, RecordLines } from './record-lines.ts';
import type { Scenario } from './scenario/model.ts';

/** Who reads along besides the run's own readers, in a run without checkpoints. */
export interface Guests {
  /** Readers of the records, after the run's own. */
  readonly readers?: readonly RecordReader[];
  /** Readers of the records' lines: a file. */
  readonly lines?: readonly LineReader[];
  readonly checkpoints?: undefined;
}
/** The same in a run with checkpoints, where whoever reads can be put aside. */
export interface KeptGuests {
  readonly readers?: readonly KeptReader[];
  readonly lines?: readonly KeptLineReader[];
  readonly checkpoints: Checkpoints;
}

/** The readers of one run. */
export class RunReaders implements Keepable {
  readonly monitors: readonly Monitor[];
  readonly judge: Judge;
  readonly documents = new Documents();
  readonly fingerprint: Fingerprint;
  /** All of them, in the order in which they read. */
  readonly inOrder: readonly RecordReader[];
  readonly #lines: RecordLines;
  /** Those that can be put aside; null in a run without checkpoints. */
  readonly #kept: readonly Keepable[] | null;

  constructor(scenario: Scenario, view: WorldView, guests: Guests | KeptGuests) {
    const { expectations, epochUs, currency } = scenario;
    this.monitors = monitorsFor(scenario);
    this.judge = new Judge(expectations, view, civilClock(epochUs), null, currency);
    const own = [...this.monitors, this.judge, this.documents];
    if (guests.checkpoints === undefined) {
      this.fingerprint = new Fingerprint();
      this.#kept = null;
    } else {
      const fingerprint = new KeptFingerprint();
      const { readers = [], lines = [] } = guests;
      this.fingerprint = fingerprint;
      this.#kept = [...own, fingerprint, ...lines, ...readers];
    }
    const { readers = [], lines = [] } = guests;
    this.#lines = new RecordLines([this.fingerprint, ...lines]);
    this.inOrder = [...own, this.#lines, ...readers];
  }

  /** Passes on whatever lines still wait: to be called when a run stops, however it does. */
  flush(): void {
    this.#lines.flush();
  }

  save(): unknown {
    this.flush();
    return savedOf(this.#keepable());
  }

  load(state: unknown): void {
    loadInto(this.#keepable(), asSaved<readonly unknown[]>(state));
  }

  #keepable(): readonly Keepable[] {
    invariant(this.#kept !== null, 'only the readers of a run with checkpoints are put aside');
    return this.#kept;
  }
}
