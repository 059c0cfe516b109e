import { describe, expect, test } from 'vitest';
import { rate } from '../../../src/billing/rating/rating.ts';
import type { Tariff } from '../../../src/billing/rating/tariff.ts';
import type { Timeline } from '../../../src/billing/rating/timeline.ts';
import type { SessionUsage, ViewingFacts } from '../../../src/billing/rating/usage.ts';
import { FIG_1A, FIG_2A } from './worked-cases.ts';
import {
  ALWAYS,
  facts,
  hours,
  NO_USAGE,
  percent,
  perMinute,
  perSecond,
  played,
  STANDARD,
  startingAt,
  tariff,
  timeline,
  written,
} from './worked-terms.ts';

function lines(
  terms: Tariff,
  shown: Timeline,
  usage: SessionUsage,
  circumstances: ViewingFacts = facts(),
): readonly string[] {
  return rate(terms, shown, usage, circumstances).lines.map(written);
}

describe('the initial fee', () => {
  const byContent = tariff({
    initialMinor: 100,
    initialFees: [
      { amountMinor: 400, when: { ...ALWAYS, beforeRelease: true } },
      { amountMinor: 300, when: { ...ALWAYS, kinds: ['movie'], releasedWithinDays: 30 } },
      { amountMinor: 0, when: { ...ALWAYS, kinds: ['documentary'] } },
    ],
    bands: [
      { id: 'night', between: hours(0, 6), initialMinor: 50, programming: null, subsidy: null },
    ],
  });
  const noonUs = facts().startedCivilUs;

  test.each<[string, Partial<ViewingFacts>, string]>([
    [
      'the first whose condition holds',
      { releasedCivilUs: noonUs + 1 },
      'selection x 400 = 400 -> 400',
    ],
    [
      'the next when the first does not',
      { releasedCivilUs: noonUs },
      'selection x 300 = 300 -> 300',
    ],
    ['nothing, and says so', { kind: 'documentary' }, 'selection x 0 = 0 -> 0'],
    ["the tariff's own when none holds", { kind: 'news' }, 'selection x 100 = 100 -> 100'],
  ])('is %s (Bk)', (_, special, expected) => {
    expect(lines(byContent, FIG_1A, NO_USAGE, facts(special))).toEqual([
      `initial-fee initial: 1 ${expected}`,
    ]);
  });

  test('is that of the band in force at selection, whatever is played later (A7)', () => {
    expect(lines(byContent, FIG_1A, NO_USAGE, startingAt(5.99))).toEqual([
      'initial-fee initial [night]: 1 selection x 50 = 50 -> 50',
    ]);
    expect(lines(byContent, FIG_1A, NO_USAGE, startingAt(6, { kind: 'news' }))).toEqual([
      'initial-fee initial: 1 selection x 100 = 100 -> 100',
    ]);
  });
});

describe('a band', () => {
  const prime = tariff({
    initialMinor: 100,
    programming: perMinute('6'),
    subsidy: perMinute('-15'),
    bands: [
      {
        id: 'prime',
        between: hours(18, 23),
        initialMinor: 150,
        programming: perMinute('9'),
        subsidy: null,
      },
    ],
  });

  test('splits an element where it begins, and leaves alone what it does not change (A7)', () => {
    // From 17:50: ten minutes of interval 1 before 18:00, ten in prime time.
    expect(
      lines(
        prime,
        FIG_1A,
        played(['interval-1', 1200], ['commercial-1', 120]),
        startingAt(17 + 5 / 6),
      ),
    ).toEqual([
      'initial-fee initial: 1 selection x 100 = 100 -> 100',
      'interval-1 programming: 600 s x 1/10 = 60 -> 60',
      'interval-1 programming [prime]: 600 s x 3/20 = 90 -> 90',
      'commercial-1 subsidy: 120 s x -1/4 = -30 -> -30',
    ]);
  });

  test('labels its lines also when the whole session lies in it', () => {
    expect(lines(prime, FIG_1A, played(['interval-1', 60]), startingAt(20))).toEqual([
      'initial-fee initial [prime]: 1 selection x 150 = 150 -> 150',
      'interval-1 programming [prime]: 60 s x 3/20 = 9 -> 9',
    ]);
  });

  test('that passes midnight holds on both sides of it', () => {
    const night = {
      ...STANDARD,
      bands: [
        {
          id: 'night',
          between: hours(22, 6),
          initialMinor: null,
          programming: null,
          subsidy: perMinute('-30'),
        },
      ],
    };
    // The commercial runs from 23:59 to 0:01, the credit is doubled for all of it.
    expect(
      lines(
        night,
        FIG_1A,
        played(['interval-1', 1200], ['commercial-1', 120]),
        startingAt(23 + 39 / 60),
      ),
    ).toEqual([
      'initial-fee initial: 1 selection x 100 = 100 -> 100',
      'interval-1 programming: 1200 s x 1/10 = 120 -> 120',
      'commercial-1 subsidy [night]: 120 s x -1/2 = -60 -> -60',
    ]);
  });

  test('listed first is in force where two overlap', () => {
    const band = { between: hours(0, 24), initialMinor: null, subsidy: null };
    const both = tariff({
      bands: [
        { ...band, id: 'first', programming: perMinute('1') },
        { ...band, id: 'second', programming: perMinute('2') },
      ],
    });
    expect(lines(both, FIG_1A, played(['interval-1', 60]))).toContain(
      'interval-1 programming [first]: 60 s x 1/60 = 1 -> 1',
    );
  });
});

