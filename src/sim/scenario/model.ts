/**
 * Scenario model: a scenario file after it was read, checked and put into units.
 *
 *     file.yaml --load.ts--> Scenario --world.ts--> a run
 *
 * The TypeScript API builds the same model (`defineScenario`), so tests and files mean the same.
 * Units: microseconds since the start (`...Us`), minor units of the currency (`...Minor`), bits per
 * second, probabilities in parts per million (`...Ppm`) so that no float decides a draw.
 */
import type { ChannelCondition } from '../../actors/channel.ts';
import type { Distribution } from '../../actors/distribution.ts';
import type { Medium, MediumName } from '../../actors/media.ts';
import type { Tariff } from '../../billing/rating/tariff.ts';
import type { RatioText, Timeline } from '../../billing/rating/timeline.ts';
import type { Ratio } from '../../billing/ratio.ts';
import type { BillingTerms } from '../../machines/account/context.ts';
import type { Address } from '../../machines/address.ts';
import type { AuctionPlan } from '../../machines/auction.ts';
import type { OutcomeName } from '../../machines/effects.ts';
import type {
  BillingPer,
  ProvisionMode,
  Selection,
  SettlementModel,
} from '../../machines/protocol.ts';
import type { Membership } from '../../machines/subscriber-database.ts';
import type { DeliveryChoice } from '../../machines/viewing/context.ts';
import type { Delivery } from '../../machines/viewing-catalogue.ts';
import type { Expectation } from '../expect/model.ts';

/** The seven kinds of transmission (U11). */
export const TRANSMISSION_KINDS = [
  'movie',
  'documentary',
  'audio-production',
  'interactive-media-event',
  'situation-comedy',
  'news-program',
  'televised-sports-event',
] as const;
export type TransmissionKind = (typeof TRANSMISSION_KINDS)[number];
/** The four kinds of upgraded media feature (U12). */
export const FEATURE_KINDS = [
  'video-upgrade',
  'audio-upgrade',
  'recordable-version',
  'access-rate',
] as const;
export type FeatureKind = (typeof FEATURE_KINDS)[number];

export interface Transmission {
  readonly id: string;
  readonly kind: TransmissionKind;
  /** As people say it: `Cup Final`. */
  readonly title: string;
  readonly minutes: number;
  /** Bit rate of the ordinary transmission. */
  readonly bitsPerSecond: number;
  /** The civil instant of its public release; null when it was always public. */
  readonly releasedCivilUs: number | null;
  /** How it can be played; null when it cannot. */
  readonly viewing: ViewingPlan | null;
}
/** How a transmission can be played, and whose it is (Bi). */
export interface ViewingPlan {
  readonly source: string;
  /** The source's share of the net programming charges. */
  readonly share: RatioText;
  readonly deliveries: readonly Delivery[];
}
export interface Feature {
  readonly id: string;
  readonly kind: FeatureKind;
  readonly title: string;
  /** What the feature adds to the stream; for `access-rate`, what the client's link then carries. */
  readonly bitsPerSecond: number;
}
/** One feature on one transmission at one source, with its price and how it is shared. */
export interface Offer {
  readonly transmission: string;
  readonly feature: string;
  readonly priceMinor: number;
  /** The source's share of the price: a ratio of it, or an amount. */
  readonly share: { readonly ratio: Ratio } | { readonly amountMinor: number };
}
export interface SourcePlan {
  readonly id: string;
  readonly medium: MediumName;
  /** The provision modes it has, the preferred one first. */
  readonly modes: readonly ProvisionMode[];
  /** Modes it claims to have but refuses when asked: a fault to show the fallback. */
  readonly refuses: readonly ProvisionMode[];
  readonly settlement: { readonly by: SettlementModel; readonly per: BillingPer };
  readonly offers: readonly Offer[];
}
/** When bills are made; the scenario's own has the cycle of every settlement per cycle, too. */
export type BillingPlan = BillingTerms;
export interface SubscriberPlan extends Membership {
  readonly id: string;
  /** The sources its client system can receive, the preferred one first; never empty. */
  readonly receives: readonly string[];
  readonly creditLimitMinor: number;
  readonly billing: BillingPlan;
  /** How long the person waits for the feature before cancelling. */
  readonly patienceUs: number;
}
/** Many subscribers whose behaviour is drawn: `suburb-1` ... `suburb-10000`. */
export interface Population extends Membership {
  readonly id: string;
  readonly count: number;
  readonly receives: readonly { readonly value: readonly string[]; readonly weight: number }[];
  readonly creditLimitMinor: number;
  readonly billing: BillingPlan;
  /** When the first order is made, in microseconds since the start. */
  readonly arrivesUs: Distribution;
  /** How many orders each makes (at least one). */
  readonly orders: Distribution;
  /** Time between the end of one order and the next. */
  readonly pauseUs: Distribution;
  readonly patienceUs: Distribution;
  readonly chooses: readonly { readonly selection: Selection; readonly weight: number }[];
  /** Chance that a member switches off while it waits for a feature. */
  readonly switchesOffPpm: number;
}

