/**
 * Usage: what was played, as quantities; money is made of it by rating only (B2, B14).
 *
 *     playback ──segments──▶ metering ──usage records──▶ rating
 *     (client system)        (interface server)          (accounting system)
 *
 * Units: ticks of the timeline (timeline.ts) for what was played; microseconds since the session
 * began for when (`atUs`) and for pauses. Plain data.
 */

/** A stretch played without interruption, at normal speed. */
export interface PlayedSegment {
  readonly fromTick: number;
  readonly toTick: number;
  /** When it began, in microseconds since the session began. */
  readonly atUs: number;
}
/** A stretch of standing still (Bf). */
export interface Pause {
  readonly atUs: number;
  readonly lengthUs: number;
}
/** A viewer's response to a commercial (Bp); one id counts once (A10). */
export interface CommercialResponse {
  readonly id: string;
  /** The commercial (`TimelineElement.part`). */
  readonly part: string;
  readonly atUs: number;
}

/** Whether media time is played for the first time in its session, or again (A8). */
export type UsageMode = 'first' | 'review';

/** So much of one element played in one mode, beginning at one instant. */
export interface UsageRecord {
  readonly element: string;
  readonly mode: UsageMode;
  readonly ticks: number;
  readonly atUs: number;
}

/** Everything that is known of one session, as rating takes it. */
export interface SessionUsage {
  readonly records: readonly UsageRecord[];
  readonly pauses: readonly Pause[];
  /** The commercials that were responded to in time, each once. */
  readonly answered: readonly string[];
  /** The surveys and promotions taken part in, each once. */
  readonly participated: readonly string[];
}

/** The circumstances of a session, fixed when it is selected (A7, I24). */
export interface ViewingFacts {
  /** The civil instant the session began, in microseconds since 1970-01-01T00:00Z. */
  readonly startedCivilUs: number;
  readonly transmission: string;
  readonly kind: string;
  /** The civil instant of the public release; null when it was always public. */
  readonly releasedCivilUs: number | null;
  readonly groups: readonly string[];
  readonly packages: readonly string[];
  readonly committedEarly: boolean;
  /** How often this subscriber viewed this transmission before. */
  readonly viewsBefore: number;
  /** How many titles this subscriber bought before under this tariff's terms. */
  readonly titlesBefore: number;
  /** The price of the block won at auction, which replaces initial fee and accruals (A12); or null. */
  readonly blockMinor: number | null;
  /**
   * Prices won at auction for single parts, by `TimelineElement.part` (Bh): a programme part's is its
   * charge, whole once begun; a commercial's is its credit (below zero), pro rata to what is viewed.
   */
  readonly agreedMinor: Readonly<Record<string, number>>;
}

/** The part of a session a line is about, and so its sign. */
export type LineMode =
  | 'initial'
  | 'programming'
  | 'composer'
  | 'actor'
  | 'song'
  | 'block'
  | 'review'
  | 'pause'
  | 'premium'
  | 'floor'
  | 'discount'
  | 'subsidy'
  | 'survey';

/** One line of a rated session: an exact product, rounded once, half to even (A2). */
export interface RatedLine {
  /** `interval-1`, `initial-fee`, `late-night`. */
  readonly element: string;
  readonly mode: LineMode;
  /** The tariff band or time-of-day span it fell in; empty when none. */
  readonly label: string;
  /** Exact, as text. */
  readonly quantity: string;
  /** `selection`, `s`, `frame`, `commercial`, `cents`, ... */
  readonly unit: string;
  /** Minor units per unit, exact, as text. */
  readonly rate: string;
  readonly exact: string;
  readonly amountMinor: number;
}
export interface RatedTotals {
  readonly chargesMinor: number;
  readonly creditsMinor: number;
  readonly discountsMinor: number;
  readonly netMinor: number;
}
/** What one right earned in one session, exactly; it is rounded once a statement (A11). */
export interface RoyaltyAccrual {
  readonly holder: string;
  readonly work: string;
  readonly exact: string;
}
export interface RatedSession {
  readonly lines: readonly RatedLine[];
  readonly totals: RatedTotals;
  readonly royalties: readonly RoyaltyAccrual[];
}
