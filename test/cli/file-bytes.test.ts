import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { FileBytes } from '../../src/cli/file-bytes.ts';
import { scratch } from './headend.ts';

const path = join(scratch(), 'bytes');
let file: FileBytes | null = null;
afterEach(() => file?.close());

function opened(content: string): FileBytes {
  writeFileSync(path, content);
  file = new FileBytes(path);
  return file;
}

test('lines are read one after the other, also those longer than a piece', () => {
  const long = 'é'.repeat(1_500_000);
  const bytes = opened(`first\n${long}\n\nlast`);
  expect(bytes.line()).toBe('first');
  expect(bytes.at).toBe(6);
  expect(bytes.line() === long).toBe(true);
  expect(bytes.line()).toBe('');
  expect(bytes.line()).toBe(null);
  expect(bytes.upTo(100).toString()).toBe('last');
  expect(bytes.upTo(100)).toHaveLength(0);
});

test('a file without lines is not read to its end for one', () => {
  const bytes = opened('x'.repeat(17 * 1_048_576));
  expect(bytes.line()).toBe(null);
  expect(bytes.at).toBe(0);
});

test('the rest is read from wherever reading is', () => {
  const bytes = opened('a'.repeat(2_500_000));
  bytes.at = 400_000;
  const lengths = [...bytes.rest()].map(({ length }) => length);
  expect(lengths).toEqual([1_048_576, 1_048_576, 2_848]);
});

test('asking for more than there is says how much is missing', () => {
  const bytes = opened('abc');
  bytes.at = 1;
  expect(bytes.exactly(2).toString()).toBe('bc');
  expect(() => bytes.exactly(5)).toThrow('ends 5 bytes too early');
});
