/**
 * Protocol: every message that participants exchange.
 *
 *     client   --order.place-------------> processing-server   (opens processing-server/order-ID)
 *     order    --payment.authorize-------> billing-processor   (opens billing-processor/charge-ID)
 *     charge   --credit.hold-------------> credit-issuer       (opens credit-issuer/account-NAME)
 *     order    --provision.request-------> source
 *     source   --transmission.modified---> client              by modification, or
 *     order    --token.deliver-----------> client              by token, minted by the source
 *     client   --feature.received--------> order
 *     order    --payment.capture---------> charge              then payment.close
 *     account  --bill.issue--------------> client
 *     account  --billing.information-----> source              settlement by billing information (U3)
 *     source   --wholesale.bill----------> settlement          settlement by later bill (U5)
 *
 *     viewing  --schedule.request--------> interface-server    (opens interface-server/session-ID)
 *     session  --subscriber.lookup-------> subscriber-database
 *     session  --estimate.request--------> accounting-system   the fee schedule (Bi)
 *     viewing  --viewing.start, usage.report--> session        quantities travel, money does not
 *     session  --usage.transfer----------> accounting-system   (opens accounting-system/rating-ID)
 *     rating   --transaction.note--------> subscriber-database
 *     rating   --viewing.due-------------> billing-processor/account-NAME
 *     rating   --royalty.due-------------> accounting-system/royalties
 *
 * A *request* is answered by exactly one of its *replies*, which repeats its `requestId`; it is sent
 * again until it is answered, and answered again when it arrives twice (actors/requests.ts). A
 * *notice* is sent once and nobody waits for it; whoever needs it must do without it in the end.
 *
 * Units: money in minor units of the run's currency (`...Minor`), instants in whole virtual
 * microseconds (`...Us`). `conversation` is the business flow a message belongs to: an order's id,
 * or a document's number.
 */
import type { Bill, BillingPeriod } from '../billing/bill.ts';
import type { Address } from './address.ts';
import type { ViewingBodies } from './viewing-protocol.ts';

/** The two ways a source can provide an upgraded media feature (U7). */
export type ProvisionMode = 'modification' | 'token';
/** When money moves: per transaction, or once a billing cycle (U4, U6, U10). */
export type BillingPer = 'transaction' | 'cycle';
/** The two ways to settle with a source (U3, U5). */
export type SettlementModel = 'billing-information' | 'later-bill';

/** What the network offers: one feature on one transmission from one source. */
export interface Option {
  readonly transmission: string;
  readonly feature: string;
  readonly source: string;
  readonly priceMinor: number;
}

/** What is sold, and how the price is shared, fixed when the order is selected (I24). */
export interface Terms {
  readonly source: Address;
  readonly mode: ProvisionMode;
  readonly description: string;
  readonly amountMinor: number;
  readonly serverMinor: number;
  readonly sourceMinor: number;
  readonly settlement: SettlementModel;
  readonly settlementPer: BillingPer;
}

/** One order's part of the billing information handed to a source (U3). */
export interface BillingItem {
  readonly order: string;
  readonly description: string;
  readonly amountMinor: number;
  readonly atUs: number;
}

/** What a person selects: a feature on a transmission. */
export interface Selection {
  readonly transmission: string;
  readonly feature: string;
}
/** What a refusal says. */
export interface Because {
  readonly reason: string;
}

