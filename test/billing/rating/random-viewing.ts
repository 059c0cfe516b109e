/**
 * Random viewing: timelines, and what viewers do to them, for property tests.
 *
 * Timelines are short (a few dozen ticks an element), so that seeks land everywhere and edges are hit
 * often; gaps between events are of the order of an element.
 */
import fc from 'fast-check';
import {
  advance,
  newPlayback,
  type Playback,
  type PlaybackEvent,
  settle,
} from '../../../src/billing/rating/playback.ts';
import type { TrickPlay } from '../../../src/billing/rating/tariff.ts';
import {
  type ElementKind,
  lengthTicks,
  type Timeline,
  type TimelineElement,
  ticksToUs,
} from '../../../src/billing/rating/timeline.ts';
import type { PlayedSegment } from '../../../src/billing/rating/usage.ts';

/** A property runs so often; fast-check prints the seed and the case when it fails. */
export const RUNS = { seed: 20_001_201, numRuns: 1_000 };

export interface Viewing {
  readonly timeline: Timeline;
  readonly trickPlay: TrickPlay;
  /** In order of time; the last is a stop. */
  readonly events: readonly PlaybackEvent[];
}

interface Piece {
  readonly kind: ElementKind;
  readonly ticks: number;
  readonly joinsLast: boolean;
  readonly responseRequired: boolean;
}

/** Elements one after the other; a commercial of several elements has one part. */
function elementsOf(pieces: readonly Piece[]): readonly TimelineElement[] {
  const elements: TimelineElement[] = [];
  for (const [index, { kind, ticks, joinsLast, responseRequired }] of pieces.entries()) {
    const last = elements.at(-1);
    const id = `e${index + 1}`;
    const startTick = last?.endTick ?? 0;
    elements.push({
      id,
      kind,
      startTick,
      endTick: startTick + ticks,
      line: id,
      part: joinsLast && last?.kind === kind ? last.part : id,
      people: [],
      works: [],
      responseRequired: kind === 'subsidy' && responseRequired,
      sponsor: null,
    });
  }
  return elements;
}

const pieces = fc.array(
  fc.record({
    kind: fc.constantFrom<ElementKind>('programme', 'subsidy'),
    ticks: fc.integer({ min: 1, max: 40 }),
    joinsLast: fc.boolean(),
    responseRequired: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);

export const timelinesOfUs: fc.Arbitrary<Timeline> = pieces.map((some) => ({
  id: 'film',
  tick: 'us',
  framesPerSecond: null,
  elements: elementsOf(some),
  rights: [],
}));

export const timelinesOfFrames: fc.Arbitrary<Timeline> = fc
  .tuple(pieces, fc.constantFrom('24', '25', '30', '24000/1001', '30000/1001', '60'))
  .map(([some, framesPerSecond]) => ({
    id: 'film',
    tick: 'frame',
    framesPerSecond,
    elements: elementsOf(some),
    rights: [],
  }));

export const timelines = fc.oneof(timelinesOfUs, timelinesOfFrames);

const trickPlays: fc.Arbitrary<TrickPlay> = fc.record({
  forward: fc.constantFrom('allowed', 'allowed', 'outside-subsidy', 'never'),
  back: fc.constantFrom('allowed', 'allowed', 'never'),
  pause: fc.constantFrom('allowed', 'allowed', 'never'),
});

/** What a viewer does on some timeline, sensible or not. */
export function viewingsOf(some: fc.Arbitrary<Timeline>): fc.Arbitrary<Viewing> {
  return fc.tuple(some, trickPlays).chain(([timeline, trickPlay]) => {
    const end = lengthTicks(timeline);
    const gapUs = fc.integer({ min: 0, max: ticksToUs(timeline, 30) });
    const act = fc.oneof(
      { weight: 1, arbitrary: fc.constant({ type: 'play' as const }) },
      { weight: 3, arbitrary: fc.constant({ type: 'pause' as const }) },
      { weight: 3, arbitrary: fc.constant({ type: 'resume' as const }) },
      {
        weight: 6,
        arbitrary: fc.record({
          type: fc.constant('seek' as const),
          toTick: fc.integer({ min: -1, max: end + 1 }),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          type: fc.constant('respond' as const),
          id: fc.constantFrom('r1', 'r2', 'r3'),
        }),
      },
    );
    const acts = fc.array(fc.tuple(gapUs, act), { maxLength: 14 });
    return fc.tuple(gapUs, acts, gapUs).map(([startUs, some, lastGapUs]) => {
      let atUs = startUs;
      const events: PlaybackEvent[] = [{ type: 'play', atUs }];
      for (const [gap, does] of some) {
        atUs += gap;
        events.push({ ...does, atUs });
      }
      events.push({ type: 'stop', atUs: atUs + lastGapUs });
      return { timeline, trickPlay, events };
    });
  });
}

/** The playback after events, with heartbeats at some instants between them. */
export function played(
  { timeline, trickPlay, events }: Viewing,
  heartbeatsUs: readonly number[] = [],
): Playback {
  let playback = newPlayback();
  const beats = [...heartbeatsUs].sort((a, b) => a - b);
  for (const event of events) {
    while (beats[0] !== undefined && beats[0] <= event.atUs) {
      playback = settle(timeline, playback, beats.shift() ?? 0);
    }
    playback = advance(timeline, trickPlay, playback, event);
  }
  return playback;
}

/** Segments that go on where and when the one before ended, made one again; an oracle. */
export function glued(
  timeline: Timeline,
  segments: readonly PlayedSegment[],
): readonly PlayedSegment[] {
  const whole: PlayedSegment[] = [];
  for (const segment of segments) {
    const last = whole.at(-1) ?? { fromTick: 0, toTick: -1, atUs: 0 };
    const endUs = last.atUs + ticksToUs(timeline, last.toTick - last.fromTick);
    const apartUs = Math.abs(endUs - segment.atUs);
    const goesOn = last.toTick === segment.fromTick && apartUs <= (timeline.tick === 'us' ? 0 : 1);
    if (goesOn) whole.splice(-1, 1, { ...last, toTick: segment.toTick });
    else whole.push(segment);
  }
  return whole;
}
