/**
 * Viewing catalogue: what can be played, in which deliveries, at which tariffs (Bi, Bk).
 *
 * The interface server and the accounting system have the same one; client systems get the timeline
 * of the delivery they chose, and never a tariff.
 */
import type { Tariff } from '../billing/rating/tariff.ts';
import type { RatioText, Timeline } from '../billing/rating/timeline.ts';
import type { ViewingFacts } from '../billing/rating/usage.ts';
import type { Address } from './address.ts';
import type { SubscriberFacts } from './viewing-protocol.ts';

/** One way of delivering a transmission: with no, few or many commercials. */
export interface Delivery {
  readonly id: string;
  readonly title: string;
  readonly timeline: Timeline;
  readonly tariff: Tariff;
}
/** A transmission that can be played. */
export interface ViewingOffer {
  readonly transmission: string;
  readonly title: string;
  /** Its kind, as `ViewingFacts.kind`. */
  readonly kind: string;
  readonly releasedCivilUs: number | null;
  /** Whose transmission it is, and its share of the net programming charges. */
  readonly source: Address;
  readonly sourceShare: RatioText;
  readonly deliveries: readonly Delivery[];
}
/** Offers by transmission. */
export type ViewingCatalogue = Readonly<Record<string, ViewingOffer>>;

/** The delivery of an offer by its id; undefined when it is not offered. */
export function deliveryOf(
  offer: ViewingOffer | undefined,
  delivery: string,
): Delivery | undefined {
  return offer?.deliveries.find(({ id }) => id === delivery);
}

/** The circumstances of a session that is selected at a civil instant, fixed from then on (A7, I24). */
export function factsOf(
  offer: ViewingOffer,
  subscriber: SubscriberFacts,
  selectedCivilUs: number,
): ViewingFacts {
  return {
    startedCivilUs: selectedCivilUs,
    transmission: offer.transmission,
    kind: offer.kind,
    releasedCivilUs: offer.releasedCivilUs,
    groups: subscriber.groups,
    packages: subscriber.packages,
    committedEarly: subscriber.committedEarly,
    viewsBefore: subscriber.viewsBefore,
    titlesBefore: subscriber.titlesBefore,
    blockMinor: subscriber.blockMinor,
    agreedMinor: subscriber.agreedMinor,
  };
}
