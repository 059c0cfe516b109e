/**
 * Batch from: a part of columns that are here, as the wire would bring it.
 */
import type { RecordBatch, RecordColumns, Request } from '../../../src/inspector/wire.ts';

type Asked = Omit<Extract<Request, { readonly do: 'records' }>, 'do'>;

/** The records that were asked for, with the strings that the asker does not know. */
export function batchFrom(
  columns: RecordColumns,
  strings: readonly string[],
  { from, strings: known, max }: Asked,
): RecordBatch {
  const first = Math.max(1, from);
  const part = (column: readonly number[]) => column.slice(first - 1, first - 1 + max);
  return {
    first,
    stringsFrom: known,
    strings: strings.slice(known),
    columns: {
      atUs: part(columns.atUs),
      kind: part(columns.kind),
      actor: part(columns.actor),
      type: part(columns.type),
      cause: part(columns.cause),
      conversation: part(columns.conversation),
      from: part(columns.from),
      to: part(columns.to),
      channel: part(columns.channel),
      a: part(columns.a),
      b: part(columns.b),
      ignored: part(columns.ignored),
    },
  };
}
