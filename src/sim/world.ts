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
import type { Engine, MachineRun } from '../actors/engine.ts';
import type { Envelope } from '../actors/journal.ts';
import { Network } from '../actors/network.ts';
import { Participant, type Surroundings, type WorldEffect } from '../actors/participant.ts';
import { xstateEngine } from '../actors/xstate-engine.ts';
import { Ledger } from '../billing/ledger.ts';
import { type Address, hostOf, nameOf } from '../machines/address.ts';
import type { Outgoing, Selection } from '../machines/protocol.ts';
import * as cast from './cast.ts';
import type { OrderPhase, WorldView } from './expect/condition.ts';
import { PARTICIPANT_MACHINES, PROCESS_MACHINES } from './machinery.ts';
import { Crowd, type Stage } from './population.ts';
import { RandomStreams } from './random.ts';
import type { RecordReader } from './record.ts';
import { Recorder } from './recorder.ts';
import type { Action, Scenario, SubscriberPlan } from './scenario/model.ts';
import { Scheduler } from './scheduler.ts';
import { Script } from './script.ts';
import { Tamperer } from './tampering.ts';
import * as viewing from './viewing-cast.ts';

export interface WorldOptions {
  readonly engine?: Engine;
  /** Readers of the record stream from its first record on. */
  readonly readers?: readonly RecordReader[];
}

/** The outcomes after which a person's order is over, as far as the person is concerned. */
const ORDER_ENDS: ReadonlySet<string> = new Set([
  'feature.displayed',
  'order.refused',
  'order.given-up',
]);

/** The parts of a scenario, put together and ready to be stepped. */
export class World implements Stage, WorldView {
  readonly scenario: Scenario;
  readonly timeline: Scheduler;
  readonly ledger = new Ledger();
  readonly recorder: Recorder;
  readonly network: Network;
  private readonly streams: RandomStreams;
  private readonly participants = new Map<Address, Participant>();
  private readonly homes = new Map<Address, string>();
  private readonly crowds: readonly Crowd[];
  private readonly orders = { completed: 0, voided: 0 };
  private readonly surroundings: Surroundings;
  private readonly script: Script;

  constructor(scenario: Scenario, options: WorldOptions = {}) {
    const engine = options.engine ?? xstateEngine;
    this.scenario = scenario;
    this.timeline = new Scheduler({ eventsMax: scenario.eventsMax });
    this.streams = new RandomStreams(scenario.seed);
    this.recorder = new Recorder(() => this.timeline.nowUs);
    for (const reader of options.readers ?? []) this.recorder.addReader(reader);
    this.network = this.buildNetwork(engine);
    this.surroundings = {
      timeline: this.timeline,
      engine,
      journal: this.recorder,
      processes: PROCESS_MACHINES,
      carry: (from, message, attempt, cause) =>
        this.network.carry(from, message.to, message, attempt, cause),
      perform: (by, effect, cause) => this.perform(by, effect, cause),
    };
    this.buildParticipants();
    const tamperer = new Tamperer((source) => cast.masterKey(scenario, source));
    this.network.tamperWith(tamperer.tamper);
    this.script = new Script(this, tamperer);
    this.script.begin(scenario);
    this.crowds = scenario.populations.map((population) => new Crowd(population, this));
    for (const crowd of this.crowds) crowd.begin();
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
    return this.participantAt(address)?.stateOf(address) ?? null;
  }
  /** The machine that runs at an address now; null when none does. */
  machineAt(address: Address): MachineRun | null {
    return this.participantAt(address)?.machineAt(address) ?? null;
  }
  /** In minor units of the run's currency; 0 for an account nothing was posted to. */
  balanceOf(account: string): number {
    return this.ledger.balance(account, this.scenario.currency);
  }
  ordersIn(phase: OrderPhase): number {
    if (phase !== 'open') return this.orders[phase];
    return this.participants.get('processing-server')?.processCount ?? 0;
  }
  accessRateOf(client: Address): number | null {
    return this.participants.has(client) ? this.network.accessRateOf(client) : null;
  }
  messagesInFlight(): number {
    return this.network.underWayCount();
  }
  /** The addresses on the network, in the order they came to it. */
  addresses(): readonly Address[] {
    return [...this.participants.keys()];
  }
  /** Every machine that runs now: participants, their processes, telephone lines. */
  *machines(): Iterable<MachineRun> {
    for (const participant of this.participants.values()) yield* participant.machines();
    for (const board of this.network.lineBoards()) yield* board.machines();
  }

