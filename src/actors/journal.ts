/**
 * Journal: how actors and channels say what happens to them.
 *
 * Each method puts one record on the run's record stream (sim/record.ts) and returns its number,
 * which whatever follows from it names as its cause. Written by the simulation; actors only speak.
 */
import type { Entry } from '../billing/ledger.ts';
import type { Address } from '../machines/address.ts';
import type { IssuedDocument, Outcome } from '../machines/effects.ts';
import type { Message } from '../machines/protocol.ts';
import type { Step } from './engine.ts';

/** A message on its way: who sends it to whom, over what, for the how-manieth time. */
export interface Envelope {
  readonly from: Address;
  readonly to: Address;
  /** The participant it goes to: `to`, or what the process there is at. */
  readonly host: Address;
  /** The client whose link it uses; null between servers. */
  readonly client: Address | null;
  readonly message: Message;
  /** 1 the first time, one more at every repetition. */
  readonly attempt: number;
  readonly bytes: number;
  readonly channel: string;
  /** The record of its sending; set once, when it is sent. */
  sent: number;
}

/** What a participant did with an arriving message. */
export type Handling =
  /** It went to the machine. */
  | 'new'
  /** A request seen before, with the same content: answered again from memory. */
  | 'answered-again'
  /** A request seen before whose answer is not ready yet: left alone. */
  | 'in-progress'
  /** A request id seen before with other content: refused and reported (I7). */
  | 'conflict'
  /** A reply nobody waits for any more. */
  | 'stale';

/** What actors and channels may say; each method returns the number of its record. */
export interface Journal {
  /** The number of the record being worked under: the cause of whatever is said next. */
  readonly current: number;
  sent(envelope: Envelope, cause: number): number;
  delivered(envelope: Envelope, handled: Handling, tampered: boolean): number;
  lost(envelope: Envelope, reason: string): number;
  transition(actor: Address, step: Step, cause: number, conversation: string | null): number;
  started(actor: Address, machine: string, state: string, cause: number): number;
  stopped(actor: Address, machine: string, state: string, cause: number): number;
  posting(actor: Address, entry: Entry, cause: number): number;
  issued(actor: Address, document: IssuedDocument, conversation: string, cause: number): number;
  outcome(actor: Address, outcome: Outcome, cause: number): number;
}
