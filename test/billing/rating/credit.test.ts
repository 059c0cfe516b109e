import { describe, expect, test } from 'vitest';
import { rate } from '../../../src/billing/rating/rating.ts';
import type { Tariff } from '../../../src/billing/rating/tariff.ts';
import type { SessionUsage } from '../../../src/billing/rating/usage.ts';
import { BY_SCENE, FIG_1A, FIG_2C } from './worked-cases.ts';
import {
  facts,
  NO_USAGE,
  perMinute,
  played,
  STANDARD,
  tariff,
  timeline,
  written,
} from './worked-terms.ts';

function credits(terms: Tariff, usage: SessionUsage, shown = FIG_1A): readonly string[] {
  const { lines } = rate(terms, shown, usage, facts());
  return lines.filter(({ mode }) => mode === 'subsidy' || mode === 'survey').map(written);
}
const ANSWERED = { answered: ['commercial-1'] };

describe('a commercial', () => {
  test('cancelled inside earns for what was watched of it (Bn)', () => {
    expect(credits(STANDARD, played(['interval-1', 1200], ['commercial-1', 37]))).toEqual([
      'commercial-1 subsidy: 37 s x -1/4 = -37/4 -> -9',
    ]);
  });

  test('earns once, also when it is watched again (A9)', () => {
    const twice = played(['commercial-1', 120], ['commercial-1', 120, 'review']);
    expect(credits(STANDARD, twice)).toEqual(['commercial-1 subsidy: 120 s x -1/4 = -30 -> -30']);
  });

  test('earns nothing where the tariff has no fee for it', () => {
    expect(credits(tariff({ programming: perMinute('6') }), played(['commercial-1', 120]))).toEqual(
      [],
    );
  });

  test('has a line when its fee is zero', () => {
    expect(credits(tariff({ subsidy: perMinute('0') }), played(['commercial-1', 120]))).toEqual([
      'commercial-1 subsidy: 120 s x 0 = 0 -> 0',
    ]);
  });
});

describe('the first negative fee', () => {
  const perBreak = { ...STANDARD, breakCredit: '-5' };

  test('is earned for each commercial begun, before the first of them (B8)', () => {
    const two = played(['interval-1', 1200], ['commercial-1', 1], ['commercial-3', 90]);
    expect(credits(perBreak, two)).toEqual([
      'first-negative-fee subsidy: 2 commercial x -5 = -10 -> -10',
      'commercial-1 subsidy: 1 s x -1/4 = -1/4 -> 0',
      'commercial-3 subsidy: 90 s x -1/4 = -45/2 -> -22',
    ]);
  });

  test('is earned also where watching on earns nothing', () => {
    expect(credits(tariff({ breakCredit: '-5/2' }), played(['commercial-1', 1]))).toEqual([
      'first-negative-fee subsidy: 1 commercial x -5/2 = -5/2 -> -2',
    ]);
  });

  test('is not there without a commercial, or when it is zero', () => {
    expect(credits(perBreak, played(['interval-1', 1200]))).toEqual([]);
    expect(credits(STANDARD, played(['commercial-1', 4]))).toHaveLength(1);
  });

  test('stands before them also where they share lines', () => {
    // Spot 3 is on the line of spot 1, which was not watched, and so before spot 2.
    const shown = timeline([
      ['c-1', 10, { line: 'spots' }],
      ['c-2', 10],
      ['c-3', 10, { line: 'spots' }],
    ]);
    expect(credits(perBreak, played(['c-2', 8], ['c-3', 4]), shown)).toEqual([
      'first-negative-fee subsidy: 2 commercial x -5 = -10 -> -10',
      'spots subsidy: 4 s x -1/4 = -1 -> -1',
      'c-2 subsidy: 8 s x -1/4 = -2 -> -2',
    ]);
  });

  test('counts a commercial of several scenes once', () => {
    const usage = { ...played(['c-scene-1', 20], ['c-scene-2', 10]), ...ANSWERED };
    expect(credits(BY_SCENE, usage, FIG_2C)).toEqual([
      'first-negative-fee subsidy: 1 commercial x -5 = -5 -> -5',
      'c-scene-1 subsidy: 20 s x -1/10 = -2 -> -2',
      'c-scene-2 subsidy: 10 s x -2/5 = -4 -> -4',
    ]);
  });
});

describe('a response', () => {
  const watched = played(['c-scene-1', 20], ['c-scene-2', 40]);

  test('makes a commercial count that needs one, and nothing at all counts without it (A10, Bp)', () => {
    expect(credits(BY_SCENE, watched, FIG_2C)).toEqual([]);
    expect(credits(BY_SCENE, { ...watched, ...ANSWERED }, FIG_2C)).toHaveLength(3);
    expect(credits(BY_SCENE, { ...watched, answered: ['commercial-2'] }, FIG_2C)).toEqual([]);
  });

  test('counts once however often it is given', () => {
    const often = { ...watched, answered: ['commercial-1', 'commercial-1'] };
    expect(credits(BY_SCENE, often, FIG_2C)).toEqual(
      credits(BY_SCENE, { ...watched, ...ANSWERED }, FIG_2C),
    );
  });

  test('to a commercial that was not watched earns nothing', () => {
    expect(credits(BY_SCENE, { ...NO_USAGE, ...ANSWERED }, FIG_2C)).toEqual([]);
  });

  test('to one scene is one to the commercial they are part of', () => {
    const [, first, second] = FIG_2C.elements;
    if (first === undefined || second === undefined) throw new Error('FIG. 2C has scenes');
    const elements = FIG_2C.elements.map((each) =>
      each === first ? each : { ...each, responseRequired: false },
    );
    expect(credits(BY_SCENE, watched, { ...FIG_2C, elements })).toEqual([]);
  });
});

describe('surveys and promotions', () => {
  const paying = tariff({ participation: { survey: -50, 'soap-offer': -25 } });

  test("earn once each, in the tariff's order, and only those it pays for (Bc)", () => {
    const participated = ['unpaid', 'soap-offer', 'survey', 'survey'];
    expect(credits(paying, { ...NO_USAGE, participated })).toEqual([
      'survey survey: 1 survey x -50 = -50 -> -50',
      'soap-offer survey: 1 survey x -25 = -25 -> -25',
    ]);
  });
});
