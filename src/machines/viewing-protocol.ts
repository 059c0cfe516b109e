/**
 * Viewing protocol: what the messages of flexible billing say (protocol.ts has the picture).
 *
 * Every message of one viewing session has the session's id as its conversation: `alice-viewing-1`.
 * Units: ticks of the session's timeline, microseconds since the session began, minor units.
 */
import type { TrickPlay } from '../billing/rating/tariff.ts';
import type { Timeline } from '../billing/rating/timeline.ts';
import type { TransactionRecord } from '../billing/rating/transaction.ts';
import type {
  CommercialResponse,
  Pause,
  PlayedSegment,
  RatedLine,
  RoyaltyAccrual,
  SessionUsage,
  ViewingFacts,
} from '../billing/rating/usage.ts';
import type { Address } from './address.ts';

/** What one way of delivering a transmission costs when it is played to the end (Bi). */
export interface DeliveryQuote {
  /** The delivery's id: `many-commercials`. */
  readonly delivery: string;
  readonly title: string;
  readonly commercials: number;
  readonly chargesMinor: number;
  readonly creditsMinor: number;
  readonly discountsMinor: number;
  readonly netMinor: number;
}

/** What a client system must know to play, and to refuse what is not allowed (Bo). */
export interface PlayingTerms {
  readonly delivery: string;
  readonly timeline: Timeline;
  readonly trickPlay: TrickPlay;
  readonly responseWindowUs: number;
}

/** What is known of a subscriber that fees depend on (Bd, Bh, Bl). */
export interface SubscriberFacts {
  readonly groups: readonly string[];
  readonly packages: readonly string[];
  readonly committedEarly: boolean;
  readonly viewsBefore: number;
  readonly titlesBefore: number;
  readonly blockMinor: number | null;
  readonly agreedMinor: Readonly<Record<string, number>>;
}

/** The new part of what a client system played; numbered from 1, so that gaps can be seen. */
export interface UsageReport {
  readonly report: number;
  readonly segments: readonly PlayedSegment[];
  readonly pauses: readonly Pause[];
  readonly responses: readonly CommercialResponse[];
  readonly participated: readonly string[];
  /** True on the last report of a session. */
  readonly last: boolean;
}

/** What identifies a session to whoever rates or bills it. */
export interface SessionHead {
  readonly session: string;
  readonly client: Address;
  readonly transmission: string;
  readonly delivery: string;
}

/** A price won at auction: of one part of a transmission, or of all of it. */
export interface AgreedPrice {
  readonly part: string | null;
  /** Below zero where it is a credit. */
  readonly priceMinor: number;
}

interface Refusal {
  readonly reason: string;
}

/** The bodies of the messages of flexible billing. */
export interface ViewingBodies {
  'schedule.request': { readonly client: Address; readonly transmission: string };
  'schedule.offered': { readonly quotes: readonly DeliveryQuote[] };
  'schedule.refused': Refusal;
  'viewing.start': { readonly delivery: string };
  'viewing.started': PlayingTerms;
  'viewing.start-refused': Refusal;
  'usage.report': UsageReport;
  /** `accepted` is false when the session was closed before the report came. */
  'usage.noted': { readonly report: number; readonly accepted: boolean };
  'subscriber.lookup': { readonly client: Address; readonly transmission: string };
  'subscriber.found': SubscriberFacts;
  'estimate.request': {
    readonly client: Address;
    readonly transmission: string;
    readonly facts: ViewingFacts;
  };
  'estimate.given': { readonly quotes: readonly DeliveryQuote[] };
  /** The usage that came since the transfer before; `closes` is true on the last one (Bw). */
  'usage.transfer': SessionHead & {
    readonly facts: ViewingFacts;
    readonly usage: SessionUsage;
    readonly closes: boolean;
  };
  'usage.rated': { readonly positiveMinor: number; readonly negativeMinor: number };
  'transaction.note': {
    readonly record: TransactionRecord;
    /** By which the session was rated: they hold for one session. */
    readonly pricesUsed: readonly AgreedPrice[];
  };
  'transaction.noted': unknown;
  /** What a session that is still played has come to so far (Bw). */
  'accrual.note': SessionHead & {
    /** Counts the transfers it is made of: a note may overtake another. */
    readonly version: number;
    readonly positiveMinor: number;
    readonly negativeMinor: number;
  };
  /** A closed session's lines, rounded, to be billed. */
  'viewing.due': SessionHead & {
    readonly title: string;
    readonly lines: readonly RatedLine[];
    readonly source: Address;
    /** The source's share of the net programming charges, fixed here (A14). */
    readonly sourceMinor: number;
    /** Who pays which credits: ledger names of sponsors, amounts above zero. */
    readonly sponsors: readonly { readonly sponsor: string; readonly amountMinor: number }[];
    readonly closedAtUs: number;
  };
  'viewing.noted': unknown;
  'royalty.due': { readonly accruals: readonly RoyaltyAccrual[] };
  /** Charges a bill's amount to the credit account (U10). */
  'credit.charge': { readonly client: Address; readonly amountMinor: number };
  'credit.charged': unknown;
  'credit.charge-refused': Refusal;
  /** Gives back through the credit account what account credit covers (A13). */
  'credit.return': { readonly client: Address; readonly amountMinor: number };
  'credit.returned': unknown;
  'auction.bid': {
    readonly client: Address;
    readonly auction: string;
    readonly amountMinor: number;
  };
  'auction.bid-noted': unknown;
  'auction.bid-refused': Refusal;
  'auction.result': {
    readonly auction: string;
    readonly won: boolean;
    readonly priceMinor: number;
  };
  'auction.result-noted': unknown;
  /** What an auction's winner is to pay, or be paid: for the whole transmission, or one part of it. */
  'price.agreed': {
    readonly client: Address;
    readonly transmission: string;
    readonly part: string | null;
    readonly priceMinor: number;
  };
  'price.noted': unknown;
  'commitment.make': { readonly client: Address; readonly transmission: string };
  'commitment.noted': unknown;
}
