/**
 * Viewing fields: which fields each message of flexible billing has (message-fields.ts has the others).
 *
 * Checked against `ViewingBodies` (machines/viewing-protocol.ts): what is missing here is a type error.
 */
import type { RatedLine } from '../../billing/rating/usage.ts';
import type { DeliveryQuote, SessionHead, ViewingBodies } from '../../machines/viewing-protocol.ts';
import type { FieldsOf } from './field-shape.ts';

const NOTHING = {};
const BECAUSE = { reason: 'text' } as const;
const ABOUT = { client: 'address', transmission: 'transmission' } as const;
const SUMS = { positiveMinor: 'number', negativeMinor: 'number' } as const;
const SESSION: FieldsOf<SessionHead> = { ...ABOUT, session: 'text', delivery: 'text' };
const QUOTE: FieldsOf<DeliveryQuote> = {
  delivery: 'text',
  title: 'text',
  commercials: 'number',
  chargesMinor: 'number',
  creditsMinor: 'number',
  discountsMinor: 'number',
  netMinor: 'number',
};
const LINE: FieldsOf<RatedLine> = {
  element: 'text',
  mode: {
    oneOf: {
      initial: true,
      programming: true,
      composer: true,
      actor: true,
      song: true,
      block: true,
      review: true,
      pause: true,
      premium: true,
      floor: true,
      discount: true,
      subsidy: true,
      survey: true,
    },
  },
  label: 'text',
  quantity: 'text',
  unit: 'text',
  rate: 'text',
  exact: 'text',
  amountMinor: 'number',
};

/** The fields of each type of message of flexible billing. */
export const VIEWING_FIELDS: { readonly [T in keyof ViewingBodies]: FieldsOf<ViewingBodies[T]> } = {
  'schedule.request': ABOUT,
  'schedule.offered': { quotes: { each: QUOTE } },
  'schedule.refused': BECAUSE,
  'viewing.start': { delivery: 'text' },
  'viewing.started': {
    delivery: 'text',
    timeline: 'anything',
    trickPlay: 'anything',
    responseWindowUs: 'number',
  },
  'viewing.start-refused': BECAUSE,
  'usage.report': {
    report: 'number',
    segments: { each: { fromTick: 'number', toTick: 'number', atUs: 'number' } },
    pauses: { each: { atUs: 'number', lengthUs: 'number' } },
    responses: { each: { id: 'text', part: 'text', atUs: 'number' } },
    participated: { each: 'text' },
    last: 'flag',
  },
  'usage.noted': { report: 'number', accepted: 'flag' },
  'subscriber.lookup': ABOUT,
  'subscriber.found': {
    groups: { each: 'text' },
    packages: { each: 'text' },
    committedEarly: 'flag',
    viewsBefore: 'number',
    titlesBefore: 'number',
    blockMinor: { orNull: 'number' },
    agreedMinor: 'anything',
  },
  'estimate.request': { ...ABOUT, facts: 'anything' },
  'estimate.given': { quotes: { each: QUOTE } },
  'usage.transfer': { ...SESSION, facts: 'anything', usage: 'anything', closes: 'flag' },
  'usage.rated': SUMS,
  'transaction.note': {
    record: 'anything',
    pricesUsed: { each: { part: { orNull: 'text' }, priceMinor: 'number' } },
  },
  'transaction.noted': NOTHING,
  'accrual.note': { ...SESSION, version: 'number', ...SUMS },
  'viewing.due': {
    ...SESSION,
    title: 'text',
    lines: { each: LINE },
    source: 'address',
    sourceMinor: 'number',
    sponsors: { each: { sponsor: 'text', amountMinor: 'number' } },
    closedAtUs: 'number',
  },
  'viewing.noted': NOTHING,
  'royalty.due': { accruals: { each: { holder: 'text', work: 'text', exact: 'text' } } },
  'credit.charge': { client: 'address', amountMinor: 'number' },
  'credit.charged': NOTHING,
  'credit.charge-refused': BECAUSE,
  'credit.return': { client: 'address', amountMinor: 'number' },
  'credit.returned': NOTHING,
  'auction.bid': { client: 'address', auction: 'text', amountMinor: 'number' },
  'auction.bid-noted': NOTHING,
  'auction.bid-refused': BECAUSE,
  'auction.result': { auction: 'text', won: 'flag', priceMinor: 'number' },
  'auction.result-noted': NOTHING,
  'price.agreed': { ...ABOUT, part: { orNull: 'text' }, priceMinor: 'number' },
  'price.noted': NOTHING,
  'commitment.make': ABOUT,
  'commitment.noted': NOTHING,
};
