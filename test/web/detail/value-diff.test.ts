/** Value diff: the changes between two values are all of them, and no others. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Change, changesBetween, isOpenable } from '../../../web/src/detail/value-diff.ts';

test('says path by path what is new, gone and changed', () => {
  const was = { held: 0, orders: ['a'], old: true };
  const now = { held: 399, orders: ['a', 'b'], fresh: {} };
  expect(changesBetween(was, now)).toEqual([
    { is: 'changed', path: ['held'], was: 0, now: 399 },
    { is: 'new', path: ['orders', '1'], was: undefined, now: 'b' },
    { is: 'new', path: ['fresh'], was: undefined, now: {} },
    { is: 'gone', path: ['old'], was: true, now: undefined },
  ]);
});

test('a value that becomes one of another kind has changed as a whole', () => {
  expect(changesBetween({ at: [1] }, { at: { 0: 1 } })).toEqual([
    { is: 'changed', path: ['at'], was: [1], now: { 0: 1 } },
  ]);
  expect(changesBetween(null, { a: 1 })).toMatchObject([{ is: 'changed', path: [] }]);
});

test('applied to what was, the changes give what is', () => {
  // The keys are few, so that values share some; "__proto__" is no key of JSON from a machine.
  const values = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, fc.integer({ min: 0, max: 3 }), tie('map'), tie('list')),
    map: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { noNullPrototype: true }),
    list: fc.array(tie('value'), { maxLength: 3 }),
  })).value;
  fc.assert(
    fc.property(values, values, (was, now) => {
      const changes = changesBetween(was, now);
      expect(applied(was, changes)).toEqual(now);
      if (JSON.stringify(was) === JSON.stringify(now)) expect(changes).toEqual([]);
    }),
    { seed: 7, numRuns: 2_000 },
  );
});

/** What was, with the changes made to a copy of it. */
function applied(was: unknown, changes: readonly Change[]): unknown {
  const whole = { value: structuredClone(was) } as Record<string, unknown>;
  for (const { is, path, now } of [...changes].reverse()) {
    let holder = whole;
    const keys = ['value', ...path];
    for (const key of keys.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
    const last = keys.at(-1) ?? '';
    if (is !== 'gone') holder[last] = structuredClone(now);
    else if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else delete holder[last];
  }
  return dense(whole.value);
}
/** Lists lengthened from behind have no holes once every place is filled. */
function dense(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from(value, dense);
  if (!isOpenable(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, dense(inner)]));
}
