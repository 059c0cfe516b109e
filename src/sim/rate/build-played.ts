/**
 * Build played: what a session's viewer did, or how much was played, in microseconds and ticks.
 *
 * Times are in what the timeline counts: seconds (decimals allowed) or frames; or clock text. Events are
 * in order of time; usage without `at` begins where the one before it ended.
 */
import type { PlaybackEvent } from '../../billing/rating/playback.ts';
import type { Tariff } from '../../billing/rating/tariff.ts';
import {
  frameRateOf,
  lengthTicks,
  type Timeline,
  ticksToUs,
} from '../../billing/rating/timeline.ts';
import type { Pause, SessionUsage, UsageRecord } from '../../billing/rating/usage.ts';
import { type MediaClock, mediaText, parseMediaTicks } from '../scenario/media-time.ts';
import { quoted } from '../scenario/problem.ts';
import type { Reading } from '../scenario/reading.ts';
import type { Played } from './model.ts';
import { EVENT_TYPES } from './schema-session.ts';

/** Where the parts of what was played are written. */
export interface PlayedParts {
  readonly at: Reading;
  readonly events: Reading;
  readonly usage: Reading;
  readonly pauses: Reading;
  readonly answered: Reading;
  readonly surveys: Reading;
}

/** What was played; with a problem when that is not said, or said twice. */
export function playedOf(parts: PlayedParts, timeline: Timeline, tariff: Tariff | null): Played {
  const { at, events, usage } = parts;
  if (events.isThere === usage.isThere) {
    const found = events.isThere ? 'both "events" and "usage"' : 'neither "events" nor "usage"';
    at.fail({ found, expected: 'one of the two: what the viewer did, or how much was played' });
  }
  const participated = referencesIn(
    parts.surveys,
    'a survey of the tariff',
    Object.keys(tariff?.participation ?? {}),
    tariff !== null,
  );
  if (!events.isThere) return { by: 'usage', usage: { ...usageOf(parts, timeline), participated } };
  for (const one of [parts.pauses, parts.answered]) {
    if (one.isThere) one.fail({ expected: 'none beside "events", which say it themselves' });
  }
  return { by: 'events', events: eventsOf(events, timeline), participated };
}

function eventsOf(reading: Reading, timeline: Timeline): readonly PlaybackEvent[] {
  const events: PlaybackEvent[] = [];
  const clock = clockOf(timeline);
  let beforeUs = 0;
  for (const [index, item] of reading.items().entries()) {
    const t = item.at('t');
    const ticks = ticksOf(t, clock);
    if (ticks === null) continue;
    const atUs = usOf(timeline, ticks);
    if (atUs < beforeUs) {
      const found = `${quoted(t.text() ?? '')}, which is before the event before it`;
      t.fail({ found, expected: 'events in order of time: a clock does not go back' });
      continue;
    }
    beforeUs = atUs;
    const event = eventOf(item, atUs, index, timeline);
    if (event !== null) events.push(event);
  }
  return events;
}

function eventOf(
  item: Reading,
  atUs: number,
  index: number,
  timeline: Timeline,
): PlaybackEvent | null {
  const type = item.at('type').word(EVENT_TYPES, '').toUpperCase();
  const to = item.at('to');
  if (type !== 'SEEK' && to.isThere) to.fail({ expected: 'a position beside SEEK only' });
  switch (type) {
    case 'PLAY':
      return { type: 'play', atUs };
    case 'PAUSE':
      return { type: 'pause', atUs };
    case 'RESUME':
      return { type: 'resume', atUs };
    case 'STOP':
      return { type: 'stop', atUs };
    case 'SEEK': {
      const toTick = positionOf(to, timeline);
      return toTick === null ? null : { type: 'seek', atUs, toTick };
    }
    case 'RESPOND': {
      const part = item.at('part');
      const id = item.at('id').text() ?? `response-${index + 1}`;
      if (!part.isThere) return { type: 'respond', atUs, id };
      const known = part.reference('a commercial of the timeline', commercialsOf(timeline));
      return known === null ? null : { type: 'respond', atUs, id, part: known };
    }
    default:
      return null;
  }
}

function positionOf(to: Reading, timeline: Timeline): number | null {
  if (!to.isThere) {
    to.fail({ found: 'nothing', expected: 'the key "to" (where to go)' });
    return null;
  }
  const ticks = ticksOf(to, clockOf(timeline));
  const endTick = lengthTicks(timeline);
  if (ticks === null || ticks <= endTick) return ticks;
  to.fail({ expected: `a position up to the end, ${mediaText(endTick, timeline.tick)}` });
  return null;
}