  stream(participant: string, purpose: string) {
    return this.streams.stream(participant, purpose);
  }
  addClient(plan: Pick<SubscriberPlan, 'id' | 'receives' | 'patienceUs'>): void {
    const input = cast.clientInput(this.scenario, plan);
    this.homes.set(input.client, plan.receives[0] ?? '');
    this.add(input.client, PARTICIPANT_MACHINES.client, input);
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
    const participant = this.participants.get(address);
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

  private participantAt(address: Address): Participant | undefined {
    return this.participants.get(hostOf(address));
  }

  private deliver(envelope: Envelope, tampered: boolean): void {
    const participant = this.participantAt(envelope.to);
    if (participant === undefined) this.recorder.lost(envelope, 'nobody at this address');
    else participant.deliver(envelope, tampered);
  }

  private perform(by: Address, effect: WorldEffect, cause: number): void {
    switch (effect.type) {
      case 'ledger.post':
        if (this.ledger.post(effect.entry) === 'posted') {
          this.recorder.posting(by, effect.entry, cause);
        }
        return;
      case 'document.issue':
        this.recorder.issued(by, effect.document, effect.conversation, cause);
        return;
      case 'outcome':
        this.count(effect.name);
        this.recorder.outcome(by, effect, cause);
        this.script.happened(by, effect);
        if (ORDER_ENDS.has(effect.name)) for (const crowd of this.crowds) crowd.orderEnded(by);
        return;
      case 'access.rate':
        this.network.setAccessRate(by, effect.bitsPerSecond);
        return;
      case 'programme.carry':
        this.network.carryProgramme(nameOf(by), effect.bytes);
    }
  }

  private count(outcome: string): void {
    if (outcome === 'order.completed') this.orders.completed += 1;
    else if (outcome === 'order.voided') this.orders.voided += 1;
  }

  private buildNetwork(engine: Engine): Network {
    const { scenario, timeline, recorder, streams } = this;
    const media = new Map(
      [...scenario.sources.values()].map((plan) => [plan.id, scenario.media[plan.medium]] as const),
    );
    return new Network({
      timeline,
      engine,
      journal: recorder,
      media,
      core: cast.coreLaw(scenario),
      homeOf: (client) => this.homes.get(client) ?? '',
      draws: (purpose, key, ordinal) => streams.once(purpose, key, ordinal),
      stream: (participant, purpose) => streams.stream(participant, purpose),
      deliver: (envelope, tampered) => this.deliver(envelope, tampered),
    });
  }

  private buildParticipants(): void {
    const { scenario } = this;
    this.addServer('processing-server', cast.processingServerInput(scenario));
    this.addServer('billing-processor', cast.billingProcessorInput(scenario));
    this.addServer('credit-issuer', cast.creditIssuerInput(scenario));
    if (viewing.hasViewing(scenario)) {
      this.addServer('interface-server', viewing.interfaceServerInput(scenario));
      this.addServer('accounting-system', viewing.accountingSystemInput(scenario));
      this.addServer('subscriber-database', viewing.subscriberDatabaseInput(scenario));
    }
    for (const plan of scenario.sources.values()) {
      const source = cast.sourceAddress(plan.id);
      this.add(source, PARTICIPANT_MACHINES.source, cast.sourceInput(scenario, plan));
    }
    for (const plan of scenario.subscribers.values()) this.addClient(plan);
  }

  private addServer(server: keyof typeof PARTICIPANT_MACHINES, input: unknown): void {
    this.add(server, PARTICIPANT_MACHINES[server], input);
  }

  private add(address: Address, machine: Parameters<Engine['start']>[0], input: unknown): void {
    this.participants.set(address, new Participant(address, machine, input, this.surroundings));
  }
}
