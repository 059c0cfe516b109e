import fc from 'fast-check';
import Fraction from 'fraction.js';
import { describe, expect, test } from 'vitest';
import { elementRates } from '../../../src/billing/rating/element-rate.ts';
import { rate } from '../../../src/billing/rating/rating.ts';
import type { UsageFee } from '../../../src/billing/rating/tariff.ts';
import { formatRatio } from '../../../src/billing/ratio.ts';
import { cuttings, cutUp, RUNS, sessions } from './random-terms.ts';
import { FIG_2A, FIG_2C } from './worked-cases.ts';
import { facts, perFrame, perSecond, tariff, timeRight } from './worked-terms.ts';

function ratesOf(fee: UsageFee, shown = FIG_2A): readonly string[] {
  return elementRates(fee, shown).rates.map(formatRatio);
}

describe('the rate of an element', () => {
  // FIG. 2A: the soundtrack; A and B; B; A and C; B; A and B.
  test.each<[string, Partial<UsageFee>, readonly string[]]>([
    ['is the base when nothing varies', {}, ['1/10', '1/10', '1/10', '1/10', '1/10', '1/10']],
    [
      'adds what its people cost',
      { people: { 'Actor A': '1/2', 'Actor C': '1/5' } },
      ['1/10', '3/5', '1/10', '4/5', '1/10', '3/5'],
    ],
    [
      'adds what its works cost',
      { works: { 'Soundtrack A': '1' } },
      ['11/10', '1/10', '1/10', '1/10', '1/10', '1/10'],
    ],
    [
      'is its own when it has one, whoever is in it',
      { people: { 'Actor B': '1' }, elements: { 'scene-3': '0' } },
      ['1/10', '11/10', '0', '1/10', '11/10', '11/10'],
    ],
    [
      // A 3, B 2, C 4 a minute: 1/20, 1/30 and 1/15 a second.
      'follows the royalties of who is in it (Bs)',
      { royaltyFactor: '2' },
      ['1/10', '4/15', '1/6', '1/3', '1/6', '4/15'],
    ],
  ])('%s', (_, varied, expected) => {
    expect(ratesOf(perSecond('1/10', varied))).toEqual(expected);
  });

  test('follows royalties by another unit where frames are known', () => {
    const shown = { ...FIG_2A, framesPerSecond: '25', rights: [timeRight('Actor A', '60')] };
    expect(ratesOf(perFrame('0', { royaltyFactor: '1' }), shown)).toEqual([
      '0',
      '1/25',
      '0',
      '1/25',
      '0',
      '1/25',
    ]);
    expect(() => ratesOf(perFrame('0', { royaltyFactor: '1' }))).toThrow(
      'counted in seconds here and charged by frames',
    );
  });

  test('is a credit for a commercial, by the same rules (B12)', () => {
    const credits = perSecond('-1/10', { people: { 'Actor D': '-1/10', 'Actor E': '-1/5' } });
    expect(ratesOf(credits, FIG_2C).slice(1)).toEqual(['-1/10', '-2/5', '-1/5', '-1/10']);
  });

  test('is not taken from names that only look like rates', () => {
    const shown = { ...FIG_2A, rights: [] };
    const named = {
      ...shown,
      elements: shown.elements.map((each) => ({ ...each, people: ['constructor', 'toString'] })),
    };
    expect(new Set(ratesOf(perSecond('1/10'), named))).toEqual(new Set(['1/10']));
  });

  test('by another implementation of exact numbers, makes the same lines', () => {
    const perUs = new Fraction(1, 1_000_000);
    fc.assert(
      fc.property(sessions, cuttings, (session, cutting) => {
        const { timeline, usage } = session;
        const fee = perSecond('1/7', {
          elements: { 'element-1': '2/9' },
          people: { 'Actor A': '3/11' },
          works: { Film: '1/13' },
        });
        const records = cutUp(timeline, usage.records, cutting);
        const { lines } = rate(
          tariff({ programming: fee }),
          timeline,
          { ...usage, records },
          facts(),
        );
        const perTick =
          timeline.tick === 'us' ? perUs : new Fraction(1).div(timeline.framesPerSecond ?? 1);
        const expected = timeline.elements.reduce((sum, element) => {
          if (element.kind === 'subsidy') return sum;
          const ticks = usage.records
            .filter((record) => record.element === element.id && record.mode === 'first')
            .reduce((so, record) => so + record.ticks, 0);
          const varied = new Fraction('1/7')
            .add(element.people.includes('Actor A') ? '3/11' : 0)
            .add(element.works.includes('Film') ? '1/13' : 0);
          const own = element.id === 'element-1' ? new Fraction('2/9') : varied;
          return sum.add(perTick.mul(ticks).mul(own));
        }, new Fraction(0));
        const exact = lines.reduce(
          (sum, line) => sum.add(new Fraction(line.exact)),
          new Fraction(0),
        );
        expect(exact.equals(expected)).toBe(true);
      }),
      RUNS,
    );
  });
});