/** What each type of message says; `unknown` where the type says it all. */
export interface Bodies extends ViewingBodies {
  'options.request': { readonly transmission: string; readonly receivable: readonly string[] };
  'options.offered': { readonly options: readonly Option[] };
  'order.place': Selection & {
    readonly client: Address;
    /** The sources this client system can receive, the preferred one first. */
    readonly receivable: readonly string[];
  };
  'order.accepted': { readonly priceMinor: number };
  'order.refused': Because;
  'order.cancel': unknown;
  'order.cancelled': unknown;
  'order.cancel-refused': Because;
  'order.voided': Because;
  'order.void-noted': unknown;
  'payment.authorize': { readonly client: Address; readonly amountMinor: number };
  'payment.authorized': unknown;
  'payment.declined': Because;
  'payment.capture': { readonly terms: Terms; readonly receivedAtUs: number };
  'payment.captured': { readonly per: BillingPer };
  'payment.refused': Because;
  'payment.void': { readonly client: Address };
  'payment.voided': { readonly refundedMinor: number };
  'payment.void-refused': Because;
  'payment.close': unknown;
  'credit.hold': { readonly client: Address; readonly amountMinor: number };
  'credit.held': unknown;
  'credit.declined': Because;
  'credit.capture': {
    readonly client: Address;
    readonly amountMinor: number;
    /** What the server leaves held for the source's part of the same order; the rest is released. */
    readonly leaveMinor: number;
    readonly part: 'server' | 'source';
    /** The ledger account that receives the money. */
    readonly payee: string;
  };
  'credit.captured': unknown;
  'credit.refused': Because;
  'credit.release': { readonly client: Address };
  'credit.released': unknown;
  'credit.refund': {
    readonly client: Address;
    readonly amountMinor: number;
    readonly part: 'server' | 'source';
    /** The ledger account that gives the money back. */
    readonly payer: string;
  };
  'credit.refunded': unknown;
  'provision.request': Selection & {
    readonly client: Address;
    readonly mode: ProvisionMode;
    readonly provision: string;
  };
  'provision.modifying': { readonly provision: string };
  'provision.token': { readonly provision: string; readonly token: string };
  'provision.refused': Because;
  'provision.revoke': Selection & { readonly client: Address; readonly mode: ProvisionMode };
  'provision.revoked': unknown;
  'transmission.modified': Selection & { readonly provision: string };
  'transmission.accepted': Selection;
  'transmission.refused': Because;
  'token.deliver': Selection & {
    readonly provision: string;
    readonly source: string;
    readonly token: string;
  };
  'token.accepted': unknown;
  'token.refused': Because;
  'feature.received': { readonly provision: string };
  'receipt.acknowledged': { readonly accepted: boolean };
  'feature.revoke': Selection;
  'feature.revoked': unknown;
  'charge.due': {
    readonly client: Address;
    readonly terms: Terms;
    readonly receivedAtUs: number;
    readonly per: BillingPer;
  };
  'charge.collect': unknown;
  'share.due': {
    readonly source: Address;
    readonly shareMinor: number;
    readonly receivedAtUs: number;
  };
  'bill.issue': { readonly bill: Bill };
  'bill.acknowledged': unknown;
  'billing.information': { readonly client: Address; readonly items: readonly BillingItem[] };
  'billing.information-accepted': unknown;
  'settlement.notice': { readonly shareMinor: number; readonly receivedAtUs: number };
  'settlement.noted': unknown;
  'wholesale.bill': {
    readonly number: string;
    readonly itemCount: number;
    readonly totalMinor: number;
    readonly per: BillingPer;
    readonly period: BillingPeriod | null;
  };
  'wholesale.paid': unknown;
  'wholesale.disputed': Because & { readonly owedMinor: number };
  'interaction.request': { readonly transmission: string };
  'interaction.update': unknown;
}
export type MessageType = keyof Bodies;

/** What every message carries, whatever it says. */
export interface Letter<T extends MessageType> {
  readonly type: T;
  /** Names the request this message makes or answers; the same on every repetition. */
  readonly requestId: string;
  readonly conversation: string;
}

/** A message of one of the types `T`: any message of the protocol, where none is named. */
export type Message<T extends MessageType = MessageType> = {
  readonly [Type in T]: Letter<Type> & Bodies[Type];
}[T];

/** A message as a machine receives it: who sent it and when it arrived. */
export type Received<T extends MessageType = MessageType> = {
  readonly [Type in T]: Message<Type> & {
    readonly from: Address;
    readonly atUs: number;
    /** In the hands of a hub: how the process the message was meant for ended, if it did. */
    readonly ended?: string;
  };
}[T];

/** A message as a machine emits it: to whom. */
export type Outgoing<T extends MessageType = MessageType> = {
  readonly [Type in T]: Message<Type> & { readonly to: Address };
}[T];

/** What a machine hears when its request stayed unanswered after the last try. */
export interface RequestFailed {
  readonly type: 'request.failed';
  readonly request: MessageType;
  readonly requestId: string;
  readonly to: Address;
  readonly conversation: string;
  readonly atUs: number;
}
