import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OverlaidMap } from '../../src/billing/overlaid-map.ts';

test('over any map, whatever is set, it is what a copy of that map would be; the map stays', () => {
  const key = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor');
  const entries = fc.array(fc.tuple(key, fc.integer()), { maxLength: 8 });
  fc.assert(
    fc.property(entries, entries, (before, since) => {
      const base = new Map(before);
      const kept = [...base];
      const overlaid = new OverlaidMap<string, number>(base);
      const copy = new Map<string, number>(before);
      for (const [name, value] of since) {
        overlaid.set(name, value);
        copy.set(name, value);
      }
      expect([...overlaid.merged()]).toEqual([...copy]);
      expect(overlaid.size).toBe(copy.size);
      for (const name of ['a', 'b', 'c', 'd']) expect(overlaid.get(name)).toBe(copy.get(name));
      expect([...base]).toEqual(kept);
    }),
    { seed: 5, numRuns: 1_000 },
  );
});

test('what it was merged to does not change with it', () => {
  const overlaid = new OverlaidMap(new Map([['a', 1]]));
  overlaid.set('b', 2);
  const merged = overlaid.merged();
  overlaid.set('a', 3);
  expect([...merged]).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
});
