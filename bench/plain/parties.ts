/**
 * Parties: who takes part in a purchase, as the yardstick keeps them: objects with numbers for states.
 *
 * Units: minor units; virtual microseconds.
 */
import type { Random } from '../../src/actors/distribution.ts';
import type { TimerId } from '../../src/actors/timeline.ts';
import type { Selection, Terms } from '../../src/machines/protocol.ts';
import type { SourceInput } from '../../src/machines/source/context.ts';
import type { Population } from '../../src/sim/scenario/model.ts';
import { type Letter, type Segment, Way } from './letter.ts';

export const CLIENT = {
  watching: 0,
  browsing: 1,
  ordering: 2,
  awaiting: 3,
  confirming: 4,
} as const;
export const ORDER = { authorizing: 0, provisioning: 1, awaitingReceipt: 2, capturing: 3 } as const;
export const CHARGE = { holding: 0, held: 1, capturing: 2, captured: 3 } as const;

/** A person who buys, before and after the client system has come to the network. */
export interface Person {
  readonly name: string;
  readonly population: Population;
  readonly random: Random;
  /** Orders still to be made. */
  left: number;
  client: Client | null;
}

/** A source, its plant, and the settlement with it. */
export interface Source {
  readonly id: string;
  readonly address: string;
  readonly settlementAddress: string;
  readonly input: SourceInput;
  /** What a copy adds, by `TRANSMISSION|FEATURE`, in bytes. */
  readonly copyBytes: ReadonlyMap<string, number>;
  readonly downlink: Segment;
  readonly uplink: Segment;
  readonly fromServer: Segment;
  readonly toServer: Segment;
  readonly fromSettlement: Way;
  readonly toSettlement: Way;
  programmeBytes: number;
  outstandingMinor: number;
}

/** A client system, with what the head end keeps of it: its account, and its account of credit. */
export class Client {
  readonly name: string;
  readonly address: string;
  readonly receives: readonly string[];
  readonly keys: Readonly<Record<string, string>>;
  readonly patienceUs: number;
  readonly source: Source;
  readonly person: Person;
  readonly uplink: Way;
  readonly downlink: Way;
  state: number = CLIENT.watching;
  readonly wanted: Selection[] = [];
  readonly shown: string[] = [];
  readonly display: Display[] = [];
  readonly usedNonces: string[] = [];
  orderCount = 0;
  /** The order it is busy with; empty without one. */
  order = '';
  selection: Selection | null = null;
  orderAddress = '';
  provision = '';
  patience: TimerId = 0;
  account: Account | null = null;
  credit: CreditAccount | null = null;

  constructor(
    person: Person,
    source: Source,
    receives: readonly string[],
    keys: Client['keys'],
    patienceUs: number,
  ) {
    this.name = person.name;
    this.address = `client/${person.name}`;
    this.receives = receives;
    this.keys = keys;
    this.patienceUs = patienceUs;
    this.source = source;
    this.person = person;
    this.uplink = new Way(source.uplink);
    this.downlink = new Way(source.downlink);
  }
}

/** A feature on display, and the order it belongs to. */
interface Display {
  readonly order: string;
  readonly selection: Selection;
}

/** A client's bills at the billing processor. */
export class Account {
  readonly address: string;
  billCount = 0;
  creditMinor = 0;

  constructor(client: Client) {
    this.address = `billing-processor/account-${client.name}`;
  }
}

/** A client's account at the credit issuer; the holds are the issuer's, by order. */
export class CreditAccount {
  readonly address: string;
  readonly limitMinor: number;
  owedMinor = 0;
  heldMinor = 0;

  constructor(client: Client, limitMinor: number) {
    this.address = `credit-issuer/account-${client.name}`;
    this.limitMinor = limitMinor;
  }
}

/** One selection, from its order to its completion. */
export class Order {
  readonly id: string;
  readonly address: string;
  readonly chargeAddress: string;
  readonly client: Client;
  readonly selection: Selection;
  readonly candidates: readonly Terms[];
  /** The candidate that is being tried. */
  readonly terms: Terms;
  readonly provision: string;
  state: number = ORDER.authorizing;
  receivedAtUs = 0;
  receipt: TimerId = 0;
  readonly toBilling: Way;
  readonly toCharge: Way;
  readonly toSource: Way;

  constructor(
    id: string,
    client: Client,
    selection: Selection,
    candidates: readonly Terms[],
    terms: Terms,
    toBilling: Segment,
  ) {
    this.id = id;
    this.address = `processing-server/order-${id}`;
    this.chargeAddress = `billing-processor/charge-${id}`;
    this.client = client;
    this.selection = selection;
    this.candidates = candidates;
    this.terms = terms;
    this.provision = `${id}#1`;
    this.toBilling = new Way(toBilling);
    this.toCharge = new Way(toBilling);
    this.toSource = new Way(client.source.fromServer);
  }
}

/** The purchase of one order. */
export class Charge {
  readonly order: string;
  readonly address: string;
  readonly client: Client;
  state: number = CHARGE.holding;
  terms: Terms | null = null;
  receivedAtUs = 0;
  /** What it was asked last, to answer it. */
  asked: Letter;
  /** It ends by itself when nobody goes on with it. */
  ends: TimerId = 0;
  readonly toOrder: Way;
  readonly toIssuer: Way;

  constructor(asked: Letter, toServer: Segment, toIssuer: Segment) {
    this.order = asked.conversation;
    this.address = `billing-processor/charge-${asked.conversation}`;
    this.client = asked.client;
    this.asked = asked;
    this.toOrder = new Way(toServer);
    this.toIssuer = new Way(toIssuer);
  }
}
