/**
 * Field shapes: which fields a body has, and what the values of a field can be, as data.
 *
 *     { order: 'order', amountMinor: 'number', mode: { oneOf: { token: true } }, lines: { each: … } }
 *
 * `FieldsOf<Body>` is the only type of such a table, so a field that the body gains or loses is a type
 * error in the table. A path is dotted, `lines.0.amountMinor`; values are compared as text.
 */
import { isMessageType, MESSAGE_LAWS } from '../../machines/message-table.ts';
import { oneOf } from '../scenario/problem.ts';
import type { Vocabulary } from './words.ts';

/** What a text is; `text` where it may be any. */
export type TextKind =
  | 'text'
  | 'address'
  | 'account'
  | 'order'
  | 'conversation'
  | 'transmission'
  | 'feature'
  | 'source'
  | 'message-type';
/** `anything` has parts that are not looked into: any path in it will do. */
type LeafKind = TextKind | 'number' | 'flag' | 'anything';
/** A text of which every value is known. */
export interface Choice<V extends string = string> {
  readonly oneOf: Readonly<Record<V, true>>;
}

/** What may be nothing. */
interface Optional {
  readonly orNull: FieldShape;
}
/** Several of the same shape, by their number from 0. */
interface List {
  readonly each: FieldShape;
}
/** The fields of a body, by name; a name is none of `oneOf`, `orNull`, `each`. */
export interface FieldTable {
  readonly [name: string]: FieldShape;
}
/** What may stand in a field. */
export type FieldShape = LeafKind | Choice | Optional | List | FieldTable;

/** The shape that a field of type `V` has. */
type ShapeOf<V> = null extends V
  ? { readonly orNull: ShapeOf<NonNullable<V>> }
  : [V] extends [boolean]
    ? 'flag'
    : [V] extends [number]
      ? 'number'
      : [V] extends [string]
        ? string extends V
          ? TextKind | Choice
          : Choice<V>
        : V extends readonly (infer Item)[]
          ? { readonly each: ShapeOf<Item> }
          : FieldsOf<V> | 'anything';
/** The table of a body of type `B`: every field of it, and no other. */
export type FieldsOf<B> = unknown extends B
  ? Readonly<Record<string, never>>
  : { readonly [K in keyof B]-?: ShapeOf<B[K]> };

/** What is expected in place of a path or a value that cannot be. */
export interface Misfit {
  readonly expected: string;
  readonly candidates: readonly string[];
}

/** The shape of the value at a dotted path; null where there is none, or one with parts of its own. */
export function leafAt(shape: FieldShape, path: readonly string[]): FieldShape | null {
  const [first, ...rest] = path;
  if (shape === 'anything') return shape;
  if (typeof shape === 'string' || isChoice(shape)) return first === undefined ? shape : null;
  if (isOptional(shape)) return first === undefined ? shape : leafAt(shape.orNull, path);
  if (first === undefined) return null;
  if (isList(shape)) return /^(?:0|[1-9]\d*)$/.test(first) ? leafAt(shape.each, rest) : null;
  const inner = Object.hasOwn(shape, first) ? shape[first] : undefined;
  return inner === undefined ? null : leafAt(inner, rest);
}

/** Every path with a value; the place in a list is the number that `like` has there, or 0. */
export function pathsOf(shape: FieldShape, like: readonly string[]): readonly string[] {
  if (typeof shape === 'string' || isChoice(shape)) return [''];
  if (isOptional(shape)) return [...new Set(['', ...pathsOf(shape.orNull, like)])];
  if (isList(shape)) {
    const [index = '0'] = like;
    return under(/^\d+$/.test(index) ? index : '0', shape.each, like);
  }
  return Object.entries(shape).flatMap(([name, inner]) => under(name, inner, like));
}

/** What a field of this shape holds instead of `value`; null when `value` is one it can hold. */
export function misfitIn(shape: FieldShape, value: string, vocabulary: Vocabulary): Misfit | null {
  if (typeof shape === 'string') return misfitInText(shape, value, vocabulary);
  if (isChoice(shape)) {
    const words = Object.keys(shape.oneOf);
    return fits(words.includes(value), oneOf(words), ...words);
  }
  if (!isOptional(shape) || value === 'null') return null;
  const { orNull } = shape;
  if (typeof orNull === 'string' || isChoice(orNull)) return misfitIn(orNull, value, vocabulary);
  return { expected: 'null, or a field in it', candidates: ['null'] };
}

