/**
 * Build elements: the elements of a timeline, each after the one before it, in ticks.
 */
import type { ElementKind, TimelineElement } from '../../billing/rating/timeline.ts';
import type { TimelineParts } from './build-timelines.ts';
import { type MediaClock, mediaText, parseMediaTicks } from './media-time.ts';
import { nearest, oneOf, quoted } from './problem.ts';
import type { Reading } from './reading.ts';
import { ELEMENT_KIND_WORDS } from './schema-timeline.ts';

/** An element and where it is written. */
interface PlacedElement {
  readonly element: TimelineElement;
  readonly reading: Reading;
}
interface Span {
  readonly startTick: number;
  readonly endTick: number;
}
/** What comes before an element. */
interface Before {
  readonly id: string;
  /** Null when it is not known because it is wrong. */
  readonly endTick: number | null;
}

/** The elements in order; null, with the problems, when their times do not fit together. */
export function elementsOf(parts: TimelineParts): readonly PlacedElement[] | null {
  const cast = castOf(parts);
  const placed: PlacedElement[] = [];
  let before: Before | null = null;
  let isWhole = true;
  for (const reading of parts.elements.items()) {
    const id = reading.at('id').text() ?? '';
    if (placed.some(({ element }) => element.id === id)) {
      const found = `the element ${quoted(id)} again`;
      reading.at('id').fail({ found, expected: 'another name for each element' });
    }
    const span = spanOf(reading, before, clockOf(reading, parts.clock));
    const startTick = span?.startTick ?? before?.endTick ?? 0;
    before = { id, endTick: span?.endTick ?? null };
    const people = cast.get(id) ?? namesIn(reading.at('people'));
    const endTick = before.endTick ?? startTick;
    const element = { ...contentOf(reading, id), people, startTick, endTick };
    placed.push({ element, reading });
    isWhole &&= span !== null && !reading.problems.isWrongWithin(reading.path);
  }
  return isWhole ? placed : null;
}

/** What an element is apart from its place in time. */
function contentOf(reading: Reading, id: string) {
  const kind = kindOf(reading.at('kind'));
  const [response, sponsor] = [reading.at('response'), reading.at('sponsor')];
  for (const [key, one] of [
    ['response', response],
    ['sponsor', sponsor],
  ] as const) {
    if (kind === 'programme' && one.isThere) {
      one.fail({ found: `${quoted(key)} of a programme`, expected: '"kind: subsidy" beside it' });
    }
  }
  return {
    id,
    kind,
    line: reading.at('line').text() ?? id,
    part: reading.at('part').text() ?? id,
    works: namesIn(reading.at('works')),
    responseRequired: response.isThere,
    sponsor: sponsor.text(),
  };
}

function kindOf(reading: Reading): ElementKind {
  const word = reading.word(ELEMENT_KIND_WORDS, 'programme');
  return word === 'subsidy' || word === 'commercial' ? 'subsidy' : 'programme';
}

/** An element's own unit must be what its timeline counts. */
function clockOf(reading: Reading, clock: MediaClock): MediaClock {
  const unit = reading.at('unit');
  const own = unit.word(['s', 'frame'], clock.tick === 'frame' ? 'frame' : 's');
  if ((own === 'frame') !== (clock.tick === 'frame')) {
    const counted = clock.tick === 'frame' ? 'frame, as the timeline' : 's, as the timeline';
    unit.fail({ expected: `${counted}: one timeline counts in one unit` });
  }
  return clock;
}

/** Where an element is; null, with a problem, where that cannot be said. */
function spanOf(reading: Reading, before: Before | null, clock: MediaClock): Span | null {
  const followsTick = before === null ? 0 : before.endTick;
  const [length, start, end] = ['length', 'start', 'end'].map((key) => reading.at(key)) as [
    Reading,
    Reading,
    Reading,
  ];
  const startTick = start.isThere ? ticksOf(start, clock) : (followsTick ?? 0);
  if (startTick === null) return null;
  const lengthTicks = length.isThere ? ticksOf(length, clock) : null;
  const endTick = lengthTicks !== null ? startTick + lengthTicks : ticksOf(end, clock);
  if (endTick === null || (length.isThere && lengthTicks === null)) return null;
  const text = (tick: number) => mediaText(tick, clock.tick);
  if (followsTick !== null && startTick !== followsTick) {
    start.fail({ found: misplaced(startTick, before, text), expected: follows(before, text) });
    return null;
  }
  if (endTick <= startTick) {
    const written = length.isThere ? length : end;
    const found = endTick === startTick ? 'a length of zero' : 'a negative length';
    const expected = length.isThere
      ? 'a length above zero'
      : `an end after ${text(startTick)}, where it begins`;
    written.fail({ found: `${found}, ${quoted(written.text() ?? '')}`, expected });
    return null;
  }
  if (Number.isSafeInteger(endTick)) return { startTick, endTick };
  reading.fail({ found: 'a timeline without end', expected: 'at most a hundred years in all' });
  return null;
}

function misplaced(
  startTick: number,
  before: Before | null,
  text: (tick: number) => string,
): string {
  if (startTick < 0) return 'a negative time';
  const at = text(startTick);
  if (before === null) return `a gap before ${at}`;
  const { id } = before;
  const endTick = before.endTick ?? 0;
  if (startTick > endTick) return `a gap from ${text(endTick)} to ${at}`;
  return `an overlap from ${at} to ${text(endTick)} with ${id}`;
}

function follows(before: Before | null, text: (tick: number) => string): string {
  if (before === null) return 'the first element at 0';
  return `${text(before.endTick ?? 0)}, where ${before.id} ends`;
}

function ticksOf(reading: Reading, clock: MediaClock): number | null {
  const written = reading.text();
  if (written === null) return null;
  const read = parseMediaTicks(written, clock);
  if (read.ok) return read.ticks;
  reading.fail({ expected: read.expected });
  return null;
}

/** Who performs in which element, where that is written apart from the elements. */
function castOf({ cast, elements }: TimelineParts): ReadonlyMap<string, readonly string[]> {
  const ids = elements.items().map((item) => item.at('id').text() ?? '');
  const people = new Map<string, readonly string[]>();
  for (const { key, keyAt: at, value } of cast?.entries() ?? []) {
    people.set(key, namesIn(value));
    if (ids.includes(key) || value.problems.isFull) continue;
    value.problems.addUnlessKnown({
      at,
      path: value.path,
      found: `the name ${quoted(key)}`,
      expected: `an element of the timeline (${oneOf(ids)})`,
      nearest: nearest(key, ids),
    });
  }
  return people;
}

function namesIn(reading: Reading): readonly string[] {
  const names: string[] = [];
  for (const item of reading.items()) {
    const name = item.text() ?? '';
    if (names.includes(name)) item.fail({ expected: 'each name once' });
    else names.push(name);
  }
  return names;
}
