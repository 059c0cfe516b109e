import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { lengthTicks } from '../../../src/billing/rating/timeline.ts';
import { loadScenario } from '../../../src/sim/scenario/load.ts';
import { load, placeOf, SMALL, wrong } from './small-network.ts';

const MINUTE = 60_000_000;

/** A scenario with one timeline of these elements, and more of the timeline. */
function withElements(elements: readonly string[], more = ''): string {
  const items = elements.map((element) => `      - { ${element} }\n`).join('');
  return `${SMALL}timelines:\n  night-train:\n    elements:\n${items}${more}`;
}
function timeline(text: string) {
  const read = load(text).timelines.get('night-train');
  if (read === undefined) throw new Error('there is no timeline');
  return read;
}

describe('elements', () => {
  test('follow one another by length, by end, or by start and end', () => {
    const { elements } = timeline(
      withElements([
        'id: one, length: 20m',
        'id: two, end: "22:00"',
        'id: three, start: 1320, end: 1500',
      ]),
    );
    expect(elements.map(({ id, startTick, endTick }) => [id, startTick, endTick])).toEqual([
      ['one', 0, 20 * MINUTE],
      ['two', 20 * MINUTE, 22 * MINUTE],
      ['three', 22 * MINUTE, 25 * MINUTE],
    ]);
  });

  test('say what they are, who is in them and who pays', () => {
    const [first, second] = timeline(
      withElements([
        'id: one, length: 1m, kind: program, people: [Actor A], works: [Song A], line: all',
        'id: two, length: 1m, kind: commercial, part: c-1, response: required, sponsor: soap-maker',
      ]),
    ).elements;
    expect(first).toEqual({
      id: 'one',
      kind: 'programme',
      startTick: 0,
      endTick: MINUTE,
      line: 'all',
      part: 'one',
      people: ['Actor A'],
      works: ['Song A'],
      responseRequired: false,
      sponsor: null,
    });
    expect(second).toMatchObject({
      kind: 'subsidy',
      line: 'two',
      part: 'c-1',
      responseRequired: true,
      sponsor: 'soap-maker',
    });
  });

  test('may be counted in frames', () => {
    const { tick, framesPerSecond, elements } = timeline(
      withElements(
        ['id: one, end: 28800', 'id: two, length: 1s, unit: frame'],
        '    tick: frames\n    frames-per-second: 24000/1000\n',
      ),
    );
    expect([tick, framesPerSecond]).toEqual(['frame', '24']);
    expect(elements.map(({ endTick }) => endTick)).toEqual([28_800, 28_824]);
  });
});

test('rights are by time, by performance or by segment', () => {
  const right = (more: string) => `      - { holder: Actor A, ${more} }\n`;
  const rights = `    rights:\n${right('rate: 3 cents per minute')}${right('fixed: 10 cents')}${right('fixed: 0.10, per: segment, work: Song A')}`;
  const elements = ['id: one, length: 1m, people: [Actor A], works: [Song A]'];
  // 3 cents a minute are 1/20 a second; a right without a work is in the transmission itself.
  expect(timeline(withElements(elements, rights)).rights).toEqual([
    { holder: 'Actor A', work: 'night-train', per: 'time', rate: '1/20', unit: 's' },
    { holder: 'Actor A', work: 'night-train', per: 'performance', rate: '10', unit: 's' },
    { holder: 'Actor A', work: 'Song A', per: 'segment', rate: '10', unit: 's' },
  ]);
});

