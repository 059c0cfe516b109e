/**
 * Plain: a value as JSON can carry it, whatever it is.
 *
 * Limits: what is nested deeper than `DEPTH_MAX`, or longer than `ITEMS_MAX`, is named instead.
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
  const entries = Object.entries(value).slice(0, ITEMS_MAX);
  return Object.fromEntries(entries.map(([key, inner]) => [key, plain(inner, depth + 1)]));
}
