/**
 * Batch: a few records as the wire brings them, for tests of the page.
 */
import {
  RECORD_KINDS,
  type RecordBatch,
  type RecordColumns,
} from '../../src/inspector/wire-reply.ts';
import { Records } from '../../web/src/store/records.ts';

/** A record in short; what is left out is 0 or ''. */
export interface Short {
  readonly kind: (typeof RECORD_KINDS)[number];
  readonly atUs?: number;
  readonly actor?: string;
  readonly type?: string;
  readonly cause?: number;
  readonly from?: string;
  readonly to?: string;
  readonly a?: string;
  readonly b?: string;
}
type Columns = { -readonly [Name in keyof RecordColumns]: number[] };

/** The records as a batch from record 1. */
export function batchOf(records: readonly Short[]): RecordBatch {
  const strings = [''];
  const numberOf = (text = '') => {
    const known = strings.indexOf(text);
    return known >= 0 ? known : strings.push(text) - 1;
  };
  const names = 'atUs kind actor type cause conversation from to channel a b ignored'.split(' ');
  const columns = Object.fromEntries(names.map((name) => [name, []])) as unknown as Columns;
  for (const record of records) {
    columns.atUs.push(record.atUs ?? 0);
    columns.kind.push(RECORD_KINDS.indexOf(record.kind));
    columns.actor.push(numberOf(record.actor));
    columns.type.push(numberOf(record.type));
    columns.cause.push(record.cause ?? 0);
    columns.conversation.push(0);
    columns.from.push(numberOf(record.from));
    columns.to.push(numberOf(record.to));
    columns.channel.push(0);
    columns.a.push(numberOf(record.a));
    columns.b.push(record.kind === 'sent' ? 1 : numberOf(record.b));
    columns.ignored.push(0);
  }
  return { first: 1, stringsFrom: 0, strings, columns };
}

/** The records as the page keeps them. */
export function recordsOf(records: readonly Short[]): Records {
  const kept = new Records();
  kept.add(batchOf(records));
  return kept;
}

/** A message from `from` to `to`: sent, and what ended it. */
export function sent(from: string, to: string, type: string, atUs: number, cause = 0): Short {
  return { kind: 'sent', actor: from, from, to, type, atUs, cause };
}
export function ended(
  kind: 'delivered' | 'lost',
  from: string,
  to: string,
  type: string,
  atUs: number,
  cause: number,
): Short {
  return { kind, actor: to, from, to, type, atUs, cause };
}
