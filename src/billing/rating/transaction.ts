/**
 * Transaction record: who played how much of what, as the subscriber database keeps it (B2, B14).
 *
 * One record a session, replaced by its next version while the session lasts (Bw); the version that
 * is `closed` is final. Amounts played are given in time and, where the frame rate is known, in
 * frames; whole microseconds and whole frames (B15, B16). Money in minor units.
 */
import type { Minor } from '../money.ts';

/** How much was played, first and again, in both ways of counting. */
export interface AmountPlayed {
  readonly us: number;
  /** Null when nothing is known about frames. */
  readonly frames: number | null;
}

export interface TransactionRecord {
  /** The document's number: the session's id and this version, `alice-viewing-1/3`. */
  readonly number: string;
  readonly record: 'transaction';
  readonly session: string;
  readonly version: number;
  /** The subscriber's identity: a client's address. */
  readonly subscriber: string;
  readonly transmission: string;
  readonly delivery: string;
  readonly startedAtUs: number;
  readonly notedAtUs: number;
  readonly programming: AmountPlayed;
  readonly subsidy: AmountPlayed;
  readonly review: AmountPlayed;
  readonly pausedUs: number;
  readonly positiveMinor: Minor;
  readonly negativeMinor: Minor;
  readonly netMinor: Minor;
  readonly closed: boolean;
}
