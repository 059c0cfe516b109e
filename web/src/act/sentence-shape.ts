/**
 * Sentence shapes: what can be said in the script language, as templates with slots.
 *
 *     {person} selects {feature} on {transmission}     cut {channel}     {person} answers {part?}
 *
 * The language itself is read by the server (src/sim/scenario/sentence.ts), which has the last word;
 * these are its menus. A slot with `?` may stay empty.
 */

export type Slot =
  | 'person'
  | 'source'
  | 'feature'
  | 'transmission'
  | 'delivery'
  | 'survey'
  | 'auction'
  | 'part'
  | 'place'
  | 'amount'
  | 'percent'
  | 'span'
  | 'channel';
export type SlotValues = Readonly<Partial<Record<Slot, string>>>;

export interface Shape {
  readonly title: string;
  readonly template: string;
  /** The event a client system takes for it; null where it is nobody's. */
  readonly event: string | null;
}

const person = (title: string, template: string, event: string): Shape => ({
  title,
  template: `{person} ${template}`,
  event: `user.${event}`,
});
const other = (title: string, template: string): Shape => ({ title, template, event: null });

/** What a subscriber can do. */
export const PERSON_SHAPES: readonly Shape[] = [
  person('selects a feature', 'selects {feature} on {transmission}', 'select'),
  person('looks at the options', 'browses {transmission}', 'browse'),
  person('interacts', 'interacts with {transmission}', 'interact'),
  person('cancels the order', 'cancels', 'cancel'),
  person('plays, by name', 'plays {transmission} with {delivery}', 'play'),
  person('plays at the lowest price', 'plays {transmission} at the lowest price', 'play'),
  person('pauses', 'pauses', 'pause'),
  person('resumes', 'resumes', 'resume'),
  person('seeks', 'seeks to {place}', 'seek'),
  person('stops', 'stops', 'stop'),
  person('answers a commercial', 'answers {part?}', 'respond'),
  person('takes part in a survey', 'takes part in {survey}', 'take-part'),
  person('commits to a title', 'commits to {transmission}', 'commit'),
  person('bids', 'bids {amount} in {auction}', 'bid'),
  person('switches off', 'switches off', 'switch-off'),
  person('switches on', 'switches on', 'switch-on'),
];
/** What can happen to the network. */
export const NETWORK_SHAPES: readonly Shape[] = [
  other('cut a channel', 'cut {channel}'),
  other('mend a channel', 'mend {channel}'),
  other('lose messages', 'lose {percent} on {channel}'),
  other('duplicate messages', 'duplicate {percent} on {channel} within {span}'),
  other('reorder messages', 'reorder {percent} on {channel} within {span}'),
  other('calm a channel', 'calm {channel}'),
  other('a source fails', '{source} fails'),
  other('a source recovers', '{source} recovers'),
  other('forge a token', 'forge the token of {person}'),
  other('alter a token', 'alter the token of {person}'),
  other('let a token expire', 'expire the token of {person}'),
  other('replay a token', 'replay the token of {person}'),
  other('swap tokens', 'swap the token of {person}'),
];

/** What a person could do for a client system, or what it plays, to take an event. */
export function verbsFor(actor: string, event: string): readonly Shape[] {
  return personOf(actor) === null ? [] : PERSON_SHAPES.filter((shape) => shape.event === event);
}

/** The person at an address: `alice` at `client/alice/viewing-1`; null at any other. */
export function personOf(actor: string): string | null {
  const [role, name] = actor.split('/');
  return role === 'client' && name !== undefined ? name : null;
}

export interface SlotPlace {
  readonly slot: Slot;
  readonly isOptional: boolean;
}
/** The slots of a template, in order. */
export function slotsIn(template: string): readonly SlotPlace[] {
  return [...template.matchAll(SLOT)].map(([, slot = '', mark = '']) => ({
    slot: slot as Slot,
    isOptional: mark === '?',
  }));
}

/** The sentence that a template and the values of its slots make; `…` where one is missing. */
export function sentenceOf(template: string, values: SlotValues): string {
  const filled = template.replace(SLOT, (_, slot: Slot, mark: string) => {
    const value = values[slot]?.trim() ?? '';
    return value === '' && mark !== '?' ? '…' : value;
  });
  return filled.trim();
}

const SLOT = /\{([a-z]+)(\??)\}/g;

/** How slots without a list of words look. */
export const SLOT_EXAMPLES: Readonly<Record<Slot, string>> = {
  person: 'alice',
  source: 'metro-cable',
  feature: 'surround',
  transmission: 'cup-final',
  delivery: 'few',
  survey: 'survey',
  auction: 'film-night',
  part: 'commercial-1',
  place: '22:00, or frame 31680',
  amount: '4.25',
  percent: '20%',
  span: '1s',
  channel: 'metro-cable downlink',
};
/** What a slot begins with where there is no list to choose from. */
export const SLOT_STARTS: SlotValues = {
  percent: '20%',
  span: '1s',
  place: '22:00',
  amount: '4.25',
};
