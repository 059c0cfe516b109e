/**
 * Value diff: what changed between two values, path by path.
 *
 *     { held: 0, orders: ['a'] }  ─▶  { held: 399, orders: ['a', 'b'] }
 *     changed  held       0 → 399
 *     new      orders.1   "b"
 *
 * Lists are compared place by place. Applying the changes to what was gives what is
 * (test/web/detail/value-diff.test.ts).
 */
export interface Change {
  readonly is: 'new' | 'gone' | 'changed';
  readonly path: readonly string[];
  readonly was: unknown;
  readonly now: unknown;
}

/** Every change from one value to another, in the order of the later. */
export function changesBetween(
  was: unknown,
  now: unknown,
  path: readonly string[] = [],
): readonly Change[] {
  if (Object.is(was, now)) return [];
  if (!isOpenable(was) || !isOpenable(now) || Array.isArray(was) !== Array.isArray(now)) {
    return [{ is: 'changed', path, was, now }];
  }
  const changes: Change[] = [];
  for (const [key, inner] of Object.entries(now)) {
    const at = [...path, key];
    if (!Object.hasOwn(was, key)) changes.push({ is: 'new', path: at, was: undefined, now: inner });
    else changes.push(...changesBetween(was[key], inner, at));
  }
  for (const [key, inner] of Object.entries(was)) {
    if (!Object.hasOwn(now, key)) {
      changes.push({ is: 'gone', path: [...path, key], was: inner, now: undefined });
    }
  }
  return changes;
}

/** True for what has parts of its own. */
export function isOpenable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
