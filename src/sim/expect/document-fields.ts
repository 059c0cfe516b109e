/**
 * Document fields: which fields each sort of document has, and what documents share with messages.
 *
 * Checked against the types of the documents: a field they gain is a type error here.
 */
import type { Bill, BillLine } from '../../billing/bill.ts';
import type { TransactionRecord } from '../../billing/rating/transaction.ts';
import type { RoyaltyStatement, SettlementStatement } from '../../billing/statement.ts';
import type { FieldShape, FieldsOf } from './field-shape.ts';

/** Modes of provision (U7). */
export const MODE = { oneOf: { modification: true, token: true } } as const;
/** When money moves (U4, U6). */
export const PER = { oneOf: { transaction: true, cycle: true } } as const;
/** How a source is settled with (U3, U5). */
export const SETTLEMENT = { oneOf: { 'billing-information': true, 'later-bill': true } } as const;
/** A billing cycle's period; null for one transaction. */
export const PERIOD = { orNull: { startUs: 'number', endUs: 'number' } } as const;

const BILL_LINE: FieldsOf<BillLine> = {
  order: 'conversation',
  kind: { oneOf: { charge: true, credit: true, discount: true } },
  description: 'text',
  source: 'address',
  atUs: 'number',
  amountMinor: 'number',
  origin: 'anything',
};

/** What a bill or a credit note says. */
export const BILL_FIELDS: FieldsOf<Bill> = {
  number: 'text',
  kind: { oneOf: { bill: true, 'credit-note': true } },
  corrects: { orNull: 'text' },
  issuer: 'address',
  subscriber: 'address',
  currency: 'text',
  per: PER,
  period: PERIOD,
  issuedAtUs: 'number',
  lines: { each: BILL_LINE },
  chargesMinor: 'number',
  creditsMinor: 'number',
  discountsMinor: 'number',
  netMinor: 'number',
  accountCreditUsedMinor: 'number',
  dueMinor: 'number',
  accountCreditAfterMinor: 'number',
};

const STATEMENT: FieldsOf<SettlementStatement> = {
  number: 'text',
  source: 'address',
  model: SETTLEMENT,
  per: PER,
  period: PERIOD,
  currency: 'text',
  issuedAtUs: 'number',
  itemCount: 'number',
  totalMinor: 'number',
};
const ROYALTIES: FieldsOf<RoyaltyStatement> = {
  number: 'text',
  holder: 'text',
  period: PERIOD.orNull,
  currency: 'text',
  issuedAtUs: 'number',
  lines: { each: { work: 'text', exact: 'text', amountMinor: 'number' } },
  totalMinor: 'number',
};
const PLAYED = { us: 'number', frames: { orNull: 'number' } } as const;
const TRANSACTION: FieldsOf<TransactionRecord> = {
  number: 'text',
  record: { oneOf: { transaction: true } },
  session: 'conversation',
  version: 'number',
  subscriber: 'address',
  transmission: 'transmission',
  delivery: 'text',
  startedAtUs: 'number',
  notedAtUs: 'number',
  programming: PLAYED,
  subsidy: PLAYED,
  review: PLAYED,
  pausedUs: 'number',
  positiveMinor: 'number',
  negativeMinor: 'number',
  netMinor: 'number',
  closed: 'flag',
};

/** The fields of each sort of document, by the type its record has. */
export const DOCUMENT_FIELDS: Readonly<Record<string, FieldShape>> = {
  bill: BILL_FIELDS,
  'credit-note': BILL_FIELDS,
  'settlement-statement': STATEMENT,
  'royalty-statement': ROYALTIES,
  'transaction-record': TRANSACTION,
};