/** What a token on its way to a client is turned into, to show that it is refused. */
export const TAMPERINGS = ['forged', 'altered', 'expired', 'replayed', 'swapped'] as const;
export type Tampering = (typeof TAMPERINGS)[number];

/** What one line of the script does. Names refer to ids in the scenario. */
export type Action =
  | { readonly do: 'select'; readonly who: string; readonly selection: Selection }
  | { readonly do: 'cancel'; readonly who: string }
  | { readonly do: 'browse'; readonly who: string; readonly transmission: string }
  | { readonly do: 'interact'; readonly who: string; readonly transmission: string }
  | { readonly do: 'switch-off' | 'switch-on'; readonly who: string }
  | { readonly do: 'fail' | 'recover'; readonly source: string }
  | { readonly do: 'cut' | 'mend'; readonly channel: string }
  | { readonly do: 'condition'; readonly channel: string; readonly condition: ChannelCondition }
  | { readonly do: 'tamper'; readonly who: string; readonly how: Tampering }
  | WatchingAction;

/** What a person does about playing. */
type WatchingAction =
  | {
      readonly do: 'play';
      readonly who: string;
      readonly transmission: string;
      readonly choice: DeliveryChoice;
    }
  | { readonly do: 'pause' | 'resume' | 'stop'; readonly who: string }
  | {
      readonly do: 'seek';
      readonly who: string;
      readonly to: { readonly us: number } | { readonly frame: number };
    }
  | { readonly do: 'respond'; readonly who: string; readonly part: string | null }
  | { readonly do: 'take-part'; readonly who: string; readonly survey: string }
  | { readonly do: 'commit'; readonly who: string; readonly transmission: string }
  | {
      readonly do: 'bid';
      readonly who: string;
      readonly auction: string;
      readonly amountMinor: number;
    };

/** An outcome that a step waits for: the first of its name, by somebody, of something. */
export interface Occasion {
  readonly name: OutcomeName;
  readonly by: Address | null;
  readonly of: string | null;
}
export interface ScriptStep {
  /** Since the start, or since the occasion where there is one. */
  readonly atUs: number;
  readonly since: Occasion | null;
  /** The line as written, for the story and for errors. */
  readonly text: string;
  readonly action: Action;
}

export interface Scenario {
  /** The file's name without folder and ending, or the name given in code: `one-of-each`. */
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly seed: number;
  /** The civil instant of virtual time 0, in microseconds since 1970-01-01T00:00Z. */
  readonly epochUs: number;
  /** The run stops here even if something is pending; null runs until nothing is. */
  readonly untilUs: number | null;
  readonly currency: string;
  /** The events after which a run counts as a runaway. */
  readonly eventsMax: number;
  readonly transmissions: ReadonlyMap<string, Transmission>;
  readonly features: ReadonlyMap<string, Feature>;
  /** What transmissions consist of, by name. */
  readonly timelines: ReadonlyMap<string, Timeline>;
  /** What playing costs and commercials earn, by name. */
  readonly tariffs: ReadonlyMap<string, Tariff>;
  /** What subscribers can bid for, by name (Bh). */
  readonly auctions: ReadonlyMap<string, AuctionPlan>;
  /** Each medium with the scenario's changes to it. */
  readonly media: Readonly<Record<MediumName, Medium>>;
  /** The packet network between the servers. */
  readonly coreLatencyUs: Distribution;
  readonly sources: ReadonlyMap<string, SourcePlan>;
  readonly subscribers: ReadonlyMap<string, SubscriberPlan>;
  readonly populations: readonly Population[];
  /** Settlement cycle for sources settled per cycle. */
  readonly billing: BillingPlan;
  readonly conditions: readonly {
    readonly channel: string;
    readonly condition: ChannelCondition;
  }[];
  readonly script: readonly ScriptStep[];
  readonly expectations: readonly Expectation[];
}
