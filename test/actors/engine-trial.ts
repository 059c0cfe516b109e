/**
 * Engine trial: one machine on one engine, and everything an engine shows after every move.
 *
 *     (machine, input) ──start──▶ run ──move──▶ Sight ──move──▶ Sight ...
 *
 *     send   an event comes, dated now where it bears a date
 *     wait   time passes, and what is due in it fires
 *     fire   the next timer fires, however far it is
 *
 * Two engines do the same when their sights are the same, one by one. Units: microseconds.
 */
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import {
  type Engine,
  type Host,
  MachineFailure,
  type MachineRun,
  type Step,
} from '../../src/actors/engine.ts';
import { RunawayRun } from '../../src/sim/runaway-run.ts';
import { Scheduler } from '../../src/sim/scheduler.ts';

/** Something that happens to a machine. */
export type Move =
  | { readonly does: 'send'; readonly event: { readonly type: string } }
  | { readonly does: 'wait'; readonly us: number }
  | { readonly does: 'fire' };
/** What is to be tried. */
export interface Trial {
  readonly machine: AnyStateMachine;
  readonly input: unknown;
  /** When the machine starts. */
  readonly startUs: number;
  readonly moves: readonly Move[];
}
/** What an engine shows after a move; steps of timers with the move at which each was set. */
export interface Sight {
  readonly steps: readonly Step[];
  readonly armedBy: readonly number[];
  readonly nowUs: number;
  readonly state: string;
  readonly context: unknown;
  /** The order of the context's fields, which is that of its bytes. */
  readonly fields: readonly string[];
  readonly isDone: boolean;
  readonly isDeaf: boolean;
  /** The timers that are pending, in the order they would fire. */
  readonly pending: readonly string[];
  /** What else was noticed: what custom actions did. */
  readonly noticed: readonly string[];
  /** What the machine failed with; nothing comes after it. */
  readonly failure: string | null;
}

/** The address every tried machine runs at. */
const ADDRESS = 'hall/machine';
/** Goes after everything of its instant. */
const LAST = 31;
/** A machine that sets timers of no delay again and again is stopped. */
const INSTANT_MAX = 25;
/** What custom actions of tried machines write to; one machine moves at a time. */
let notebook: string[] = [];

/** For custom actions: leaves a word that the next sight shows. */
export function notice(word: string): void {
  notebook.push(word);
}

/** What an engine shows of a trial: after the start, then after every move until it fails. */
export function sightsOn(engine: Engine, trial: Trial): readonly Sight[] {
  const bench = new Bench(engine, trial);
  const sights = [bench.look(() => bench.start())];
  for (const move of trial.moves) {
    if (sights.at(-1)?.failure !== null) break;
    sights.push(bench.look(() => bench.make(move)));
  }
  return sights;
}

/**
 * Says that two engines show the same of a trial.
 *
 * @returns what both show
 * @throws {AssertionError} with the difference, at the first move that shows one
 */
export function expectSame(one: Engine, other: Engine, trial: Trial): readonly Sight[] {
  const sights = sightsOn(one, trial);
  const others = sightsOn(other, trial);
  if (isDeepStrictEqual(sights, others)) return sights;
  const count = Math.max(sights.length, others.length);
  for (let n = 0; n < count; n += 1) {
    const where = n === 0 ? 'at the start' : `at move ${n}, ${inWords(trial.moves[n - 1])}`;
    const what = `${trial.machine.id} ${where}: ${other.name} (received) is not ${one.name}`;
    expect(others[n], what).toStrictEqual(sights[n]);
  }
  return expect.unreachable(`${trial.machine.id}: unequal, though no sight is`);
}

class Bench {
  private readonly timeline = new Scheduler({ eventsPerInstantMax: INSTANT_MAX });
  private readonly engine: Engine;
  private readonly trial: Trial;
  private readonly host: Host;
  private run: MachineRun | null = null;
  private steps: Step[] = [];
  private armedBy: number[] = [];
  private wasDone = false;
  private moveCount = 0;

  constructor(engine: Engine, trial: Trial) {
    this.engine = engine;
    this.trial = trial;
    this.host = {
      timeline: this.timeline,
      currentRecord: () => this.moveCount,
      onTimer: (run, step, armedBy) => {
        this.note(run, step);
        this.armedBy.push(armedBy);
      },
    };
    this.pass(trial.startUs);
  }

  start(): void {
    const { machine, input } = this.trial;
    const { run, first } = this.engine.start(machine, ADDRESS, input, this.host);
    this.run = run;
    this.note(run, first);
  }

  make(move: Move): void {
    this.moveCount += 1;
    if (move.does === 'wait') this.pass(move.us);
    else if (move.does === 'fire') this.timeline.step();
    else this.send(move.event);
  }

  look(act: () => void): Sight {
    this.steps = [];
    this.armedBy = [];
    notebook = [];
    const failure = failureOf(act);
    const { run, steps, armedBy, timeline } = this;
    const context = failure === null ? run?.context : null;
    return {
      steps,
      armedBy,
      nowUs: timeline.nowUs,
      // What a failed machine is at is nobody's business: its run is over.
      state: failure === null ? (run?.state ?? '') : '',
      context,
      fields: Object.keys(context ?? {}),
      isDone: failure === null && run?.isDone === true,
      isDeaf: failure === null && run?.isDeaf === true,
      pending: failure === null ? this.pending() : [],
      noticed: failure === null ? notebook : [],
      failure,
    };
  }

  private send(event: { readonly type: string }): void {
    const { run } = this;
    if (run === null) return;
    const dated = 'atUs' in event ? { ...event, atUs: this.timeline.nowUs } : event;
    this.note(run, run.send(dated));
  }

  /** A machine that was done takes no event, and so has none to name. */
  private note(run: MachineRun, step: Step): void {
    this.steps.push(this.wasDone ? { ...step, event: '' } : step);
    this.wasDone = run.isDone;
  }

  private pass(us: number): void {
    const untilUs = this.timeline.nowUs + us;
    this.timeline.at(untilUs, LAST, { owner: 'bench', fire: () => undefined }, null);
    this.timeline.runUntil(untilUs);
  }

  private pending(): readonly string[] {
    return [...this.timeline.pending()].map(
      ({ dueUs, priority, owner }) => `${dueUs} ${priority} ${owner}`,
    );
  }
}

/** What a machine failed with; null when it did not. */
function failureOf(act: () => void): string | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof MachineFailure || error instanceof RunawayRun) return error.message;
    throw error;
  }
}

function inWords(move: Move | undefined): string {
  if (move === undefined) return 'nothing';
  if (move.does === 'send') return `send ${move.event.type}`;
  return move.does === 'wait' ? `wait ${move.us} us` : 'fire';
}
