import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GatheredBytes } from '../../src/sim/gathered-bytes.ts';

function gathering() {
  const pieces: Buffer[] = [];
  const gathered = new GatheredBytes((piece) => void pieces.push(Buffer.from(piece)));
  return { gathered, pieces };
}

test('the pieces, one after the other, are what was added, whatever its lengths', () => {
  const lengths = fc.array(
    fc.oneof(fc.nat(400), fc.constantFrom(0, 1, 65_535, 65_536, 65_537, 200_000)),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(lengths, (all) => {
      const { gathered, pieces } = gathering();
      const lines = all.map((length, index) => Buffer.alloc(length, index + 1));
      // One buffer for all of them, written over, as whoever makes lines does.
      const shared = Buffer.alloc(200_000);
      for (const line of lines) {
        line.copy(shared);
        gathered.add(shared, line.length);
      }
      gathered.flush();
      expect(Buffer.concat(pieces).equals(Buffer.concat(lines))).toBe(true);
      expect(pieces.every(({ length }) => length > 0)).toBe(true);
    }),
    { seed: 11, numRuns: 150 },
  );
});

test('lines wait until a piece is full or asked for', () => {
  const { gathered, pieces } = gathering();
  const line = Buffer.alloc(1_000, 1);
  for (let count = 0; count < 65; count += 1) gathered.add(line, 1_000);
  expect(pieces).toHaveLength(0);
  gathered.add(line, 1_000);
  expect(pieces.map(({ length }) => length)).toEqual([65_000]);
  gathered.flush();
  expect(pieces.map(({ length }) => length)).toEqual([65_000, 1_000]);
  gathered.flush();
  expect(pieces).toHaveLength(2);
});
