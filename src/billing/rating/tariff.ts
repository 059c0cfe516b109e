/**
 * Tariff: what playing costs and what watching commercials earns (B3 to B12, Ba to Bg, Bk to Bm).
 *
 *     net positive = initial fee + units played x programming fee (+ review, pause, premiums)
 *     net negative = break credits + subsidy units played x subsidy fee (+ surveys, promotions)
 *
 * Units: minor units of the billing currency, whatever fee units the tariff was written in (Bj);
 * rates are exact ratios as text. Positive fees are never below zero, negative ones never above
 * (A4, I5). Plain data.
 */
import type { Currency, Minor } from '../money.ts';
import type { RatioText } from './timeline.ts';

/** What a rate is for: a second or a frame. */
export type RateUnit = 's' | 'frame';

/**
 * A fee by the unit played; fixed when only `base` is set, else it varies with the content (B6, B7).
 *
 * An element's rate is its own in `elements` when it has one; else `base`, plus the rates of the
 * people and works in it, plus `royaltyFactor` times the time royalties that accrue in it (Bs).
 */
export interface UsageFee {
  readonly unit: RateUnit;
  readonly base: RatioText;
  readonly elements: Readonly<Record<string, RatioText>>;
  readonly people: Readonly<Record<string, RatioText>>;
  readonly works: Readonly<Record<string, RatioText>>;
  readonly royaltyFactor: RatioText;
}

/** A fee by the unit that is the same for every content: reviewing, pausing (Be, Bf). */
export interface FlatRate {
  readonly unit: RateUnit;
  readonly rate: RatioText;
}

/** A span of the civil day, in seconds since midnight; it may pass midnight (22:00 to 06:00). */
export interface DaySpan {
  readonly fromS: number;
  readonly untilS: number;
}

/** When something applies: every condition that is not null must hold. */
export interface Condition {
  /** The time of day; for usage, the part of it that falls in the span (A7). */
  readonly between: DaySpan | null;
  readonly groups: readonly string[] | null;
  readonly packages: readonly string[] | null;
  readonly kinds: readonly string[] | null;
  readonly transmissions: readonly string[] | null;
  /** True: selected before public release; false: on or after it. */
  readonly beforeRelease: boolean | null;
  /** True: committed to before it was played, early (Bd). */
  readonly committedEarly: boolean | null;
  /** Selected within so many days after its release (Bk). */
  readonly releasedWithinDays: number | null;
  /** This transmission was viewed at least so many times before (watch twice, Bl). */
  readonly viewsBefore: number | null;
  /** Each n-th title of the subscriber: 2 is buy one, get one free (Bl). */
  readonly everyNthTitle: number | null;
}

/** An initial fee for some content; the first whose condition holds is taken (Bk). */
export interface InitialFee {
  readonly amountMinor: Minor;
  readonly when: Condition;
}

/** Rates that replace the tariff's own at a time of day; usage is split at its edges (A7). */
export interface TariffBand {
  readonly id: string;
  readonly between: DaySpan;
  /** Null leaves the tariff's own in force. */
  readonly initialMinor: Minor | null;
  readonly programming: UsageFee | null;
  readonly subsidy: UsageFee | null;
}

/** A fee for a person or a work, once or by the segment (Bg, Bt). */
export interface PerformanceFee {
  /** The line's name: `composer-a`. */
  readonly id: string;
  readonly mode: 'composer' | 'actor' | 'song';
  /** The person or work that must be begun. */
  readonly of: string;
  readonly per: 'performance' | 'segment';
  /** Minor units each. */
  readonly rate: RatioText;
}

/** What a premium or discount does to what it is based on. */
export type AdjustmentEffect =
  /** A share of the base: "1/4". */
  | { readonly by: 'percent'; readonly share: RatioText }
  | { readonly by: 'amount'; readonly amountMinor: Minor }
  /** Discounts only: the base is brought down to a price; 0 is free. */
  | { readonly by: 'price'; readonly priceMinor: Minor };

/** A premium adds to programming charges, a discount reduces them; neither touches credits (A4). */
export interface Adjustment {
  readonly id: string;
  readonly effect: AdjustmentEffect;
  readonly when: Condition;
}

/** What a subscriber may do while playing. */
export interface TrickPlay {
  /** Fast-forward: `outside-subsidy` disallows it during commercials (Bo). */
  readonly forward: 'allowed' | 'outside-subsidy' | 'never';
  readonly back: 'allowed' | 'never';
  readonly pause: 'allowed' | 'never';
}

export interface Tariff {
  readonly id: string;
  readonly title: string;
  readonly currency: Currency;
  /** When no case of `initialFees` holds. */
  readonly initialMinor: Minor;
  readonly initialFees: readonly InitialFee[];
  readonly programming: UsageFee | null;
  /** Rates are zero or less. */
  readonly subsidy: UsageFee | null;
  /** The first negative fee, for each commercial begun; zero or less (B8). */
  readonly breakCredit: RatioText;
  readonly review: FlatRate | null;
  readonly pause: FlatRate | null;
  readonly performanceFees: readonly PerformanceFee[];
  readonly bands: readonly TariffBand[];
  readonly premiums: readonly Adjustment[];
  readonly discounts: readonly Adjustment[];
  /** What taking part in a survey or a promotion earns, by its name; zero or less (Bc). */
  readonly participation: Readonly<Record<string, Minor>>;
  /** How long after a commercial ends its response may come, in microseconds (A10). */
  readonly responseWindowUs: number;
  /** The most and the least a session's programming charges come to, after discounts. */
  readonly capMinor: Minor | null;
  readonly floorMinor: Minor | null;
  readonly trickPlay: TrickPlay;
}
