import { describe, expect, test } from 'vitest';
import { type Accrual, accrue } from '../../../src/billing/rating/accrual.ts';
import type { Tariff } from '../../../src/billing/rating/tariff.ts';
import type { PlayedSegment } from '../../../src/billing/rating/usage.ts';
import { formatRatio } from '../../../src/billing/ratio.ts';
import { evening, S } from './evening.ts';
import { BY_SCENE, BY_SONG, FIG_1A, FIG_2B, FIG_2C } from './worked-cases.ts';
import {
  facts,
  frameTimeline,
  hours,
  perFrame,
  perMinute,
  STANDARD,
  startingAt,
  tariff,
} from './worked-terms.ts';

const segment = (fromS: number, toS: number, atS: number): PlayedSegment => ({
  fromTick: fromS * S,
  toTick: toS * S,
  atUs: atS * S,
});
/** Each point as kind, second, position in seconds, charges and credits. */
const rows = ({ points }: Accrual, ticksPerSecond = S) =>
  points.map(({ kind, atUs, positionTick, positiveExact, negativeExact }) => [
    kind,
    atUs / S,
    positionTick / ticksPerSecond,
    formatRatio(positiveExact),
    formatRatio(negativeExact),
  ]);

describe('the accrual of a session', () => {
  test('of FIG. 1A rises through four intervals, and falls through three commercials (Bq)', () => {
    const whole = [segment(0, 5_400, 0)];
    expect(rows(accrue(STANDARD, FIG_1A, whole, [], facts(), []))).toEqual([
      ['selection', 0, 0, '100', '0'],
      ['element', 0, 0, '100', '0'],
      ['element', 1_200, 1_200, '220', '0'],
      ['element', 1_320, 1_320, '220', '-30'],
      ['element', 2_520, 2_520, '340', '-30'],
      ['element', 2_700, 2_700, '340', '-75'],
      ['element', 3_900, 3_900, '460', '-75'],
      ['element', 3_990, 3_990, '460', '-195/2'],
      ['end', 5_400, 5_400, '601', '-195/2'],
    ]);
  });

  test('cancelled ends there, pro rata (Bn)', () => {
    expect(rows(accrue(STANDARD, FIG_1A, [segment(0, 754, 0)], [], facts(), [])).at(-1)).toEqual([
      'cancel',
      754,
      754,
      // 100 + 754/10
      '877/5',
      '0',
    ]);
  });

  test('shows pauses and seeks, at what they cost (Be, Bf)', () => {
    const dear: Tariff = {
      ...STANDARD,
      pause: { unit: 's', rate: '1/60' },
      review: { unit: 's', rate: '1/20' },
    };
    // 600 s, a pause of 465 s in two pieces, 120 s, back to 480 s for 110 s of review.
    const some = [segment(0, 600, 0), segment(600, 720, 1_065), segment(480, 590, 1_185)];
    const pauses = [
      { atUs: 600 * S, lengthUs: 400 * S },
      { atUs: 1_000 * S, lengthUs: 65 * S },
    ];
    const accrual = accrue(dear, evening, some, pauses, facts(), []);
    expect(rows(accrual).slice(2)).toEqual([
      ['pause', 600, 600, '160', '0'],
      // 160 + 465/60 = 167.75
      ['resume', 1_065, 600, '671/4', '0'],
      ['seek', 1_185, 480, '719/4', '0'],
      // 179.75 + 110/20 = 185.25
      ['cancel', 1_295, 590, '741/4', '0'],
    ]);
    expect(accrual.seeks).toEqual([{ atUs: 1_185 * S, fromTick: 720 * S, toTick: 480 * S }]);
    expect(accrual.stretches.map(({ kind }) => kind)).toEqual([
      'programme',
      'pause',
      'programme',
      'review',
    ]);
  });

  test('a fee by the piece is two points at one instant', () => {
    const scenes = accrue(BY_SCENE, FIG_2C, [segment(0, 1_320, 0)], [], facts(), ['commercial-1']);
    expect(rows(scenes).slice(2, 5)).toEqual([
      ['element', 1_200, 1_200, '220', '0'],
      ['fee', 1_200, 1_200, '220', '-5'],
      ['element', 1_220, 1_220, '220', '-7'],
    ]);
    const song = accrue(BY_SONG, FIG_2B, [segment(0, 180, 0)], [], facts(), []);
    expect(rows(song).slice(0, 3)).toEqual([
      ['selection', 0, 0, '0', '0'],
      ['element', 0, 0, '0', '0'],
      ['fee', 0, 0, '10', '0'],
    ]);
  });

  test('a commercial that was not answered earns nothing (Bp)', () => {
    const scenes = accrue(BY_SCENE, FIG_2C, [segment(0, 1_320, 0)], [], facts(), []);
    expect(rows(scenes).map((row) => row[4])).toEqual(scenes.points.map(() => '0'));
  });

  test('bends where the tariff changes with the time of day (A7)', () => {
    const night: Tariff = {
      ...STANDARD,
      bands: [
        {
          id: 'night',
          between: hours(0, 6),
          initialMinor: null,
          programming: perMinute('3'),
          subsidy: null,
        },
      ],
    };
    // From 23:50: 600 s at 1/10, and 600 s at 1/20.
    const late = accrue(night, evening, [segment(0, 1_200, 0)], [], startingAt(23 + 5 / 6), []);
    expect(rows(late).slice(1)).toEqual([
      ['element', 0, 0, '100', '0'],
      ['band', 600, 600, '160', '0'],
      ['cancel', 1_200, 1_200, '190', '0'],
    ]);
  });

  test('a block is charged at once, and nothing accrues but credits (A12)', () => {
    const won = facts({ blockMinor: 425 });
    expect(rows(accrue(STANDARD, evening, [segment(0, 1_320, 0)], [], won, []))).toEqual([
      ['selection', 0, 0, '425', '0'],
      ['element', 0, 0, '425', '0'],
      ['element', 1_200, 1_200, '425', '0'],
      ['cancel', 1_320, 1_320, '425', '-30'],
    ]);
  });

  test('what was not reported is a gap in which nothing accrues, and no seek', () => {
    const some = [segment(0, 60, 10), segment(120, 180, 130)];
    const accrual = accrue(STANDARD, evening, some, [], facts(), []);
    expect(rows(accrual).map(([kind, atS]) => [kind, atS])).toEqual([
      ['selection', 0],
      ['gap', 0],
      ['element', 10],
      ['gap', 70],
      ['element', 130],
      ['cancel', 190],
    ]);
    expect(accrual.seeks).toEqual([]);
  });

  test('counts frames where fees are by the frame', () => {
    const film = frameTimeline('24', [
      ['interval-1', 240],
      ['commercial-1', 48],
    ]);
    const byFrame = tariff({ programming: perFrame('1/200'), subsidy: perFrame('-1/80') });
    const some = [{ fromTick: 0, toTick: 288, atUs: 0 }];
    expect(rows(accrue(byFrame, film, some, [], facts(), []), 24)).toEqual([
      ['selection', 0, 0, '0', '0'],
      ['element', 0, 0, '0', '0'],
      ['element', 10, 10, '6/5', '0'],
      ['end', 12, 12, '6/5', '-3/5'],
    ]);
  });

  test('nothing played is the initial fee, cancelled', () => {
    expect(rows(accrue(STANDARD, evening, [], [], facts(), []))).toEqual([
      ['selection', 0, 0, '100', '0'],
      ['cancel', 0, 0, '100', '0'],
    ]);
  });
});
