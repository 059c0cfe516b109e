import { describe, expect, test } from 'vitest';
import { rate } from '../../../src/billing/rating/rating.ts';
import type { Tariff } from '../../../src/billing/rating/tariff.ts';
import type { SessionUsage } from '../../../src/billing/rating/usage.ts';
import { FIG_1A } from './worked-cases.ts';
import { facts, NO_USAGE, percent, played, SECOND_US, STANDARD, written } from './worked-terms.ts';

const TERMS = {
  ...STANDARD,
  review: { unit: 's', rate: '1/20' },
  pause: { unit: 's', rate: '1/60' },
} as const;
const TIMED = { ...FIG_1A, framesPerSecond: '24' };

function extras(terms: Tariff, usage: SessionUsage, shown = FIG_1A): readonly string[] {
  const { lines } = rate(terms, shown, usage, facts());
  return lines.filter(({ mode }) => mode === 'review' || mode === 'pause').map(written);
}
function paused(...lengthsS: readonly number[]): SessionUsage {
  const pauses = lengthsS.map((lengthS, index) => ({ atUs: index, lengthUs: lengthS * SECOND_US }));
  return { ...NO_USAGE, pauses };
}

describe('reviewing', () => {
  const usage = played(
    ['interval-2', 30, 'review'],
    ['interval-1', 100, 'review'],
    ['commercial-1', 50, 'review'],
    ['interval-1', 10, 'review'],
  );

  test('costs the review rate only, by interval in timeline order, commercials nothing (A8)', () => {
    expect(extras(TERMS, usage)).toEqual([
      'interval-1 review: 110 s x 1/20 = 11/2 -> 6',
      'interval-2 review: 30 s x 1/20 = 3/2 -> 2',
    ]);
  });

  test('is free where the tariff does not charge it', () => {
    expect(extras({ ...TERMS, review: null }, usage)).toEqual([]);
  });

  test('may cost by the frame', () => {
    const byFrame = { ...TERMS, review: { unit: 'frame', rate: '1/100' } } as const;
    expect(extras(byFrame, played(['interval-1', 10, 'review']), TIMED)).toEqual([
      'interval-1 review: 240 frame x 1/100 = 12/5 -> 2',
    ]);
  });

  test('stands after all elements, and is no base for premiums or discounts (A4, A6)', () => {
    const both = played(['interval-1', 1200], ['interval-1', 20, 'review'], ['commercial-1', 120]);
    const terms = { ...TERMS, premiums: [percent('p', '1/2')], discounts: [percent('d', '1/2')] };
    expect(rate(terms, FIG_1A, both, facts()).lines.slice(2).map(written)).toEqual([
      'commercial-1 subsidy: 120 s x -1/4 = -30 -> -30',
      'interval-1 review: 20 s x 1/20 = 1 -> 1',
      'p premium: 220 cents x 1/2 = 110 -> 110',
      'd discount: 220 cents x -1/2 = -110 -> -110',
    ]);
  });
});

describe('pausing', () => {
  test('costs for all standing still together, rounded once (Bf, A2)', () => {
    // Each 30 s alone is a half, which would be rounded to nothing.
    expect(extras(TERMS, paused(30, 30, 30))).toEqual(['pause pause: 90 s x 1/60 = 3/2 -> 2']);
  });

  test('costs nothing where nobody paused, or the tariff does not charge it', () => {
    expect(extras(TERMS, paused())).toEqual([]);
    expect(extras(TERMS, paused(0))).toEqual([]);
    expect(extras({ ...TERMS, pause: null }, paused(30))).toEqual([]);
  });

  test('may cost by the frame, where frames are known', () => {
    const byFrame = { ...TERMS, pause: { unit: 'frame', rate: '1/24' } } as const;
    expect(extras(byFrame, paused(30), TIMED)).toEqual([
      'pause pause: 720 frame x 1/24 = 30 -> 30',
    ]);
    expect(() => extras(byFrame, paused(30))).toThrow('charged by frames');
  });
});
