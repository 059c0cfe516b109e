/**
 * Pattern fields: what stands after `with`, and whether any record can have it.
 *
 *     FIELD=VALUE[, FIELD=VALUE]     lines.0.amountMinor=399, description="surround sound, live"
 *
 * A field that no record of the kind and type has, or a value that the field never has, would make a
 * pattern that nothing ever matches: a `never` of it would always hold. So either is a mistake.
 */
import type { Leg } from '../../billing/ledger.ts';
import type { Address } from '../../machines/address.ts';
import { OUTCOME_NAMES } from '../../machines/effects.ts';
import { isMessageType, MESSAGE_LAWS } from '../../machines/message-table.ts';
import { oneOf } from '../scenario/problem.ts';
import { DOCUMENT_FIELDS } from './document-fields.ts';
import { type FieldShape, type FieldsOf, leafAt, misfitIn, pathsOf } from './field-shape.ts';
import { statesUnder } from './machine-states.ts';
import { MESSAGE_FIELDS } from './message-fields.ts';
import { OUTCOME_FIELDS } from './outcome-fields.ts';
import type { FieldTest, Pattern } from './pattern.ts';
import { Mistake, mistakeAt, type Vocabulary, type Word } from './words.ts';

/** What is read of a pattern before its fields. */
export type PatternHead = Pick<Pattern, 'kind' | 'type' | 'typePrefix' | 'by'>;

const FIELD = /\s*([\w-]+(?:\.[\w-]+)*)\s*=\s*(?:"((?:[^"\\]|\\["\\])*)"|([^",\s][^,]*))\s*(,|$)/dy;

const LEG: FieldsOf<Leg> = { account: 'account', amountMinor: 'number' };
const POSTING: FieldShape = { id: 'text', currency: 'text', ...LEG };
const STIMULUS: FieldShape = { text: 'text' };
/** Reads the fields from `start` to the end of the text; throws a `Mistake` at what cannot be. */
export function readFields(
  text: string,
  start: number,
  head: PatternHead,
  vocabulary: Vocabulary,
): readonly FieldTest[] {
  const fields: FieldTest[] = [];
  let shapes = shapesOf(head, vocabulary);
  for (let offset: number | null = start; offset !== null; ) {
    const read = fieldAt(text, offset);
    shapes = withField(shapes, read, head, vocabulary);
    fields.push({ path: read.path.text, value: read.value.text });
    offset = read.nextOffset;
  }
  return fields;
}

/** A value as it is written after the equals sign, in quotation marks where it needs them. */
export function valueText(value: string): string {
  if (value !== '' && value === value.trim() && !/^"|,/.test(value)) return value;
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

interface FieldRead {
  readonly path: Word;
  readonly value: Word;
  /** Where the next field begins; null after the last. */
  readonly nextOffset: number | null;
}

function fieldAt(text: string, offset: number): FieldRead {
  FIELD.lastIndex = offset;
  const match = FIELD.exec(text);
  const [whole = '', path = '', quoted, plain = '', separator] = match ?? [];
  if (match === null) {
    const rest = text.slice(offset);
    const found = rest.trim() === '' ? 'the end of the text' : `"${rest.trim().slice(0, 80)}"`;
    const at = offset + rest.length - rest.trimStart().length;
    throw new Mistake({ offset: at, found, expected: 'FIELD=VALUE', nearest: null });
  }
  const startOf = (group: number) => match.indices?.[group]?.[0] ?? offset;
  const value = quoted === undefined ? plain.trim() : quoted.replace(/\\(["\\])/g, '$1');
  return {
    path: { text: path, offset: startOf(1) },
    value: { text: value, offset: startOf(quoted === undefined ? 3 : 2) },
    nextOffset: separator === ',' ? offset + whole.length : null,
  };
}

/** The shapes of `shapes` that have the field with the value; a mistake when none has. */
function withField(
  shapes: readonly FieldShape[],
  { path, value }: FieldRead,
  head: PatternHead,
  vocabulary: Vocabulary,
): readonly FieldShape[] {
  const parts = path.text.split('.');
  const having = shapes.flatMap((shape) => {
    const leaf = leafAt(shape, parts);
    return leaf === null ? [] : [{ shape, misfit: misfitIn(leaf, value.text, vocabulary) }];
  });
  if (having.length === 0) {
    const paths = [...new Set(shapes.flatMap((shape) => pathsOf(shape, parts)))];
    throw mistakeAt(path, expectedField(head, paths), paths);
  }
  const fitting = having.filter(({ misfit }) => misfit === null);
  const misfits = having.flatMap(({ misfit }) => misfit ?? []);
  const [first] = misfits;
  if (fitting.length === 0 && first !== undefined) {
    const candidates = misfits.flatMap((misfit) => misfit.candidates);
    throw mistakeAt(value, first.expected, candidates);
  }
  return fitting.map(({ shape }) => shape);
}

function expectedField({ kind, type }: PatternHead, paths: readonly string[]): string {
  const isSaid = kind === 'delivered' || kind === 'outcome';
  const what = isSaid ? type : `${kind} ${type}`;
  if (paths.length === 0) return `nothing after "with": ${what} has no fields`;
  return `a field of ${what} (${oneOf(paths)})`;
}

/** The shapes that the records of a kind and type can have. */
function shapesOf(head: PatternHead, vocabulary: Vocabulary): readonly FieldShape[] {
  const isMeant = (type: string) =>
    head.typePrefix === null ? type === head.type : type.startsWith(head.typePrefix);
  switch (head.kind) {
    case 'sent':
    case 'delivered':
      return messageTypes()
        .filter(isMeant)
        .map((type) => MESSAGE_FIELDS[type]);
    case 'lost':
      return messageTypes()
        .filter(isMeant)
        .map((type) => ({ ...MESSAGE_FIELDS[type], reason: 'text' as const }));
    case 'posting':
      return [POSTING];
    case 'document':
      return Object.entries(DOCUMENT_FIELDS).flatMap(([type, shape]) =>
        isMeant(type) ? [shape] : [],
      );
    case 'outcome':
      return OUTCOME_NAMES.filter(isMeant).map((name) => OUTCOME_FIELDS[name]);
    case 'transition':
      return [transitionShape(head.by, vocabulary)];
    case 'stimulus':
      return [STIMULUS];
  }
}

function messageTypes() {
  return Object.keys(MESSAGE_LAWS).filter(isMessageType);
}

function transitionShape(by: Address | null, { closed }: Vocabulary): FieldShape {
  if (closed === undefined) return { was: 'text', state: 'text', ignored: 'flag' };
  const states = statesUnder(by).map((state) => [state, true] as const);
  const state = { oneOf: Object.fromEntries(states) };
  return { was: state, state, ignored: 'flag' };
}
