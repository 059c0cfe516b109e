/**
 * World: a scenario come alive, and the only place where all its parts meet.
 *
 *     scenario ──▶ cast ──▶ participants ◀──▶ network (channels)
 *     script, populations ──▶ stimuli ─┘            │
 *     scheduler ── fires whatever is due next ──────┘──▶ recorder ──▶ readers
 *                                                    └──▶ ledger
 *
 * A world is a plain object: it can be stepped one event at a time or run to its end, asked about
 * anybody's state, and watched by any number of readers, with the same records either way.
 *
 * Law (test/scenarios/golden.test.ts): the same scenario and seed give the same records, byte for byte.
 */
import { compiledEngine } from '../actors/compiled/engine.ts';
import type { Engine, MachineRun } from '../actors/engine.ts';
import type { Envelope } from '../actors/journal.ts';
import { Network } from '../actors/network.ts';
import type { Surroundings } from '../actors/surroundings.ts';
import { Ledger } from '../billing/ledger.ts';
import { type Address, nameOf } from '../machines/address.ts';
import type { Outgoing, Selection } from '../machines/protocol.ts';
import * as cast from './cast.ts';
import { Company } from './company.ts';
import type { OrderPhase, WorldView } from './expect/condition.ts';
import { handlerName, NamedHandler, type TimedParts } from './handler-name.ts';
import { PROCESS_MACHINES } from './machinery.ts';
import { Crowd, type Stage } from './population.ts';
import { RandomStreams } from './random.ts';
import type { RecordReader } from './record.ts';
import { Recorder } from './recorder.ts';
import type { Action, Scenario, SubscriberPlan } from './scenario/model.ts';
import { Scheduler } from './scheduler.ts';
import { Script } from './script.ts';
import { Tamperer } from './tampering.ts';
import { type EffectParts, WorldEffects } from './world-effects.ts';
import { requireSnapshotOf, type WorldSnapshot } from './world-state.ts';

export interface WorldOptions {
  /** The compiled one when nothing else is said. */
  readonly engine?: Engine;
  /** Readers of the record stream from its first record on. */
  readonly readers?: readonly RecordReader[];
}

/** The parts of a scenario, put together and ready to be stepped. */
export class World implements Stage, WorldView {
  readonly scenario: Scenario;
  readonly timeline: Scheduler;
  readonly ledger: Ledger;
  readonly recorder: Recorder;
  readonly network: Network;
  readonly random: RandomStreams;
  private readonly company: Company;
  private readonly crowds: readonly Crowd[];
  private readonly effects: WorldEffects;
  private readonly script: Script;
  private readonly tamperer: Tamperer;

  /** @param from where to go on; null to begin */
  constructor(scenario: Scenario, options: WorldOptions = {}, from: WorldSnapshot | null = null) {
    const engine = options.engine ?? compiledEngine;
    this.scenario = scenario;
    this.timeline = new Scheduler({ eventsMax: scenario.eventsMax });
    this.random = new RandomStreams(scenario.seed);
    this.ledger = new Ledger(from?.ledger);
    this.recorder = new Recorder(() => this.timeline.nowUs);
    for (const reader of options.readers ?? []) this.recorder.addReader(reader);
    this.network = this.buildNetwork(engine);
    this.company = new Company(scenario, this.surroundings(engine), from?.company);
    this.tamperer = new Tamperer((source) => cast.masterKey(scenario, source), from?.tamperer);
    this.network.tamperWith(this.tamperer.tamper);
    this.script = new Script(this, this.tamperer, from?.awaited);
    this.crowds = scenario.populations.map((population) => new Crowd(population, this));
    this.effects = new WorldEffects(this.parts, from?.orders);
    if (from === null) this.begin();
    else this.load(from);
  }

  /**
   * A world that goes on where a snapshot was taken, with the same records as if it had never stopped;
   * restoring makes none, and leaves the snapshot as it is.
   *
   * @throws {UnusableSnapshot} when the snapshot is of another scenario or seed
   */
  static restore(scenario: Scenario, snapshot: WorldSnapshot, options: WorldOptions = {}): World {
    requireSnapshotOf(scenario, snapshot);
    return new World(scenario, options, snapshot);
  }

  /**
   * Where the run is, between two events, as structured-cloneable plain data that nothing the run does
   * later changes.
   *
   * @throws {UnsavableRun} on an engine that cannot put machines aside
   */
  snapshot(): WorldSnapshot {
    const { name: scenario, seed } = this.scenario;
    return {
      of: { scenario, seed },
      company: this.company.save(),
      network: this.network.save(),
      timeline: this.timeline.save((handler) => handlerName(this.parts, handler)),
      recorder: this.recorder.save(),
      ledger: this.ledger.save(),
      crowds: this.crowds.map((crowd) => crowd.save()),
      awaited: this.script.save(),
      tamperer: this.tamperer.save(),
      orders: this.effects.orders,
    };
  }

