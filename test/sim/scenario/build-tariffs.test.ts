import { describe, expect, test } from 'vitest';
import { load, placeOf, SMALL, wrong } from './small-network.ts';

const TIMELINE = `timelines:
  night-train:
    elements:
      - { id: scene-1, length: 1m, people: [Actor A], works: [Song A] }
      - { id: c-1, kind: subsidy, length: 1m }
    rights: [{ holder: Composer A, work: Song A, fixed: 10 cents }]
`;

function withTariff(lines: string): string {
  return `${SMALL}${TIMELINE}tariffs:\n  standard:\n${lines.replace(/^/gm, '    ')}\n`;
}
function tariff(lines: string) {
  const read = load(withTariff(lines)).tariffs.get('standard');
  if (read === undefined) throw new Error('there is no tariff');
  return read;
}

test('a tariff that says nothing costs nothing and allows everything', () => {
  expect(tariff('title: Free')).toEqual({
    id: 'standard',
    title: 'Free',
    currency: 'USD',
    initialMinor: 0,
    initialFees: [],
    programming: null,
    subsidy: null,
    breakCredit: '0',
    review: null,
    pause: null,
    performanceFees: [],
    bands: [],
    premiums: [],
    discounts: [],
    participation: {},
    responseWindowUs: 30_000_000,
    capMinor: null,
    floorMinor: null,
    trickPlay: { forward: 'allowed', back: 'allowed', pause: 'allowed' },
  });
});

describe('what earns is kept below zero, with a minus written or not', () => {
  test.each([
    ['15 cents per minute', '5 cents', '50 cents'],
    ['-15 cents per minute', '-5 cents', '-0.50'],
  ])('%s', (rate, first, survey) => {
    const read = tariff(`subsidy: ${rate}\nfirst-credit: ${first}\nsurveys: { survey: ${survey} }`);
    // 15 cents a minute are a quarter of a cent a second.
    expect(read.subsidy?.base).toBe('-1/4');
    expect(read.breakCredit).toBe('-5');
    expect(read.participation).toEqual({ survey: -50 });
  });
});

test('a fee varies with people, works, scenes and royalties', () => {
  const read = tariff(
    'programming: { base: 6 cents per minute, people: { Actor A: 3 cents per minute }, ' +
      'works: { Song A: 1 cent per second }, scenes: { scene-1: 0.60 per hour }, royalties: 3/2 }',
  );
  expect(read.programming).toEqual({
    unit: 's',
    base: '1/10',
    people: { 'Actor A': '1/20' },
    works: { 'Song A': '1' },
    elements: { 'scene-1': '1/60' },
    royaltyFactor: '3/2',
  });
});

test('fee units become the currency', () => {
  const read = tariff(
    'units: { points: 2 cents }\ninitial: 50 points\nprogramming: 3 points per minute',
  );
  expect(read.initialMinor).toBe(100);
  expect(read.programming?.base).toBe('1/10');
});

test('the rest of a tariff', () => {
  const read = tariff(`initial: 1.00
initial-fees: [{ fee: 4.00, for: { kinds: [movie], transmissions: [cup-final] } }]
review: 3 cents per minute
pause: 1/60 cent per second
performance-fees:
  - { composer: Composer A, fee: 10 cents }
  - { song: Song A, of: Actor A, fee: 1/2 cent, per: segment }
bands:
  night: { between: 22:00-06:00, initial: 0.50, programming: 3 cents per minute }
  late: { between: 18:00-22:00 }
premiums: [{ name: early, percent: 25, for: { before-release: true } }]
discounts:
  - { name: senior, percent: 12.5%, for: { groups: [senior], committed-early: true } }
  - { name: bogo, price: 0, for: { every-nth-title: 2, released-within: 30d } }
  - { name: off, amount: 0.50, for: { views-before: 1, between: 12:00-24:00 } }
cap: 5
floor: 1 USD
response-window: 45s
fast-forward: outside-commercials
rewind: never
pausing: never`);
  const always = {
    between: null,
    groups: null,
    packages: null,
    kinds: null,
    transmissions: null,
    beforeRelease: null,
    committedEarly: null,
    releasedWithinDays: null,
    viewsBefore: null,
    everyNthTitle: null,
  };
  expect(read).toMatchObject({
    initialFees: [
      { amountMinor: 400, when: { ...always, kinds: ['movie'], transmissions: ['cup-final'] } },
    ],
    review: { unit: 's', rate: '1/20' },
    pause: { unit: 's', rate: '1/60' },
    performanceFees: [
      { id: 'composer-a', mode: 'composer', of: 'Composer A', per: 'performance', rate: '10' },
      { id: 'song-a', mode: 'song', of: 'Actor A', per: 'segment', rate: '1/2' },
    ],
    bands: [
      {
        id: 'night',
        between: { fromS: 79_200, untilS: 21_600 },
        initialMinor: 50,
        programming: { base: '1/20' },
        subsidy: null,
      },
      { id: 'late', between: { fromS: 64_800, untilS: 79_200 }, initialMinor: null },
    ],
    premiums: [
      {
        id: 'early',
        effect: { by: 'percent', share: '1/4' },
        when: { ...always, beforeRelease: true },
      },
    ],
    discounts: [
      {
        id: 'senior',
        effect: { by: 'percent', share: '1/8' },
        when: { ...always, groups: ['senior'], committedEarly: true },
      },
      {
        id: 'bogo',
        effect: { by: 'price', priceMinor: 0 },
        when: { ...always, everyNthTitle: 2, releasedWithinDays: 30 },
      },
      {
        id: 'off',
        effect: { by: 'amount', amountMinor: 50 },
        when: { ...always, viewsBefore: 1, between: { fromS: 43_200, untilS: 86_400 } },
      },
    ],
    capMinor: 500,
    floorMinor: 100,
    responseWindowUs: 45_000_000,
    trickPlay: { forward: 'outside-subsidy', back: 'never', pause: 'never' },
  });
});

