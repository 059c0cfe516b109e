import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Memory } from '../../src/actors/memory.ts';

const KEPT_US = 100;
/** So many new things make it look for what is too old. */
const FORGETS_EVERY = 64;

const at = (touchedUs: number) => ({ touchedUs });
const memory = () => new Memory<{ readonly touchedUs: number }>(KEPT_US);
/** Remembers so many new things at `nowUs` that it forgets what is too old by then. */
function fill(filled: ReturnType<typeof memory>, nowUs: number): void {
  for (let n = 0; n < FORGETS_EVERY; n += 1) filled.remember(`filler ${nowUs} ${n}`, at(nowUs));
}

test('what is touched is kept for the time it is kept, counted from the touch', () => {
  const made = memory();
  made.remember('a', at(0));
  made.remember('b', at(50));
  made.renew('a', at(60));
  fill(made, 155);
  // b is 105 old by then, a 95.
  expect([made.recall('a'), made.recall('b')]).toEqual([at(60), undefined]);
});

test('what is exactly as old as it is kept is still there, and a microsecond later it is not', () => {
  const made = memory();
  made.remember('a', at(0));
  fill(made, KEPT_US);
  expect(made.recall('a')).toBeDefined();
  fill(made, KEPT_US + 1);
  expect(made.recall('a')).toBeUndefined();
});

test('neither asking nor replacing makes it be kept longer', () => {
  const made = memory();
  made.remember('a', at(0));
  made.recall('a');
  made.replace('a', at(0));
  expect(made.size).toBe(1);
  fill(made, KEPT_US + 1);
  expect(made.recall('a')).toBeUndefined();
});

test('it holds no more than what is young and what came since it last forgot', () => {
  const made = memory();
  for (let nowUs = 0; nowUs < 10_000; nowUs += 1) made.remember(`at ${nowUs}`, at(nowUs));
  expect(made.size).toBeLessThanOrEqual(KEPT_US + 1 + FORGETS_EVERY);
});

test('whatever is remembered and touched, nothing young is ever forgotten', () => {
  const step = fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    afterUs: fc.nat({ max: 60 }),
    isCrowded: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const made = memory();
      const touchedUs = new Map<string, number>();
      let nowUs = 0;
      for (const { key, afterUs, isCrowded } of steps) {
        nowUs += afterUs;
        if (made.recall(key) === undefined) made.remember(key, at(nowUs));
        else made.renew(key, at(nowUs));
        touchedUs.set(key, nowUs);
        if (isCrowded) fill(made, nowUs);
        for (const [known, atUs] of touchedUs) {
          const isYoung = atUs >= nowUs - KEPT_US;
          if (isYoung) expect(made.recall(known)).toEqual({ touchedUs: atUs });
          else if (isCrowded) expect(made.recall(known)).toBeUndefined();
        }
      }
    }),
    { seed: 7, numRuns: 1_000 },
  );
});

test('a memory goes on from a saved one: it forgets what that one would, when that one would', () => {
  const made = memory();
  made.remember('a', at(0));
  made.remember('b', at(50));
  const saved = made.save();
  made.renew('a', at(60));
  const other = new Memory(KEPT_US, saved);
  // 62 more and what was remembered before make 64: only then what is too old is looked for.
  for (let n = 1; n < FORGETS_EVERY - 2; n += 1) other.remember(`filler ${n}`, at(140));
  expect(other.recall('a')).toEqual(at(0));
  other.remember('last filler', at(140));
  expect([other.recall('a'), other.recall('b')]).toEqual([undefined, at(50)]);
  expect([...saved.entries.keys()]).toEqual(['a', 'b']);
});
