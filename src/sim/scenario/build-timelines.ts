/**
 * Build timelines: what transmissions consist of, in ticks.
 *
 *     { id: interval-1, length: 20m }                    from where the one before it ends
 *     { id: interval-1, end: "20:00" }
 *     { id: interval-1, start: 0, end: 1200, unit: s }
 *
 * Elements follow one another without gap and overlap; what breaks that is told where it is written.
 */

import { elementsEarning } from '../../billing/rating/right.ts';
import type { Right, Timeline } from '../../billing/rating/timeline.ts';
import { checkTimeline } from '../../billing/rating/timeline-check.ts';
import { compare, formatRatio, parseRatio, type Ratio, ratio } from '../../billing/ratio.ts';
import { elementsOf } from './build-elements.ts';
import type { FeeReader } from './fee-reading.ts';
import type { MediaClock } from './media-time.ts';
import { nearest, quoted } from './problem.ts';
import type { Reading } from './reading.ts';

/** Where the parts of a timeline are written; a case of a rate file has them beside each other. */
export interface TimelineParts {
  readonly id: string;
  /** What problems of the whole timeline point to. */
  readonly at: Reading;
  readonly elements: Reading;
  readonly rights: Reading;
  /** Who performs in which element, where elements do not say so themselves. */
  readonly cast: Reading | null;
  readonly clock: MediaClock;
}

const FRAMES_PER_SECOND_MAX = ratio(1_000);

/** The timelines of a file, by name. */
export function timelinesOf(reading: Reading, fees: FeeReader): Map<string, Timeline> {
  return new Map(reading.entries().map(({ key, value }) => [key, timelineOf(key, value, fees)]));
}

/** The timeline of a mapping with `elements`, `rights` and so on. */
export function timelineOf(
  id: string,
  reading: Reading,
  fees: FeeReader,
  cast: Reading | null = null,
): Timeline {
  const tick = reading.at('tick').word(['seconds', 'frames'], 'seconds');
  const framesPerSecond = frameRateOf(reading.at('frames-per-second'));
  const clock: MediaClock = { tick: tick === 'frames' ? 'frame' : 'us', framesPerSecond };
  const [elements, rights] = [reading.at('elements'), reading.at('rights')];
  return timelineFrom({ id, at: reading, elements, rights, cast, clock }, fees);
}

/** The timeline that parts make; checked as a whole when nothing is wrong with one of them. */
export function timelineFrom(parts: TimelineParts, fees: FeeReader): Timeline {
  const { id, at, clock, rights } = parts;
  const elements = elementsOf(parts);
  const timeline: Timeline = {
    id,
    tick: clock.tick,
    framesPerSecond: clock.framesPerSecond === null ? null : formatRatio(clock.framesPerSecond),
    elements: elements?.map(({ element }) => element) ?? [],
    rights: rights.items().map((right) => rightOf(right, id, fees)),
  };
  if (elements === null || at.problems.isFull) return timeline;
  if (!areRightsEarned(timeline, rights)) return timeline;
  for (const { element, sentence } of checkTimeline(timeline)) {
    const place = elements.find((one) => one.element.id === element)?.reading ?? at;
    place.fail({ found: `what cannot be: ${sentence}`, expected: 'a timeline that can be played' });
  }
  return timeline;
}

/** False, with the problems, when a right is in none of the elements. */
function areRightsEarned(timeline: Timeline, rights: Reading): boolean {
  const names = timeline.elements.flatMap(({ people, works }) => [...people, ...works]);
  const known = [...new Set(names)];
  const unearned = rights.items().filter((reading, index) => {
    const right = timeline.rights[index];
    return right !== undefined && reading.isThere && elementsEarning(timeline, right).length === 0;
  });
  for (const reading of unearned) {
    const named = [reading.at('holder'), reading.at('work')].filter(({ isThere }) => isThere);
    const wrong = named.find((one) => !known.includes(one.text() ?? '')) ?? reading;
    const found = `${quoted(wrong.text() ?? 'a right')}, who or which is in no element`;
    const expected = 'a holder among the people of elements, or a work among their works';
    wrong.fail({ found, expected, nearest: nearest(wrong.text() ?? '', known) });
  }
  return unearned.length === 0;
}

/** Frames per second; null when absent or, with a problem, no such number. */
export function frameRateOf(reading: Reading): Ratio | null {
  const parse = (text: string) => {
    const rate = parseRatio(text);
    return rate !== null && rate.n > 0n && compare(rate, FRAMES_PER_SECOND_MAX) <= 0 ? rate : null;
  };
  const expected = 'frames per second above 0 and up to 1000, such as 24 or 30000/1001';
  return reading.parsed<Ratio | null>(parse, null, expected);
}

function rightOf(reading: Reading, timeline: string, fees: FeeReader): Right {
  const holder = reading.at('holder').text() ?? '';
  const work = reading.at('work').text() ?? timeline;
  const fixed = reading.at('fixed');
  if (fixed.isThere) {
    const each = fees.exact(fixed) ?? ratio(0);
    const per = reading.at('per').word(['performance', 'segment'], 'performance');
    return { holder, work, per, rate: formatRatio(each), unit: 's' };
  }
  const { unit, rate } = fees.rate(reading.at('rate')) ?? { unit: 's', rate: ratio(0) };
  return { holder, work, per: 'time', rate: formatRatio(rate), unit };
}
