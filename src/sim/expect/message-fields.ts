/**
 * Message fields: which fields each type of message has, for patterns that look into them.
 *
 * The table is checked against `Bodies` (machines/protocol.ts): a new type of message, or a new field
 * of one, is a type error here, or in viewing-fields.ts, until it has its line.
 *
 * Law (test/sim/expect/closed-words.test.ts): no field of any message of a run is missing here.
 */
import type { Bodies, MessageType } from '../../machines/protocol.ts';
import { BILL_FIELDS, MODE, PER, PERIOD, SETTLEMENT } from './document-fields.ts';
import type { Choice, FieldsOf } from './field-shape.ts';
import { VIEWING_FIELDS } from './viewing-fields.ts';

const NOTHING = {};
const BECAUSE = { reason: 'text' } as const;
const SELECTION = { transmission: 'transmission', feature: 'feature' } as const;
const PART: Choice<'server' | 'source'> = { oneOf: { server: true, source: true } };
const TERMS = {
  source: 'address',
  mode: MODE,
  description: 'text',
  amountMinor: 'number',
  serverMinor: 'number',
  sourceMinor: 'number',
  settlement: SETTLEMENT,
  settlementPer: PER,
} as const;
/** The fields of each type of message. */
export const MESSAGE_FIELDS: { readonly [T in MessageType]: FieldsOf<Bodies[T]> } = {
  'options.request': { transmission: 'transmission', receivable: { each: 'source' } },
  'options.offered': {
    options: { each: { ...SELECTION, source: 'source', priceMinor: 'number' } },
  },
  'order.place': { ...SELECTION, client: 'address', receivable: { each: 'source' } },
  'order.accepted': { priceMinor: 'number' },
  'order.refused': BECAUSE,
  'order.cancel': NOTHING,
  'order.cancelled': NOTHING,
  'order.cancel-refused': BECAUSE,
  'order.voided': BECAUSE,
  'order.void-noted': NOTHING,
  'payment.authorize': { client: 'address', amountMinor: 'number' },
  'payment.authorized': NOTHING,
  'payment.declined': BECAUSE,
  'payment.capture': { terms: TERMS, receivedAtUs: 'number' },
  'payment.captured': { per: PER },
  'payment.refused': BECAUSE,
  'payment.void': { client: 'address' },
  'payment.voided': { refundedMinor: 'number' },
  'payment.void-refused': BECAUSE,
  'payment.close': NOTHING,
  'credit.hold': { client: 'address', amountMinor: 'number' },
  'credit.held': NOTHING,
  'credit.declined': BECAUSE,
  'credit.capture': {
    client: 'address',
    amountMinor: 'number',
    leaveMinor: 'number',
    part: PART,
    payee: 'account',
  },
  'credit.captured': NOTHING,
  'credit.refused': BECAUSE,
  'credit.release': { client: 'address' },
  'credit.released': NOTHING,
  'credit.refund': { client: 'address', amountMinor: 'number', part: PART, payer: 'account' },
  'credit.refunded': NOTHING,
  'provision.request': { ...SELECTION, client: 'address', mode: MODE, provision: 'text' },
  'provision.modifying': { provision: 'text' },
  'provision.token': { provision: 'text', token: 'text' },
  'provision.refused': BECAUSE,
  'provision.revoke': { ...SELECTION, client: 'address', mode: MODE },
  'provision.revoked': NOTHING,
  'transmission.modified': { ...SELECTION, provision: 'text' },
  'transmission.accepted': SELECTION,
  'transmission.refused': BECAUSE,
  'token.deliver': { ...SELECTION, provision: 'text', source: 'address', token: 'text' },
  'token.accepted': NOTHING,
  'token.refused': BECAUSE,
  'feature.received': { provision: 'text' },
  'receipt.acknowledged': { accepted: 'flag' },
  'feature.revoke': SELECTION,
  'feature.revoked': NOTHING,
  'charge.due': { client: 'address', terms: TERMS, receivedAtUs: 'number', per: PER },
  'charge.collect': NOTHING,
  'share.due': { source: 'address', shareMinor: 'number', receivedAtUs: 'number' },
  'bill.issue': { bill: BILL_FIELDS },
  'bill.acknowledged': NOTHING,
  'billing.information': {
    client: 'address',
    items: { each: { order: 'order', description: 'text', amountMinor: 'number', atUs: 'number' } },
  },
  'billing.information-accepted': NOTHING,
  'settlement.notice': { shareMinor: 'number', receivedAtUs: 'number' },
  'settlement.noted': NOTHING,
  'wholesale.bill': {
    number: 'text',
    itemCount: 'number',
    totalMinor: 'number',
    per: PER,
    period: PERIOD,
  },
  'wholesale.paid': NOTHING,
  'wholesale.disputed': { ...BECAUSE, owedMinor: 'number' },
  'interaction.request': { transmission: 'transmission' },
  'interaction.update': NOTHING,
  ...VIEWING_FIELDS,
};
