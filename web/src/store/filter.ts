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

/** The numbers of the records that the filter lets through, in order. */
export function filtered(records: Records, filter: Filter): readonly number[] {
  const cone = filter.coneOf === null ? null : coneOf(records, filter.coneOf);
  const actors = new Set(filter.actors);
  const isActor = (number: number) => {
    const name = records.text(number);
    return actors.has(name) || filter.actors.some((actor) => name.startsWith(`${actor}/`));
  };
  const kinds = new Set(filter.kinds);
  const channels = new Set(filter.channels);
  const needle = filter.text.toLowerCase();
  const seqs: number[] = [];
  for (let seq = 1; seq <= records.length; seq += 1) {
    const at = seq - 1;
    if (cone !== null && !cone.has(seq)) continue;
    if (kinds.size > 0 && !kinds.has(records.kindName(seq))) continue;
    if (filter.types.length > 0 && !filter.types.some((type) => meansType(type, records.typeText(seq)))) continue;
    if (actors.size > 0) {
      const from = records.from.at(at);
      const to = records.to.at(at);
      if (!isActor(records.actor.at(at)) && !isActor(from) && !isActor(to)) continue;
    }
    if (channels.size > 0 && !channels.has(records.text(records.channel.at(at)))) continue;
    if (filter.conversation !== '' && records.text(records.conversation.at(at)) !== filter.conversation) continue;
    if (needle !== '' && !wordsOf(records, seq).includes(needle)) continue;
    seqs.push(seq);
  }
  return seqs;
}

function meansType(wanted: string, type: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : wanted === type;
}

/** What of a record can be searched. */
function wordsOf(records: Records, seq: number): string {
  const at = seq - 1;
  const numbers = [records.type, records.actor, records.from, records.to, records.conversation, records.a];
  return numbers.map((column) => records.text(column.at(at))).join(' ').toLowerCase();
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
