/**
 * Right: the elements in which a rights holder earns (Bs, Bt).
 *
 *     people   |  A,B  |   B   |  A,C  |          Actor A's right: first and third
 *     works    | Soundtrack A          |          Composer A's right in it: all three
 *
 * A holder who performs somewhere earns where they perform (and, where the timeline names the work,
 * only in it); a holder who performs nowhere, a composer, earns where the work is heard.
 * Law (test/billing/rating/royalty.test.ts): who is not there earns nothing (I19).
 */
import type { Right, Timeline, TimelineElement } from './timeline.ts';

/** The places in `timeline.elements` where `right` is earned, ascending; empty when nowhere. */
export function elementsEarning(timeline: Timeline, right: Right): readonly number[] {
  const { holder, work } = right;
  const performs = timeline.elements.some(({ people }) => people.includes(holder));
  const isWorkNamed = timeline.elements.some(({ works }) => works.includes(work));
  return placesOf(timeline, ({ people, works }) =>
    performs
      ? people.includes(holder) && (!isWorkNamed || works.includes(work))
      : works.includes(work),
  );
}

/**
 * The places in `timeline.elements` of a person or a work, ascending: where it is named, or where
 * somebody by this name earns by a right (the composer of a soundtrack).
 */
export function elementsWith(timeline: Timeline, personOrWork: string): readonly number[] {
  const places = new Set(
    placesOf(
      timeline,
      ({ people, works }) => people.includes(personOrWork) || works.includes(personOrWork),
    ),
  );
  for (const right of timeline.rights) {
    if (right.holder !== personOrWork) continue;
    for (const place of elementsEarning(timeline, right)) places.add(place);
  }
  return [...places].sort((a, b) => a - b);
}

function placesOf(
  timeline: Timeline,
  isThere: (element: TimelineElement) => boolean,
): readonly number[] {
  return timeline.elements.flatMap((element, place) => (isThere(element) ? [place] : []));
}
