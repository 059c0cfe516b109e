/**
 * Whatever a rate file or a usage record says, it is rated or refused in words; nothing else happens.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadRateFile } from '../../../src/sim/rate/load.ts';
import { rateUsage } from '../../../src/sim/rate/usage-stream.ts';
import { problemText, UnusableScenario } from '../../../src/sim/scenario/problem.ts';
import cases from '../../billing/rating/flexible-billing.json' with { type: 'json' };
import { rated, SHARED, withCase } from './rate-text.ts';

const shipped = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../scenarios/${name}`, import.meta.url)), 'utf8');
const FIGURES = shipped('media/figures.yaml');
const NATIVE = shipped('rating/flexible-billing.yaml');
/** Every kind of case in cents form, a few of each. */
const CENTS = JSON.stringify({
  ...cases,
  cases: cases.cases.filter((_, index) => index % 3 === 0),
});

const piece = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\n',
    ':',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '"',
    '-',
    '0',
    '9'.repeat(20),
    '/0',
    '/',
    '.',
  ),
  fc.constantFrom(
    'null',
    'true',
    '1e999',
    '.nan',
    '-1',
    'frames',
    'per',
    'cents',
    '__proto__',
    'constructor',
  ),
  fc.constantFrom(
    'subsidy',
    'programming',
    'sessions: []',
    'cycles: [[]]',
    'inputs: {}',
    '*cycles',
    '24:00',
  ),
);
const change = fc.record({ at: fc.nat(), cut: fc.nat(12), piece });

function changed(
  text: string,
  changes: readonly { at: number; cut: number; piece: string }[],
): string {
  return changes.reduce((now, { at, cut, piece: put }) => {
    const from = at % (now.length + 1);
    return now.slice(0, from) + put + now.slice(from + cut);
  }, text);
}

test.each([
  ['the shipped cases', NATIVE, 250],
  ['cases in cents form', CENTS, 250],
  [
    'a short file',
    withCase('tariff: standard\ntimeline: short\nevents: [{ t: 0, type: PLAY }]'),
    1_000,
  ],
])('any change of %s is rated or told', (_, text, numRuns) => {
  const told = (now: string): readonly string[] => {
    const readFile = (file: string) => (file.endsWith('figures.yaml') ? FIGURES : now);
    try {
      return loadRateFile('rating/cases.yaml', readFile).problems.map(problemText);
    } catch (error) {
      if (error instanceof UnusableScenario) return error.problems.map(problemText);
      throw error;
    }
  };
  expect(told(NATIVE)).toEqual([]);
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      for (const line of told(changed(text, changes))) {
        expect(line).toMatch(/: found .+, expected |^\S+ {2}found .+, expected /);
      }
    }),
    { numRuns, seed: 77 },
  );
});

test('names of properties of every object are names', () => {
  const text = `${SHARED.replaceAll('one', 'constructor')}cases:
  - tariff: { programming: { base: 6 cents per minute, people: { valueOf: 1 cent per minute } } }
    timeline: [{ id: constructor, length: 1m }, { id: two, length: 1m, people: [valueOf] }]
    events: [{ t: 0, type: PLAY }]
`;
  // Six cents for the first, which has nobody; seven with somebody in it.
  expect(rated(text).cases[0]?.lines.map(({ amountMinor }) => amountMinor)).toEqual([0, 6, 7]);
});

test('any line of usage is added or told', () => {
  const tariffs = rated(SHARED);
  const value = fc.oneof(
    fc.constantFrom('standard', 'short', 'one', 'c-1', 's', 'first', 'survey', 'constructor', ''),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constant([]),
    fc.constant({ started: '2000-01-01' }),
  );
  const keys = [
    'session',
    'tariff',
    'timeline',
    'element',
    'seconds',
    'frames',
    'at',
    'pause',
    'facts',
    'answered',
    'surveys',
    'closes',
    'mode',
  ];
  const record = fc
    .dictionary(fc.constantFrom(...keys), value)
    .map((fields) =>
      JSON.stringify({ session: 's', tariff: 'standard', timeline: 'short', ...fields }),
    );
  fc.assert(
    fc.property(fc.array(fc.oneof(record, fc.string()), { maxLength: 6 }), (texts) => {
      let bad = 0;
      const lines = texts.map((text, index) => ({ number: index + 1, text, last: false }));
      const listener = { bad: () => (bad += 1), read: () => {} };
      const sessions = [...rateUsage(lines, tariffs, listener)];
      const blank = texts.filter((text) => text.trim() === '').length;
      // At most one session a record, and one complaint more for a session that cannot be rated.
      expect(sessions.length).toBeLessThanOrEqual(texts.length - blank);
      expect(bad).toBeLessThanOrEqual(2 * texts.length);
    }),
    { numRuns: 1_000, seed: 78 },
  );
});
