/**
 * Timeline check: what is wrong with a timeline that somebody wrote.
 *
 *     |interval-1|      |interval-2|     a gap: nothing is shown there
 *     |interval-1   |interval-2|         an overlap: two things are shown at once
 *
 * Everything that is wrong is listed, not only the first, so that it can be put right at once.
 * Laws (test/billing/rating/timeline.test.ts): the list is empty exactly when elements begin at 0, abut,
 * have a length and a name of their own, and every right can be earned.
 */
import { parseRatio } from '../ratio.ts';
import { elementsEarning } from './right.ts';
import { frameRateOf, type Right, type Timeline, type TimelineElement } from './timeline.ts';

/** Something that is wrong, and the element it is wrong with; null when it is not about one. */
export interface TimelineFault {
  readonly element: string | null;
  readonly sentence: string;
}

/** All that is wrong with a timeline, in its order; empty when it can be played and rated (A3). */
export function checkTimeline(timeline: Timeline): readonly TimelineFault[] {
  return [
    ...frameFaults(timeline),
    ...spanFaults(timeline.elements),
    ...nameFaults(timeline.elements),
    ...partFaults(timeline.elements),
    ...timeline.rights.flatMap((right) => rightFaults(timeline, right)),
  ];
}

function frameFaults(timeline: Timeline): readonly TimelineFault[] {
  const { tick, framesPerSecond } = timeline;
  if (frameRateOf(timeline) !== null) return [];
  if (framesPerSecond !== null) {
    return [fault(null, `frames per second are a number above zero, not "${framesPerSecond}"`)];
  }
  if (tick === 'us') return [];
  return [fault(null, 'it is counted in frames, so it says how many there are in a second')];
}

function spanFaults(elements: readonly TimelineElement[]): readonly TimelineFault[] {
  if (elements.length === 0) return [fault(null, 'it has no elements; it shows at least one')];
  const faults: TimelineFault[] = [];
  let previous: TimelineElement | null = null;
  for (const element of elements) {
    const { id, startTick, endTick } = element;
    if (!Number.isSafeInteger(startTick) || !Number.isSafeInteger(endTick)) {
      faults.push(
        fault(id, `it starts and ends at whole ticks, not at ${startTick} and ${endTick}`),
      );
    } else if (endTick <= startTick) {
      faults.push(fault(id, `it ends after it starts, but it is from ${startTick} to ${endTick}`));
    }
    const abuttingTick = previous?.endTick ?? 0;
    if (startTick !== abuttingTick)
      faults.push(fault(id, misplaced(startTick, abuttingTick, previous)));
    previous = element;
  }
  return faults;
}

function misplaced(
  startTick: number,
  abuttingTick: number,
  previous: TimelineElement | null,
): string {
  if (previous === null) return `it is the first, so it starts at 0, not at ${startTick}`;
  return startTick > abuttingTick
    ? `there is a gap before it: ${previous.id} ends at ${abuttingTick}, and it starts at ${startTick}`
    : `it overlaps ${previous.id}, which ends at ${abuttingTick}; it starts at ${startTick}`;
}

function nameFaults(elements: readonly TimelineElement[]): readonly TimelineFault[] {
  const seen = new Set<string>();
  return elements.flatMap(({ id }) => {
    if (id === '') return [fault(id, 'it has no id; give it one')];
    const isTaken = seen.has(id);
    seen.add(id);
    return isTaken ? [fault(id, `there are two elements ${id}; an id is one element's own`)] : [];
  });
}

/** A commercial is credited or not as a whole, so its elements agree on what that depends on. */
function partFaults(elements: readonly TimelineElement[]): readonly TimelineFault[] {
  const first = new Map<string, TimelineElement>();
  return elements.flatMap((element) => {
    const { id, kind, part, responseRequired, sponsor } = element;
    const other = first.get(part);
    if (other === undefined) first.set(part, element);
    if (kind === 'programme' && (responseRequired || sponsor !== null)) {
      return [
        fault(id, 'it is programming; only subsidy content has a sponsor or needs a response'),
      ];
    }
    if (other === undefined) return [];
    if (other.kind !== kind) {
      return [
        fault(id, `it is ${kind}, but ${other.id} of the same part ${part} is ${other.kind}`),
      ];
    }
    if (other.responseRequired === responseRequired) return [];
    return [fault(id, `all of ${part} needs a response or none of it, but ${other.id} differs`)];
  });
}

function rightFaults(timeline: Timeline, right: Right): readonly TimelineFault[] {
  const whose = `the right of ${right.holder} in ${right.work}`;
  const faults: TimelineFault[] = [];
  const rate = parseRatio(right.rate);
  if (rate === null || rate.n < 0n) {
    faults.push(fault(null, `${whose} has a rate of zero or more, not "${right.rate}"`));
  }
  if (elementsEarning(timeline, right).length === 0) {
    const where = 'name the one among its people, or the other among its works';
    faults.push(fault(null, `${whose} is in no element; ${where}`));
  }
  return faults;
}

function fault(element: string | null, sentence: string): TimelineFault {
  return { element, sentence };
}
