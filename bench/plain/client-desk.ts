/**
 * Client desk: what client systems do in the yardstick, and the people in front of them.
 *
 *     watching ─▶ browsing ─▶ ordering ─▶ awaiting ─▶ confirming ─▶ watching, and the person picks again
 */
import { choose, happens, type Random, sampler } from '../../src/actors/distribution.ts';
import { PRIORITY, type TimerHandler } from '../../src/actors/timeline.ts';
import type { Bodies, Selection } from '../../src/machines/protocol.ts';
import { tokenFault } from '../../src/machines/token.ts';
import { KIND, Letter } from './letter.ts';
import { CLIENT, Client, type Person, type Source } from './parties.ts';
import type { PostOffice } from './post-office.ts';
import { unexpected } from './unexpected.ts';

const SERVER = 'processing-server';

export class ClientDesk implements TimerHandler<Person> {
  readonly owner = 'plain people';
  displayed = 0;
  private readonly office: PostOffice;
  private readonly keysOf: (name: string, receives: readonly string[]) => Client['keys'];
  private readonly sources: ReadonlyMap<string, Source>;
  private readonly patience: TimerHandler<Client> = {
    owner: 'plain patience',
    fire: (client) => unexpected(`${client.name} has no more patience`),
  };
  private readonly behaviours = new Map<Person['population'], Behaviour>();

  /** @param keysOf the token keys of a client's device, by source address */
  constructor(office: PostOffice, sources: ClientDesk['sources'], keysOf: ClientDesk['keysOf']) {
    this.office = office;
    this.sources = sources;
    this.keysOf = keysOf;
  }

  /** Has a person come in its own time. */
  begin(person: Person): void {
    const arrivesUs = this.behaviourOf(person).arrivesUs(person.random);
    this.office.timeline.at(arrivesUs, PRIORITY.user, this, person);
  }

  /** A person comes, or picks something. */
  fire(person: Person): void {
    const client = person.client ?? this.arrive(person);
    const { random, population } = person;
    const { choosesWeights } = this.behaviourOf(person);
    const choice = population.chooses[choose(random, choosesWeights)];
    if (choice === undefined) return;
    person.left -= 1;
    this.select(client, choice.selection);
    if (happens(random, population.switchesOffPpm)) unexpected(`${person.name} switches off`);
  }

  /** The client system of a person who has just come. */
  arrive(person: Person): Client {
    const { random, population, name } = person;
    const behaviour = this.behaviourOf(person);
    const receives = population.receives[choose(random, behaviour.receivesWeights)]?.value ?? [];
    person.left = Math.max(1, behaviour.orders(random));
    const source = this.sources.get(receives[0] ?? '');
    if (source === undefined) unexpected(`${name} receives nothing`);
    const patienceUs = behaviour.patienceUs(random);
    const client = new Client(person, source, receives, this.keysOf(name, receives), patienceUs);
    person.client = client;
    return client;
  }

  optionsOffered(client: Client, { requestId }: Letter): void {
    const transmission = client.selection?.transmission ?? '';
    const isAbout = requestId === `${client.name}:options:${transmission}`;
    if (client.state !== CLIENT.browsing || !isAbout) unexpected(requestId);
    client.shown.push(transmission);
    this.place(client);
  }

  orderAccepted(client: Client, { conversation }: Letter): void {
    // The feature can be there before the server says that it comes.
    if (client.state !== CLIENT.ordering || client.order !== conversation) return;
    const { timeline } = this.office;
    timeline.cancel(client.patience);
    client.state = CLIENT.awaiting;
    client.patience = this.beginPatience(client);
  }

  transmissionModified(client: Client, asked: Letter): void {
    const { transmission, feature, provision } = asked.body as Bodies['transmission.modified'];
    if (!waitsFor(client, asked.conversation)) unexpected(asked.requestId);
    const body = { transmission, feature } satisfies Bodies['transmission.accepted'];
    this.office.answer(asked, KIND.transmissionAccepted, client.address, body, client.uplink);
    this.confirm(client, provision);
  }

  tokenDelivered(client: Client, asked: Letter): void {
    const { provision, source, token } = asked.body as Bodies['token.deliver'];
    const { selection } = client;
    if (selection === null || !waitsFor(client, asked.conversation)) unexpected(asked.requestId);
    const fault = tokenFault({
      token,
      key: client.keys[source] ?? '',
      client: client.name,
      transmission: selection.transmission,
      feature: selection.feature,
      atUs: this.office.timeline.nowUs,
      usedNonces: client.usedNonces,
    });
    if (fault !== null) unexpected(`${asked.requestId} is ${fault}`);
    this.office.answer(asked, KIND.tokenAccepted, client.address, {}, client.uplink);
    client.usedNonces.push(provision);
    this.confirm(client, provision);
  }

