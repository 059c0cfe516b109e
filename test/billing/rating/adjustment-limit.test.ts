import { describe, expect, test } from 'vitest';
import { rate } from '../../../src/billing/rating/rating.ts';
import type { Tariff } from '../../../src/billing/rating/tariff.ts';
import type { SessionUsage, ViewingFacts } from '../../../src/billing/rating/usage.ts';
import { FIG_1A } from './worked-cases.ts';
import { amount, facts, percent, played, STANDARD, written } from './worked-terms.ts';

/** Initial fee 100 and interval 1 for 120. */
const PLAYED_220 = played(['interval-1', 1200]);
const ADJUSTING = ['premium', 'floor', 'discount'];

function adjusted(
  terms: Partial<Tariff>,
  circumstances: ViewingFacts = facts(),
  usage: SessionUsage = PLAYED_220,
): readonly string[] {
  const { lines } = rate({ ...STANDARD, ...terms }, FIG_1A, usage, circumstances);
  return lines.filter(({ mode }) => ADJUSTING.includes(mode)).map(written);
}

describe('the most and the least', () => {
  test.each<[string, Partial<Tariff>, readonly string[]]>([
    [
      'a cap takes off what is above it',
      { capMinor: 200 },
      ['cap discount: 1 session x -20 = -20 -> -20'],
    ],
    ['a cap does nothing at it', { capMinor: 220 }, []],
    [
      'a floor adds what is missing',
      { floorMinor: 300 },
      ['floor floor: 1 session x 80 = 80 -> 80'],
    ],
    ['a floor does nothing at it', { floorMinor: 220 }, []],
    ['a cap of zero takes all', { capMinor: 0 }, ['cap discount: 1 session x -220 = -220 -> -220']],
    [
      'they are compared with what premiums and discounts made of the charges',
      { capMinor: 200, premiums: [amount('gala', 80)], discounts: [percent('half', '1/2')] },
      ['gala premium: 1 session x 80 = 80 -> 80', 'half discount: 220 cents x -1/2 = -110 -> -110'],
    ],
    [
      'a floor stands before the discounts it makes up for',
      { floorMinor: 150, discounts: [percent('half', '1/2')] },
      ['floor floor: 1 session x 40 = 40 -> 40', 'half discount: 220 cents x -1/2 = -110 -> -110'],
    ],
    [
      'the cap is the last discount',
      { capMinor: 60, discounts: [percent('half', '1/2')] },
      [
        'half discount: 220 cents x -1/2 = -110 -> -110',
        'cap discount: 1 session x -50 = -50 -> -50',
      ],
    ],
  ])('%s', (_, terms, expected) => {
    expect(adjusted(terms)).toEqual(expected);
  });

  test('credits count to neither', () => {
    const usage = played(['interval-1', 1200], ['commercial-1', 120]);
    expect(adjusted({ capMinor: 200, floorMinor: 200 }, facts(), usage)).toEqual([
      'cap discount: 1 session x -20 = -20 -> -20',
    ]);
  });
});