function usageOf(parts: PlayedParts, timeline: Timeline): Omit<SessionUsage, 'participated'> {
  const records: UsageRecord[] = [];
  const firstTicks = new Map<string, number>();
  let nextUs = 0;
  for (const item of parts.usage.items()) {
    const record = recordOf(item, timeline, nextUs);
    if (record === null) continue;
    records.push(record);
    nextUs = record.atUs + usOf(timeline, record.ticks);
    if (record.mode === 'first') checkLength(item, record, timeline, firstTicks);
  }
  const answered = referencesIn(
    parts.answered,
    'a commercial of the timeline',
    commercialsOf(timeline),
  );
  return {
    records,
    pauses: parts.pauses.items().flatMap((item) => pauseOf(item, timeline)),
    answered,
  };
}

function recordOf(item: Reading, timeline: Timeline, nextUs: number): UsageRecord | null {
  const ids = timeline.elements.map(({ id }) => id);
  const element = item.at('element').reference(`an element of ${timeline.id}`, ids);
  const mode = item.at('mode').word(['first', 'review'], 'first');
  const unit = item.at('unit');
  const own = timeline.tick === 'frame' ? 'frame' : 's';
  if (unit.isThere && unit.text() !== own) {
    unit.fail({
      expected: `${own}, which the timeline counts; or "seconds" or "frames" as the key`,
    });
  }
  const ticks = playedTicksOf(item, clockOf(timeline));
  const at = item.at('at');
  const atTicks = at.isThere ? ticksOf(at, clockOf(timeline)) : null;
  if (element === null || ticks === null) return null;
  return { element, mode, ticks, atUs: atTicks === null ? nextUs : usOf(timeline, atTicks) };
}

function playedTicksOf(item: Reading, clock: MediaClock): number | null {
  const [seconds, frames] = [item.at('seconds'), item.at('frames')];
  if (seconds.isThere)
    return ticksOf(seconds, clock, (text) => (/^[\d.]+$/.test(text) ? `${text}s` : text));
  if (frames.isThere) return ticksOf(frames, clock, (text) => `${text} frames`);
  return ticksOf(item.at('ticks'), clock);
}

/** More of an element for the first time than there is would be charged or credited twice. */
function checkLength(
  item: Reading,
  { element: id, ticks }: UsageRecord,
  timeline: Timeline,
  firstTicks: Map<string, number>,
): void {
  const element = timeline.elements.find((one) => one.id === id);
  const sum = (firstTicks.get(id) ?? 0) + ticks;
  firstTicks.set(id, sum);
  const length = element === undefined ? sum : element.endTick - element.startTick;
  if (sum <= length) return;
  const text = (one: number) => mediaText(one, timeline.tick);
  item.fail({
    found: `${text(sum)} of ${id} for the first time`,
    expected: `at most ${text(length)}, its length; what is played again has "mode: review"`,
  });
}

function pauseOf(item: Reading, timeline: Timeline): readonly Pause[] {
  const clock = clockOf(timeline);
  const at = item.at('at');
  const atTicks = at.isThere ? ticksOf(at, clock) : 0;
  const lengthTicks = ticksOf(item.at('length'), clock);
  if (atTicks === null || lengthTicks === null) return [];
  return [{ atUs: usOf(timeline, atTicks), lengthUs: usOf(timeline, lengthTicks) }];
}

/** Ticks of zero or more; null when absent or, with a problem, wrong. */
function ticksOf(
  reading: Reading,
  clock: MediaClock,
  spelt: (text: string) => string = (text) => text,
): number | null {
  const text = reading.text();
  if (text === null) return null;
  const read = parseMediaTicks(spelt(text), clock);
  if (read.ok && read.ticks >= 0) return read.ticks;
  reading.fail({ expected: read.ok ? 'zero or more' : read.expected });
  return null;
}

function clockOf(timeline: Timeline): MediaClock {
  return { tick: timeline.tick, framesPerSecond: frameRateOf(timeline) };
}

/** Frames of unknown length are a mistake of the timeline, which has been told. */
function usOf(timeline: Timeline, ticks: number): number {
  const isKnown = timeline.tick === 'us' || frameRateOf(timeline) !== null;
  return isKnown ? ticksToUs(timeline, ticks) : ticks;
}

function commercialsOf({ elements }: Timeline): readonly string[] {
  const parts = elements.flatMap(({ kind, part }) => (kind === 'subsidy' ? [part] : []));
  return [...new Set(parts)];
}

/** Names that must be known, each once. */
function referencesIn(
  reading: Reading,
  what: string,
  known: readonly string[],
  isCertain = true,
): readonly string[] {
  const names: string[] = [];
  for (const item of isCertain ? reading.items() : []) {
    const name = item.reference(what, known);
    if (name === null) continue;
    if (names.includes(name)) item.fail({ expected: 'each once' });
    else names.push(name);
  }
  return names;
}