  receiptAcknowledged(client: Client, { requestId, body }: Letter): void {
    const { accepted } = body as Bodies['receipt.acknowledged'];
    const isAbout = requestId === `${client.provision}:feature.received`;
    const { selection } = client;
    const isConfirming = client.state === CLIENT.confirming;
    if (!accepted || !isAbout || !isConfirming || selection === null) unexpected(requestId);
    client.display.push({ order: client.order, selection });
    this.displayed += 1;
    client.order = '';
    client.selection = null;
    client.state = CLIENT.watching;
    this.pickLater(client.person);
    this.goOn(client);
  }

  billIssued(client: Client, asked: Letter): void {
    this.office.answer(asked, KIND.billAcknowledged, client.address, {}, client.uplink);
  }

  private pickLater(person: Person): void {
    if (person.left === 0) return;
    const { timeline } = this.office;
    const pauseUs = this.behaviourOf(person).pauseUs(person.random);
    timeline.at(timeline.nowUs + pauseUs, PRIORITY.user, this, person);
  }

  private select(client: Client, selection: Selection): void {
    client.wanted.push(selection);
    if (client.state === CLIENT.watching) this.goOn(client);
  }

  /** With what is wanted next, if anything is. */
  private goOn(client: Client): void {
    const selection = client.wanted.shift();
    if (selection === undefined) return;
    const { name, address, receives, uplink } = client;
    client.orderCount += 1;
    client.order = `${name}-${client.orderCount}`;
    client.selection = selection;
    client.orderAddress = `processing-server/order-${client.order}`;
    const { transmission } = selection;
    if (client.shown.includes(transmission)) {
      this.place(client);
      return;
    }
    client.state = CLIENT.browsing;
    const requestId = `${name}:options:${transmission}`;
    const body = { transmission, receivable: receives } satisfies Bodies['options.request'];
    const conversation = `${name}-options`;
    const kind = KIND.optionsRequest;
    this.office.ask(
      new Letter(kind, address, SERVER, requestId, conversation, body, client, uplink, 1),
    );
  }

  private place(client: Client): void {
    const { order, address, receives, uplink, selection } = client;
    client.state = CLIENT.ordering;
    const body = {
      client: address,
      transmission: selection?.transmission ?? '',
      feature: selection?.feature ?? '',
      receivable: receives,
    } satisfies Bodies['order.place'];
    const requestId = `${order}:order.place`;
    this.office.ask(
      new Letter(KIND.orderPlace, address, SERVER, requestId, order, body, client, uplink, 1),
    );
    client.patience = this.beginPatience(client);
  }

  private confirm(client: Client, provision: string): void {
    const { address, order, orderAddress, uplink } = client;
    this.office.timeline.cancel(client.patience);
    client.provision = provision;
    client.state = CLIENT.confirming;
    const body = { provision } satisfies Bodies['feature.received'];
    const requestId = `${provision}:feature.received`;
    const kind = KIND.featureReceived;
    this.office.ask(
      new Letter(kind, address, orderAddress, requestId, order, body, client, uplink, 1),
    );
  }

  private beginPatience(client: Client): number {
    const { timeline } = this.office;
    const dueUs = timeline.nowUs + client.patienceUs;
    return timeline.at(dueUs, PRIORITY.timer, this.patience, client);
  }

  private behaviourOf({ population }: Person): Behaviour {
    const known = this.behaviours.get(population);
    if (known !== undefined) return known;
    const { receives, chooses, arrivesUs, orders, pauseUs, patienceUs } = population;
    const made = {
      receivesWeights: receives.map(({ weight }) => weight),
      choosesWeights: chooses.map(({ weight }) => weight),
      arrivesUs: sampler(arrivesUs),
      orders: sampler(orders),
      pauseUs: sampler(pauseUs),
      patienceUs: sampler(patienceUs),
    };
    this.behaviours.set(population, made);
    return made;
  }
}

/** What the people of one population do, ready to be drawn. */
interface Behaviour {
  readonly receivesWeights: readonly number[];
  readonly choosesWeights: readonly number[];
  readonly arrivesUs: (random: Random) => number;
  readonly orders: (random: Random) => number;
  readonly pauseUs: (random: Random) => number;
  readonly patienceUs: (random: Random) => number;
}

function waitsFor({ state, order }: Client, conversation: string): boolean {
  return (state === CLIENT.ordering || state === CLIENT.awaiting) && order === conversation;
}
