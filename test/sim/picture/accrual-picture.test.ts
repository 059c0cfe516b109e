import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accrue } from '../../../src/billing/rating/accrual.ts';
import type { Tariff } from '../../../src/billing/rating/tariff.ts';
import { accrualSvg } from '../../../src/sim/picture/accrual-svg.ts';
import { accrualText } from '../../../src/sim/picture/accrual-text.ts';
import type { AccrualPicture } from '../../../src/sim/picture/picture.ts';
import { S } from '../../billing/rating/evening.ts';
import { played, RUNS, timelines, viewingsOf } from '../../billing/rating/random-viewing.ts';
import { FIG_1A } from '../../billing/rating/worked-cases.ts';
import { facts, HOUR_US, STANDARD } from '../../billing/rating/worked-terms.ts';

const dear: Tariff = {
  ...STANDARD,
  pause: { unit: 's', rate: '1/60' },
  review: { unit: 's', rate: '1/20' },
};
/** FIG. 1A from 20:00: commercial 1 cut short after 25 s, a pause of a minute, cancelled at 40:00. */
const cutShort: AccrualPicture = {
  title: 'Friday <film> & more',
  timeline: FIG_1A,
  accrual: accrue(
    dear,
    FIG_1A,
    [
      { fromTick: 0, toTick: 1_225 * S, atUs: 0 },
      { fromTick: 1_320 * S, toTick: 2_400 * S, atUs: 1_285 * S },
    ],
    [{ atUs: 1_225 * S, lengthUs: 60 * S }],
    facts(),
    [],
  ),
  startedCivilUs: 20 * HOUR_US,
  currency: 'USD',
  scale: 2,
};
const pictures = viewingsOf(timelines).map((viewing): AccrualPicture => {
  const { timeline } = viewing;
  const { segments, pauses } = played(viewing);
  const accrual = accrue(dear, timeline, segments, pauses, facts(), []);
  return { ...cutShort, title: 'Random', timeline, accrual };
});

describe('an accrual as text', () => {
  test('has a row for each edge, with the clock, the position, what happens and the money', () => {
    const rows = accrualText(cutShort).split('\n');
    // Interval 1: 100 + 1,200/10. Commercial 1: 25 x -1/4. Pause: 60/60. Interval 2: 1,080/10.
    expect(
      rows.slice(
        rows.findIndex((row) => row.startsWith('clock')),
        -3,
      ),
    ).toEqual([
      'clock       media what                         charges    credits    net USD',
      '20:00:00     0:00 selected                        1.00       0.00       1.00',
      '20:00:00     0:00 interval-1                      1.00       0.00       1.00',
      '20:20:00    20:00 commercial-1                    2.20       0.00       2.20',
      '20:20:25    20:25 paused                          2.20      -0.0625     2.1375',
      '20:21:25    22:00 forward to 22:00                2.21      -0.0625     2.1475',
      '20:39:25    40:00 cancelled                       3.29      -0.0625     3.2275',
    ]);
  });

  test('shows every stretch in the bar, and names those that are too short above it', () => {
    const [title, course, , ...rest] = accrualText(cutShort).split('\n');
    expect(title).toBe('Friday <film> & more');
    expect(course).toBe('from 20:00:00, 39m25s, cancelled at 40:00');
    const bar = rest.find((line) => line.startsWith('━')) ?? '';
    expect(bar).toHaveLength(78);
    for (const mark of ['interval-1', '▒', '╱', 'interval-2']) expect(bar).toContain(mark);
    const callouts = rest.slice(0, rest.indexOf(bar)).join('\n');
    expect(callouts).toContain('commercial-1');
    expect(callouts).toContain('pause 1m');
  });

  test('never is wider than 78 columns, whatever is played', () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const widest = Math.max(
          ...accrualText(picture)
            .split('\n')
            .map((line) => [...line].length),
        );
        expect(widest).toBeLessThanOrEqual(78);
      }),
      RUNS,
    );
  });
});

/** The names of a document's elements, each closed before the one around it; null when they are not. */
function elementsOf(markup: string): readonly string[] | null {
  const open: string[] = [];
  const names: string[] = [];
  let rest = markup;
  for (const tag of markup.matchAll(/<(\/?)([a-zA-Z]+)(?: [\w:-]+="[^"<]*")*(\/?)>/g)) {
    const [whole, isEnd, name = '', isEmpty] = tag;
    rest = rest.replace(whole, '');
    if (isEnd !== '') {
      if (open.pop() !== name) return null;
      continue;
    }
    names.push(name);
    if (isEmpty === '') open.push(name);
  }
  return open.length === 0 && !/[<>]|&(?!amp;|lt;|gt;|quot;)/.test(rest) ? names : null;
}

describe('an accrual as SVG', () => {
  const svg = accrualSvg(cutShort);
  const shown = [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text);

  test('says what was shown, where it was left and what it came to', () => {
    expect(shown).toEqual(
      expect.arrayContaining([
        'Friday &lt;film&gt; &amp; more',
        'from 20:00:00, 39m25s, cancelled at 40:00',
        'interval-1',
        'commercial-1',
        'pause 1m',
        'interval-2',
        'to 22:00',
        'cancelled',
        '20:05',
        'USD',
        'charges 3.29',
        'credits −0.0625',
        'net 3.2275',
      ]),
    );
  });

  test('draws the charges from nothing to what they come to, in order of time', () => {
    const [, d = ''] = /<path class="line charges" d="M([^"]*)"/.exec(svg) ?? [];
    const points = d.split('L').map((each) => each.split(' ').map(Number));
    // It begins on the zero line, and the first step is the initial fee, straight up.
    const [zero, initial] = points;
    expect(zero?.[0]).toBe(initial?.[0]);
    const heights = points.map(([, y = Number.NaN]) => y);
    expect(heights).toEqual([...heights].sort((a, b) => b - a));
    const times = points.map(([x = Number.NaN]) => x);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    // 329 of charges stand 3.29 times as high as the initial fee of 100.
    const [base = 0, fee = 0] = heights;
    const last = heights.at(-1) ?? 0;
    expect((base - last) / (base - fee)).toBeCloseTo(3.29, 2);
  });

  test('hatches pauses and points seeks the way they go', () => {
    expect(svg).toMatch(/<rect class="band pause"[^>]*><title>pause 1m<\/title><\/rect>/);
    expect(svg.match(/class="head"/g)).toHaveLength(1);
    expect(svg).toMatch(/class="head" d="M[\d.]+ [\d.]+l-6 -4v8Z"/);
  });

  test('needs nothing from outside, and has colours for light and dark', () => {
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|@import|<script|href/,
    );
    expect(svg).toContain('prefers-color-scheme:dark');
  });

  test('is well formed, with finite numbers, whatever is played', () => {
    expect(elementsOf(svg)).toContain('path');
    expect(elementsOf('<a><b></a></b>')).toBeNull();
    expect(elementsOf('<a>&</a>')).toBeNull();
    fc.assert(
      fc.property(pictures, (picture) => {
        const drawn = accrualSvg(picture);
        expect(elementsOf(drawn)).not.toBeNull();
        expect(drawn).not.toMatch(/NaN|Infinity|undefined|\d\.\d{3,}"/);
      }),
      RUNS,
    );
  });
});
