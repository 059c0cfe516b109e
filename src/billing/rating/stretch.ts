/**
 * Stretch: a session laid out along the wall clock, as a picture of it shows it (fig. 1A).
 *
 *     |── interval-1 ──|commercial-1|// pause //|commercial-1|── interval-2 ──|
 *     └ playing: one element, first or again; pausing: one position
 *
 * Units: microseconds since the session began; ticks of the timeline. In order of time.
 */
import { meterPlaced, type PlacedUsage } from './metering.ts';
import { elementAt, type Timeline, ticksToUs } from './timeline.ts';
import type { Pause, PlayedSegment } from './usage.ts';

/** A time in which one thing went on. */
export type Stretch =
  | {
      readonly kind: 'programme' | 'subsidy' | 'review';
      readonly fromUs: number;
      readonly untilUs: number;
      readonly usage: PlacedUsage;
    }
  | {
      readonly kind: 'pause';
      readonly fromUs: number;
      readonly untilUs: number;
      readonly pause: Pause;
    };

/** What was played and paused, in order; pieces of one pause are put together again. */
export function stretchesOf(
  timeline: Timeline,
  segments: readonly PlayedSegment[],
  pauses: readonly Pause[],
): readonly Stretch[] {
  const playing = meterPlaced(timeline, segments).map((usage): Stretch => {
    const kind = elementAt(timeline, usage.fromTick)?.kind ?? 'programme';
    return {
      kind: usage.mode === 'review' ? 'review' : kind,
      fromUs: usage.atUs,
      untilUs: usage.atUs + ticksToUs(timeline, usage.ticks),
      usage,
    };
  });
  const pausing = whole(pauses).map((pause): Stretch => {
    const untilUs = pause.atUs + pause.lengthUs;
    return { kind: 'pause', fromUs: pause.atUs, untilUs, pause };
  });
  const ordered = [...playing, ...pausing].sort(
    (a, b) => a.fromUs - b.fromUs || a.untilUs - b.untilUs,
  );
  // Rounded to the nearest frame, playing may seem to go on into what comes next.
  return ordered.map((stretch, index) => {
    const nextUs = ordered[index + 1]?.fromUs ?? stretch.untilUs;
    return { ...stretch, untilUs: Math.min(stretch.untilUs, Math.max(stretch.fromUs, nextUs)) };
  });
}

function whole(pauses: readonly Pause[]): readonly Pause[] {
  const sorted = [...pauses].sort((a, b) => a.atUs - b.atUs || a.lengthUs - b.lengthUs);
  const joined: Pause[] = [];
  for (const pause of sorted) {
    const last = joined.at(-1);
    if (last?.atUs === pause.atUs && last.lengthUs === pause.lengthUs) continue;
    if (last !== undefined && last.atUs + last.lengthUs === pause.atUs) {
      joined[joined.length - 1] = { ...last, lengthUs: last.lengthUs + pause.lengthUs };
    } else joined.push(pause);
  }
  return joined;
}
