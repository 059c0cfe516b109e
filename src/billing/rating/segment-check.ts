/**
 * Segment check: whether segments from outside can have been played at all.
 *
 *     at 0 s    [0 s ────── 60 s)
 *     at 40 s         [60 s ──── 80 s)     overlap: nobody plays two at once
 *
 * On a timeline of frames instants are as exact as a frame is long, so half a frame is let pass.
 * Units: ticks of the timeline; microseconds since the session began.
 */
import { inOrderOfPlay } from './metering.ts';
import { lengthTicks, type Timeline, ticksToUs } from './timeline.ts';
import type { PlayedSegment } from './usage.ts';

/** Why a segment cannot have been played. */
export interface SegmentFault {
  readonly segment: PlayedSegment;
  readonly kind: 'not-whole' | 'empty' | 'outside-the-timeline' | 'overlap' | 'not-yet-played';
  readonly where: string;
  readonly what: string;
  readonly remedy: string;
}

type Wrong = Pick<SegmentFault, 'kind' | 'what' | 'remedy'>;

/**
 * What is wrong with segments; nothing when they are sound.
 *
 * First those that are wrong in themselves, then the others in the order in which they were played.
 * Equal segments are one, as in metering; a faulty segment is not held against the others.
 *
 * @param untilUs the instant of the report that brought them, by which they had been played; null
 *   when that is not known
 * @throws {RatingFault} when ticks are frames and nothing is known about their length
 */
export function checkSegments(
  timeline: Timeline,
  segments: readonly PlayedSegment[],
  untilUs: number | null,
): readonly SegmentFault[] {
  const slackUs = timeline.tick === 'us' ? 0 : Math.ceil(ticksToUs(timeline, 1) / 2);
  const faults: SegmentFault[] = [];
  const possible: PlayedSegment[] = [];
  for (const segment of segments) {
    const wrong = wrongAlone(timeline, segment);
    if (wrong === null) possible.push(segment);
    else faults.push(fault(segment, wrong));
  }
  let freeUs = 0;
  for (const segment of inOrderOfPlay(possible)) {
    const endUs = segment.atUs + ticksToUs(timeline, segment.toTick - segment.fromTick);
    const wrong =
      wrongBefore(segment, freeUs, slackUs) ?? wrongAfter(endUs - slackUs, untilUs ?? endUs);
    if (wrong === null) freeUs = endUs;
    else faults.push(fault(segment, wrong));
  }
  return faults;
}

function wrongAlone(timeline: Timeline, segment: PlayedSegment): Wrong | null {
  const { fromTick, toTick, atUs } = segment;
  const endTick = lengthTicks(timeline);
  if (![fromTick, toTick, atUs].every(Number.isSafeInteger)) {
    return {
      kind: 'not-whole',
      what: 'its ticks and its instant are not all whole numbers',
      remedy: 'give ticks of the timeline and microseconds since the session began',
    };
  }
  if (fromTick >= toTick) {
    return {
      kind: 'empty',
      what: 'it has no length',
      remedy: 'leave out what was not played; playing backwards is a seek',
    };
  }
  if (fromTick < 0 || toTick > endTick || atUs < 0) {
    return {
      kind: 'outside-the-timeline',
      what: `${timeline.id} goes from tick 0 to ${endTick}, and its session begins at 0 us`,
      remedy: 'give positions on the timeline, and instants of the session',
    };
  }
  return null;
}

function wrongBefore(segment: PlayedSegment, freeUs: number, slackUs: number): Wrong | null {
  if (segment.atUs + slackUs >= freeUs) return null;
  return {
    kind: 'overlap',
    what: `what was played before it lasts until ${freeUs} us`,
    remedy: 'report what is played at one time once only, in pieces that do not overlap',
  };
}

function wrongAfter(endUs: number, untilUs: number): Wrong | null {
  if (endUs <= untilUs) return null;
  return {
    kind: 'not-yet-played',
    what: `it lasts until ${endUs} us at least, and was reported at ${untilUs} us`,
    remedy: 'report what has been played; a segment is played at normal speed',
  };
}

function fault(segment: PlayedSegment, wrong: Wrong): SegmentFault {
  const { fromTick, toTick, atUs } = segment;
  return { segment, where: `the segment [${fromTick}, ${toTick}) at ${atUs} us`, ...wrong };
}
