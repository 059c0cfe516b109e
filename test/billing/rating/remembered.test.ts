import { expect, test } from 'vitest';
import { remembered, rememberedPair } from '../../../src/billing/rating/remembered.ts';

test('what follows from an object is worked out once, and for each object by itself', () => {
  const asked: string[] = [];
  const lengths = remembered(({ name }: { readonly name: string }) => {
    asked.push(name);
    return [name.length];
  });
  const [first, second] = [{ name: 'one' }, { name: 'three' }];
  expect([lengths(first), lengths(second), lengths(first), lengths({ name: 'one' })]).toEqual([
    [3],
    [5],
    [3],
    [3],
  ]);
  expect(asked).toEqual(['one', 'three', 'one']);
  expect(lengths(first)).toBe(lengths(first));
});

test('what follows from two objects is worked out once for each pair', () => {
  const asked: string[] = [];
  const joined = rememberedPair((a: { readonly name: string }, b: { readonly name: string }) => {
    asked.push(a.name + b.name);
    return [a.name + b.name];
  });
  const [a, b] = [{ name: 'a' }, { name: 'b' }];
  expect([joined(a, b), joined(b, a), joined(a, b), joined(a, a)]).toEqual([
    ['ab'],
    ['ba'],
    ['ab'],
    ['aa'],
  ]);
  expect(asked).toEqual(['ab', 'ba', 'aa']);
});
