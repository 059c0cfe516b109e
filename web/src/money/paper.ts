/**
 * Paper: a bill or a statement, whichever it is, as it is read: who to whom, lines, totals.
 *
 * Bodies come as they were recorded; what is missing or of another shape is left out.
 */
import type { MoneyAt } from '../../../src/inspector/wire-reply.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface PaperLine {
  readonly text: string;
  /** `2,244 s`, the rate for one of them in minor units, and exactly what they come to. */
  readonly quantity: string;
  readonly rate: string;
  readonly exact: string;
  readonly amountMinor: number;
}
export interface Paper {
  readonly title: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly issuedAtUs: number;
  readonly period: { readonly startUs: number; readonly endUs: number } | null;
  /** What else stands at its head. */
  readonly notes: readonly string[];
  readonly lines: readonly PaperLine[];
  /** What stands below the lines; the last is what it comes to. */
  readonly sums: readonly (readonly [name: string, amountMinor: number])[];
  readonly totalMinor: number;
}

const SUMS: readonly (readonly [field: string, name: string, isAlways: boolean])[] = [
  ['chargesMinor', 'charges', true],
  ['creditsMinor', 'credits', false],
  ['discountsMinor', 'discounts', false],
  ['netMinor', 'net', true],
  ['accountCreditUsedMinor', 'account credit used', false],
  ['dueMinor', 'due', true],
];

/** A document as a paper. */
export function paperOf({ type, body }: MoneyAt['documents'][number]): Paper {
  const number = textOf(body.number);
  const common = {
    title: number === '' ? type : number,
    issuedAtUs: numberOf(body.issuedAtUs),
    period: periodOf(body.period),
    lines: linesOf(body),
  };
  if (type === 'settlement-statement') return { ...common, ...settlementOf(body) };
  if (type === 'royalty-statement') return { ...common, ...royaltyOf(body) };
  const sums = SUMS.flatMap(([field, name, isAlways]) => {
    const amount = numberOf(body[field]);
    return isAlways || amount !== 0 ? [[name, amount] as const] : [];
  });
  const after = numberOf(body.accountCreditAfterMinor);
  return {
    ...common,
    kind: textOf(body.kind) || type,
    from: textOf(body.issuer),
    to: textOf(body.subscriber),
    notes: [
      textOf(body.per) === '' ? '' : `per ${textOf(body.per)}`,
      textOf(body.corrects) === '' ? '' : `corrects ${textOf(body.corrects)}`,
      after === 0 ? '' : `account credit left: ${(after / 100).toFixed(2)}`,
    ].filter((note) => note !== ''),
    sums,
    totalMinor: numberOf(body.dueMinor),
  };
}

function settlementOf(body: Fields) {
  const total = numberOf(body.totalMinor);
  const items = numberOf(body.itemCount);
  return {
    kind: 'settlement statement',
    from: 'processing-server',
    to: textOf(body.source),
    notes: [
      `${items} ${items === 1 ? 'item' : 'items'}, settled by ${textOf(body.model).replace('-', ' ')}`,
      `per ${textOf(body.per)}`,
    ],
    sums: [['paid to the source', total] as const],
    totalMinor: total,
  };
}

function royaltyOf(body: Fields) {
  const total = numberOf(body.totalMinor);
  return {
    kind: 'royalty statement',
    from: 'accounting-system',
    to: textOf(body.holder),
    notes: [],
    sums: [['royalties', total] as const],
    totalMinor: total,
  };
}

function linesOf(body: Fields): readonly PaperLine[] {
  if (!Array.isArray(body.lines)) return [];
  return (body.lines as readonly Fields[]).map((line) => {
    const origin = fieldsOf(line.origin) ?? line;
    const quantity = textOf(origin.quantity);
    const unit = textOf(origin.unit);
    return {
      text: textOf(line.description) || textOf(line.work) || textOf(line.element),
      quantity: quantity === '' ? '' : `${groupsOf(quantity)} ${unit}`,
      rate: textOf(origin.rate),
      exact: textOf(origin.exact),
      amountMinor: numberOf(line.amountMinor),
    };
  });
}

function periodOf(value: unknown): Paper['period'] {
  const period = fieldsOf(value);
  if (period === null) return null;
  return { startUs: numberOf(period.startUs), endUs: numberOf(period.endUs) };
}
function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null ? (value as Fields) : null;
}
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
function groupsOf(text: string): string {
  return /^\d+$/.test(text) ? Number(text).toLocaleString('en') : text;
}
