/**
 * Branch: one run of a scenario, with what an architect did to it on the way.
 *
 *     branch 1   ●──▣──●────●──▣──●────●     as the scenario says; ▣ a keyframe: the world, put aside
 *                             └─ fork
 *     branch 2              ▣──●────✎────●   taken up at the keyframe before, executed to there, changed
 *
 * What is executed again for a fork must say the same, byte for byte, or the fork is refused. Without
 * keyframes, on XState's own actors, that is the whole run. Interventions are done between two events
 * and remembered with the number of events before them, so that they can be repeated.
 */
import { compiledEngine } from '../actors/compiled/engine.ts';
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
import type { WorldSnapshot } from '../sim/world-state.ts';
import { History } from './history.ts';
import { type Keyframe, Keyframes } from './keyframes.ts';
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

/** Executed in some hundredths of a second. */
const KEYFRAME_DISTANCE = 2_048;

/** A world put aside, and how many interventions were done before. */
interface Aside {
  readonly world: WorldSnapshot;
  readonly interventions: number;
}
/** Where a fork begins: beside the branch it comes from, at one of its keyframes. */
interface Beginning {
  readonly beside: Branch;
  readonly frame: Keyframe<Aside>;
}

/** A run that can be taken on, event by event. */
export class Branch implements Playable {
  readonly scenario: Scenario;
  readonly history: History;
  readonly interventions: Intervention[] = [];
  readonly forkedFrom: Playable['forkedFrom'];
  readonly world: World;
  failure: string | null = null;
  private readonly engine: Engine;
  private readonly keyframes = new Keyframes<Aside>(KEYFRAME_DISTANCE);

  constructor(
    scenario: Scenario,
    engine: Engine = compiledEngine,
    forkedFrom: Branch['forkedFrom'] = null,
    beginning: Beginning | null = null,
  ) {
    this.scenario = scenario;
    this.engine = engine;
    this.forkedFrom = forkedFrom;
    let world: World | null = null;
    const inherited =
      beginning === null ? null : { from: beginning.beside.history, head: beginning.frame.seq };
    this.history = new History((address) => world?.machineAt(address)?.context, inherited);
    const options = { engine, readers: [this.history] };
    if (beginning === null) world = new World(scenario, options);
    else {
      const { world: snapshot, interventions } = beginning.frame.state;
      world = World.restore(scenario, snapshot, options);
      this.interventions.push(...beginning.beside.interventions.slice(0, interventions));
    }
    this.world = world;
    if (beginning === null) this.history.learnBeginnings();
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
    const isOn = this.guarded(() => this.world.step());
    if (this.engine.name === 'compiled' && this.keyframes.isDue(this.head)) this.putAside();
    return isOn;
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
   * The same run to the end of the event that made record `seq`, to be changed from there on.
   *
   * @throws {ReplayDiffers} when what is executed again does not say the same
   */
  forkAt(seq: number, ofBranch: number): Branch {
    const frame = this.keyframes.before(seq);
    const beginning = frame === null ? null : { beside: this, frame };
    const fork = new Branch(this.scenario, this.engine, { branch: ofBranch, seq }, beginning);
    const repeated = this.interventions.slice(fork.interventions.length);
    for (;;) {
      const next = repeated[0];
      if (next !== undefined && next.afterEvents === fork.world.timeline.firedCount) {
        if (fork.head >= seq) break;
        repeated.shift();
        fork.intervene(next.deed, next.text);
      } else if (fork.head >= seq || !fork.advance()) break;
    }
    for (let at = (frame?.seq ?? 0) + 1; at <= fork.head; at += 1) {
      const ours = fork.history.at(at);
      const theirs = this.history.at(at);
      if (ours === undefined || theirs === undefined) continue;
      if (recordLine(ours) !== recordLine(theirs)) throw new ReplayDiffers(at);
    }
    return fork;
  }

  private putAside(): void {
    const interventions = this.interventions.length;
    this.keyframes.add({
      seq: this.head,
      state: { world: this.world.snapshot(), interventions },
    });
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
