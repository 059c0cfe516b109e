/**
 * Answer: which commercials were responded to in time, so that they earn their credit (Bp, A10).
 *
 *     102 ────commercial-1──── 103 ── 30 s ──┤
 *         ▲ from when it was begun           ▲ until the window closes, this instant included
 *
 * A commercial ends on the wall clock when what was played of it last has ended: a pause in it leaves
 * time to respond, and so does playing it again.
 * Units: microseconds since the session began.
 */
import { byCodeUnit } from '../code-unit-order.ts';
import { type Timeline, ticksToUs } from './timeline.ts';
import type { CommercialResponse, PlayedSegment } from './usage.ts';

/** From when to when a commercial was played. */
interface Played {
  readonly beganUs: number;
  readonly endedUs: number;
}

/**
 * The commercials (`TimelineElement.part`) answered in time, each once, in the order of the timeline.
 *
 * Of responses with one id the earliest counts (A10); what is not a commercial, or was not played, is
 * not answered. In which order segments and responses came does not matter.
 *
 * @param windowUs how long after a commercial ends a response may come (`Tariff.responseWindowUs`)
 */
export function answeredInTime(
  timeline: Timeline,
  segments: readonly PlayedSegment[],
  responses: readonly CommercialResponse[],
  windowUs: number,
): readonly string[] {
  const counted = distinct(responses);
  const parts = timeline.elements.flatMap(({ kind, part }) => (kind === 'subsidy' ? [part] : []));
  return [...new Set(parts)].filter((part) => {
    const played = playedSpan(timeline, segments, part);
    return counted.some(
      (response) =>
        played !== null &&
        response.part === part &&
        response.atUs >= played.beganUs &&
        response.atUs <= played.endedUs + windowUs,
    );
  });
}

function distinct(responses: readonly CommercialResponse[]): readonly CommercialResponse[] {
  const sorted = [...responses].sort((a, b) => a.atUs - b.atUs || byCodeUnit(a.part, b.part));
  const earliest = new Map<string, CommercialResponse>();
  for (const response of sorted) {
    if (!earliest.has(response.id)) earliest.set(response.id, response);
  }
  return [...earliest.values()];
}

function playedSpan(
  timeline: Timeline,
  segments: readonly PlayedSegment[],
  part: string,
): Played | null {
  const elements = timeline.elements.filter(
    (element) => element.kind === 'subsidy' && element.part === part,
  );
  const spans = elements.flatMap(({ startTick, endTick }) =>
    segments.flatMap(({ fromTick, toTick, atUs }): readonly Played[] => {
      const beginTick = Math.max(fromTick, startTick);
      const lastTick = Math.min(toTick, endTick);
      if (beginTick >= lastTick) return [];
      return [
        {
          beganUs: atUs + ticksToUs(timeline, beginTick - fromTick),
          endedUs: atUs + ticksToUs(timeline, lastTick - fromTick),
        },
      ];
    }),
  );
  if (spans.length === 0) return null;
  return {
    beganUs: Math.min(...spans.map(({ beganUs }) => beganUs)),
    endedUs: Math.max(...spans.map(({ endedUs }) => endedUs)),
  };
}
