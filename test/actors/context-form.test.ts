import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ContextForm } from '../../src/actors/compiled/context-form.ts';

const fields = fc.dictionary(
  fc.string().filter((name) => name !== '__proto__'),
  fc.jsonValue(),
  { noNullPrototype: true },
);

test('a changed context is what spreading gives, to the order of its fields', () => {
  const form = new ContextForm();
  fc.assert(
    fc.property(fields, fields, (context, changes) => {
      const changed = form.changed(context, changes) as object;
      const spread = { ...context, ...changes };
      expect(changed).toStrictEqual(spread);
      expect(Object.keys(changed)).toEqual(Object.keys(spread));
    }),
    { seed: 16, numRuns: 1_000 },
  );
});

test('it is a plain object, and neither the context nor the changes', () => {
  const context = { owedMinor: 399, holds: [] };
  const changes = { owedMinor: 0 };
  const changed = new ContextForm().changed(context, changes);
  expect(Object.getPrototypeOf(changed)).toBe(Object.prototype);
  expect(structuredClone(changed)).toStrictEqual({ owedMinor: 0, holds: [] });
  expect(context).toEqual({ owedMinor: 399, holds: [] });
  expect(changes).toEqual({ owedMinor: 0 });
});

test.each([undefined, null, {}])('changing nothing (%j) gives a context like it', (nothing) => {
  expect(new ContextForm().changed({ n: 1 }, nothing)).toStrictEqual({ n: 1 });
});