  /** Fires the next thing that is due; false when nothing is, or only after the scenario's end. */
  step(): boolean {
    const nextUs = this.timeline.nextDueUs();
    if (nextUs === null || nextUs > (this.scenario.untilUs ?? nextUs)) return false;
    return this.timeline.step();
  }

  /** Fires what is due up to the scenario's end, or `untilUs` when that is earlier. */
  run(untilUs = Number.POSITIVE_INFINITY): 'quiet' | 'horizon' {
    return this.timeline.runUntil(Math.min(untilUs, this.scenario.untilUs ?? untilUs));
  }

  /** The state of a participant or process, also of one that has ended; null when it never was. */
  stateOf(address: Address): string | null {
    return this.company.at(address)?.stateOf(address) ?? null;
  }
  /** The machine that runs at an address now; null when none does. */
  machineAt(address: Address): MachineRun | null {
    return this.company.at(address)?.machineAt(address) ?? null;
  }
  /** In minor units of the run's currency; 0 for an account nothing was posted to. */
  balanceOf(account: string): number {
    return this.ledger.balance(account, this.scenario.currency);
  }
  ordersIn(phase: OrderPhase): number {
    if (phase !== 'open') return this.effects.orders[phase];
    return this.company.at('processing-server')?.processCount ?? 0;
  }
  accessRateOf(client: Address): number | null {
    return this.company.homeOf(client) === '' ? null : this.network.accessRateOf(client);
  }
  messagesInFlight(): number {
    return this.network.underWayCount();
  }
  /** The addresses on the network, in the order they came to it. */
  addresses(): readonly Address[] {
    return this.company.addresses();
  }
  /** Every machine that runs now: participants, their processes, telephone lines. */
  *machines(): Iterable<MachineRun> {
    yield* this.company.machines();
    for (const board of this.network.lineBoards()) yield* board.machines();
  }

  addClient(plan: Pick<SubscriberPlan, 'id' | 'receives' | 'patienceUs'>): void {
    this.company.addClient(plan);
  }
  select(client: Address, selection: Selection): void {
    this.tell(
      client,
      { type: 'user.select', ...selection },
      `${nameOf(client)} selects ${selection.feature} on ${selection.transmission}`,
    );
  }
  switchOff(client: Address): void {
    this.tell(client, { type: 'user.switch-off' }, `${nameOf(client)} switches off`);
  }

  /** Has somebody or something do `event`, as the script would; `text` says it in words. */
  tell(address: Address, event: { readonly type: string }, text: string): void {
    const participant = this.company.at(address);
    const cause = this.recorder.stimulus(address, event.type, text);
    participant?.tell(event, cause);
  }

  /** Has a line of the script happen now; `text` says it in words. */
  act(action: Action, text: string): void {
    this.script.fire({ atUs: this.timeline.nowUs, since: null, action, text });
  }

  /** Puts a message on its way as if `from` had sent it now. */
  inject(from: Address, message: Outgoing, text: string): void {
    const cause = this.recorder.stimulus(from, message.type, text);
    this.network.carry(from, message.to, message, 1, cause);
  }

  private begin(): void {
    this.company.begin();
    this.script.begin(this.scenario);
    for (const crowd of this.crowds) crowd.begin();
  }

  private load({ network, crowds, recorder, timeline }: WorldSnapshot): void {
    this.recorder.load(recorder);
    this.network.load(network);
    for (const [at, crowd] of this.crowds.entries()) crowd.load(crowds[at] ?? new Map());
    this.timeline.load(timeline, (name) => new NamedHandler(name, this.parts));
  }

  private get parts(): TimedParts & EffectParts {
    const { ledger, recorder, network, company, script, crowds } = this;
    return { ledger, recorder, network, company, script, crowds };
  }

  private deliver(envelope: Envelope, tampered: boolean): void {
    const participant = this.company.participant(envelope.host);
    if (participant === undefined) this.recorder.lost(envelope, 'nobody at this address');
    else participant.deliver(envelope, tampered);
  }

  private buildNetwork(engine: Engine): Network {
    const { scenario, timeline, recorder, random } = this;
    const media = new Map(
      [...scenario.sources.values()].map((plan) => [plan.id, scenario.media[plan.medium]] as const),
    );
    return new Network({
      timeline,
      engine,
      journal: recorder,
      media,
      core: cast.coreLaw(scenario),
      homeOf: (client) => this.company.homeOf(client),
      random,
      deliver: (envelope, tampered) => this.deliver(envelope, tampered),
    });
  }

  private surroundings(engine: Engine): Surroundings {
    const { timeline, recorder } = this;
    return {
      timeline,
      engine,
      journal: recorder,
      host: {
        timeline,
        currentRecord: () => recorder.current,
        onTimer: (run, step, by) => this.company.at(run.address)?.timerFired(run, step, by),
      },
      processes: PROCESS_MACHINES,
      carry: (from, message, attempt, cause) =>
        this.network.carry(from, message.to, message, attempt, cause),
      perform: (by, effect, cause) => this.effects.perform(by, effect, cause),
    };
  }
}
