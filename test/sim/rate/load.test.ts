import { describe, expect, test } from 'vitest';
import { placeOf } from '../scenario/small-network.ts';
import { rated, SHARED, withCase, wrong } from './rate-text.ts';

const PLAY = 'tariff: standard\ntimeline: short\nevents: [{ t: 0, type: PLAY }]';

/** The lines of the first case: names and amounts. */
function amounts(text: string) {
  return rated(text).cases[0]?.lines.map(({ element, amountMinor }) => [element, amountMinor]);
}

describe('a case', () => {
  // 6 cents a minute, and 15 back for the commercial.
  const full = [
    ['initial-fee', 100],
    ['one', 6],
    ['c-1', -15],
    ['two', 6],
  ];

  test('plays to the end without a STOP', () => expect(amounts(withCase(PLAY))).toEqual(full));

  test('may be the file itself', () => {
    const file = rated(`${SHARED}${PLAY}\n`);
    expect([file.isSingle, file.cases.length]).toEqual([true, 1]);
    expect(amounts(`${SHARED}${PLAY}\n`)).toEqual(full);
  });

  test('may be JSON', () => {
    const tariff = {
      initial: 1,
      programming: '6 cents per minute',
      subsidy: '15 cents per minute',
    };
    const timeline = [
      { id: 'one', kind: 'program', start: 0, end: 60, unit: 's' },
      { id: 'c-1', kind: 'subsidy', start: 60, end: 120, unit: 's' },
      { id: 'two', kind: 'program', start: 120, end: 180, unit: 's' },
    ];
    const events = [
      { t: 0, type: 'PLAY' },
      { t: 180, type: 'STOP' },
    ];
    expect(amounts(JSON.stringify({ id: 'J', tariff, timeline, events }))).toEqual(full);
  });

  test('may say how much was played instead', () => {
    const usage = `usage:
  - { element: one, seconds: 60 }
  - { element: c-1, ticks: 60, unit: s }
  - { element: two, seconds: 1m }
surveys: [survey]`;
    expect(amounts(withCase(`tariff: standard\ntimeline: short\n${usage}`))).toEqual([
      ...full,
      ['survey', -50],
    ]);
  });

  test('has a cast beside elements of its own', () => {
    const text = `tariff: { programming: { people: { Actor A: 6 cents per minute } } }
timeline: [{ id: one, length: 1m }, { id: two, length: 1m }]
cast: { two: [Actor A] }
rights: [{ holder: Actor A, rate: 3 cents per minute }]
events: [{ t: 0, type: PLAY }]`;
    expect(amounts(withCase(text))).toEqual([
      ['initial-fee', 0],
      ['one', 0],
      ['two', 6],
    ]);
    expect(rated(withCase(text)).cases[0]?.royalties).toMatchObject([
      { holder: 'Actor A', exact: '3', amountMinor: 3 },
    ]);
  });

  test('has sessions that count titles and views', () => {
    const text = `tariff:
  initial: 1.00
  discounts:
    - { name: bogo, price: 0, for: { every-nth-title: 3 } }
    - { name: again, price: 0.50, for: { views-before: 1 } }
timeline: short
events: [{ t: 0, type: PLAY }]
facts: { titles-before: 1 }
sessions:
  - { id: a, facts: { transmission: night-train } }
  - { id: b, facts: { transmission: cup-final } }
  - { id: c, facts: { transmission: night-train } }`;
    // The second is the third title: free. The third is seen again: 0.50 instead of 1.00.
    expect(amounts(withCase(text))?.filter(([, amount]) => amount !== 0)).toEqual([
      ['a:initial-fee', 100],
      ['b:initial-fee', 100],
      ['b:bogo', -100],
      ['c:initial-fee', 100],
      ['c:again', -50],
    ]);
  });

  test('of an auction is charged its price, and a refused bid wins nothing', () => {
    const auction = (reserve: string) =>
      `auction: { rule: second-price, reserve: ${reserve}, bids: [{ bidder: S1, amount: 2.00 }, { bidder: S2, amount: 3.00 }] }`;
    expect(amounts(withCase(`${PLAY}\n${auction('1.00')}`))).toEqual([
      ['block', 200],
      ['c-1', -15],
    ]);
    expect(amounts(withCase(`${PLAY}\n${auction('4.00')}`))).toEqual(full);
  });

  test('sells a commercial to who asks for the least', () => {
    const bids = '[{ bidder: S1, amount: 10 cents }, { bidder: S2, amount: 8 cents }]';
    const auction = `auction: { rule: first-price, direction: reverse, of: c-1, ceiling: 12 cents, bids: ${bids} }`;
    expect(amounts(withCase(`${PLAY}\n${auction}`))).toContainEqual(['c-1', -8]);
  });
});

