import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rateUsage, TooManySessions } from '../../../src/sim/rate/usage-stream.ts';
import { rated } from './rate-text.ts';

const TARIFFS = rated(`tariffs:
  standard: { initial: 1.00, programming: 6 cents per minute, subsidy: 15 cents per minute, pause: 1 cent per minute, surveys: { survey: 50 cents } }
  by-frame: { programming: 1/200 cent per frame }
  at-night:
    programming: 6 cents per minute
    bands: { night: { between: 00:00-06:00, programming: 3 cents per minute } }
timelines:
  short:
    frames-per-second: 24
    elements:
      - { id: one, length: 20m }
      - { id: c-1, kind: subsidy, length: 2m, response: required }
      - { id: two, length: 20m }
  frames: { tick: frames, frames-per-second: 24, elements: [{ id: one, length: 28800 }] }
`);

function rateLines(lines: readonly (object | string)[], sessionsMax?: number) {
  const bad: string[] = [];
  const listener = {
    bad: (line: number, sentence: string) => bad.push(`${line} ${sentence}`),
    read: () => {},
  };
  const texts = lines.map((line, index) => ({
    number: index + 1,
    text: typeof line === 'string' ? line : JSON.stringify(line),
    last: false,
  }));
  const sessions = [...rateUsage(texts, TARIFFS, listener, sessionsMax)];
  const amounts = sessions.map(({ session, lines: rows }) => [
    session,
    ...rows.map(
      ({ element, amountMinor, label }) =>
        `${element}${label === '' ? '' : ` ${label}`} ${amountMinor}`,
    ),
  ]);
  return { sessions, amounts, bad };
}
const first = (session: string) => ({ session, tariff: 'standard', timeline: 'short' });

describe('sessions', () => {
  test('are rated when they close, and the others at the end, oldest first', () => {
    const { amounts, bad } = rateLines([
      { ...first('a'), element: 'one', seconds: 600 },
      { ...first('b'), element: 'one', seconds: 60 },
      { ...first('c'), subscriber: 'carol', element: 'one', ticks: 120, closes: true },
      { session: 'a', element: 'one', frames: 14_400 },
    ]);
    expect(bad).toEqual([]);
    // 2 min, 20 min (14,400 frames are the second half of them) and 1 min at 6 cents.
    expect(amounts).toEqual([
      ['c', 'initial-fee 100', 'one 12'],
      ['a', 'initial-fee 100', 'one 120'],
      ['b', 'initial-fee 100', 'one 6'],
    ]);
  });

  test('have pauses, answers and surveys', () => {
    const { amounts } = rateLines([
      { ...first('a'), element: 'c-1', seconds: 120, answered: 'c-1', surveys: ['survey'] },
      { session: 'a', pause: 30 },
      { session: 'a', pause: 30 },
    ]);
    expect(amounts).toEqual([['a', 'initial-fee 100', 'c-1 -30', 'pause 1', 'survey -50']]);
  });

  test('are split by the time of day, each record where it began', () => {
    const { amounts, bad } = rateLines([
      {
        session: 'n',
        tariff: 'at-night',
        timeline: 'short',
        facts: { started: '2000-01-01T23:50' },
        element: 'one',
        seconds: 300,
        at: 0,
      },
      { session: 'n', element: 'one', seconds: 900 },
    ]);
    expect(bad).toEqual([]);
    // Ten minutes before midnight at 6 cents, ten after it at 3.
    expect(amounts).toEqual([['n', 'initial-fee 0', 'one 60', 'one night 30']]);
  });

  test('count frames on a timeline of frames, also where seconds are told', () => {
    const { amounts } = rateLines([
      { session: 'f', tariff: 'by-frame', timeline: 'frames', element: 'one', seconds: 0.5 },
      { session: 'f', element: 'one', ticks: 388 },
    ]);
    // 12 + 388 frames at 1/200 cent.
    expect(amounts).toEqual([['f', 'initial-fee 0', 'one 2']]);
  });
});

