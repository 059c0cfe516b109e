import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adjust } from '../../../src/billing/rating/adjustment.ts';
import { rate } from '../../../src/billing/rating/rating.ts';
import { RatingFault } from '../../../src/billing/rating/rating-fault.ts';
import type { Adjustment, Tariff } from '../../../src/billing/rating/tariff.ts';
import type { SessionUsage, ViewingFacts } from '../../../src/billing/rating/usage.ts';
import { RUNS, tariffs } from './random-terms.ts';
import { FIG_1A } from './worked-cases.ts';
import {
  amount,
  facts,
  hours,
  NO_USAGE,
  percent,
  played,
  price,
  STANDARD,
  startingAt,
  tariff,
  written,
} from './worked-terms.ts';

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

describe('discounts', () => {
  test('compound in the order listed, each rounded by itself (A5)', () => {
    const third = percent('third', '1/3');
    const tenth = percent('tenth', '1/10');
    // 220/3 = 73.33; then 147 is left, of which 14.7.
    expect(adjusted({ discounts: [third, tenth] })).toEqual([
      'third discount: 220 cents x -1/3 = -220/3 -> -73',
      'tenth discount: 147 cents x -1/10 = -147/10 -> -15',
    ]);
    expect(adjusted({ discounts: [tenth, third] })).toEqual([
      'tenth discount: 220 cents x -1/10 = -22 -> -22',
      'third discount: 198 cents x -1/3 = -66 -> -66',
    ]);
  });

  test.each<[string, Adjustment, string]>([
    ['an amount', amount('voucher', 50), 'voucher discount: 1 session x -50 = -50 -> -50'],
    [
      'no more than there is (A4)',
      amount('voucher', 500),
      'voucher discount: 1 session x -220 = -220 -> -220',
    ],
    ['all but a price', price('twice', 50), 'twice discount: 1 title x -170 = -170 -> -170'],
    [
      'all, to a price of nothing',
      price('free', 0),
      'free discount: 1 title x -220 = -220 -> -220',
    ],
    ['nothing, below the price', price('dear', 300), 'dear discount: 1 title x 0 = 0 -> 0'],
    ['everything', percent('all', '1'), 'all discount: 220 cents x -1 = -220 -> -220'],
    ['nothing', percent('none', '0'), 'none discount: 220 cents x 0 = 0 -> 0'],
  ])('take off %s', (_, discount, expected) => {
    expect(adjusted({ discounts: [discount] })).toEqual([expected]);
  });

  test('leave nothing for the next when they have taken all', () => {
    expect(
      adjusted({ discounts: [price('free', 0), percent('senior', '1/10'), amount('v', 5)] }),
    ).toEqual([
      'free discount: 1 title x -220 = -220 -> -220',
      'senior discount: 0 cents x -1/10 = 0 -> 0',
      'v discount: 1 session x 0 = 0 -> 0',
    ]);
  });

  test('buy one, get one free: every second title, its credits stand (Bl)', () => {
    const bogo = { discounts: [price('bogo', 0, { everyNthTitle: 2 })] };
    const usage = played(['interval-1', 1200], ['commercial-1', 120]);
    const nets = [0, 1, 2, 3].map(
      (titlesBefore) =>
        rate({ ...STANDARD, ...bogo }, FIG_1A, usage, facts({ titlesBefore })).totals.netMinor,
    );
    expect(nets).toEqual([190, -30, 190, -30]);
  });

  test('watch twice for 50 more: the second viewing of the same costs 50 in all (Bl)', () => {
    const twice = { discounts: [price('watch-twice', 50, { viewsBefore: 1 })] };
    expect(adjusted(twice)).toEqual([]);
    expect(adjusted(twice, facts({ viewsBefore: 1 }))).toEqual([
      'watch-twice discount: 1 title x -170 = -170 -> -170',
    ]);
  });

  test('an early commitment is rewarded when it is viewed (Bd)', () => {
    const early = { discounts: [percent('early', '1/5', { committedEarly: true })] };
    expect(adjusted(early)).toEqual([]);
    expect(adjusted(early, facts({ committedEarly: true }))).toEqual([
      'early discount: 220 cents x -1/5 = -44 -> -44',
    ]);
  });
});

