import { expect, test } from 'vitest';
import { TimerSlots } from '../../src/sim/timer-slots.ts';

const handler = { owner: 'anyone', fire: () => {} };

/** Arms a slot and frees it again, as a timer that fires does. */
function passThrough(slots: TimerSlots): number {
  const slot = slots.take(handler, null);
  const id = slots.idOf(slot);
  slots.clear(slot);
  slots.release(slot);
  return id;
}

test('a released slot is taken again under another id', () => {
  const slots = new TimerSlots();
  const first = slots.take(handler, 'first');
  const firstId = slots.idOf(first);
  slots.clear(first);
  slots.release(first);
  const second = slots.take(handler, 'second');

  expect(second).toBe(first);
  expect(slots.slotOf(firstId)).toBe(-1);
  expect(slots.slotOf(slots.idOf(second))).toBe(second);
});

test('a cleared slot is not taken before it is released', () => {
  const slots = new TimerSlots();
  const cleared = slots.take(handler, null);
  slots.clear(cleared);
  expect(slots.take(handler, null)).not.toBe(cleared);
});

test('a slot whose generations are used up is retired, and no id comes twice', () => {
  // Generations 1 and 2 exist below 3: slots 0, 0, 1, 1, 2, 2, ... with 2**26 ids a generation.
  const slots = new TimerSlots(3);
  const ids = Array.from({ length: 6 }, () => passThrough(slots));
  const step = 2 ** 26;
  expect(ids).toEqual([step, 2 * step, step + 1, 2 * step + 1, step + 2, 2 * step + 2]);
});

test('more generations than an exact whole number has room for are refused', () => {
  // the largest id is slot 2**26 - 1 in generation 2**27 - 1: together 2**53 - 1
  expect(() => new TimerSlots(2 ** 27)).not.toThrow();
  expect(() => new TimerSlots(2 ** 27 + 1)).toThrow('generations');
});

test('what was never an id means no slot', () => {
  const slots = new TimerSlots();
  slots.take(handler, null);
  for (const id of [0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 5 * 2 ** 26]) {
    expect(slots.slotOf(id)).toBe(-1);
  }
});

test('more slots than the first table holds keep their generations', () => {
  const slots = new TimerSlots();
  for (let count = 0; count < 3; count++) passThrough(slots);
  const old = slots.idOf(slots.take(handler, 'old'));
  for (let count = 0; count < 5_000; count++) slots.take(handler, count);
  expect(old).toBe(4 * 2 ** 26);
  expect(slots.slotOf(old)).toBe(0);
  expect(slots.argumentOf(4_321)).toBe(4_320);
});
