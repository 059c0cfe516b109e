/**
 * Playback: what a viewer does becomes what was played, paused and answered.
 *
 *     idle ──play──▶ playing ◀──pause, resume──▶ paused
 *                    playing, paused ──stop──▶ ended         cancelled (Bn)
 *                    playing ──the timeline's end──▶ ended   by itself
 *
 * A seek moves the position and takes no time; what it skips is not played (Bo). What a viewer may
 * not do is refused (refusal.ts) and noted, and nothing else comes of it.
 * Units: microseconds since the session began for instants, ticks of the timeline for positions.
 * What is noted is final and in order of time, so a client reports what has come since its last
 * report. Plain data.
 * Laws (test/billing/rating/playback-laws.test.ts):
 *   - time played + time paused = time from `play` to the end (I16), exactly on a timeline of
 *     microseconds, to half a frame for each play, pause and seek on one of frames;
 *   - heartbeats (`settle`) cut segments and pauses into pieces, and change nothing else.
 */
import { answeredPart, type RefusalReason, refusalOf } from './refusal.ts';
import type { TrickPlay } from './tariff.ts';
import { lengthTicks, type Timeline, ticksToUs, usToTicks } from './timeline.ts';
import type { CommercialResponse, Pause, PlayedSegment } from './usage.ts';

/** What a viewer does. */
export type PlaybackEvent =
  | { readonly type: 'play' | 'pause' | 'resume' | 'stop'; readonly atUs: number }
  | { readonly type: 'seek'; readonly atUs: number; readonly toTick: number }
  | {
      readonly type: 'respond';
      readonly atUs: number;
      readonly id: string;
      /** The commercial; the latest that was played when it is left out. */
      readonly part?: string;
    };

/** An event that nothing came of. */
export interface Refusal {
  readonly event: PlaybackEvent;
  readonly reason: RefusalReason;
  readonly positionTick: number;
}

/** Playing that nothing has interrupted since. */
interface Run {
  readonly fromTick: number;
  readonly atUs: number;
}

export interface Playback {
  readonly state: 'idle' | 'playing' | 'paused' | 'ended';
  /** Where it stands at `seenUs`. */
  readonly positionTick: number;
  /** The latest instant it knows of; nothing earlier can happen to it any more. */
  readonly seenUs: number;
  /**
   * Where the present playing began. Positions are counted from there, never from a heartbeat, so
   * that rounding to frames does not add up.
   */
  readonly run: Run;
  readonly startedUs: number | null;
  readonly endedUs: number | null;
  /** Up to `seenUs`, as are the pauses. */
  readonly segments: readonly PlayedSegment[];
  readonly pauses: readonly Pause[];
  readonly responses: readonly CommercialResponse[];
  readonly rejected: readonly Refusal[];
}

/** An instant is earlier than one that is known of already, or is not one at all. */
export class ClockWentBack extends Error {
  override readonly name = 'ClockWentBack';
  readonly atUs: number;
  readonly seenUs: number;

  constructor(atUs: number, seenUs: number) {
    super(
      `a playback that stands at ${seenUs} us cannot go on at ${atUs} us; ` +
        'give it events in order of time, in whole microseconds since the session began',
    );
    this.atUs = atUs;
    this.seenUs = seenUs;
  }
}

/** A session before anything was played, at instant 0 and position 0. */
export function newPlayback(): Playback {
  return {
    state: 'idle',
    positionTick: 0,
    seenUs: 0,
    run: { fromTick: 0, atUs: 0 },
    startedUs: null,
    endedUs: null,
    segments: [],
    pauses: [],
    responses: [],
    rejected: [],
  };
}

/**
 * The playback after an event, brought up to its instant.
 *
 * What may not be done comes back in `rejected` (Bo). A stop after the end changes nothing, and a
 * response may come after it (A10).
 *
 * @throws {ClockWentBack} when the event is earlier than what is known, or not at a whole microsecond
 */
