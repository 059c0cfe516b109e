/**
 * Branch: one run of a scenario, with what an architect did to it on the way.
 *
 *     branch 1   ●────●────●────●────●          as the scenario says
 *                     └─ fork
 *     branch 2   ●────●────✎────●────●          executed again up to there, then changed
 *
 * A fork is executed again from the beginning: the records up to the fork must be the same, byte for
 * byte, or the fork is refused. Interventions are done between two events and remembered with the
 * number of events before them, so that they can be repeated.
 */
import type { Engine } from '../actors/engine.ts';
import { MachineFailure } from '../actors/engine.ts';
import { BrokenInvariant } from '../billing/invariant.ts';
import { LedgerRefusal } from '../billing/ledger.ts';
import type { Outgoing } from '../machines/protocol.ts';
import { recordLine } from '../sim/record-text.ts';
import { RunawayRun } from '../sim/runaway-run.ts';
import type { Action, Scenario } from '../sim/scenario/model.ts';
import type { PendingTimer } from '../sim/scheduler.ts';
import { World } from '../sim/world.ts';
import { History } from './history.ts';
import type { Deed, Playable } from './playable.ts';

/** What an architect did, and when. */
export interface Intervention extends Deed {
  readonly afterEvents: number;
  readonly deed:
    | { readonly is: 'action'; readonly action: Action }
    | { readonly is: 'message'; readonly from: string; readonly message: Outgoing };
}

/** A run executed again did not say the same. */
export class ReplayDiffers extends Error {
  override readonly name = 'ReplayDiffers';
  constructor(seq: number) {
    super(
      `executing the run again gave another record ${seq}; please keep the scenario and report this`,
    );
  }
}

/** A run that can be taken on, event by event. */
export class Branch implements Playable {
  readonly scenario: Scenario;
  readonly history: History;
  readonly interventions: Intervention[] = [];
  readonly forkedFrom: Playable['forkedFrom'];
  readonly world: World;
  failure: string | null = null;

  constructor(
    scenario: Scenario,
    engine: Engine | undefined,
    forkedFrom: Branch['forkedFrom'] = null,
  ) {
    this.scenario = scenario;
    this.forkedFrom = forkedFrom;
    let world: World | null = null;
    this.history = new History((address) => world?.machineAt(address)?.context);
    const options = engine === undefined ? {} : { engine };
    world = new World(scenario, { ...options, readers: [this.history] });
    this.world = world;
    this.history.learnBeginnings();
  }

  get head(): number {
    return this.history.records.length;
  }
  get headUs(): number {
    return this.world.timeline.nowUs;
  }
  nextDueUs(): number | null {
    return this.world.timeline.nextDueUs();
  }
  pending(): Iterable<PendingTimer> {
    return this.world.timeline.pending();
  }
  get isEnded(): boolean {
    if (this.failure !== null) return true;
    const nextUs = this.world.timeline.nextDueUs();
    return nextUs === null || nextUs > (this.scenario.untilUs ?? nextUs);
  }

  /** Executes the next event; false when there is none, or the run has failed. */
  advance(): boolean {
    if (this.failure !== null) return false;
    return this.guarded(() => this.world.step());
  }

  /** Does something to the run now. */
  intervene(deed: Intervention['deed'], text: string): void {
    const { firedCount: afterEvents, nowUs: atUs } = this.world.timeline;
    this.interventions.push({ afterEvents, atUs, text, deed });
    this.guarded(() => {
      if (deed.is === 'action') this.world.act(deed.action, text);
      else this.world.inject(deed.from, deed.message, text);
      return true;
    });
  }

  /**
   * The same run, executed again to the end of the event that made record `seq`.
   *
   * @throws {ReplayDiffers} when it does not say the same
   */
  forkAt(seq: number, ofBranch: number, engine: Engine | undefined): Branch {
    const fork = new Branch(this.scenario, engine, { branch: ofBranch, seq });
    const repeated = [...this.interventions];
    for (;;) {
      const next = repeated[0];
      if (next !== undefined && next.afterEvents === fork.world.timeline.firedCount) {
        if (fork.head >= seq) break;
        repeated.shift();
        fork.intervene(next.deed, next.text);
      } else if (fork.head >= seq || !fork.advance()) break;
    }
    for (let at = 1; at <= fork.head; at += 1) {
      const ours = fork.history.at(at);
      const theirs = this.history.at(at);
      if (ours === undefined || theirs === undefined) continue;
      if (recordLine(ours) !== recordLine(theirs)) throw new ReplayDiffers(at);
    }
    return fork;
  }

  private guarded(act: () => boolean): boolean {
    try {
      return act();
    } catch (error) {
      const isOurs =
        error instanceof MachineFailure ||
        error instanceof BrokenInvariant ||
        error instanceof LedgerRefusal ||
        error instanceof RunawayRun;
      if (!isOurs) throw error;
      this.failure = error.message;
      this.world.recorder.failure('world', error.name, error.message);
      return false;
    }
  }
}
