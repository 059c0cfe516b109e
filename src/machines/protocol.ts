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
 * A *request* is answered by exactly one of its *replies*, which repeats its `requestId`; it is sent
 * again until it is answered, and answered again when it arrives twice (actors/requests.ts). A
 * *notice* is sent once and nobody waits for it; whoever needs it must do without it in the end.
 *
 * Units: money in minor units of the run's currency (`...Minor`), instants in whole virtual
 * microseconds (`...Us`). `conversation` is the business flow a message belongs to: an order's id,
 * or a document's number.
 */
import type { Bill } from '../billing/bill.ts';

/** Where a participant is reached: `client/alice`, `processing-server/order-alice-1`. */
export type Address = string;

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

export interface Letter<T extends string> {
  readonly type: T;
  /** Names the request this message makes or answers; the same on every repetition. */
  readonly requestId: string;
  readonly conversation: string;
}
type Message_<T extends string, Body = unknown> = Letter<T> & Body;
export interface Wanted {
  readonly transmission: string;
  readonly feature: string;
}
export interface Because {
  readonly reason: string;
}

export type OptionsRequest = Message_<
  'options.request',
  { readonly transmission: string; readonly receivable: readonly string[] }
>;
export type OptionsOffered = Message_<'options.offered', { readonly options: readonly Option[] }>;
export type OrderPlace = Message_<
  'order.place',
  Wanted & {
    readonly client: Address;
    /** The sources this client system can receive, the preferred one first. */
    readonly receivable: readonly string[];
  }
>;
export type OrderAccepted = Message_<'order.accepted', { readonly priceMinor: number }>;
export type OrderRefused = Message_<'order.refused', Because>;
export type OrderCancel = Message_<'order.cancel'>;
export type OrderCancelled = Message_<'order.cancelled'>;
export type OrderCancelRefused = Message_<'order.cancel-refused', Because>;
export type OrderVoided = Message_<'order.voided', Because>;
export type OrderVoidNoted = Message_<'order.void-noted'>;
export type PaymentAuthorize = Message_<
  'payment.authorize',
  { readonly client: Address; readonly amountMinor: number }
>;
export type PaymentAuthorized = Message_<'payment.authorized'>;
export type PaymentDeclined = Message_<'payment.declined', Because>;
export type PaymentCapture = Message_<
  'payment.capture',
  { readonly terms: Terms; readonly receivedAtUs: number }
>;
export type PaymentCaptured = Message_<'payment.captured', { readonly per: BillingPer }>;
export type PaymentRefused = Message_<'payment.refused', Because>;
export type PaymentVoid = Message_<'payment.void', { readonly client: Address }>;
export type PaymentVoided = Message_<'payment.voided', { readonly refundedMinor: number }>;
export type PaymentVoidRefused = Message_<'payment.void-refused', Because>;
export type PaymentClose = Message_<'payment.close'>;
export type CreditHold = Message_<
  'credit.hold',
  { readonly client: Address; readonly amountMinor: number }
>;
export type CreditHeld = Message_<'credit.held'>;
export type CreditDeclined = Message_<'credit.declined', Because>;
export type CreditCapture = Message_<
  'credit.capture',
  {
    readonly client: Address;
    readonly amountMinor: number;
    /** What the server leaves held for the source's part of the same order; the rest is released. */
    readonly leaveMinor: number;
    readonly part: 'server' | 'source';
    /** The ledger account that receives the money. */
    readonly payee: string;
  }
>;
export type CreditCaptured = Message_<'credit.captured'>;
export type CreditRefused = Message_<'credit.refused', Because>;
export type CreditRelease = Message_<'credit.release', { readonly client: Address }>;
export type CreditReleased = Message_<'credit.released'>;
export type CreditRefund = Message_<
  'credit.refund',
  {
    readonly client: Address;
    readonly amountMinor: number;
    readonly part: 'server' | 'source';
    /** The ledger account that gives the money back. */
    readonly payer: string;
  }
>;
export type CreditRefunded = Message_<'credit.refunded'>;
export type ProvisionRequest = Message_<
  'provision.request',
  Wanted & { readonly client: Address; readonly mode: ProvisionMode; readonly provision: string }
>;
export type ProvisionModifying = Message_<'provision.modifying', { readonly provision: string }>;
export type ProvisionToken = Message_<
  'provision.token',
  { readonly provision: string; readonly token: string }
>;
export type ProvisionRefused = Message_<'provision.refused', Because>;
export type ProvisionRevoke = Message_<
  'provision.revoke',
  Wanted & { readonly client: Address; readonly mode: ProvisionMode }
>;
export type ProvisionRevoked = Message_<'provision.revoked'>;
export type TransmissionModified = Message_<
  'transmission.modified',
  Wanted & { readonly provision: string }
