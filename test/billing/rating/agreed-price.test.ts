import { describe, expect, test } from 'vitest';
import { rate } from '../../../src/billing/rating/rating.ts';
import type { SessionUsage, ViewingFacts } from '../../../src/billing/rating/usage.ts';
import { BY_SCENE, FIG_1A, FIG_2A, FIG_2C } from './worked-cases.ts';
import {
  facts,
  hours,
  percent,
  perMinute,
  played,
  STANDARD,
  startingAt,
  tariff,
  written,
} from './worked-terms.ts';

function lines(
  agreedMinor: Readonly<Record<string, number>>,
  usage: SessionUsage,
  special: Partial<ViewingFacts> = {},
  terms = STANDARD,
  shown = FIG_1A,
): readonly string[] {
  return rate(terms, shown, usage, facts({ agreedMinor, ...special })).lines.map(written);
}
const INITIAL = 'initial-fee initial: 1 selection x 100 = 100 -> 100';

describe('a price agreed for a part of the programming', () => {
  test('is its charge, whole once any of it was played (Bh)', () => {
    expect(lines({ 'interval-2': 90 }, played(['interval-1', 600], ['interval-2', 1]))).toEqual([
      INITIAL,
      'interval-1 programming: 600 s x 1/10 = 60 -> 60',
      'interval-2 block: 1 part x 90 = 90 -> 90',
    ]);
    expect(lines({ 'interval-2': 90 }, played(['interval-1', 600]))).toHaveLength(2);
  });

  test('is charged once for all elements of the part', () => {
    const elements = FIG_2A.elements.map((each) => ({ ...each, part: 'interval-1' }));
    const usage = played(['scene-2', 10], ['scene-5', 10]);
    expect(lines({ 'interval-1': 90 }, usage, {}, STANDARD, { ...FIG_2A, elements })).toEqual([
      INITIAL,
      'interval-1 block: 1 part x 90 = 90 -> 90',
    ]);
  });

  test('is a base for premiums and discounts, by when the part was begun', () => {
    const terms = { ...STANDARD, discounts: [percent('late', '1/10', { between: hours(0, 6) })] };
    const { lines: rated } = rate(
      terms,
      FIG_1A,
      played(['interval-1', 600], ['interval-2', 10]),
      startingAt(24 - 1 / 6, { agreedMinor: { 'interval-2': 90 } }),
    );
    expect(rated.map(written)).toEqual([
      INITIAL,
      'interval-1 programming: 600 s x 1/10 = 60 -> 60',
      'interval-2 block [late]: 1 part x 90 = 90 -> 90',
      'late discount: 90 cents x -1/10 = -9 -> -9',
    ]);
  });

  test('is in the price of the whole, when the whole was won (A12)', () => {
    expect(lines({ 'interval-2': 90 }, played(['interval-2', 1]), { blockMinor: 425 })).toEqual([
      'block block: 1 film x 425 = 425 -> 425',
    ]);
  });

  test('is not below zero', () => {
    expect(() => lines({ 'interval-1': -5 }, played(['interval-1', 1]))).toThrow(
      'interval-1 (block) comes to -5 per part, but a charge is zero or more',
    );
  });
});

describe('a credit agreed for a commercial', () => {
  test('is earned pro rata, whatever the tariff says, also when the programming is a block', () => {
    const usage = played(['commercial-1', 30], ['commercial-2', 180]);
    expect(lines({ 'commercial-1': -40 }, usage).slice(1)).toEqual([
      'commercial-1 subsidy: 30 s x -1/3 = -10 -> -10',
      'commercial-2 subsidy: 180 s x -1/4 = -45 -> -45',
    ]);
    expect(lines({ 'commercial-1': -40 }, usage, { blockMinor: 425 }, tariff())).toEqual([
      'block block: 1 film x 425 = 425 -> 425',
      'commercial-1 subsidy: 30 s x -1/3 = -10 -> -10',
    ]);
  });

  test('takes the place of the first negative fee for it', () => {
    const terms = { ...STANDARD, breakCredit: '-5' };
    const usage = played(['commercial-1', 120], ['commercial-2', 180]);
    expect(lines({ 'commercial-1': -40 }, usage, {}, terms).slice(1)).toEqual([
      'first-negative-fee subsidy: 1 commercial x -5 = -5 -> -5',
      'commercial-1 subsidy: 120 s x -1/3 = -40 -> -40',
      'commercial-2 subsidy: 180 s x -1/4 = -45 -> -45',
    ]);
  });

  test('is over the length of all its scenes, and needs the response they need (A10)', () => {
    const usage = played(['c-scene-1', 20], ['c-scene-2', 40]);
    const agreed = { 'commercial-1': -60 };
    // 60 for the 120 s of the commercial: a half each.
    expect(lines(agreed, { ...usage, answered: ['commercial-1'] }, {}, BY_SCENE, FIG_2C)).toEqual([
      INITIAL,
      'c-scene-1 subsidy: 20 s x -1/2 = -10 -> -10',
      'c-scene-2 subsidy: 40 s x -1/2 = -20 -> -20',
    ]);
    expect(lines(agreed, usage, {}, BY_SCENE, FIG_2C)).toEqual([INITIAL]);
  });

  test('stays one line where a band would change the credit', () => {
    const band = {
      id: 'night',
      between: hours(0, 6),
      initialMinor: null,
      programming: null,
      subsidy: perMinute('-30'),
    };
    const terms = { ...STANDARD, bands: [band] };
    const { lines: rated } = rate(
      terms,
      FIG_1A,
      played(['commercial-1', 120]),
      startingAt(24 - 1 / 60, { agreedMinor: { 'commercial-1': -40 } }),
    );
    expect(rated.slice(1).map(written)).toEqual([
      'commercial-1 subsidy: 120 s x -1/3 = -40 -> -40',
    ]);
  });
});