function misfitInText(kind: LeafKind, value: string, vocabulary: Vocabulary): Misfit | null {
  const { closed } = vocabulary;
  switch (kind) {
    case 'number':
      return fits(/^(?:0|-?[1-9]\d*)$/.test(value), 'a whole number, money in minor units');
    case 'flag':
      return fits(value === 'true' || value === 'false', 'true or false', 'true', 'false');
    case 'message-type':
      return fits(isMessageType(value), 'a message type', ...Object.keys(MESSAGE_LAWS));
    case 'address':
      return closed === undefined ? null : misfitInAddress(value, vocabulary);
    case 'account':
      return closed === undefined ? null : misfitInAccount(value, vocabulary);
    case 'text':
    case 'anything':
      return null;
    default: {
      if (closed === undefined || closed.isId(kind, value)) return null;
      const near = closed.nearestId(kind, value);
      const expected = `the id of ${kind === 'order' ? 'an order' : `a ${kind}`}`;
      return { expected, candidates: near === null ? [] : [near] };
    }
  }
}

/** Who an account may belong to besides participants: they are only paid, or pay. */
export function isOutsider(owner: string): boolean {
  return /^(?:sponsor|rights-holder)\/[a-z0-9-]+$/.test(owner);
}

function misfitInAddress(value: string, vocabulary: Vocabulary): Misfit | null {
  const meant = vocabulary.resolve(value);
  if (meant === value) return null;
  if (meant !== null) return { expected: `an address in full, ${meant}`, candidates: [meant] };
  const addresses = vocabulary.names().map((name) => vocabulary.resolve(name) ?? name);
  return { expected: 'an address such as client/alice', candidates: addresses };
}

/** Accounts are named by their owner's address, `client/alice:held`, not by a plain name. */
function misfitInAccount(value: string, vocabulary: Vocabulary): Misfit | null {
  const [owner = '', name = '', creditor, ...rest] = value.split(':');
  const expected = `an account such as client/alice:held (${ACCOUNT_NAMES.join(', ')}:SOURCE)`;
  const wrongOwner = isOutsider(owner) ? null : misfitInAddress(owner, vocabulary);
  if (wrongOwner !== null) {
    const after = value.slice(owner.length);
    const candidates = wrongOwner.candidates.map((address) => `${address}${after}`);
    return { expected: `${expected}, with ${wrongOwner.expected}`, candidates };
  }
  if (!ACCOUNT_NAMES.includes(name) || (name === 'payable') !== (creditor !== undefined)) {
    return { expected, candidates: ACCOUNT_NAMES.map((known) => `${owner}:${known}`) };
  }
  const wrongCreditor = creditor === undefined ? null : misfitInAddress(creditor, vocabulary);
  if (wrongCreditor === null) return fits(rest.length === 0, expected);
  const candidates = wrongCreditor.candidates.map((address) => `${owner}:${name}:${address}`);
  return { expected, candidates };
}

/** What comes after the owner in the name of an account; `payable` names the source too. */
export const ACCOUNT_NAMES: readonly string[] = [
  'credit',
  'held',
  'account',
  'budget',
  'royalties',
  'clearing',
  'revenue',
  'payable',
];

function fits(isFit: boolean, expected: string, ...candidates: readonly string[]): Misfit | null {
  return isFit ? null : { expected, candidates };
}

function under(name: string, shape: FieldShape, like: readonly string[]): readonly string[] {
  return pathsOf(shape, like.slice(1)).map((rest) => (rest === '' ? name : `${name}.${rest}`));
}

function isChoice(shape: FieldShape): shape is Choice {
  return typeof shape === 'object' && 'oneOf' in shape;
}

function isOptional(shape: FieldShape): shape is Optional {
  return typeof shape === 'object' && 'orNull' in shape;
}

function isList(shape: FieldShape): shape is List {
  return typeof shape === 'object' && 'each' in shape;
}