describe('premiums', () => {
  test('are based on the charges before discounts, and discounts not on them (A4, A6)', () => {
    const terms = {
      premiums: [percent('early-release', '1/4'), amount('gala', 30)],
      discounts: [percent('senior', '1/2')],
    };
    expect(adjusted(terms)).toEqual([
      'early-release premium: 220 cents x 1/4 = 55 -> 55',
      'gala premium: 1 session x 30 = 30 -> 30',
      'senior discount: 220 cents x -1/2 = -110 -> -110',
    ]);
  });

  test('do not touch credits', () => {
    const usage = played(['commercial-1', 120]);
    expect(adjusted({ premiums: [percent('p', '1/4')] }, facts(), usage)).toEqual([
      'p premium: 100 cents x 1/4 = 25 -> 25',
    ]);
  });
});

describe('at a time of day', () => {
  const late = { between: hours(0, 6) };
  /** Ten minutes of interval 1 before midnight, ten after. */
  const acrossMidnight = startingAt(24 - 1 / 6);

  test('what holds is based on the charges that fell in it, and labels them', () => {
    const terms = { ...STANDARD, discounts: [percent('late-night', '1/10', late)] };
    expect(rate(terms, FIG_1A, PLAYED_220, acrossMidnight).lines.map(written)).toEqual([
      'initial-fee initial: 1 selection x 100 = 100 -> 100',
      'interval-1 programming: 600 s x 1/10 = 60 -> 60',
      'interval-1 programming [late-night]: 600 s x 1/10 = 60 -> 60',
      'late-night discount: 60 cents x -1/10 = -6 -> -6',
    ]);
  });

  test('nothing is labelled when the whole session lies in it, or none of it does', () => {
    const terms = { ...STANDARD, discounts: [percent('late-night', '1/10', late)] };
    const labels = (circumstances: ViewingFacts) =>
      rate(terms, FIG_1A, PLAYED_220, circumstances).lines.map(
        ({ element, label }) => element + label,
      );
    expect(labels(startingAt(1))).toEqual(['initial-fee', 'interval-1', 'late-night']);
    expect(labels(startingAt(12))).toEqual(['initial-fee', 'interval-1']);
  });

  test('lines of one element stand in the order of time, in whatever order it is told (I15)', () => {
    const happy = percent('happy', '1/10', { between: hours(12, 12.25) });
    const usage = played(['interval-1', 300], ['interval-1', 900]);
    const backwards = { ...usage, records: [...usage.records].reverse() };
    const terms = { ...STANDARD, discounts: [happy] };
    const quantities = (shown: SessionUsage, startHour: number) =>
      rate(terms, FIG_1A, shown, startingAt(startHour))
        .lines.filter(({ mode }) => mode === 'programming')
        .map(({ label, quantity }) => `${label} ${quantity}`);
    // From 11:57:30: 2.5 minutes before, all 15 in it, 2.5 after.
    const early = 12 - 1 / 24;
    expect(quantities(backwards, early)).toEqual([' 300', 'happy 900']);
    expect(quantities(usage, early)).toEqual([' 300', 'happy 900']);
    expect(quantities(backwards, 12.125)).toEqual(['happy 450', ' 750']);
  });

  test('several that hold are all named, and a band before them', () => {
    const terms = {
      ...STANDARD,
      bands: [
        {
          id: 'night',
          between: hours(22, 6),
          initialMinor: null,
          programming: STANDARD.programming,
          subsidy: null,
        },
      ],
      premiums: [percent('witching', '1/2', { between: hours(0, 1) })],
      discounts: [percent('late-night', '1/10', late)],
    };
    expect(rate(terms, FIG_1A, PLAYED_220, acrossMidnight).lines.map(written)).toEqual([
      'initial-fee initial: 1 selection x 100 = 100 -> 100',
      'interval-1 programming [night]: 600 s x 1/10 = 60 -> 60',
      'interval-1 programming [night+witching+late-night]: 600 s x 1/10 = 60 -> 60',
      'witching premium: 60 cents x 1/2 = 30 -> 30',
      'late-night discount: 60 cents x -1/10 = -6 -> -6',
    ]);
  });

  test('what another condition rules out splits nothing', () => {
    const terms = {
      ...STANDARD,
      discounts: [percent('late', '1/10', { ...late, groups: ['seniors'] })],
    };
    expect(rate(terms, FIG_1A, PLAYED_220, acrossMidnight).lines).toHaveLength(2);
  });

  test('a later discount knows what an earlier one left of its charges', () => {
    // A quarter of 220 is 55, spread over 160 and 60 as 40 and 15; 45 of the 60 are left.
    const discounts = [
      percent('senior', '1/4'),
      percent('late-night', '1/3', late),
      percent('half', '1/2'),
    ];
    expect(adjusted({ discounts }, acrossMidnight)).toEqual([
      'senior discount: 220 cents x -1/4 = -55 -> -55',
      'late-night discount: 45 cents x -1/3 = -15 -> -15',
      'half discount: 150 cents x -1/2 = -75 -> -75',
    ]);
  });

  test('takes from its own charges only', () => {
    const discounts = [percent('late-night', '1/3', late), percent('later-still', '1/2', late)];
    expect(adjusted({ discounts }, acrossMidnight)).toEqual([
      'late-night discount: 60 cents x -1/3 = -20 -> -20',
      'later-still discount: 40 cents x -1/2 = -20 -> -20',
    ]);
  });

  test('a block is in it when it was selected in it', () => {
    const terms = { discounts: [percent('late-night', '1/10', late)] };
    expect(adjusted(terms, startingAt(1, { blockMinor: 400 }))).toEqual([
      'late-night discount: 400 cents x -1/10 = -40 -> -40',
    ]);
    expect(adjusted(terms, startingAt(23.9, { blockMinor: 400 }))).toEqual([]);
  });
});