test('a case that cannot be rated is left out, the others are rated', () => {
  const text = `${SHARED}cases:
  - { id: bad, tariff: standard, timeline: shrt, events: [{ t: 0, type: PLAY }] }
  - { id: good, tariff: standard, timeline: short, events: [{ t: 0, type: PLAY }] }
`;
  const { cases, problems } = rated(text);
  expect(cases.map(({ id }) => id)).toEqual(['good']);
  expect(problems).toMatchObject([{ path: 'cases.0.timeline', nearest: 'short' }]);
});

describe('a mistake is told where it is written', () => {
  test.each([
    [
      'timeline: short\nevents: [{ t: 0, type: PLAY }]',
      'timeline: short',
      'found nothing, expected the key "tariff"',
    ],
    ['tariff: standard\ntimeline: short', 'tariff: standard', 'found neither "events" nor "usage"'],
    [`${PLAY}\nusage: []`, 'tariff: standard', 'found both "events" and "usage"'],
    [
      'tariff: standrad\ntimeline: short\nevents: [{ t: 0, type: PLAY }]',
      'standrad',
      'did you mean "standard"?',
    ],
    [
      `${PLAY.replace('0,', '9, type: PLAY }, { t: 5,')}`,
      '5, type',
      'found "5", which is before the event before it',
    ],
    [PLAY.replace('PLAY', 'SEEK'), '{ t: 0, type: SEEK', 'expected the key "to" (where to go)'],
    [PLAY.replace('PLAY', 'SEEK, to: 200'), '200', 'expected a position up to the end, 3:00'],
    [
      PLAY.replace('PLAY', 'RESPOND, part: one'),
      'one }]',
      'expected a commercial of the timeline (c-1)',
    ],
    [PLAY.replace('PLAY', 'PLYA'), 'PLYA', 'did you mean "PLAY"?'],
    [PLAY.replace('t: 0', 't: -1'), '-1', 'expected zero or more'],
    [
      'tariff: standard\ntimeline: short\nusage: [{ element: oen, seconds: 1 }]',
      'oen',
      'did you mean "one"?',
    ],
    [
      'tariff: standard\ntimeline: short\nusage: [{ element: one, seconds: -1 }]',
      '-1',
      'expected zero or more',
    ],
    [
      'tariff: standard\ntimeline: short\nusage: [{ element: one, seconds: 61 }]',
      '{ element: one',
      'found 1:01 of one for the first time, expected at most 1:00',
    ],
    [`${PLAY}\nsurveys: [poll]`, 'poll', 'expected a survey of the tariff (survey)'],
    [`${PLAY}\nfacts: { started: 2000-02-30 }`, '2000-02-30', 'expected a date that exists'],
    ['title: nothing', 'title: nothing', 'found nothing, expected the key "timeline"'],
  ])('%j', (lines, pointed, says) => {
    const text = withCase(lines);
    const inCase = text.slice(text.indexOf('cases:'));
    const [line = '', column = ''] = placeOf(inCase, pointed).split(':');
    const above = text.slice(0, text.indexOf('cases:')).split('\n').length - 1;
    const told = wrong(text).filter((one) => one.includes(says));
    expect(told).toEqual([
      expect.stringContaining(`cases.yaml:${Number(line) + above}:${column}  cases.0`),
    ]);
  });

  test('of a tariff that needs the time of day', () => {
    const tariff =
      'tariff: { discounts: [{ name: night, percent: 10, for: { between: 00:00-06:00 } }] }';
    const text = withCase(`${tariff}\ntimeline: short\nevents: [{ t: 0, type: PLAY }]`);
    expect(wrong(text)).toEqual([
      expect.stringContaining('expected facts: { started: "2000-01-01T00:30" }'),
    ]);
  });

  test('of a tariff by the frame on a timeline without frames', () => {
    const text = withCase(
      'tariff: { programming: 1 cent per frame }\ntimeline: short\nevents: [{ t: 0, type: PLAY }]',
    );
    expect(wrong(text)).toEqual([
      expect.stringMatching(/cases\.0: found what cannot be rated: .*frame/),
    ]);
  });

  test('of the file, which is then not rated at all', () => {
    expect(() => rated(`${SHARED}tarifs: {}\n`)).toThrow(/tarifs: .* did you mean "tariffs"\?/);
    expect(() => rated('- one')).toThrow(/a rate file with "tariffs"/);
    expect(() => rated('')).toThrow(/a rate file with "tariffs"/);
    expect(() => rated(`${withCase(PLAY)}title: one\n`)).toThrow(/either "cases", or the keys/);
  });
});
