import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ownUnit,
  pauseQuantity,
  quantityOf,
  ratePer,
  requireRatio,
} from '../../../src/billing/rating/quantity.ts';
import { rate } from '../../../src/billing/rating/rating.ts';
import { RatingFault } from '../../../src/billing/rating/rating-fault.ts';
import { divide, formatRatio, parseRatio, ratio } from '../../../src/billing/ratio.ts';
import { RUNS, timelines } from './random-terms.ts';
import {
  facts,
  frameTimeline,
  NO_USAGE,
  perFrame,
  perSecond,
  played,
  tariff,
  timeline,
  written,
} from './worked-terms.ts';

const SECONDS = { ...timeline([['interval-1', 10]]), framesPerSecond: '24' };
const FRAMES = frameTimeline('30000/1001', [['interval-1', 240]]);

describe('conversion', () => {
  test('a frame fee on a timeline of seconds counts frames, and the other way round', () => {
    const byFrame = rate(
      tariff({ programming: perFrame('1/24') }),
      SECONDS,
      played(['interval-1', 10]),
      facts(),
    );
    expect(byFrame.lines.map(written)).toContain(
      'interval-1 programming: 240 frame x 1/24 = 10 -> 10',
    );
    // 240 frames of 30000/1001 a second take 240 x 1001/30000 s.
    const bySecond = rate(
      tariff({ programming: perSecond('1') }),
      FRAMES,
      { ...NO_USAGE, records: [{ element: 'interval-1', mode: 'first', ticks: 240, atUs: 0 }] },
      facts(),
    );
    expect(bySecond.lines.map(written)).toContain(
      'interval-1 programming: 1001/125 s x 1 = 1001/125 -> 8',
    );
  });

  test('a rate for one unit is had for the other', () => {
    expect(formatRatio(ratePer(SECONDS, ratio(1), 'frame', 's'))).toBe('24');
    expect(formatRatio(ratePer(SECONDS, ratio(1), 's', 'frame'))).toBe('1/24');
    expect(ratePer(timeline([]), ratio(1), 's', 's')).toEqual(ratio(1));
  });

  test('the cost of a stretch is the same by either unit', () => {
    fc.assert(
      fc.property(timelines, fc.nat({ max: 10 ** 9 }), (shown, ticks) => {
        const perFrameRate = ratePer(shown, ratio(7, 3), 's', 'frame');
        expect(ratePer(shown, perFrameRate, 'frame', 's')).toEqual(ratio(7, 3));
        const frames = quantityOf(shown, ticks, 'frame');
        const seconds = quantityOf(shown, ticks, 's');
        expect(frames).toEqual(
          divide(seconds, parseRatioOf(ratePer(shown, ratio(1), 's', 'frame'))),
        );
      }),
      RUNS,
    );
    function parseRatioOf(rateText: ReturnType<typeof ratio>) {
      return requireRatio(formatRatio(rateText), 'a rate');
    }
  });

  test('a pause is had in either unit', () => {
    expect(pauseQuantity(SECONDS, 1_500_000, 's')).toEqual(ratio(3, 2));
    expect(pauseQuantity(SECONDS, 1_500_000, 'frame')).toEqual(ratio(36));
    expect([ownUnit(SECONDS), ownUnit(FRAMES)]).toEqual(['s', 'frame']);
  });

  test.each([
    [
      timeline([['interval-1', 10]]),
      tariff({ programming: perFrame('1') }),
      'timeline film is counted in microseconds here and charged by frames, but does not say how many frames there are in a second',
    ],
    [
      frameTimeline(null, [['interval-1', 240_000_000]]),
      tariff({ programming: perSecond('1') }),
      'timeline film is counted in frames here and charged by seconds, but does not say how many frames there are in a second',
    ],
  ])('is refused without frames per second, naming both units', (shown, byTariff, sentence) => {
    const attempt = () => rate(byTariff, shown, played(['interval-1', 10]), facts());
    expect(attempt).toThrow(RatingFault);
    expect(attempt).toThrow(sentence);
  });

  test('what is not needed is not asked for', () => {
    const shown = frameTimeline(null, [['interval-1', 240]]);
    const { lines } = rate(
      tariff({ programming: perFrame('1/10') }),
      shown,
      { ...NO_USAGE, records: [{ element: 'interval-1', mode: 'first', ticks: 240, atUs: 0 }] },
      facts(),
    );
    expect(lines.map(written)).toContain('interval-1 programming: 240 frame x 1/10 = 24 -> 24');
  });

  test('a rate that is no number is refused', () => {
    expect(parseRatio('dear')).toBeNull();
    expect(() => requireRatio('dear', 'the review fee')).toThrow(
      'the review fee is "dear", which is no number; write 3, "0.05" or "1/20"',
    );
  });
});
