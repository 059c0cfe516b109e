import fc from 'fast-check';
import { expect, test } from 'vitest';
import { civilClock, playedText, spanText } from '../../src/sim/clock-text.ts';
import { parseSpanUs } from '../../src/sim/scenario/quantity.ts';
import { HEADER } from './records.ts';

test.each([
  [0, '0s'],
  [250, '250us'],
  [1_500, '1.5ms'],
  [20_000, '20ms'],
  [1_000_001, '1.000001s'],
  [120_000_000, '2m'],
  [5_400_000_000, '1h30m'],
  [86_400_000_000 + 500_000, '1d0.5s'],
  [-20_000, '-20ms'],
])('%s microseconds are %s', (spanUs, text) => expect(spanText(spanUs)).toBe(text));

test('a scenario file reads a span as what was written, for any span', () => {
  fc.assert(
    fc.property(fc.nat(100_000_000_000), (spanUs) => {
      expect(parseSpanUs(spanText(spanUs))).toBe(spanUs);
    }),
    { seed: 39, numRuns: 1_000 },
  );
});

test('the civil clock starts at the epoch, cuts to milliseconds, and names a later day', () => {
  const clock = civilClock(HEADER.epochUs);
  expect(clock(0)).toBe('19:30:00.000');
  expect(clock(2_413_999)).toBe('19:30:02.413');
  expect(clock(4.5 * 3_600_000_000 - 1)).toBe('23:59:59.999');
  expect(clock(4.5 * 3_600_000_000)).toBe('2026-06-07 00:00:00.000');
});

test.each([
  [0, '0:00'],
  [499_999, '0:00'],
  [500_000, '0:01'],
  [2_244_000_000, '37:24'],
  [3_599_999_999, '1:00:00'],
  [5_400_000_000, '1:30:00'],
])('%s microseconds played are %s, to the nearest second', (us, text) =>
  expect(playedText(us)).toBe(text),
);