describe('lines of elements', () => {
  test('stand in timeline order, whatever was played first', () => {
    const backwards = played(['interval-2', 60], ['commercial-1', 60], ['interval-1', 60]);
    expect(lines(STANDARD, FIG_1A, backwards).map((line) => line.split(' ')[0])).toEqual([
      'initial-fee',
      'interval-1',
      'commercial-1',
      'interval-2',
    ]);
  });

  test('are there for programming that costs nothing, also without any fee', () => {
    const free = [
      'initial-fee initial: 1 selection x 0 = 0 -> 0',
      'interval-1 programming: 60 s x 0 = 0 -> 0',
    ];
    expect(
      lines(tariff({ programming: perSecond('0') }), FIG_1A, played(['interval-1', 60])),
    ).toEqual(free);
    expect(lines(tariff(), FIG_1A, played(['interval-1', 60]))).toEqual(free);
    expect(lines(STANDARD, FIG_1A, played(['interval-1', 0]))).toHaveLength(1);
  });

  test('that elements share are one when they have one rate, and one for each rate else', () => {
    const shared = timeline([
      ['scene-1', 10, { line: 'act' }],
      ['scene-2', 20, { line: 'act' }],
      ['scene-3', 30, { line: 'act', people: ['Actor A'] }],
    ]);
    const byActor = tariff({ programming: perSecond('1', { people: { 'Actor A': '1/2' } }) });
    expect(
      lines(byActor, shared, played(['scene-1', 10], ['scene-2', 5], ['scene-3', 30])),
    ).toEqual([
      'initial-fee initial: 1 selection x 0 = 0 -> 0',
      'act programming: 15 s x 1 = 15 -> 15',
      'act programming: 30 s x 3/2 = 45 -> 45',
    ]);
  });

  test('mid-scene, cost the part that was played (Bn)', () => {
    // Scene 2 of FIG. 2A cancelled after 101 of 300 s: 101 x 1/8 = 12.625.
    const cancelled = played(['scene-1', 180], ['scene-2', 101]);
    expect(
      lines(tariff({ programming: perSecond('0', { royaltyFactor: '3/2' }) }), FIG_2A, cancelled),
    ).toEqual([
      'initial-fee initial: 1 selection x 0 = 0 -> 0',
      'scene-1 programming: 180 s x 0 = 0 -> 0',
      'scene-2 programming: 101 s x 1/8 = 101/8 -> 13',
    ]);
  });
});

describe('a block', () => {
  test('takes the place of the initial fee, the programming and its people, and nothing else (A12)', () => {
    const everything = {
      ...STANDARD,
      review: { unit: 's', rate: '1/20' },
      discounts: [percent('senior', '1/10')],
      performanceFees: [{ id: 'x', mode: 'actor', of: 'interval', per: 'segment', rate: '3' }],
    } as const;
    const usage = played(['interval-1', 1200], ['commercial-1', 120], ['interval-1', 40, 'review']);
    expect(lines(everything, FIG_1A, usage, facts({ blockMinor: 425 }))).toEqual([
      'block block: 1 film x 425 = 425 -> 425',
      'commercial-1 subsidy: 120 s x -1/4 = -30 -> -30',
      'interval-1 review: 40 s x 1/20 = 2 -> 2',
      // 42.5 goes to the even 42.
      'senior discount: 425 cents x -1/10 = -85/2 -> -42',
    ]);
  });
});