export function advance(
  timeline: Timeline,
  trickPlay: TrickPlay,
  playback: Playback,
  event: PlaybackEvent,
): Playback {
  const now = settle(timeline, playback, event.atUs);
  const reason = refusalOf(timeline, trickPlay, now, event);
  if (reason !== null) {
    const refusal = { event, reason, positionTick: now.positionTick };
    return { ...now, rejected: [...now.rejected, refusal] };
  }
  // Again, because a seek to the end, or resuming there, ends it at once.
  return settle(timeline, changed(timeline, now, event), event.atUs);
}

/**
 * Brings a playback up to an instant, as a heartbeat does; nothing else happens.
 *
 * What was playing when the timeline ended has ended then, by itself.
 *
 * @throws {ClockWentBack} when the instant is earlier than `seenUs`, or not a whole microsecond
 */
export function settle(timeline: Timeline, playback: Playback, atUs: number): Playback {
  if (!Number.isSafeInteger(atUs) || atUs < playback.seenUs) {
    throw new ClockWentBack(atUs, playback.seenUs);
  }
  if (playback.state === 'playing') return settlePlaying(timeline, playback, atUs);
  const lengthUs = atUs - playback.seenUs;
  if (playback.state !== 'paused' || lengthUs === 0) return { ...playback, seenUs: atUs };
  const pauses = [...playback.pauses, { atUs: playback.seenUs, lengthUs }];
  return { ...playback, pauses, seenUs: atUs };
}

/**
 * The position at an instant, in ticks, if nothing happens until then.
 *
 * @throws {ClockWentBack} when the instant is earlier than `seenUs`, or not a whole microsecond
 */
export function positionAt(timeline: Timeline, playback: Playback, atUs: number): number {
  return settle(timeline, playback, atUs).positionTick;
}

/**
 * When the element that is playing changes next, or the timeline ends; null when nothing plays.
 *
 * Always later than `seenUs`.
 */
export function nextEdgeUs(timeline: Timeline, playback: Playback): number | null {
  if (playback.state !== 'playing') return null;
  // Not asked of the position: rounded to the nearest frame, it may be past an edge yet to come.
  const { fromTick, atUs } = playback.run;
  for (const { endTick } of timeline.elements) {
    const edgeUs = atUs + ticksToUs(timeline, endTick - fromTick);
    if (edgeUs > playback.seenUs) return edgeUs;
  }
  return null;
}

function settlePlaying(timeline: Timeline, playback: Playback, atUs: number): Playback {
  const { run, positionTick: settledTick } = playback;
  const endTick = lengthTicks(timeline);
  const endedUs = run.atUs + ticksToUs(timeline, endTick - run.fromTick);
  const hasEnded = atUs >= endedUs;
  const shownTick = run.fromTick + usToTicks(timeline, atUs - run.atUs);
  const positionTick = hasEnded ? endTick : shownTick;
  const piece = {
    fromTick: settledTick,
    toTick: positionTick,
    atUs: run.atUs + ticksToUs(timeline, settledTick - run.fromTick),
  };
  const segments = positionTick > settledTick ? [...playback.segments, piece] : playback.segments;
  const settled = { ...playback, segments, positionTick, seenUs: atUs };
  return hasEnded ? { ...settled, state: 'ended', endedUs } : settled;
}

/** What comes of an event that is not refused, at the instant the playback stands at. */
function changed(timeline: Timeline, now: Playback, event: PlaybackEvent): Playback {
  const run = { fromTick: now.positionTick, atUs: event.atUs };
  switch (event.type) {
    case 'play':
      return { ...now, state: 'playing', run, startedUs: event.atUs };
    case 'resume':
      return { ...now, state: 'playing', run };
    case 'pause':
      return { ...now, state: 'paused' };
    case 'stop':
      return now.state === 'ended' ? now : { ...now, state: 'ended', endedUs: event.atUs };
    case 'seek':
      return { ...now, positionTick: event.toTick, run: { ...run, fromTick: event.toTick } };
    case 'respond': {
      const part = answeredPart(timeline, now.segments, event.part);
      if (part === null) return now;
      const response = { id: event.id, part, atUs: event.atUs };
      return { ...now, responses: [...now.responses, response] };
    }
  }
}
