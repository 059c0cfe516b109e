/**
 * Written value: parts of a document made from others, each with the place of what it was made from.
 */
import { add, parseRatio, type Ratio } from '../../billing/ratio.ts';
import type { Entry, MappingValue, Place, ScalarValue, Value } from '../scenario/document.ts';

/** Text that stands where something else was written. */
export function written(at: Place, text: string): ScalarValue {
  return { kind: 'scalar', at, scalar: text, text, textColumn: null };
}

/** A whole number or a true that stands where something else was written. */
export function writtenScalar(at: Place, scalar: number | boolean): ScalarValue {
  return { kind: 'scalar', at, scalar, text: String(scalar), textColumn: null };
}

/** A list that stands where something else was written. */
export function writtenList(at: Place, items: readonly Value[]): Value {
  return { kind: 'list', at, items };
}

/** A mapping that stands where something else was written; keys without a value are left out. */
export function writtenMapping(
  at: Place,
  values: Readonly<Record<string, Value | null>>,
): MappingValue {
  const entries = new Map<string, Entry>();
  for (const [key, value] of Object.entries(values)) {
    if (value !== null) entries.set(key, { keyAt: value.at, value });
  }
  return { kind: 'mapping', at, entries };
}

/** What a mapping has under a key; null when it has nothing there, or is no mapping. */
export function valueAt(value: Value | null, key: string): Value | null {
  return value?.kind === 'mapping' ? (value.entries.get(key)?.value ?? null) : null;
}

/** The items of a list; none for anything else. */
export function itemsOf(value: Value | null): readonly Value[] {
  return value?.kind === 'list' ? value.items : [];
}

/** The entries of a mapping; none for anything else. */
export function entriesOf(value: Value | null): readonly (readonly [string, Entry])[] {
  return value?.kind === 'mapping' ? [...value.entries] : [];
}

/** A scalar's text; null for anything else. */
export function textOf(value: Value | null): string | null {
  return value?.kind === 'scalar' ? value.text : null;
}

/** A mapping with more entries, or others; anything else as it is. */
export function withEntries(value: Value, more: Readonly<Record<string, Value>>): Value {
  if (value.kind !== 'mapping') return value;
  const entries = [...value.entries, ...writtenMapping(value.at, more).entries];
  return { ...value, entries: new Map(entries) };
}

/** A mapping whose numbers under some keys are greater by so much; anything else as it is. */
export function shifted(value: Value, keys: readonly string[], by: Ratio): Value {
  if (value.kind !== 'mapping' || by.n === 0n) return value;
  const entries = new Map<string, Entry>(value.entries);
  for (const key of keys) {
    const entry = entries.get(key);
    const number = parseRatio(textOf(entry?.value ?? null) ?? '');
    if (entry === undefined || number === null) continue;
    const sum = add(number, by);
    const moved = writtenScalar(entry.value.at, Number(sum.n) / Number(sum.d));
    entries.set(key, { keyAt: entry.keyAt, value: moved });
  }
  return { ...value, entries };
}
