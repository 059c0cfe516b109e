/**
 * Metering: played segments become usage records, which rating makes money of (B2, A8, A9).
 *
 *     segments          played at 0 s [0, 720), at 720 s [480, 590), at 830 s [720, 1200)
 *     usage records     first 720, review 110, first 480
 *
 * Segments come from reports: in any order, more than once, cut anywhere, with gaps. Equal ones count
 * once, and they are taken in the order in which they were played, so how they came does not matter.
 * Units: ticks of the timeline; microseconds since the session began. Segments are sound:
 * `checkSegments` (segment-check.ts) says so of what comes from outside.
 * Laws (test/billing/rating/metering.test.ts):
 *   - first + review ticks = ticks played; first ticks of an element are no more than its length (I16);
 *   - a subsidy position is played first once only, so it is credited once only (A9, I17);
 *   - metering in pieces gives the same usage as metering at once (I15).
 */
import { invariant } from '../invariant.ts';
import { modesOf, type TickSpan, withSpan } from './coverage.ts';
import { elementAt, type Timeline, ticksToUs } from './timeline.ts';
import type { PlayedSegment, UsageMode, UsageRecord } from './usage.ts';

/** Usage, and where in the timeline it begins. */
export interface PlacedUsage extends UsageRecord {
  readonly fromTick: number;
}

/** What metering remembers of the segments it has had. */
export interface Metering {
  readonly coverage: readonly TickSpan[];
  /** When the latest of them began; null when there were none. */
  readonly latestUs: number | null;
}

/** How much of an element was played in one mode, in all. */
export type UsageTotal = Omit<UsageRecord, 'atUs'>;

/** Segments came too late to be metered one after the other. */
export class LateSegment extends Error {
  override readonly name = 'LateSegment';
  readonly segment: PlayedSegment;

  constructor(segment: PlayedSegment, latestUs: number) {
    super(
      `a segment played at ${segment.atUs} us came after one played at ${latestUs} us was metered; ` +
        'keep the segments of the session and meter all of them at once',
    );
    this.segment = segment;
  }
}

/** Metering before any segment. */
export const nothingMetered: Metering = { coverage: [], latestUs: null };

/**
 * The usage of a session, in the order in which it was played.
 *
 * @throws {BrokenInvariant} when a segment is empty or outside the timeline
 */
export function meter(
  timeline: Timeline,
  segments: readonly PlayedSegment[],
): readonly UsageRecord[] {
  return meterMore(timeline, nothingMetered, segments).records;
}

/**
 * The usage of segments that came later than those already metered, and the metering with them (I15).
 *
 * @throws {LateSegment} when a segment began before, or with, one that was metered already
 * @throws {BrokenInvariant} when a segment is empty or outside the timeline
 */
export function meterMore(
  timeline: Timeline,
  metering: Metering,
  segments: readonly PlayedSegment[],
): { readonly metering: Metering; readonly records: readonly UsageRecord[] } {
  const placed = place(timeline, metering, segments);
  const records = placed.records.map(({ element, mode, ticks, atUs }) => ({
    element,
    mode,
    ticks,
    atUs,
  }));
  return { metering: placed.metering, records };
}

/** As `meter`, with where in the timeline each record begins. */
export function meterPlaced(
  timeline: Timeline,
  segments: readonly PlayedSegment[],
): readonly PlacedUsage[] {
  return place(timeline, nothingMetered, segments).records;
}

/** The sums by element and mode, in the order of the timeline, first before review. */
export function usageTotals(
  timeline: Timeline,
  records: readonly UsageRecord[],
): readonly UsageTotal[] {
  const ticksOf = new Map<string, number>();
  for (const { element, mode, ticks } of records) {
    const key = `${mode} ${element}`;
    ticksOf.set(key, (ticksOf.get(key) ?? 0) + ticks);
  }
  const modes: readonly UsageMode[] = ['first', 'review'];
  return timeline.elements.flatMap(({ id }) =>
    modes.flatMap((mode) => {
      const ticks = ticksOf.get(`${mode} ${id}`);
      return ticks === undefined ? [] : [{ element: id, mode, ticks }];
    }),
  );
}

/** Each segment once, in the order in which they were played. */
export function inOrderOfPlay(segments: readonly PlayedSegment[]): readonly PlayedSegment[] {
  const sorted = [...segments].sort(
    (a, b) => a.atUs - b.atUs || a.fromTick - b.fromTick || a.toTick - b.toTick,
  );
  return sorted.filter((segment, index) => {
    const last = sorted[index - 1];
    return (
      last?.atUs !== segment.atUs ||
      last.fromTick !== segment.fromTick ||
      last.toTick !== segment.toTick
    );
  });
}

function place(
  timeline: Timeline,
  metering: Metering,
  segments: readonly PlayedSegment[],
): { readonly metering: Metering; readonly records: readonly PlacedUsage[] } {
  const ordered = inOrderOfPlay(segments);
  const [first] = ordered;
  if (first !== undefined && metering.latestUs !== null && first.atUs <= metering.latestUs) {
    throw new LateSegment(first, metering.latestUs);
  }
  let coverage = metering.coverage;
  const records: PlacedUsage[] = [];
  for (const segment of joined(timeline, ordered)) {
    records.push(...usageOf(timeline, coverage, segment));
    coverage = withSpan(coverage, segment);
  }
  return { metering: { coverage, latestUs: ordered.at(-1)?.atUs ?? metering.latestUs }, records };
}

/** Segments that go on where and when the one before ended, made one with it: heartbeats cut them. */
function joined(timeline: Timeline, ordered: readonly PlayedSegment[]): readonly PlayedSegment[] {
  // Instants of frames are rounded to microseconds, each by itself.
  const slackUs = timeline.tick === 'us' ? 0 : 1;
  const whole: PlayedSegment[] = [];
  for (const segment of ordered) {
    const last = whole.at(-1);
    const gapUs =
      last === undefined
        ? Number.POSITIVE_INFINITY
        : segment.atUs - last.atUs - ticksToUs(timeline, last.toTick - last.fromTick);
    if (last?.toTick === segment.fromTick && Math.abs(gapUs) <= slackUs) {
      whole[whole.length - 1] = { ...last, toTick: segment.toTick };
    } else whole.push(segment);
  }
  return whole;
}

/** What a segment is, cut where elements and coverage begin and end. */
function usageOf(
  timeline: Timeline,
  coverage: readonly TickSpan[],
  segment: PlayedSegment,
): readonly PlacedUsage[] {
  invariant(
    segment.fromTick < segment.toTick,
    `a segment has a length, but one goes from ${segment.fromTick} to ${segment.toTick}`,
  );
  const records: PlacedUsage[] = [];
  let tick = segment.fromTick;
  while (tick < segment.toTick) {
    const element = elementAt(timeline, tick);
    invariant(element !== null, `a segment is on its timeline, but ${timeline.id} has no ${tick}`);
    const toTick = Math.min(segment.toTick, element.endTick);
    for (const piece of modesOf(coverage, { fromTick: tick, toTick })) {
      records.push({
        element: element.id,
        mode: piece.mode,
        ticks: piece.toTick - piece.fromTick,
        atUs: segment.atUs + ticksToUs(timeline, piece.fromTick - segment.fromTick),
        fromTick: piece.fromTick,
      });
    }
    tick = toTick;
  }
  return records;
}
