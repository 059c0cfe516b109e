import fc from 'fast-check';
import Fraction from 'fraction.js';
import { describe, expect, test } from 'vitest';
import { RatingFault } from '../../../src/billing/rating/rating-fault.ts';
import {
  elementAt,
  framesOf,
  lengthTicks,
  secondsOf,
  type Timeline,
  type TimelineElement,
  ticksToUs,
  usToTicks,
} from '../../../src/billing/rating/timeline.ts';
import { checkTimeline } from '../../../src/billing/rating/timeline-check.ts';
import { ratio } from '../../../src/billing/ratio.ts';
import { RUNS, timelines } from './random-terms.ts';
import { FIG_1A, FIG_2B, FIG_2C } from './worked-cases.ts';
import { frameTimeline, SECOND_US, timeline, timeRight } from './worked-terms.ts';

/** FIG. 1B's two first elements, with something changed about the second. */
function changed(second: Partial<TimelineElement>, first: Partial<TimelineElement> = {}): Timeline {
  const [one, two] = timeline([
    ['interval-1', 10],
    ['commercial-1', 5],
  ]).elements;
  if (one === undefined || two === undefined) throw new Error('there are two elements');
  return {
    ...timeline([]),
    elements: [
      { ...one, ...first },
      { ...two, ...second },
    ],
  };
}
function sentences(shown: Timeline): readonly string[] {
  return checkTimeline(shown).map(({ element, sentence }) => `${element}: ${sentence}`);
}

describe('checkTimeline', () => {
  test.each([FIG_1A, FIG_2B, FIG_2C, frameTimeline('30000/1001', [['interval-1', 1]])])(
    'finds nothing wrong with a timeline that is right',
    (shown) => {
      expect(checkTimeline(shown)).toEqual([]);
    },
  );

  test('finds nothing wrong with whatever abuts from 0 on and has no rights', () => {
    fc.assert(
      fc.property(timelines, (shown) => {
        expect(checkTimeline({ ...shown, rights: [] })).toEqual([]);
      }),
      RUNS,
    );
  });

  test.each([
    ['no elements', timeline([]), 'null: it has no elements; it shows at least one'],
    [
      'a gap',
      changed({ startTick: 11_000_000 }),
      'commercial-1: there is a gap before it: interval-1 ends at 10000000, and it starts at 11000000',
    ],
    [
      'an overlap',
      changed({ startTick: 9_000_000 }),
      'commercial-1: it overlaps interval-1, which ends at 10000000; it starts at 9000000',
    ],
    [
      'a late beginning',
      changed({}, { startTick: 1 }),
      'interval-1: it is the first, so it starts at 0, not at 1',
    ],
    [
      'no length',
      changed({ endTick: 10_000_000 }),
      'commercial-1: it ends after it starts, but it is from 10000000 to 10000000',
    ],
    [
      'parts of ticks',
      changed({ endTick: 10_000_000.5 }),
      'commercial-1: it starts and ends at whole ticks, not at 10000000 and 10000000.5',
    ],
    [
      'one id twice',
      changed({ id: 'interval-1' }),
      "interval-1: there are two elements interval-1; an id is one element's own",
    ],
    ['no id', changed({ id: '' }), ': it has no id; give it one'],
    [
      'a part of two kinds',
      changed({ part: 'interval-1' }),
      'commercial-1: it is subsidy, but interval-1 of the same part interval-1 is programme',
    ],
    [
      'a commercial that is answered in part',
      changed({ part: 'spot', responseRequired: true }, { part: 'spot', kind: 'subsidy' }),
      'commercial-1: all of spot needs a response or none of it, but interval-1 differs',
    ],
    [
      'programming with a sponsor',
      changed({}, { sponsor: 'sponsor/soap' }),
      'interval-1: it is programming; only subsidy content has a sponsor or needs a response',
    ],
    [
      'frames of unknown length',
      frameTimeline(null, [['interval-1', 10]]),
      'null: it is counted in frames, so it says how many there are in a second',
    ],
    [
      'no frames in a second',
      frameTimeline('0', [['interval-1', 10]]),
      'null: frames per second are a number above zero, not "0"',
    ],
    [
      "a right in nobody's element",
      timeline([['interval-1', 10]], [timeRight('Actor Z', '3', 'Film')]),
      'null: the right of Actor Z in Film is in no element; name the one among its people, or the other among its works',
    ],
    [
      'a right that costs the holder',
      timeline([['interval-1', 10, { people: ['Actor A'] }]], [timeRight('Actor A', '-3')]),
      'null: the right of Actor A in Film has a rate of zero or more, not "-1/20"',
    ],
  ])('names %s', (_, shown, sentence) => {
    expect(sentences(shown)).toEqual([sentence]);
  });

  test('names all that is wrong at once', () => {
    expect(sentences(changed({ id: 'interval-1', startTick: 12_000_000 }))).toHaveLength(2);
  });
});

