/**
 * Patterns: which records an expectation, a filter or a test means.
 *
 *     [KIND] TYPE [from A] [to B] [by ACTOR] [of CONVERSATION] [with FIELD=VALUE[, FIELD=VALUE]]
 *
 *     order.place from alice                     the order arrives (a message type means `delivered`)
 *     order.completed of alice-1                 an outcome's name means `outcome`
 *     lost payment.* to billing-processor        any payment message that is lost
 *     posting capture with account=client/alice:held, amountMinor=-399
 *
 * TYPE is one type, a prefix (`payment.*`) or any (`*`). A name matches its address and every process
 * under it. `delivered` means what reached the machine: repetitions and stale replies do not count.
 * `with` compares fields by dotted path, as text; a value with a comma or at its ends a blank is
 * written in double quotes, where \" and \\ stand for themselves; record-fields.ts says what a record
 * has, pattern-fields.ts refuses what none can have.
 * Law (test/sim/expect/pattern.test.ts): reading what `patternText` wrote gives an equal pattern.
 */
import type { EntryKind } from '../../billing/ledger.ts';
import type { Address } from '../../machines/address.ts';
import { OUTCOME_NAMES } from '../../machines/effects.ts';
import { isMessageType, MESSAGE_LAWS } from '../../machines/message-table.ts';
import type { RunRecord } from '../record.ts';
import type { TextProblem } from '../scenario/problem.ts';
import { DOCUMENT_FIELDS } from './document-fields.ts';
import { eventTypes } from './machine-states.ts';
import { readFields, valueText } from './pattern-fields.ts';
import { type BodyOf, fieldsIn, fieldText } from './record-fields.ts';
import { choiceText, Mistake, mistakeAt, type Vocabulary, type Word, WordReader } from './words.ts';

export type { Vocabulary } from './words.ts';

/** The kinds of record a pattern can mean. */
export const PATTERN_KINDS = [
  'sent',
  'delivered',
  'lost',
  'posting',
  'document',
  'outcome',
  'transition',
  'stimulus',
] as const;
type PatternKind = (typeof PATTERN_KINDS)[number];

/** A field that must have a value, both as text. */
export interface FieldTest {
  readonly path: string;
  readonly value: string;
}

export interface Pattern {
  readonly kind: PatternKind;
  /** As written: `order.place`, `payment.*`, `*`. */
  readonly type: string;
  /** What the type starts with (`payment.`, or nothing for `*`); null when it is one type. */
  readonly typePrefix: string | null;
  readonly from: Address | null;
  readonly to: Address | null;
  readonly by: Address | null;
  readonly of: string | null;
  readonly fields: readonly FieldTest[];
}

export type ParsedPattern =
  | { readonly ok: true; readonly pattern: Pattern }
  | { readonly ok: false; readonly problem: TextProblem };

const MESSAGE_TYPES: readonly string[] = Object.keys(MESSAGE_LAWS);

/** Keyed so that a kind of entry cannot be forgotten. */
const ENTRY_KINDS: Readonly<Record<EntryKind, true>> = {
  hold: true,
  capture: true,
  release: true,
  refund: true,
  share: true,
  settlement: true,
  viewing: true,
  subsidy: true,
  collection: true,
  return: true,
  forfeit: true,
  royalty: true,
  reversal: true,
};

/** The types that records of a kind can have; null where any word may be one. */
const TYPES_OF: Readonly<Record<PatternKind, readonly string[] | null>> = {
  sent: MESSAGE_TYPES,
  delivered: MESSAGE_TYPES,
  lost: MESSAGE_TYPES,
  posting: Object.keys(ENTRY_KINDS),
  document: Object.keys(DOCUMENT_FIELDS),
  outcome: OUTCOME_NAMES,
  transition: eventTypes(),
  stimulus: null,
};
const MESSAGE_KINDS: ReadonlySet<PatternKind> = new Set(['sent', 'delivered', 'lost']);

/** Every type that patterns know, of whatever kind of record. */
export function knownTypes(): readonly string[] {
  return Object.values(TYPES_OF).flatMap((types) => types ?? []);
}

/** Reads a pattern; a mistake is told with its place and the nearest valid word. */
export function parsePattern(text: string, vocabulary: Vocabulary): ParsedPattern {
  try {
    return { ok: true, pattern: read(new WordReader(text), vocabulary) };
  } catch (error) {
    if (error instanceof Mistake) return { ok: false, problem: error.problem };
    throw error;
  }
}

/**
 * Whether a record is one that the pattern means.
 *
 * @param bodyOf gives the bodies of messages that arrived or were lost; without it, `with` finds
 *   only the fields in the record itself
 */
export function matches(
  pattern: Pattern,
  record: RunRecord,
  bodyOf: BodyOf = unknownBody,
): boolean {
  if (record.kind !== pattern.kind || !meansType(pattern, record.type)) return false;
  if (record.kind === 'delivered' && record.handled !== 'new') return false;
  if (pattern.of !== null && record.conversation !== pattern.of) return false;
  if (pattern.by !== null && !isAt(record.actor, pattern.by)) return false;
  if (record.kind === 'sent' || record.kind === 'delivered' || record.kind === 'lost') {
    if (pattern.from !== null && !isAt(record.from, pattern.from)) return false;
    if (pattern.to !== null && !isAt(record.to, pattern.to)) return false;
  }
  if (pattern.fields.length === 0) return true;
  return fieldsIn(record, bodyOf).some((fields) =>
    pattern.fields.every(({ path, value }) => fieldText(fields, path) === value),
  );
}

