/**
 * Story of viewing: what is told of fee schedules, playing, auctions and what they cost.
 *
 *     stella sees what The Night Film costs: with three commercials 5.04 USD, without 6.85 USD; chooses ...
 *     stella begins to play The Night Film, with three commercials
 *     The accounting system rates stella-viewing-1: charges 6.01 USD, credits -0.97 USD, net 5.04 USD
 *
 * What a person does to what plays is told by the script. Usage reports and what the servers tell each
 * other are not told: their outcome is.
 */
import { refusalSentences } from '../billing/rating/refusal.ts';
import type { OutcomeName } from '../machines/effects.ts';
import type { OutcomeRecord } from './record.ts';
import type { StoryWords } from './story.ts';
import {
  actor,
  because,
  clientIn,
  type Fields,
  named,
  of,
  priced,
  type Sentence,
  text,
} from './story-phrases.ts';

/** What is told of the outcomes of flexible billing. */
export const VIEWING_OUTCOMES: { readonly [T in OutcomeName]?: Sentence<OutcomeRecord> } = {
  'schedule.shown': (r, w) =>
    `${actor(r, w)} sees what ${named(r.detail, 'transmission', w)} costs${prices(r.detail, w)}; ${choice(r.detail, w)}`,
  'viewing.started': (r, w) =>
    `${actor(r, w)} begins to play ${named(r.detail, 'transmission', w)}, ${delivery(r.detail, 'delivery', w)}`,
  'viewing.refused': (r, w) =>
    `${actor(r, w)} cannot play ${named(r.detail, 'transmission', w)}${because(r.detail)}`,
  'viewing.ended': (r, w) => `${named(r.detail, 'transmission', w)} ends for ${actor(r, w)}`,
  'viewing.unbilled': (r) => `What was played in ${of(r)} is not all billed${because(r.detail)}`,
  'playing.refused': (r, w) => `${actor(r, w)} ${attempt(r.detail)} in vain${refusal(r.detail)}`,
  'usage.silent': (r, w) => `${actor(r, w)} hears no more of ${of(r)}${because(r.detail)}`,
  'session.rated': (r, w) => `${actor(r, w)} rates ${of(r)}${sums(r.detail, w)}`,
  'bill.unpaid': (r, w) =>
    `Bill ${of(r)} is not paid by ${clientIn(r.detail, w)}${because(r.detail)}`,
  'auction.won': (r, w) => `${actor(r, w)} wins ${of(r)}${priced(r.detail, 'priceMinor', w)}`,
  'auction.lost': (r, w) => `${actor(r, w)} does not win ${of(r)}`,
  'auction.unsold': (r, w) => `Nobody wins ${of(r)} of ${named(r.detail, 'transmission', w)}`,
  'bid.refused': (r, w) =>
    `${actor(r, w)} is told that a bid in ${of(r)} does not count${because(r.detail)}`,
  'commitment.made': (r, w) =>
    `${actor(r, w)} notes that ${clientIn(r.detail, w)} is committed to ${named(r.detail, 'transmission', w)}`,
  'royalties.stated': (r, w) =>
    `${text(r.detail, 'holder')} earns royalties${priced(r.detail, 'totalMinor', w)} (${of(r)})`,
};

const ATTEMPTS: Readonly<Record<string, string>> = {
  pause: 'pauses',
  resume: 'resumes',
  stop: 'stops',
  seek: 'seeks',
  respond: 'answers',
};
const REFUSALS: Readonly<Record<string, string>> = refusalSentences;
const PRICE = /^(.+)Minor$/;

/** `: with three commercials 5.04 USD, without commercials 6.85 USD`; nothing where none is said. */
function prices(detail: OutcomeRecord['detail'], words: StoryWords): string {
  const quoted = Object.entries(detail).flatMap(([field, value]) => {
    const [, id] = PRICE.exec(field) ?? [];
    if (id === undefined || typeof value !== 'number') return [];
    return [`${words.deliveryOf(text(detail, 'transmission'), id)} ${words.money(value)}`];
  });
  return quoted.length === 0 ? '' : `: ${quoted.join(', ')}`;
}

function choice(detail: Fields, words: StoryWords): string {
  // A delivery may be called none; then it has a price.
  return detail.chosen === 'none' && detail.noneMinor === undefined
    ? 'what was asked for is not among it'
    : `chooses ${delivery(detail, 'chosen', words)}`;
}

function delivery(detail: Fields, name: 'delivery' | 'chosen', words: StoryWords): string {
  return words.deliveryOf(text(detail, 'transmission'), text(detail, name));
}

/** `: charges 6.01 USD, credits -0.97 USD, net 5.04 USD`, without the sides that are zero. */
function sums(detail: Fields, words: StoryWords): string {
  const sides = ['charges', 'credits', 'discounts', 'net'].flatMap((side) => {
    const minor = detail[`${side}Minor`];
    if (typeof minor !== 'number') return [];
    const isTold = minor !== 0 || side === 'charges' || side === 'net';
    return isTold ? [`${side} ${words.money(minor)}`] : [];
  });
  return sides.length === 0 ? '' : `: ${sides.join(', ')}`;
}

function attempt(detail: Fields): string {
  return ATTEMPTS[text(detail, 'action')] ?? 'tries something';
}

/** Why a player refused, in words; what could be done instead is for the person who plays. */
function refusal(detail: Fields): string {
  const [why] = (REFUSALS[text(detail, 'reason')] ?? '').split(';');
  return why === undefined || why === '' ? because(detail) : `: ${why}`;
}
