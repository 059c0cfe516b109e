/**
 * Record fields: what the `with` of a pattern looks into, by kind of record.
 *
 *     sent, delivered, lost   the body of the message; a lost one also has `reason`
 *     posting                 `id`, `currency`, and `account`, `amountMinor` of one and the same leg
 *     document, outcome       its body, its detail
 *     transition, stimulus    `was`, `state`, `ignored`; `text`
 */
import type { DeliveredRecord, LostRecord, RunRecord } from '../record.ts';

/** The body a message was sent with, where it is known: the record of an arrival does not repeat it. */
export type BodyOf = (record: DeliveredRecord | LostRecord) => Fields | null;
export type Fields = Readonly<Record<string, unknown>>;

/**
 * The sets of fields a record has: one, but one for each leg of a posting.
 *
 * A message that arrived or was lost has the body it was sent with, where `bodyOf` knows it.
 */
export function fieldsIn(record: RunRecord, bodyOf: BodyOf): readonly Fields[] {
  switch (record.kind) {
    case 'sent':
    case 'document':
      return [record.body];
    case 'delivered':
      return [record.body ?? bodyOf(record) ?? {}];
    case 'lost':
      return [{ ...bodyOf(record), reason: record.reason }];
    case 'posting':
      return record.legs.map((leg) => ({ id: record.id, currency: record.currency, ...leg }));
    case 'outcome':
      return [record.detail];
    case 'transition':
      return [{ was: record.was, state: record.state, ignored: record.ignored }];
    case 'stimulus':
      return [{ text: record.text }];
    default:
      return [];
  }
}

/** The value at a dotted path, as text; null where there is none, or where it has parts itself. */
export function fieldText(fields: Fields, path: string): string | null {
  let value: unknown = fields;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null;
    value = (value as Fields)[name];
  }
  return typeof value === 'object' && value !== null ? null : String(value);
}