>;
export type TransmissionAccepted = Message_<'transmission.accepted', Wanted>;
export type TransmissionRefused = Message_<'transmission.refused', Because>;
export type TokenDeliver = Message_<
  'token.deliver',
  Wanted & { readonly provision: string; readonly source: string; readonly token: string }
>;
export type TokenAccepted = Message_<'token.accepted'>;
export type TokenRefused = Message_<'token.refused', Because>;
export type FeatureReceived = Message_<'feature.received', { readonly provision: string }>;
export type ReceiptAcknowledged = Message_<'receipt.acknowledged', { readonly accepted: boolean }>;
export type FeatureRevoke = Message_<'feature.revoke', Wanted>;
export type FeatureRevoked = Message_<'feature.revoked'>;
export type ChargeDue = Message_<
  'charge.due',
  {
    readonly client: Address;
    readonly terms: Terms;
    readonly receivedAtUs: number;
    readonly per: BillingPer;
  }
>;
export type ChargeCollect = Message_<'charge.collect'>;
export type ShareDue = Message_<
  'share.due',
  { readonly source: Address; readonly shareMinor: number; readonly receivedAtUs: number }
>;
export type BillIssue = Message_<'bill.issue', { readonly bill: Bill }>;
export type BillAcknowledged = Message_<'bill.acknowledged'>;
export type BillingInformation = Message_<
  'billing.information',
  { readonly client: Address; readonly items: readonly BillingItem[] }
>;
export type BillingInformationAccepted = Message_<'billing.information-accepted'>;
export type SettlementNotice = Message_<
  'settlement.notice',
  { readonly shareMinor: number; readonly receivedAtUs: number }
>;
export type SettlementNoted = Message_<'settlement.noted'>;
export type WholesaleBill = Message_<
  'wholesale.bill',
  {
    readonly number: string;
    readonly itemCount: number;
    readonly totalMinor: number;
    readonly per: BillingPer;
    readonly period: { readonly startUs: number; readonly endUs: number } | null;
  }
>;
export type WholesalePaid = Message_<'wholesale.paid'>;
export type WholesaleDisputed = Message_<
  'wholesale.disputed',
  Because & { readonly owedMinor: number }
>;
export type InteractionRequest = Message_<'interaction.request', { readonly transmission: string }>;
export type InteractionUpdate = Message_<'interaction.update'>;

/** Any message of the protocol. */
export type Message =
  | OptionsRequest
  | OptionsOffered
  | OrderPlace
  | OrderAccepted
  | OrderRefused
  | OrderCancel
  | OrderCancelled
  | OrderCancelRefused
  | OrderVoided
  | OrderVoidNoted
  | PaymentAuthorize
  | PaymentAuthorized
  | PaymentDeclined
  | PaymentCapture
  | PaymentCaptured
  | PaymentRefused
  | PaymentVoid
  | PaymentVoided
  | PaymentVoidRefused
  | PaymentClose
  | CreditHold
  | CreditHeld
  | CreditDeclined
  | CreditCapture
  | CreditCaptured
  | CreditRefused
  | CreditRelease
  | CreditReleased
  | CreditRefund
  | CreditRefunded
  | ProvisionRequest
  | ProvisionModifying
  | ProvisionToken
  | ProvisionRefused
  | ProvisionRevoke
  | ProvisionRevoked
  | TransmissionModified
  | TransmissionAccepted
  | TransmissionRefused
  | TokenDeliver
  | TokenAccepted
  | TokenRefused
  | FeatureReceived
  | ReceiptAcknowledged
  | FeatureRevoke
  | FeatureRevoked
  | ChargeDue
  | ChargeCollect
  | ShareDue
  | BillIssue
  | BillAcknowledged
  | BillingInformation
  | BillingInformationAccepted
  | SettlementNotice
  | SettlementNoted
  | WholesaleBill
  | WholesalePaid
  | WholesaleDisputed
  | InteractionRequest
  | InteractionUpdate;

export type MessageType = Message['type'];

/** A message as a machine receives it: who sent it and when it arrived. */
export type Received<M extends Message = Message> = M extends Message
  ? M & {
      readonly from: Address;
      readonly atUs: number;
      /** In the hands of a hub: how the process the message was meant for ended, if it did. */
      readonly ended?: string;
    }
  : never;

/** A message as a machine emits it: to whom. */
export type Outgoing<M extends Message = Message> = M extends Message
  ? M & { readonly to: Address }
  : never;

/** What a machine hears when its request stayed unanswered after the last try. */
export interface RequestFailed {
  readonly type: 'request.failed';
  readonly request: MessageType;
  readonly requestId: string;
  readonly to: Address;
  readonly conversation: string;
  readonly atUs: number;
}
