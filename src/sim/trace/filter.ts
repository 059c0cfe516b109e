/**
 * Filter: the part of a trace somebody wants to look at.
 *
 * Each part that is given narrows it; within a part, one of its words is enough. A participant
 * stands for its processes too, and for what is sent to it; a type may be a prefix (`payment.*`).
 * Units: microseconds since the start, both ends included.
 */
import type { Address } from '../../machines/address.ts';
import type { Clock } from '../clock-text.ts';
import { isAt } from '../expect/pattern.ts';
import type { RecordKind, RunRecord } from '../record.ts';

/** What to keep; an empty list, or null, keeps everything. */
export interface TraceFilter {
  readonly participants: readonly Address[];
  readonly types: readonly string[];
  readonly conversations: readonly string[];
  readonly kinds: readonly RecordKind[];
  readonly fromUs: number | null;
  readonly untilUs: number | null;
}

/** Keeps every record; a filter is this with some parts replaced. */
export const KEEP_ALL: TraceFilter = {
  participants: [],
  types: [],
  conversations: [],
  kinds: [],
  fromUs: null,
  untilUs: null,
};

/** Whether the filter keeps a record. */
export function keeps(filter: TraceFilter, record: RunRecord): boolean {
  const { participants, types, conversations, kinds, fromUs, untilUs } = filter;
  if (fromUs !== null && record.atUs < fromUs) return false;
  if (untilUs !== null && record.atUs > untilUs) return false;
  if (kinds.length > 0 && !kinds.includes(record.kind)) return false;
  if (types.length > 0 && !types.some((type) => isOfType(record.type, type))) return false;
  if (conversations.length > 0) {
    if (record.conversation === null || !conversations.includes(record.conversation)) return false;
  }
  return participants.length === 0 || participants.some((place) => concerns(record, place));
}

/** The filter in words: `what client/alice does or is sent, of type payment.*, from 19:30:00.000`. */
export function filterText(filter: TraceFilter, clock: Clock): string {
  const { participants, types, conversations, kinds, fromUs, untilUs } = filter;
  const parts = [
    participants.length > 0 ? `what ${orText(participants)} does or is sent` : null,
    kinds.length > 0 ? `records of kind ${orText(kinds)}` : null,
    types.length > 0 ? `of type ${orText(types)}` : null,
    conversations.length > 0 ? `about ${orText(conversations)}` : null,
    fromUs !== null ? `from ${clock(fromUs)}` : null,
    untilUs !== null ? `until ${clock(untilUs)}` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'everything' : parts.join(', ');
}

function concerns(record: RunRecord, place: Address): boolean {
  if (isAt(record.actor, place)) return true;
  const travels = record.kind === 'sent' || record.kind === 'delivered' || record.kind === 'lost';
  return travels && (isAt(record.from, place) || isAt(record.to, place));
}

function isOfType(type: string, wanted: string): boolean {
  if (wanted === '*') return true;
  return wanted.endsWith('.*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}

function orText(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length <= 1 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