describe('what is no adjustment', () => {
  test.each<[string, Partial<Tariff>, string]>([
    [
      'a discount of more than all',
      { discounts: [percent('gift', '3/2')] },
      'discount gift takes off 3/2, which is more than all; take off 100 % at the most',
    ],
    [
      'a premium that sets a price',
      { premiums: [price('p', 5)] },
      'premium p sets a price, which only a discount can',
    ],
    [
      'a premium that lowers charges',
      { premiums: [percent('p', '-1/4')] },
      'p (premium) comes to -1/4 per cents, but a charge is zero or more',
    ],
    [
      'a discount that raises them',
      { discounts: [amount('d', -5)] },
      'd (discount) comes to 5 per session, but a credit or discount is zero or less',
    ],
    [
      'a share that is no number',
      { discounts: [percent('d', 'some')] },
      'the share of d is "some", which is no number',
    ],
  ])('is %s', (_, terms, sentence) => {
    expect(() => adjusted(terms)).toThrow(RatingFault);
    expect(() => adjusted(terms)).toThrow(sentence);
  });
});

describe('the laws of adjusting', () => {
  test('no charge is left below zero, and the floor and the cap hold (A4)', () => {
    const bases = fc.array(
      fc.record({ amountMinor: fc.nat({ max: 999 }), combination: fc.nat({ max: 3 }) }),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(tariffs, bases, fc.func(fc.boolean()), (terms, base, isInSpan) => {
        const all = [...terms.premiums, ...terms.discounts];
        const spans = [0, 1, 2, 3].map((place) => all.filter(({ id }) => isInSpan(id, place)));
        const { premiums, floor, discounts } = adjust(terms, facts(), base, spans);
        const sum = (list: readonly { amountMinor: number }[]) =>
          list.reduce((so, each) => so + each.amountMinor, 0);
        const chargesMinor = sum(base) + sum(premiums) + sum(discounts);
        expect(
          sum(base) + sum(discounts.filter(({ element }) => element !== 'cap')),
        ).toBeGreaterThanOrEqual(0);
        expect(chargesMinor).toBeGreaterThanOrEqual(0);
        if (terms.capMinor !== null) expect(chargesMinor).toBeLessThanOrEqual(terms.capMinor);
        expect(chargesMinor + sum(floor)).toBeGreaterThanOrEqual(terms.floorMinor ?? 0);
        if (floor.length > 0) expect(chargesMinor + sum(floor)).toBe(terms.floorMinor);
      }),
      RUNS,
    );
  });

  test('a session without charges is adjusted without fault', () => {
    const free = { ...tariff(), premiums: [percent('p', '1/4')], discounts: [percent('d', '1/4')] };
    expect(rate(free, FIG_1A, NO_USAGE, facts()).totals.netMinor).toBe(0);
  });
});
