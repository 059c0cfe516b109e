/**
 * Conversations: the ids of the flows that a scenario's people and sources can start.
 *
 *     alice-1, suburb-17-2        orders                 B-alice-1, B-metro-cable-4   bills
 *     alice-options               what is on offer       H-alice-1-metro-cable        billing information
 *     alice-interaction-0         interactions           W-metro-cable#alice-1        wholesale bills of one
 *     alice-viewing-1             viewing sessions       W-metro-cable#2              or of a cycle
 *     alice, metro-cable          switching on and off   R-actor-a-1                  royalty statements
 *     auction-final-row           auctions               alice-commitment-night-train commitments
 *
 * A new kind of document has its form added to `FORMS`. Law (test/sim/expect/closed-words.test.ts):
 * every conversation in the records of a run is one of these.
 */
import { nearest } from './problem.ts';

/** What ids are made of. */
export interface People {
  isPerson(name: string): boolean;
  isSource(name: string): boolean;
  isOrder(name: string): boolean;
  nearestPerson(name: string): string | null;
  readonly declared: {
    readonly sources: readonly string[];
    readonly transmissions: readonly string[];
    readonly viewing: { readonly auctions: readonly string[] };
  };
}

/** What the groups of a form name, in turn. */
type Part = 'order' | 'person' | 'source' | 'participant' | 'transmission' | 'auction' | 'holder';
interface Form {
  readonly text: RegExp;
  readonly parts: readonly Part[];
}

const ORDER = /^(.+)(-[1-9]\d{0,6})$/;
const SESSION = /^([a-z].*)-viewing-[1-9]\d{0,6}$/;
const FORMS: readonly Form[] = [
  { text: /^([a-z].*)$/, parts: ['order'] },
  { text: /^([a-z].*)$/, parts: ['participant'] },
  { text: /^([a-z].*)-options$/, parts: ['person'] },
  { text: /^([a-z].*)-interaction-\d+$/, parts: ['person'] },
  { text: SESSION, parts: ['person'] },
  { text: /^([a-z].*?)-commitment-(.+)$/, parts: ['person', 'transmission'] },
  { text: /^auction-(.+)$/, parts: ['auction'] },
  { text: /^R-(.+)-[1-9]\d*$/, parts: ['holder'] },
  { text: /^B-(.+)-[1-9]\d*$/, parts: ['participant'] },
  { text: /^H-(.+?)-[1-9]\d*-([a-z].*)$/, parts: ['person', 'source'] },
  { text: /^H-(.+)-[1-9]\d*-([a-z].*)$/, parts: ['person', 'source'] },
  { text: /^W-(.+)#(.+)$/, parts: ['source', 'order'] },
  { text: /^W-(.+)#[1-9]\d*$/, parts: ['source'] },
];

/** Whether a conversation of these people can have this id. */
export function isConversation(id: string, people: People): boolean {
  return FORMS.some(({ text, parts }) => {
    const match = text.exec(id);
    return match !== null && parts.every((part, index) => is(part, match[index + 1] ?? '', people));
  });
}

/** Whether a viewing session of these people can have this id: `alice-viewing-1`. */
export function isSession(id: string, people: People): boolean {
  const [, person = ''] = SESSION.exec(id) ?? [];
  return people.isPerson(person);
}

/** The order id nearest to a wrong one; its number stays. Null when none is near. */
export function nearestOrder(id: string, people: People): string | null {
  const [, person = '', ordinal = ''] = ORDER.exec(id) ?? [];
  const near = people.nearestPerson(person);
  return near === null || ordinal === '' ? null : `${near}${ordinal}`;
}

/** The conversation nearest to a wrong id: every part that is wrong is replaced by the nearest. */
export function nearestConversation(id: string, people: People): string | null {
  for (const { text, parts } of FORMS) {
    const match = text.exec(id);
    if (match === null) continue;
    let mended: string | null = id;
    for (const [index, part] of parts.entries()) {
      const found = match[index + 1] ?? '';
      const near = is(part, found, people) ? found : nearestPart(part, found, people);
      mended = near === null || mended === null ? null : mended.replace(found, () => near);
    }
    if (mended !== null && isConversation(mended, people)) return mended;
  }
  return null;
}

function is(part: Part, name: string, people: People): boolean {
  switch (part) {
    case 'order':
      return people.isOrder(name);
    case 'person':
      return people.isPerson(name);
    case 'source':
      return people.isSource(name);
    case 'participant':
      return people.isPerson(name) || people.isSource(name);
    case 'transmission':
      return people.declared.transmissions.includes(name);
    case 'auction':
      return people.declared.viewing.auctions.includes(name);
    // Rights holders are named in tariffs, and by the ledger in other letters.
    case 'holder':
      return true;
  }
}

function nearestPart(part: Part, name: string, people: People): string | null {
  const { sources, transmissions, viewing } = people.declared;
  switch (part) {
    case 'order':
      return nearestOrder(name, people);
    case 'person':
      return people.nearestPerson(name);
    case 'source':
      return nearest(name, sources);
    case 'participant':
      return people.nearestPerson(name) ?? nearest(name, sources);
    case 'transmission':
      return nearest(name, transmissions);
    case 'auction':
      return nearest(name, viewing.auctions);
    case 'holder':
      return name;
  }
}
