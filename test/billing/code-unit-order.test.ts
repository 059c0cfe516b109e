import { expect, test } from 'vitest';
import { byCodeUnit } from '../../src/billing/code-unit-order.ts';

test('capitals come before small letters and letters with accents after them', () => {
  expect(['ä', 'b', 'a', 'Z', 'a'].sort(byCodeUnit)).toEqual(['Z', 'a', 'a', 'b', 'ä']);
});

test('a name comes after its own beginning and is equal to itself', () => {
  expect(byCodeUnit('client/1', 'client/10')).toBeLessThan(0);
  expect(byCodeUnit('client/10', 'client/1')).toBeGreaterThan(0);
  expect(byCodeUnit('client/1', 'client/1')).toBe(0);
});