describe('a mistake is told where it is written', () => {
  // What is written, where the problem points, and what it says.
  test.each([
    ['initial: -1.00', '-1.00', 'found -1.00, expected zero or more'],
    [
      'programming: -6 cents per minute',
      '-6 cents',
      'expected zero or more; credits are written under subsidy',
    ],
    [
      'programming: 6 cents',
      '6 cents\n',
      'found an amount alone, expected "per" and second, minute, hour or frame',
    ],
    ['programming: 0.06', '0.06', 'found an amount alone'],
    ['programming: 6 cents per minuet', 'minuet', 'did you mean "minute"?'],
    [
      'review: 5 points per minute',
      'points',
      'two units without conversion, "points" and "USD", expected one of USD, cents, or what one is worth in the tariff: units: { points: 1 cent }',
    ],
    ['units: { USD: 1 cent }', 'USD: 1', 'found the unit "USD"'],
    ['units: { points: 0 }', '0 }\n', 'expected more than nothing'],
    [
      'programming: { people: { Actr A: 1 cent per minute } }',
      'Actr A',
      'expected somebody in a timeline (Actor A); did you mean "Actor A"?',
    ],
    [
      'programming: { works: { Song B: 1 cent per minute } }',
      'Song B',
      'expected a work in a timeline (Song A)',
    ],
    [
      'subsidy: { scenes: { c-2: 1 cent per minute } }',
      'c-2',
      'expected an element of a timeline (one of scene-1, c-1); did you mean "c-1"?',
    ],
    [
      'programming: { base: 1 cent per minute, works: { Song A: 1 cent per frame } }',
      '1 cent per frame',
      'two units in one fee, a rate per frame beside one per time',
    ],
    ['programming: { royalties: -1 }', '-1 }', 'expected a factor from 0 to 1000'],
    [
      'performance-fees: [{ actor: Actor B, fee: 1 cent }]',
      'Actor B',
      'found the name "Actor B", expected a person or work in a timeline',
    ],
    ['cap: 1/3 cent', '1/3 cent', 'expected a whole number of cents'],
    ['cap: 1\nfloor: 2', '2\n', 'expected at most the cap'],
    ['discounts: [{ name: a, percent: 101 }]', '101', 'expected a percentage from 0 to 100'],
    [
      'discounts: [{ name: a, percent: 1 }, { name: a, percent: 1 }]',
      'a, percent: 1 }]',
      'found "a" again',
    ],
    [
      'discounts: [{ name: a, for: { kinds: [movei] }, percent: 1 }]',
      'movei',
      'did you mean "movie"?',
    ],
    [
      'discounts: [{ name: a, for: { transmissions: [cup-finl] }, percent: 1 }]',
      'cup-finl',
      'did you mean "cup-final"?',
    ],
    [
      'premiums: [{ name: a, price: 1 }]',
      '{ name: a, price: 1 }',
      'expected exactly one of the keys percent, amount',
    ],
    [
      'bands: { a: { between: 06:00-06:00 } }',
      '06:00-06:00',
      'expected two different times of day',
    ],
    [
      'bands: { a: { between: 22:00-06:00 }, b: { between: 05:00-07:00 } }',
      '05:00-07:00',
      'found an overlap with the band "a"',
    ],
    ['fast-forward: sometimes', 'sometimes', 'expected one of allowed, outside-commercials, never'],
    ['subsidie: 15 cents per minute', 'subsidie', 'did you mean "subsidy"?'],
  ])('%s', (lines, pointed, says) => {
    const text = withTariff(lines);
    const told = wrong(text);
    const place = `night.yaml:${placeOf(text.slice(text.indexOf('tariffs:')), pointed)}`;
    const offset = text.slice(0, text.indexOf('tariffs:')).split('\n').length - 1;
    const [, line = '', column = ''] = place.split(':');
    expect(told.filter((one) => one.includes(says))).toEqual([
      expect.stringContaining(`night.yaml:${Number(line) + offset}:${column}  tariffs.standard.`),
    ]);
  });

  test('hostile names are names like others', () => {
    const text = withTariff('surveys: { constructor: 5 cents, to-string: 5 cents }');
    expect(load(text).tariffs.get('standard')?.participation).toEqual({
      constructor: -5,
      'to-string': -5,
    });
    expect(wrong(withTariff('units: { __proto__: 1 cent }'))).toHaveLength(1);
    expect('polluted' in {}).toBe(false);
  });
});
