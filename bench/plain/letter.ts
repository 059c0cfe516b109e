/**
 * Letter: a message as the yardstick sends it, and the ways it can go.
 *
 * What is said is what the network says: the same ids, addresses and bodies. A type is a number here, for
 * a program written by hand would not compare texts to know what to do.
 */
import type { Random } from '../../src/actors/distribution.ts';
import type { SegmentLaw } from '../../src/actors/media.ts';
import type { TimerId } from '../../src/actors/timeline.ts';
import { MESSAGE_LAWS } from '../../src/machines/message-table.ts';
import type { MessageType } from '../../src/machines/protocol.ts';
import type { Client } from './parties.ts';

/** The types of message in a purchase that goes well. */
export const TYPES = [
  'options.request',
  'options.offered',
  'order.place',
  'order.accepted',
  'payment.authorize',
  'payment.authorized',
  'credit.hold',
  'credit.held',
  'provision.request',
  'provision.modifying',
  'provision.token',
  'transmission.modified',
  'transmission.accepted',
  'token.deliver',
  'token.accepted',
  'feature.received',
  'receipt.acknowledged',
  'payment.capture',
  'payment.captured',
  'credit.capture',
  'credit.captured',
  'payment.close',
  'charge.due',
  'share.due',
  'bill.issue',
  'bill.acknowledged',
  'settlement.notice',
  'settlement.noted',
  'wholesale.bill',
  'wholesale.paid',
] as const satisfies readonly MessageType[];

/** The number of each type. */
export const KIND = {
  optionsRequest: 0,
  optionsOffered: 1,
  orderPlace: 2,
  orderAccepted: 3,
  paymentAuthorize: 4,
  paymentAuthorized: 5,
  creditHold: 6,
  creditHeld: 7,
  provisionRequest: 8,
  provisionModifying: 9,
  provisionToken: 10,
  transmissionModified: 11,
  transmissionAccepted: 12,
  tokenDeliver: 13,
  tokenAccepted: 14,
  featureReceived: 15,
  receiptAcknowledged: 16,
  paymentCapture: 17,
  paymentCaptured: 18,
  creditCapture: 19,
  creditCaptured: 20,
  paymentClose: 21,
  chargeDue: 22,
  shareDue: 23,
  billIssue: 24,
  billAcknowledged: 25,
  settlementNotice: 26,
  settlementNoted: 27,
  wholesaleBill: 28,
  wholesalePaid: 29,
} as const;

export const BYTES = Int32Array.from(TYPES, (type) => MESSAGE_LAWS[type].bytes);
export const IS_REQUEST = TYPES.map((type) => MESSAGE_LAWS[type].role === 'request');
export const IS_REPLY = TYPES.map((type) => MESSAGE_LAWS[type].role === 'reply');
export const IS_PERSISTENT = TYPES.map((type) => MESSAGE_LAWS[type].persistent);

/** One segment of the network in one direction. */
export class Segment {
  readonly name: string;
  readonly draws: (key: string, ordinal: number) => Random;
  readonly bitsPerSecond: number | null;
  /** Whether a message may overtake one sent earlier by the same sender to the same receiver. */
  readonly reorders: boolean;
  bytes = 0;

  constructor(name: string, law: SegmentLaw, draws: Segment['draws']) {
    this.name = name;
    this.bitsPerSecond = law.bitsPerSecond;
    this.reorders = law.reorders;
    this.draws = draws;
  }
}

/** The way from one sender to one receiver over a segment, or one client's link on it. */
export class Way {
  readonly segment: Segment;
  freeAtUs = 0;
  lastArrivalUs = 0;

  constructor(segment: Segment) {
    this.segment = segment;
  }
}

/** A message under way; a request also knows what it was answered, to be answered so again. */
export class Letter {
  readonly kind: number;
  readonly from: string;
  readonly to: string;
  readonly requestId: string;
  readonly conversation: string;
  readonly body: object;
  /** Whose purchase it is about. */
  readonly client: Client;
  /** Null where it does not leave the house. */
  readonly way: Way | null;
  readonly attempt: number;
  reply: Letter | null = null;
  answers = 0;
  touchedUs = 0;
  /** The timer of the next try, while it waits for its reply. */
  nextTry: TimerId = 0;

  constructor(
    kind: number,
    from: string,
    to: string,
    requestId: string,
    conversation: string,
    body: object,
    client: Client,
    way: Way | null,
    attempt: number,
  ) {
    this.kind = kind;
    this.from = from;
    this.to = to;
    this.requestId = requestId;
    this.conversation = conversation;
    this.body = body;
    this.client = client;
    this.way = way;
    this.attempt = attempt;
  }
}
