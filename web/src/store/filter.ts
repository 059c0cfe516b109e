/**
 * Filter: which records are shown, by whom, what, how, about what, and what led to what.
 *
 * Empty lists and texts mean: all. A causal cone is everything that led to a record and everything that
 * came of it.
 */
import type { Records } from './records.ts';

export interface Filter {
  readonly actors: readonly string[];
  readonly types: readonly string[];
  readonly kinds: readonly string[];
  readonly channels: readonly string[];
  readonly conversation: string;
  readonly text: string;
  readonly coneOf: number | null;
}

export const NO_FILTER: Filter = {
  actors: [],
  types: [],
  kinds: [],
  channels: [],
  conversation: '',
  text: '',
  coneOf: null,
};

/** True when nothing is filtered. */
export function isOpen(filter: Filter): boolean {
  return filterText(filter) === 'everything';
}

/** The filter in words: `order.* with alice, of alice-1`. */
export function filterText(filter: Filter): string {
  const parts = [
    filter.kinds.length > 0 ? filter.kinds.join(' or ') : '',
    filter.types.length > 0 ? filter.types.join(' or ') : '',
    filter.actors.length > 0 ? `with ${filter.actors.join(' or ')}` : '',
    filter.channels.length > 0 ? `over ${filter.channels.join(' or ')}` : '',
    filter.conversation === '' ? '' : `of ${filter.conversation}`,
    filter.text === '' ? '' : `saying "${filter.text}"`,
    filter.coneOf === null ? '' : `around record ${filter.coneOf} (its causes and consequences)`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'everything' : parts.join(', ');
}

/** Whether the filter lets a record through. Each text of the run is judged once, not once a record. */
export function recordTest(records: Records, filter: Filter): (seq: number) => boolean {
  const tests: ((at: number) => boolean)[] = [];
  const { coneOf: middle, kinds, types, actors, channels, conversation, text } = filter;
  if (kinds.length > 0) {
    const wanted = new Set(kinds);
    tests.push((at) => wanted.has(records.kindName(at + 1)));
  }
  if (types.length > 0) {
    const isType = judge(records, (type) => types.some((wanted) => meansType(wanted, type)));
    tests.push((at) => isType(records.type.at(at)));
  }
  if (actors.length > 0) {
    const isActor = judge(records, (name) =>
      actors.some((actor) => name === actor || name.startsWith(`${actor}/`)),
    );
    tests.push(
      (at) =>
        isActor(records.actor.at(at)) || isActor(records.from.at(at)) || isActor(records.to.at(at)),
    );
  }
  if (channels.length > 0) {
    const isChannel = judge(records, (name) => channels.includes(name));
    tests.push((at) => isChannel(records.channel.at(at)));
  }
  if (conversation !== '') {
    const isConversation = judge(records, (name) => name === conversation);
    tests.push((at) => isConversation(records.conversation.at(at)));
  }
  if (text !== '') {
    const needle = text.toLowerCase();
    const says = judge(records, (words) => words.toLowerCase().includes(needle));
    const columns = [
      records.type,
      records.actor,
      records.from,
      records.to,
      records.conversation,
      records.a,
    ];
    tests.push((at) => columns.some((column) => says(column.at(at))));
  }
  if (middle !== null) {
    const cone = coneOf(records, middle);
    tests.push((at) => cone.has(at + 1));
  }
  return (seq) => tests.every((test) => test(seq - 1));
}

/** A judgement of texts by their numbers, each made once. */
function judge(records: Records, isWanted: (text: string) => boolean): (number: number) => boolean {
  // 0 not judged yet, 1 no, 2 yes; texts that come later than this are judged anew each time.
  const known = new Uint8Array(records.strings.length);
  return (number) => {
    const before = known[number] ?? 0;
    if (before !== 0) return before === 2;
    const now = number !== 0 && isWanted(records.text(number));
    known[number] = now ? 2 : 1;
    return now;
  };
}

function meansType(wanted: string, type: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : wanted === type;
}

function coneOf(records: Records, seq: number): ReadonlySet<number> {
  const cone = new Set<number>();
  for (let at = seq; at > 0 && !cone.has(at); at = records.cause.at(at - 1)) cone.add(at);
  const next = [seq];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    for (const consequence of records.consequences.get(at) ?? []) {
      if (cone.has(consequence)) continue;
      cone.add(consequence);
      next.push(consequence);
    }
  }
  return cone;
}