describe('a record that cannot be used is told with its line, and the rest is rated', () => {
  test.each([
    ['{', 'found what is not JSON'],
    ['[]', 'found no JSON object'],
    [{ element: 'one', seconds: 1 }, 'found no session'],
    [
      { session: 'x', element: 'one', seconds: 1 },
      'tariff: found nothing in the first record of a session, expected one of standard',
    ],
    [{ session: 'x', tariff: 'standrad', timeline: 'short' }, 'tariff: found "standrad"'],
    [
      { session: 'a', element: 'three', seconds: 1 },
      'element: found "three", expected one of short: one, c-1, two',
    ],
    [
      { session: 'a', element: 'one', seconds: -1 },
      'seconds: found -1, expected a number of zero or more',
    ],
    [{ session: 'a', element: 'one', seconds: 0.1234567 }, 'seconds with at most six decimals'],
    [{ session: 'a', element: 'one', seconds: 1e300 }, 'seconds with at most six decimals'],
    [{ session: 'a', element: 'one', frames: 1 }, 'whole microseconds of timeline short'],
    [{ session: 'a', element: 'one', frames: 1.5 }, 'a whole number of frames'],
    [{ session: 'a', element: 'one' }, 'found an element without an amount'],
    [{ session: 'a', seconds: 1 }, 'found an amount without an element'],
    [{ session: 'a', element: 'one', seconds: 1, frames: 24 }, 'found "seconds" beside "frames"'],
    [{ session: 'a', element: 'one', seconds: 1, mode: 'again' }, 'mode: found "again"'],
    [{ session: 'a', element: 'one', second: 1 }, 'found the key "second"'],
    [{ session: 'a', tariff: 'at-night' }, 'another subscriber, tariff or timeline'],
    [{ session: 'a', answered: 'one' }, 'answered: found "one", expected a commercial of short'],
    [{ session: 'a', surveys: 'constructor' }, 'surveys: found "constructor"'],
    [{ session: 'n', tariff: 'at-night', timeline: 'short' }, 'found no time of selection'],
    [{ ...first('x'), facts: { starts: 1 } }, 'facts  starts: found the key "starts"'],
    [{ session: 'a', __proto__: null, closes: 'yes' }, 'closes: found "yes"'],
  ])('%j', (line, says) => {
    const { amounts, bad } = rateLines([
      { ...first('a'), element: 'one', seconds: 60 },
      line,
      { session: 'a', element: 'one', seconds: 60 },
    ]);
    expect(bad).toEqual([expect.stringContaining(says)]);
    expect(bad[0]?.startsWith('2 ')).toBe(true);
    expect(amounts).toEqual([['a', 'initial-fee 100', 'one 12']]);
  });

  test('a session of more than there is cannot be rated, which others do not notice', () => {
    const { amounts, bad } = rateLines([
      { ...first('a'), element: 'one', seconds: 1_201 },
      { ...first('b'), element: 'one', seconds: 60 },
    ]);
    expect(bad).toEqual([expect.stringContaining('session a cannot be rated: usage plays one')]);
    expect(amounts).toEqual([['b', 'initial-fee 100', 'one 6']]);
  });
});

test('more open sessions than there may be end it, with what to do', () => {
  const lines = ['a', 'b', 'c'].map((id) => ({ ...first(id), element: 'one', seconds: 1 }));
  expect(rateLines(lines, 3).bad).toEqual([]);
  expect(() => rateLines(lines, 2)).toThrow(TooManySessions);
  expect(() => rateLines(lines, 2)).toThrow(/^line 3: more than 2 sessions .* "closes": true/);
});

test('a session cut anywhere and mixed with another comes to the same (I15)', () => {
  const pieces = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 6 });
  const tariff = fc.constantFrom('standard', 'at-night');
  const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
  fc.assert(
    fc.property(pieces, pieces, tariff, minute, (mine, others, name, startedMinute) => {
      const two = (n: number) => String(n).padStart(2, '0');
      const started = `2000-01-01T${two(Math.floor(startedMinute / 60))}:${two(startedMinute % 60)}`;
      const head = (session: string) => ({
        session,
        tariff: name,
        timeline: 'short',
        facts: { started },
      });
      const of = (session: string, seconds: readonly number[]) =>
        seconds.map((each) => ({ ...head(session), element: 'one', seconds: each }));
      const sum = (seconds: readonly number[]) => seconds.reduce((a, b) => a + b, 0);
      const [a, b] = [of('a', mine), of('b', others)];
      const mixed = [...a, ...b].flatMap((_, index) => [a[index], b[index]]);
      const cut = rateLines(mixed.flatMap((one) => one ?? []));
      const whole = rateLines([...of('a', [sum(mine)]), ...of('b', [sum(others)])]);
      expect(cut.bad).toEqual([]);
      expect(cut.sessions).toEqual(whole.sessions);
    }),
    { numRuns: 1_000, seed: 15 },
  );
});
