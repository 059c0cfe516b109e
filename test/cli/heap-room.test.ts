/** When a run starts over with more memory. */
import { expect, test } from 'vitest';
import { roomFor } from '../../src/cli/heap-room.ts';
import type { Population } from '../../src/sim/scenario/model.ts';

const GIB = 2 ** 30;
const room = { heapBytes: 4 * GIB, machineBytes: 20 * GIB, nodeFlags: [] };
const of = (...counts: readonly number[]) => ({
  populations: counts.map((count) => ({ count }) as Population),
});

test('ten thousand households fit', () => {
  expect(roomFor(of(4_000, 6_000), room)).toBeNull();
});
test('a million get most of what the machine has', () => {
  // 0.85 x 20 GiB = 17 GiB = 17,408 MiB
  expect(roomFor(of(400_000, 600_000), room)).toBe(17_408);
});
test('a limit that was set by hand stays', () => {
  const nodeFlags = ['--max-old-space-size=6000'];
  expect(roomFor(of(1_000_000), { ...room, nodeFlags })).toBeNull();
});
test('a machine that has no more is not asked for more', () => {
  expect(roomFor(of(1_000_000), { ...room, machineBytes: 4 * GIB })).toBeNull();
});
