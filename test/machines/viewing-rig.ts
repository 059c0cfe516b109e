/**
 * Viewing rig: a short film with a commercial in it, and what the viewing machines are told about it.
 *
 *     0 s ── interval-1 ── 90 s ── c-1, answered ── 120 s ── interval-2 ── 200 s
 */
import type { PlayedSegment, SessionUsage } from '../../src/billing/rating/usage.ts';
import type { MessageType } from '../../src/machines/protocol.ts';
import type { ViewingOffer } from '../../src/machines/viewing-catalogue.ts';
import type { SubscriberFacts } from '../../src/machines/viewing-protocol.ts';
import {
  NO_USAGE,
  perMinute,
  SECOND_US,
  tariff,
  timeline,
  timeRight,
} from '../billing/rating/worked-terms.ts';
import { type BodyOf, letter } from './rig.ts';

export const SESSION = 'alice-viewing-1';
export const FILM = timeline(
  [
    ['interval-1', 90, { people: ['Actor A'] }],
    ['c-1', 30, { responseRequired: true, sponsor: 'soda' }],
    ['interval-2', 80],
  ],
  [timeRight('Actor A', '1')],
);
export const TARIFF = tariff({
  initialMinor: 100,
  programming: perMinute('6'),
  subsidy: perMinute('-15'),
  review: { unit: 's', rate: '1/20' },
  pause: { unit: 's', rate: '1/60' },
  breakCredit: '-5',
  participation: { poll: -50 },
});
export const OFFER: ViewingOffer = {
  transmission: 'film',
  title: 'Film',
  kind: 'movie',
  releasedCivilUs: null,
  source: 'source/near',
  sourceShare: '3/5',
  deliveries: [
    { id: 'with', title: 'with a commercial', timeline: FILM, tariff: TARIFF },
    { id: 'free', title: 'free', timeline: FILM, tariff: tariff({ id: 'free' }) },
  ],
};
/** A subscriber of whom nothing is known. */
export const NOBODY: SubscriberFacts = {
  groups: [],
  packages: [],
  committedEarly: false,
  viewsBefore: 0,
  titlesBefore: 0,
  blockMinor: null,
  agreedMinor: {},
};

/** A message of the session. */
export function note<T extends MessageType>(type: T, body: BodyOf<T> = {} as BodyOf<T>) {
  return letter(type, { conversation: SESSION, ...body } as BodyOf<T>);
}

/** What a person does, with what it is done to. */
export function deed(type: string, about: object = {}): { readonly type: string } {
  return { type, ...about };
}

/** Played from one second of the film to another, from an instant of the session on, in seconds. */
export function seconds(from: number, to: number, at: number): PlayedSegment {
  return { fromTick: from * SECOND_US, toTick: to * SECOND_US, atUs: at * SECOND_US };
}

/** Several pieces of usage as one; what was answered and taken part in is as the last one says. */
export function togetherOf(pieces: readonly SessionUsage[]): SessionUsage {
  const last = pieces.at(-1) ?? NO_USAGE;
  return {
    ...last,
    records: pieces.flatMap(({ records }) => records),
    pauses: pieces.flatMap(({ pauses }) => pauses),
  };
}
