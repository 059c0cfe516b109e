/**
 * Batch from: a part of the records that are here, as the wire would bring it.
 */

import type { Request } from '../../../src/inspector/wire.ts';
import type { RecordBatch, RecordColumns } from '../../../src/inspector/wire-reply.ts';
import type { Column, Records } from './records.ts';

type Asked = Omit<Extract<Request, { readonly do: 'records' }>, 'do'>;

/** The records that were asked for, with the strings that the asker does not know. */
export function batchFrom(records: Records, { from, strings: known, max }: Asked): RecordBatch {
  const first = Math.max(1, from);
  const count = Math.max(0, Math.min(max, records.length - first + 1));
  const part = (column: Column) =>
    Array.from({ length: count }, (_, index) => column.at(first - 1 + index));
  const columns: RecordColumns = {
    atUs: part(records.atUs),
    kind: part(records.kind),
    actor: part(records.actor),
    type: part(records.type),
    cause: part(records.cause),
    conversation: part(records.conversation),
    from: part(records.from),
    to: part(records.to),
    channel: part(records.channel),
    a: part(records.a),
    b: part(records.b),
    ignored: part(records.ignored),
  };
  return { first, stringsFrom: known, strings: records.strings.slice(known), columns };
}
