/**
 * Trace nothing: what is said when no record matches, and when none ever could.
 *
 *     --of alise-1           empty, and: no record is about "alise-1"; did you mean "alice-1"?
 *     --type paymnt.*        refused: no record of any run has such a type
 */
import { knownTypes } from '../sim/expect/pattern.ts';
import type { RunRecord } from '../sim/record.ts';
import { nearest } from '../sim/scenario/problem.ts';
import { UnusableRequest } from './complaint.ts';

/** More words than this are not kept to guess what a wrong one should have been. */
const WORDS_KEPT_MAX = 10_000;
/** What the script does to the network, which no machine is told; and the lives of machines. */
const OTHER_TYPES = [
  'token.tampering',
  'channel.cut',
  'channel.mend',
  'channel.condition',
  'started',
  'stopped',
];

/** The flags that say what to look for. */
interface Wanted {
  readonly of?: readonly string[];
  readonly type?: readonly string[];
}

/**
 * Refuses a type that neither this version of the program nor the file knows.
 *
 * @throws {UnusableRequest} naming the nearest type there is
 */
export function requireTypes(types: readonly string[], records: Iterable<RunRecord>): void {
  const known = [...knownTypes(), ...OTHER_TYPES];
  const strange = types.filter((type) => !known.some((one) => isMeant(type, one)));
  if (strange.length === 0) return;
  const there = typesIn(records);
  for (const type of strange) {
    if (there.some((one) => isMeant(type, one))) continue;
    const words = [...known, ...there];
    const prefixes = words.map((word) => `${word.slice(0, word.indexOf('.'))}.*`);
    const near = nearest(type, type.endsWith('.*') ? prefixes : words);
    throw new UnusableRequest(
      `--type ${type}: no record of any run has such a type.${hint(near)} ` +
        'Write a whole type (order.place) or a prefix (payment.*).',
    );
  }
}

/** Why nothing matches, one sentence a word that is nowhere in the records; ends the sentence. */
export function nothingMatched(wanted: Wanted, records: Iterable<RunRecord>): string {
  const conversations = new Set<string>();
  const types = new Set<string>();
  for (const { conversation, type } of records) {
    if (conversation !== null && conversations.size < WORDS_KEPT_MAX)
      conversations.add(conversation);
    types.add(type);
  }
  const strangers = (wanted.of ?? []).filter((of) => !conversations.has(of));
  const absent = (wanted.type ?? []).filter(
    (type) => ![...types].some((one) => isMeant(type, one)),
  );
  const reasons = [
    ...strangers.map((of) => `No record is about "${of}".${hint(nearest(of, conversations))}`),
    ...absent.map((type) => `No record is of type ${type}.${hint(nearest(type, types))}`),
  ];
  return ['Nothing matched.', ...reasons].join(' ');
}

function typesIn(records: Iterable<RunRecord>): readonly string[] {
  const types = new Set<string>();
  for (const { type } of records) types.add(type);
  return [...types];
}

function isMeant(wanted: string, type: string): boolean {
  if (wanted === '*') return true;
  return wanted.endsWith('.*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}

function hint(near: string | null): string {
  return near === null ? '' : ` Did you mean "${near}"?`;
}
