/**
 * Company: everybody on the network, by address.
 *
 *     scenario ──cast──▶ servers, sources, named subscribers ──▶ participants
 *     populations ──each member on its arrival───────────────▶ client systems
 */
import type { MachineRun } from '../actors/engine.ts';
import { Participant } from '../actors/participant.ts';
import type { ParticipantState } from '../actors/participant-state.ts';
import type { Surroundings } from '../actors/surroundings.ts';
import { type Address, hostOf, roleOf } from '../machines/address.ts';
import * as cast from './cast.ts';
import { PARTICIPANT_MACHINES } from './machinery.ts';
import type { Scenario, SubscriberPlan } from './scenario/model.ts';
import * as viewing from './viewing-cast.ts';

/** Everybody as plain data, in the order in which they came to the network. */
export type CompanyState = ReadonlyMap<Address, ParticipantState>;

/** Brings participants to the network and finds them there. */
export class Company {
  private readonly scenario: Scenario;
  private readonly around: Surroundings;
  /** Those that were there when the company was saved; each is taken up when it is first asked for. */
  private readonly before: CompanyState;
  private readonly participants = new Map<Address, Participant>();

  constructor(scenario: Scenario, around: Surroundings, from: CompanyState | null = null) {
    this.scenario = scenario;
    this.around = around;
    this.before = from ?? new Map();
  }

  /** Whoever is there from the start. */
  begin(): void {
    for (const [address, input] of headEnd(this.scenario)) this.add(address, input, '');
    for (const plan of this.scenario.subscribers.values()) this.addClient(plan);
  }

  addClient(plan: Pick<SubscriberPlan, 'id' | 'receives' | 'patienceUs'>): void {
    const input = cast.clientInput(this.scenario, plan);
    this.add(input.client, input, plan.receives[0] ?? '');
  }

  /** Whose address, or whose process's, it is; undefined when nobody's. */
  at(address: Address): Participant | undefined {
    return this.participant(hostOf(address));
  }
  /** Whose own address it is; undefined when nobody's. */
  participant(host: Address): Participant | undefined {
    const known = this.participants.get(host);
    if (known !== undefined) return known;
    const saved = this.before.get(host);
    return saved === undefined ? undefined : this.takenUp(saved);
  }
  /** The source whose plant a client speaks over; empty for anybody else. */
  homeOf(client: Address): string {
    return this.at(client)?.home ?? '';
  }
  /** In the order in which they came to the network. */
  addresses(): readonly Address[] {
    const since = [...this.participants.keys()];
    if (this.before.size === 0) return since;
    return [...this.before.keys(), ...since.filter((address) => !this.before.has(address))];
  }
  *machines(): Iterable<MachineRun> {
    for (const address of this.addresses()) yield* this.at(address)?.machines() ?? [];
  }

  /** @throws {UnsavableRun} on an engine that cannot put machines aside */
  save(): CompanyState {
    const company = new Map(this.before);
    for (const [address, participant] of this.participants) {
      company.set(address, participant.save());
    }
    return company;
  }

  private takenUp(saved: ParticipantState): Participant {
    const { engine, host } = this.around;
    const { address, state, rest } = saved.root;
    const context = withTablesOf(this.given(address), saved.root.context);
    const run = engine.resume(machineOf(address), address, { state, context, rest }, host);
    const participant = new Participant(run, saved.home, this.around, saved);
    this.participants.set(address, participant);
    return participant;
  }

  /** What the scenario says to a participant's machine, as far as it has tables. */
  private given(address: Address): object {
    if (roleOf(address) === 'client') return cast.sharedByClients(this.scenario);
    for (const [other, input] of headEnd(this.scenario)) if (other === address) return input;
    return {};
  }

  private add(address: Address, input: unknown, home: string): void {
    const { engine, host } = this.around;
    const { run, first } = engine.start(machineOf(address), address, input, host);
    const participant = new Participant(run, home, this.around);
    this.participants.set(address, participant);
    participant.begin(first);
  }
}

/** The servers and sources of a scenario, with what their machines must know. */
function* headEnd(scenario: Scenario): Iterable<readonly [Address, object]> {
  yield ['processing-server', cast.processingServerInput(scenario)];
  yield ['billing-processor', cast.billingProcessorInput(scenario)];
  yield ['credit-issuer', cast.creditIssuerInput(scenario)];
  if (viewing.hasViewing(scenario)) {
    yield ['interface-server', viewing.interfaceServerInput(scenario)];
    yield ['accounting-system', viewing.accountingSystemInput(scenario)];
    yield ['subscriber-database', viewing.subscriberDatabaseInput(scenario)];
  }
  for (const plan of scenario.sources.values()) {
    yield [cast.sourceAddress(plan.id), cast.sourceInput(scenario, plan)];
  }
}

function machineOf(address: Address) {
  return PARTICIPANT_MACHINES[roleOf(address) as keyof typeof PARTICIPANT_MACHINES];
}

/**
 * A context whose tables are without a prototype, as the scenario gave them: a clone gives them one, in
 * which a transmission called `constructor` would be found. Such tables never change.
 */
function withTablesOf(given: object, context: unknown): unknown {
  const known = context as Readonly<Record<string, unknown>>;
  const tables = Object.entries(given).filter(
    ([key, table]) => isBare(table) && !isBare(known[key]),
  );
  return tables.length === 0 ? context : { ...known, ...Object.fromEntries(tables) };
}
function isBare(table: unknown): boolean {
  return typeof table === 'object' && table !== null && Object.getPrototypeOf(table) === null;
}