describe('elementAt', () => {
  test('an instant between two elements is in the later one, and the end is in none (A3)', () => {
    const at = (tick: number) => elementAt(FIG_1A, tick)?.id ?? null;
    expect(lengthTicks(FIG_1A)).toBe(5400 * SECOND_US);
    expect(at(0)).toBe('interval-1');
    expect(at(1200 * SECOND_US - 1)).toBe('interval-1');
    expect(at(1200 * SECOND_US)).toBe('commercial-1');
    expect(at(5400 * SECOND_US - 1)).toBe('interval-4');
    expect([at(5400 * SECOND_US), at(-1)]).toEqual([null, null]);
    expect([lengthTicks(timeline([])), elementAt(timeline([]), 0)]).toEqual([0, null]);
  });

  test('every tick of a timeline is in the one element that spans it', () => {
    fc.assert(
      fc.property(timelines, fc.double({ min: 0, max: 1, noNaN: true }), (shown, share) => {
        const tick = Math.floor(share * (lengthTicks(shown) - 1));
        const spanning = shown.elements.filter((el) => el.startTick <= tick && tick < el.endTick);
        expect(spanning).toEqual([elementAt(shown, tick)]);
      }),
      RUNS,
    );
  });
});

describe('ticks and time', () => {
  const film = frameTimeline('24', [['interval-1', 240]]);

  test('a frame counts when half of it was shown', () => {
    // A frame of 24 takes 41 666 2/3 us, half of it 20 833 1/3.
    expect([20_833, 20_834, 62_499, 62_500].map((us) => usToTicks(film, us))).toEqual([0, 1, 1, 2]);
    expect([0, 1, 2, 3].map((frames) => ticksToUs(film, frames))).toEqual([
      0, 41_667, 83_333, 125_000,
    ]);
  });

  test('microseconds are ticks already', () => {
    expect([usToTicks(FIG_1A, 7), ticksToUs(FIG_1A, 7)]).toEqual([7, 7]);
  });

  test('ticks made into time and back are the same ticks', () => {
    fc.assert(
      fc.property(timelines, fc.nat({ max: 10 ** 9 }), (shown, ticks) => {
        expect(usToTicks(shown, ticksToUs(shown, ticks))).toBe(ticks);
      }),
      RUNS,
    );
  });

  test('seconds and frames are exact', () => {
    fc.assert(
      fc.property(timelines, fc.nat({ max: 10 ** 9 }), (shown, ticks) => {
        const perSecond = new Fraction(shown.framesPerSecond ?? 1);
        const seconds = new Fraction(ticks).div(shown.tick === 'us' ? SECOND_US : perSecond);
        const { n, d } = seconds;
        expect(secondsOf(shown, ticks)).toEqual({ n, d });
        const frames = seconds.mul(perSecond);
        expect(framesOf(shown, ticks)).toEqual({ n: frames.n, d: frames.d });
      }),
      RUNS,
    );
  });

  test('what needs the frame rate is not there without it', () => {
    const unknown = frameTimeline(null, [['interval-1', 240]]);
    expect(secondsOf(unknown, 24)).toBeNull();
    expect(framesOf(unknown, 24)).toEqual(ratio(24));
    expect(framesOf(FIG_1A, 24)).toBeNull();
    expect(() => ticksToUs(unknown, 1)).toThrow(RatingFault);
    expect(() => usToTicks(unknown, 1)).toThrow(
      'timeline film counts frames, but not how many there are in a second; give it framesPerSecond, above zero',
    );
  });
});