describe('a mistake is told where it is written', () => {
  const one = 'id: one, length: 20m';
  test.each([
    [
      [one, 'id: two, start: "19:00", end: "22:00"'],
      '"19:00"',
      'an overlap from 19:00 to 20:00 with one',
      '20:00, where one ends',
    ],
    [
      [one, 'id: two, start: "21:00", end: "22:00"'],
      '"21:00"',
      'a gap from 20:00 to 21:00',
      '20:00, where one ends',
    ],
    [['id: one, start: 5, end: 10'], '5, end', 'a gap before 0:05', 'the first element at 0'],
    [
      [one, 'id: two, end: "19:00"'],
      '"19:00"',
      'a negative length, "19:00"',
      'an end after 20:00, where it begins',
    ],
    [[one, 'id: two, length: 0s'], '0s }', 'a length of zero, "0s"', 'a length above zero'],
    [[one, 'id: two, length: -5'], '-5', 'a negative length, "-5"', 'a length above zero'],
    [
      [one, 'id: one, length: 1m'],
      'one, length: 1m',
      'the element "one" again',
      'another name for each element',
    ],
    [
      ['id: one, length: 4:7'],
      '4:7',
      '"4:7"',
      'a time such as 20m, 1h30m or "20:00", or a number of seconds',
    ],
    [
      ['id: one, length: 20m, unit: frame'],
      'frame }',
      '"frame"',
      's, as the timeline: one timeline counts in one unit',
    ],
    [
      ['id: one, length: 20m, response: required'],
      'required',
      '"response" of a programme',
      '"kind: subsidy" beside it',
    ],
    [['id: one, length: 20m, people: [A, A]'], 'A] }', '"A"', 'each name once'],
    [
      ['id: one, length: 36500d', 'id: two, length: 36500d', 'id: three, length: 36500d'],
      '{ id: three',
      'a timeline without end',
      'at most a hundred years in all',
    ],
  ] as const)('%j', (elements, pointed, found, expected) => {
    const text = withElements(elements);
    const [problem, second] = wrong(text);
    expect(problem).toMatch(new RegExp(`^night\\.yaml:${placeOf(text, pointed)} `));
    expect(problem).toContain(`: found ${found}, expected ${expected}`);
    expect(second).toBeUndefined();
  });

  test('with the nearest word for a holder who is nowhere', () => {
    const rights = '    rights: [{ holder: Actr A, rate: 3 cents per minute }]\n';
    const text = withElements(['id: one, length: 1m, people: [Actor A]'], rights);
    expect(wrong(text)).toEqual([
      `night.yaml:${placeOf(text, 'Actr A')}  timelines.night-train.rights.0.holder: found "Actr A", ` +
        'who or which is in no element, expected a holder among the people of elements, or a work ' +
        'among their works; did you mean "Actor A"?',
    ]);
  });

  test('several at once', () => {
    const text = withElements([
      'id: one, length: 0',
      'id: two, length: soon',
      'id: three, length: 1m, kind: comercial',
    ]);
    expect(wrong(text).map((line) => line.split('  ')[1]?.split(':')[0])).toEqual([
      'timelines.night-train.elements.0.length',
      'timelines.night-train.elements.1.length',
      'timelines.night-train.elements.2.kind',
    ]);
  });

  test('frames of unknown length cannot be played', () => {
    const text = withElements(['id: one, length: 100'], '    tick: frames\n');
    expect(wrong(text)).toEqual([
      expect.stringContaining('timelines.night-train: found what cannot be'),
    ]);
  });
});

test('the figures are as the source text orders them, and can be extended', () => {
  const figures = readFileSync(
    fileURLToPath(new URL('../../../scenarios/media/figures.yaml', import.meta.url)),
  );
  const { timelines } = loadScenario('night.yaml', {
    readFile: (path) => (path === 'night.yaml' ? `extends: figures.yaml\n${SMALL}` : figures),
  });
  const seconds = [...timelines.values()].map((one) => [one.id, lengthTicks(one) / 1_000_000]);
  // 90:00, 83:30, 20:00, 3:00 and 2:00.
  expect(seconds).toEqual([
    ['figure-1a', 5_400],
    ['figure-1b', 5_010],
    ['figure-2a', 1_200],
    ['figure-2b', 180],
    ['figure-2c', 120],
  ]);
  const kinds = timelines.get('figure-1a')?.elements.map(({ kind }) => kind);
  expect(kinds?.filter((kind) => kind === 'subsidy')).toHaveLength(3);
  // What figure 1A is without its commercials is what figure 1B is.
  const programme =
    timelines.get('figure-1a')?.elements.filter(({ kind }) => kind === 'programme') ?? [];
  const played = programme.reduce((sum, { startTick, endTick }) => sum + endTick - startTick, 0);
  expect(played).toBe(5_010_000_000);
});
