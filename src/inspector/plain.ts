/**
 * Plain: a value as JSON can carry it, whatever it is.
 *
 *     Map { 'a' → 1n }  ─▶  { a: '1' }          Set { 1, 2 }  ─▶  [1, 2]
 *
 * Limits (test/inspector/plain.test.ts): of what is nested deeper than `DEPTH_MAX`, or longer than
 * `ITEMS_MAX`, only that it is there is told.
 */
const DEPTH_MAX = 12;
const ITEMS_MAX = 500;

/** The value for the page: maps and sets as objects and lists, functions and bigints as text. */
export function plain(value: unknown, depth = 0): unknown {
  if (value === undefined) return null;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'function') return `(function ${value.name})`;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEPTH_MAX) return '(deeper)';
  if (Array.isArray(value)) {
    const items = value.slice(0, ITEMS_MAX).map((item) => plain(item, depth + 1));
    return value.length > ITEMS_MAX ? [...items, `(${value.length - ITEMS_MAX} more)`] : items;
  }
  if (value instanceof Map) return plain(Object.fromEntries(value), depth);
  if (value instanceof Set) return plain([...value], depth);
  const all = Object.entries(value);
  const entries = all.slice(0, ITEMS_MAX).map(([key, inner]) => [key, plain(inner, depth + 1)]);
  if (all.length > ITEMS_MAX) entries.push(['…', `(${all.length - ITEMS_MAX} more)`]);
  return Object.fromEntries(entries);
}
