import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRatio, ratio } from '../../../src/billing/ratio.ts';
import { moneyMarks, timeMarks } from '../../../src/sim/picture/axis.ts';
import { labelRows, rowCount } from '../../../src/sim/picture/label-rows.ts';
import { amountText, positionText } from '../../../src/sim/picture/picture.ts';
import { svgElement, svgNumber, svgText } from '../../../src/sim/picture/svg-markup.ts';
import { RUNS } from '../../billing/rating/random-viewing.ts';
import { FIG_1A, FIG_1A_FRAMES } from '../../billing/rating/worked-cases.ts';
import { frameTimeline, HOUR_US, SECOND_US } from '../../billing/rating/worked-terms.ts';

describe('the marks of an axis', () => {
  test('are round civil instants, also past midnight', () => {
    const labels = timeMarks(23.6 * HOUR_US, 1.5 * HOUR_US, 9).map(({ label }) => label);
    expect(labels).toEqual([
      '23:40',
      '23:50',
      '00:00',
      '00:10',
      '00:20',
      '00:30',
      '00:40',
      '00:50',
      '01:00',
    ]);
  });

  test.each([
    [3 * SECOND_US, ['00:00:00', '00:00:01', '00:00:02', '00:00:03']],
    [2_000, ['00:00:00.000', '00:00:00.001', '00:00:00.002']],
    [96 * HOUR_US, ['00:00', '00:00', '00:00', '00:00', '00:00']],
  ])('over %i us say as much of the time as they need to', (lengthUs, labels) => {
    expect(timeMarks(0, lengthUs, 4).map(({ label }) => label)).toEqual(labels);
  });

  test('of money are multiples of 1, 2 or 5 that span it', () => {
    expect(moneyMarks(-97.5, 601, 9)).toEqual([-100, 0, 100, 200, 300, 400, 500, 600, 700]);
    expect(moneyMarks(-97.5, 601, 6)).toEqual([-200, 0, 200, 400, 600, 800]);
    expect(moneyMarks(0, 3, 9)).toEqual([0, 1, 2, 3]);
    expect(moneyMarks(0, 0, 9)).toEqual([0]);
  });

  test('are few, whole and around zero, whatever the amounts', () => {
    const amounts = fc.tuple(fc.integer({ min: -1_000_000, max: 0 }), fc.nat(100_000_000));
    fc.assert(
      fc.property(amounts, ([low, high]) => {
        const marks = moneyMarks(low, high, 9);
        expect(marks.length).toBeLessThanOrEqual(10);
        expect(marks.some((mark) => mark === 0)).toBe(true);
        expect(marks.at(0)).toBeLessThanOrEqual(low);
        expect(marks.at(-1)).toBeGreaterThanOrEqual(high);
        expect(marks.every(Number.isSafeInteger)).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('labels in rows', () => {
  const room = { from: 0, until: 100, rowsMax: 2, gap: 5 };

  test('go up where there is no room, stay within the page, and are left out in the end', () => {
    const labels = [10, 20, 30, 98].map((at) => ({ at, width: 30 }));
    const placed = labelRows(labels, room);
    // The first is moved to 15 and takes [0, 30]; the second goes up; the third has no room.
    expect(placed.map(({ at, x, row }) => [at, x, row])).toEqual([
      [10, 15, 0],
      [20, 20, 1],
      [98, 85, 0],
    ]);
    expect(rowCount(placed)).toBe(2);
  });

  test('never cover each other', () => {
    const some = fc.array(fc.record({ at: fc.nat(100), width: fc.integer({ min: 1, max: 40 }) }));
    fc.assert(
      fc.property(some, (labels) => {
        const placed = labelRows(labels, room);
        for (const a of placed) {
          for (const b of placed) {
            if (a === b || a.row !== b.row) continue;
            expect(Math.abs(a.x - b.x)).toBeGreaterThanOrEqual(
              (a.width + b.width) / 2 + room.gap - 1e-9,
            );
          }
        }
      }),
      RUNS,
    );
  });
});

describe('words and numbers of a picture', () => {
  test.each([
    ['601', 2, '6.01'],
    ['-195/2', 2, '-0.975'],
    ['0', 2, '0.00'],
    ['-1/3', 2, '-0.0033'],
    ['25/2', 0, '12.5'],
    ['12', 0, '12'],
    ['1/100000', 2, '0.00'],
    ['-5', 3, '-0.005'],
  ])('an exact %s at scale %i is %s', (exact, scale, text) => {
    expect(amountText(parseRatio(exact) ?? ratio(0), scale)).toBe(text);
  });

  test('a position is a time in the media, or a frame where nothing is known about frames', () => {
    expect(positionText(FIG_1A, 65 * SECOND_US)).toBe('1:05');
    expect(positionText(FIG_1A, 5_399_999_999)).toBe('1:29:59');
    expect(positionText(FIG_1A_FRAMES, 31_680)).toBe('22:00');
    expect(positionText(frameTimeline(null, [['interval-1', 10]]), 7)).toBe('frame 7');
  });

  test('markup is never taken from text, and characters XML does not have are left out', () => {
    expect(svgText('text', { x: 1.005 }, 'a<b> & "c"\u0000\ud800')).toBe(
      '<text x="1">a&lt;b&gt; &amp; &quot;c&quot;</text>',
    );
    expect(svgElement('g', { class: '"><script>' })).toBe('<g class="&quot;&gt;&lt;script&gt;"/>');
    expect([12, 12.5, 12.256, -0.001, 100].map(svgNumber)).toEqual([
      '12',
      '12.5',
      '12.26',
      '0',
      '100',
    ]);
  });
});
