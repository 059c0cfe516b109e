/** Plain: whatever a machine knows becomes JSON that says it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plain } from '../../src/inspector/plain.ts';

test('maps, sets, bigints, functions and nothing become what JSON has for them', () => {
  const value = {
    held: new Map([['alice', 3n]]),
    seen: new Set([1, 2]),
    nothing: undefined,
    rule: function rated() {},
  };
  expect(plain(value)).toEqual({
    held: { alice: '3' },
    seen: [1, 2],
    nothing: null,
    rule: '(function rated)',
  });
});

test('of what is too long or too deep, only that it is there is told', () => {
  expect(plain(Array.from({ length: 503 }, () => 0))).toHaveLength(501);
  expect((plain(Array.from({ length: 503 }, () => 0)) as unknown[]).at(-1)).toBe('(3 more)');
  const wide = Object.fromEntries(Array.from({ length: 502 }, (_, index) => [`k${index}`, 0]));
  expect(plain(wide)).toMatchObject({ k499: 0, '…': '(2 more)' });
  let deep: unknown = 'bottom';
  for (let level = 0; level < 20; level += 1) deep = [deep];
  expect(JSON.stringify(plain(deep))).toContain('(deeper)');
});

test('plain JSON stays as it is', () => {
  const values = fc.jsonValue({ maxDepth: 4 });
  fc.assert(
    fc.property(values, (value) => {
      expect(JSON.stringify(plain(value))).toBe(JSON.stringify(value));
    }),
    { seed: 31, numRuns: 1_000 },
  );
});
