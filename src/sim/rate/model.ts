/**
 * Rate file model: sessions to be rated, after their file was read, checked and put into units.
 *
 *     file --load.ts--> RateCase --rate-case.ts--> RatedCase --cli--> table or JSON
 *
 * Units: microseconds since a session began, ticks of its timeline, minor units.
 */
import type { Auction } from '../../billing/rating/auction.ts';
import type { PlaybackEvent } from '../../billing/rating/playback.ts';
import type { RoyaltyLine } from '../../billing/rating/royalty.ts';
import type { Tariff } from '../../billing/rating/tariff.ts';
import type { Timeline } from '../../billing/rating/timeline.ts';
import type {
  RatedLine,
  RatedTotals,
  SessionUsage,
  ViewingFacts,
} from '../../billing/rating/usage.ts';
import type { SplitPart, SplitShare } from '../../billing/split.ts';

/** What was played: told by what the viewer did, or as amounts. */
export type Played =
  | {
      readonly by: 'events';
      readonly events: readonly PlaybackEvent[];
      readonly participated: readonly string[];
    }
  | { readonly by: 'usage'; readonly usage: SessionUsage };

/** One session of a case. */
export interface RateSession {
  /** Stands before the names of its lines (`t1:initial-fee`); empty for a case's only session. */
  readonly id: string;
  readonly tariff: Tariff;
  readonly timeline: Timeline;
  readonly facts: ViewingFacts;
  readonly played: Played;
}

/** What becomes of credits that are more than the charges (A13). */
export const NEGATIVE_NET = ['carry-forward', 'cap-at-zero', 'pay-out'] as const;
export type NegativeNet = (typeof NEGATIVE_NET)[number];

/** Something to be rated. */
export interface RateCase {
  readonly id: string;
  readonly title: string;
  readonly sessions: readonly RateSession[];
  /** The sessions of each cycle by their places in `sessions`; null without cycles. */
  readonly cycles: readonly (readonly number[])[] | null;
  readonly negativeNet: NegativeNet;
  readonly auction: Auction | null;
  readonly split: { readonly totalMinor: number; readonly parts: readonly SplitPart[] } | null;
}

/** Something a viewer did that was refused. */
export interface RejectedEvent {
  readonly session: string;
  /** Seconds, or frames, as the timeline counts. */
  readonly t: number;
  readonly type: string;
  readonly to: number | null;
  readonly reason: string;
}

/** What a cycle comes to. */
export interface RatedCycle {
  readonly totals: RatedTotals;
  /** Below zero when it is paid out. */
  readonly dueMinor: number;
  /** What is carried forward after it. */
  readonly accountCreditMinor: number;
}

/** A case after rating. */
export interface RatedCase {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly RatedLine[];
  readonly totals: RatedTotals;
  readonly royalties: readonly RoyaltyLine[];
  readonly rejected: readonly RejectedEvent[];
  readonly cycles: readonly RatedCycle[] | null;
  readonly auction: { readonly winner: string | null; readonly priceMinor: number | null } | null;
  readonly split: readonly SplitShare[] | null;
}