/** Whether the pattern means records of this type, as far as the type goes. */
export function meansType({ type, typePrefix }: Pattern, recordType: string): boolean {
  return typePrefix === null ? recordType === type : recordType.startsWith(typePrefix);
}

/** Whether an address is `place`, or a process under it. */
export function isAt(address: Address, place: Address): boolean {
  return address === place || (address.startsWith(place) && address[place.length] === '/');
}

/** The pattern as text, with addresses in full; reading it again gives an equal pattern. */
export function patternText(pattern: Pattern): string {
  const { kind, type, from, to, by, of, fields } = pattern;
  const parts = kindMeantBy(type) === kind ? [type] : [kind, type];
  if (from !== null) parts.push('from', from);
  if (to !== null) parts.push('to', to);
  if (by !== null) parts.push('by', by);
  if (of !== null) parts.push('of', of);
  if (fields.length > 0) {
    parts.push('with', fields.map(({ path, value }) => `${path}=${valueText(value)}`).join(', '));
  }
  return parts.join(' ');
}

function read(words: WordReader, vocabulary: Vocabulary): Pattern {
  const { kind, type } = readType(words);
  const places: { from: Address | null; to: Address | null; by: Address | null } = {
    from: null,
    to: null,
    by: null,
  };
  let of: string | null = null;
  let fields: readonly FieldTest[] = [];
  const open = new Set(
    MESSAGE_KINDS.has(kind) ? ['from', 'to', 'by', 'of', 'with'] : ['by', 'of', 'with'],
  );
  for (let word = words.peek(); word !== null && fields.length === 0; word = words.peek()) {
    const clause = readClause(words, open, kind);
    if (clause === 'with') {
      const head = { kind, type, typePrefix: prefixIn(type), by: places.by };
      fields = readFields(words.text, word.offset + clause.length, head, vocabulary);
    } else if (clause === 'of') of = readConversation(words, vocabulary);
    else places[clause] = words.takeName(vocabulary);
  }
  return { kind, type, typePrefix: prefixIn(type), ...places, of, fields };
}

/** Takes the id of a conversation that there can be, as far as that is known. */
function readConversation(words: WordReader, { closed }: Vocabulary): string {
  const expected = 'an order id such as alice-1, or a document number such as B-alice-1';
  const word = words.take(expected);
  if (closed === undefined || closed.isId('conversation', word.text)) return word.text;
  const near = closed.nearestId('conversation', word.text);
  throw mistakeAt(word, expected, near === null ? [] : [near]);
}

/** Takes the word that begins a clause; each may come once, and some kinds lack some. */
function readClause(words: WordReader, open: Set<string>, kind: PatternKind) {
  const expected = `${choiceText([...open])} after ${kind === 'delivered' ? 'a message type' : `a ${kind}`}`;
  const word = words.take(expected);
  if (!open.delete(word.text)) throw mistakeAt(word, expected, open);
  return word.text as 'from' | 'to' | 'by' | 'of' | 'with';
}

function readType(words: WordReader): { readonly kind: PatternKind; readonly type: string } {
  const first = words.take('a record kind or a message type');
  const kind = PATTERN_KINDS.find((known) => known === first.text);
  if (kind === undefined) {
    const meant = kindMeantBy(first.text);
    if (meant !== null) return { kind: meant, type: first.text };
    const known = [...MESSAGE_TYPES, ...OUTCOME_NAMES, ...PATTERN_KINDS];
    throw mistakeAt(first, 'a message type, an outcome or a record kind', known);
  }
  const type = words.take(`the type of a ${kind} record, or *`);
  requireType(kind, type);
  return { kind, type: type.text };
}

function requireType(kind: PatternKind, word: Word): void {
  const types = TYPES_OF[kind];
  const prefix = prefixIn(word.text);
  if (types === null) return;
  if (prefix === null ? types.includes(word.text) : types.some((type) => type.startsWith(prefix)))
    return;
  const expected = types.length > 10 ? `the type of a ${kind} record` : choiceText(types);
  throw mistakeAt(word, expected, types);
}

/** The kind that a type means when no kind is written: messages come before outcomes. */
function kindMeantBy(type: string): PatternKind | null {
  const prefix = prefixIn(type);
  if (prefix !== null) {
    if (MESSAGE_TYPES.some((known) => known.startsWith(prefix))) return 'delivered';
    return OUTCOME_NAMES.some((known) => known.startsWith(prefix)) ? 'outcome' : null;
  }
  if (isMessageType(type)) return 'delivered';
  return OUTCOME_NAMES.some((known) => known === type) ? 'outcome' : null;
}

function prefixIn(type: string): string | null {
  if (type === '*') return '';
  return type.endsWith('.*') ? type.slice(0, -1) : null;
}

function unknownBody(): null {
  return null;
}
