/**
 * Column table: records as columns of numbers, with every text said once.
 *
 *     records ──add──▶ strings [alice, order.place, ...]   batch(from, known strings) ──▶ a page
 *
 * A record is some twenty numbers instead of some three hundred characters, and a page keeps it so. The
 * strings are numbered in the order they first appear, so a page that knows the first n needs only the
 * rest.
 */
import type { RunRecord } from '../sim/record.ts';
import { RECORD_KINDS, type RecordBatch, type RecordColumns } from './wire-reply.ts';

type Columns = { -readonly [Name in keyof RecordColumns]: number[] };

const KIND_NUMBERS = new Map<string, number>(RECORD_KINDS.map((kind, index) => [kind, index]));

/** The strings of a session; '' is the first. */
export class StringTable {
  readonly strings: string[] = [''];
  private readonly numbers = new Map<string, number>([['', 0]]);

  /** The number of a string, which is given to it now where it is new. */
  numberOf(text: string | null | undefined): number {
    if (text === null || text === undefined) return 0;
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const number = this.strings.length;
    this.strings.push(text);
    this.numbers.set(text, number);
    return number;
  }
}

/** A batch of `records`, the first of which is number `first`, for a page that knows some strings. */
export function batchOf(
  records: readonly RunRecord[],
  first: number,
  table: StringTable,
  stringsKnown: number,
): RecordBatch {
  const columns: Columns = {
    atUs: [],
    kind: [],
    actor: [],
    type: [],
    cause: [],
    conversation: [],
    from: [],
    to: [],
    channel: [],
    a: [],
    b: [],
    ignored: [],
  };
  for (const record of records) add(record, columns, table);
  return {
    first,
    stringsFrom: stringsKnown,
    strings: table.strings.slice(stringsKnown),
    columns,
  };
}

function add(record: RunRecord, columns: Columns, table: StringTable): void {
  const isMessage = 'from' in record;
  columns.atUs.push(record.atUs);
  columns.kind.push(KIND_NUMBERS.get(record.kind) ?? 0);
  columns.actor.push(table.numberOf(record.actor));
  columns.type.push(table.numberOf(record.type));
  columns.cause.push(record.cause ?? 0);
  columns.conversation.push(table.numberOf(record.conversation));
  columns.from.push(isMessage ? table.numberOf(record.from) : 0);
  columns.to.push(isMessage ? table.numberOf(record.to) : 0);
  columns.channel.push(isMessage ? table.numberOf(record.channel) : 0);
  columns.a.push(table.numberOf(firstWordOf(record)));
  columns.b.push(secondOf(record, table));
  columns.ignored.push(record.kind === 'transition' && record.ignored ? 1 : 0);
}

function firstWordOf(record: RunRecord): string | null {
  switch (record.kind) {
    case 'transition':
      return record.was;
    case 'started':
    case 'stopped':
      return record.machine;
    case 'lost':
      return record.reason;
    case 'delivered':
      return record.handled;
    case 'stimulus':
    case 'failure':
      return record.text;
    case 'document':
      return record.number;
    case 'posting':
      return record.id;
    default:
      return null;
  }
}

function secondOf(record: RunRecord, table: StringTable): number {
  if (record.kind === 'sent') return record.attempt;
  return 'state' in record ? table.numberOf(record.state) : 0;
}
