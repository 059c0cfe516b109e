/**
 * Effects: what a machine may ask of its surroundings besides sending a message.
 *
 * A machine is pure; it emits messages (protocol.ts) and these. The participant that runs it
 * (actors/participant.ts) carries them out, in the order they were emitted, at the same instant.
 */
import type { Bill } from '../billing/bill.ts';
import type { Entry } from '../billing/ledger.ts';
import type { TransactionRecord } from '../billing/rating/transaction.ts';
import type { RoyaltyStatement, SettlementStatement } from '../billing/statement.ts';
import type { Outgoing, Received } from './protocol.ts';

/** The processes that hubs and clients open, by machine. */
export type ProcessKind =
  | 'order'
  | 'charge'
  | 'account'
  | 'settlement'
  | 'credit-account'
  | 'viewing'
  | 'metering'
  | 'auction'
  | 'rating'
  | 'royalties';

/** Start a process under this participant's address and hand it the message that asked for it. */
export interface OpenProcess {
  readonly type: 'process.open';
  readonly process: ProcessKind;
  /** The last part of its address: `order-alice-1` under `processing-server`. */
  readonly id: string;
  readonly input: unknown;
  readonly first: Received | Told;
}
/** Something that is not a message: what a person does, passed on to a process. */
export interface Told {
  readonly type: `user.${string}`;
  readonly atUs: number;
}
/** Pass something on to a process of this participant; nothing happens when it has ended. */
export interface TellProcess {
  readonly type: 'process.tell';
  readonly id: string;
  readonly event: Told;
}
/** Post a balanced entry to the ledger, in the same step as the decision it follows from (I8). */
export interface PostEntry {
  readonly type: 'ledger.post';
  readonly entry: Entry;
}
/** What a run puts on record for good. */
export type IssuedDocument = Bill | SettlementStatement | RoyaltyStatement | TransactionRecord;
/** Put an issued document on record; it never changes afterwards (I25). */
export interface IssueDocument {
  readonly type: 'document.issue';
  readonly conversation: string;
  readonly document: IssuedDocument;
}
/** Say how something ended, in a way a person or a scenario can check. */
export interface Outcome {
  readonly type: 'outcome';
  readonly name: OutcomeName;
  readonly conversation: string;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}
/** Set what this client's access link carries, in bits per second; null restores its own rate. */
export interface SetAccessRate {
  readonly type: 'access.rate';
  readonly conversation: string;
  readonly bitsPerSecond: number | null;
}

/** Stop repeating a request that has lost its purpose; its answer, if it comes, is ignored. */
export interface WithdrawRequest {
  readonly type: 'request.withdraw';
  readonly requestId: string;
}

/** Account for programme that a modification makes the medium carry for one client, in bytes. */
export interface CarryProgramme {
  readonly type: 'programme.carry';
  readonly conversation: string;
  readonly bytes: number;
}
/** Several things at once, in order, where their number is not known beforehand. */
export interface Batch {
  readonly type: 'batch';
  readonly emitted: readonly Emitted[];
}

/** Everything that can end in a way worth recording. */
export const OUTCOME_NAMES = [
  'options.shown',
  'order.completed',
  'order.voided',
  'order.refused',
  'order.given-up',
  'feature.displayed',
  'feature.withdrawn',
  'token.refused',
  'client.switched-off',
  'client.switched-on',
  'interaction.shown',
  'interaction.failed',
  'charge.captured',
  'charge.released',
  'charge.refunded',
  'charge.uncollected',
  'source.out-of-order',
  'source.in-service',
  'settlement.paid',
  'settlement.disputed',
  'delivery.failed',
  'schedule.shown',
  'viewing.started',
  'viewing.refused',
  'viewing.ended',
  'viewing.unbilled',
  'playing.refused',
  'usage.silent',
  'session.rated',
  'bill.unpaid',
  'auction.won',
  'auction.lost',
  'auction.unsold',
  'bid.refused',
  'commitment.made',
  'royalties.stated',
] as const;
export type OutcomeName = (typeof OUTCOME_NAMES)[number];

export type Effect =
  | OpenProcess
  | TellProcess
  | PostEntry
  | IssueDocument
  | Outcome
  | SetAccessRate
  | CarryProgramme
  | WithdrawRequest
  | Batch;
/** Everything a machine emits. */
export type Emitted = Outgoing | Effect;

/** Whether it is a message. A look at a field costs V8 less than asking whether there is one. */
export function isMessage(emitted: Emitted): emitted is Outgoing {
  return (emitted as Partial<Outgoing>).to !== undefined;
}
