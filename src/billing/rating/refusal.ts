/**
 * Refusal: what a viewer may not do while playing, and why (Bo).
 *
 * A tariff may disallow going forward, going back and pausing; the rest cannot be done at all. What
 * is refused leaves the playback as it was.
 */
import type { Playback, PlaybackEvent } from './playback.ts';
import type { TrickPlay } from './tariff.ts';
import { elementAt, lengthTicks, type Timeline, type TimelineElement } from './timeline.ts';
import type { PlayedSegment } from './usage.ts';

export type RefusalReason =
  | 'not-started'
  | 'already-started'
  | 'already-paused'
  | 'not-paused'
  | 'ended'
  | 'outside-the-timeline'
  | 'no-fast-forward'
  | 'no-fast-forward-during-subsidy'
  | 'no-rewind'
  | 'no-pause'
  | 'nothing-to-answer';

/** Each reason as a sentence, with what the viewer can do instead. */
export const refusalSentences: Readonly<Record<RefusalReason, string>> = {
  'not-started': 'nothing is playing yet; play first',
  'already-started': 'playing has begun already; resume after a pause, or seek to go elsewhere',
  'already-paused': 'it is paused already; resume, or stop',
  'not-paused': 'it is not paused, so there is nothing to resume; play on',
  ended: 'the session has ended; select the transmission again',
  'outside-the-timeline': 'there is no such position; seek to one from 0 to the end',
  'no-fast-forward': 'the tariff does not allow fast-forward; play on',
  'no-fast-forward-during-subsidy':
    'the tariff does not allow fast-forward during a commercial; play it to its end',
  'no-rewind': 'the tariff does not allow going back; play on',
  'no-pause': 'the tariff does not allow pausing; play on, or stop',
  'nothing-to-answer': 'no such commercial has been played; respond while it plays or just after',
};

/**
 * Why an event may not be at the instant the playback stands at; null when it may.
 *
 * A forward seek from programming across a commercial may be where one during a commercial may not.
 */
export function refusalOf(
  timeline: Timeline,
  trickPlay: TrickPlay,
  now: Playback,
  event: PlaybackEvent,
): RefusalReason | null {
  if (event.type === 'stop') return null;
  if (event.type === 'play') {
    if (now.state === 'idle') return null;
    return now.state === 'ended' ? 'ended' : 'already-started';
  }
  if (now.state === 'idle') return 'not-started';
  if (event.type === 'respond') {
    const part = answeredPart(timeline, now.segments, event.part);
    return part === null ? 'nothing-to-answer' : null;
  }
  if (now.state === 'ended') return 'ended';
  if (event.type === 'seek') {
    return refusalOfSeek(timeline, trickPlay, now.positionTick, event.toTick);
  }
  if (event.type === 'resume') return now.state === 'paused' ? null : 'not-paused';
  if (now.state === 'paused') return 'already-paused';
  return trickPlay.pause === 'never' ? 'no-pause' : null;
}

/**
 * The commercial (`TimelineElement.part`) a response is to: the named one, or the latest that was
 * played; null when it was not played.
 */
export function answeredPart(
  timeline: Timeline,
  segments: readonly PlayedSegment[],
  named: string | undefined,
): string | null {
  const isMeant = ({ kind, part }: TimelineElement) =>
    kind === 'subsidy' && (named === undefined || part === named);
  const commercials = timeline.elements.filter(isMeant);
  for (const { fromTick, toTick } of segments.toReversed()) {
    const played = commercials.findLast(
      ({ startTick, endTick }) => startTick < toTick && endTick > fromTick,
    );
    if (played !== undefined) return played.part;
  }
  return null;
}

function refusalOfSeek(
  timeline: Timeline,
  trickPlay: TrickPlay,
  fromTick: number,
  toTick: number,
): RefusalReason | null {
  if (!Number.isSafeInteger(toTick) || toTick < 0 || toTick > lengthTicks(timeline)) {
    return 'outside-the-timeline';
  }
  if (toTick < fromTick) return trickPlay.back === 'never' ? 'no-rewind' : null;
  if (toTick === fromTick || trickPlay.forward === 'allowed') return null;
  if (trickPlay.forward === 'never') return 'no-fast-forward';
  const isSubsidy = elementAt(timeline, fromTick)?.kind === 'subsidy';
  return isSubsidy ? 'no-fast-forward-during-subsidy' : null;
}
