/**
 * Document: what a scenario file says, before it means anything, with the place of every value.
 *
 *     sources:            MappingValue { sources -> MappingValue { metro-cable -> ... } }
 *       metro-cable:
 *         medium: cable   ScalarValue 'cable' at network.yaml:3:13
 *
 * Values of several files live in one document (extend.ts), so each place names its file. Lines and
 * columns count from 1; both are 0 where there is no line to name.
 */
import { cut, quoted } from './problem.ts';

/** Where a value or a key was written. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type Scalar = string | number | boolean | null;

export interface ScalarValue {
  readonly kind: 'scalar';
  readonly at: Place;
  readonly scalar: Scalar;
  /** The scalar as written, from which decimals are read exactly: `50.00`. */
  readonly text: string;
  /** How far right of `at` the text begins; null when the file spells it differently. */
  readonly textColumn: number | null;
}
interface ListValue {
  readonly kind: 'list';
  readonly at: Place;
  readonly items: readonly Value[];
}
export interface Entry {
  readonly keyAt: Place;
  readonly value: Value;
}
export interface MappingValue {
  readonly kind: 'mapping';
  readonly at: Place;
  readonly entries: ReadonlyMap<string, Entry>;
}
export type Value = ScalarValue | ListValue | MappingValue;

/** Deeper than any scenario; a limit, because readers of a document call themselves. */
export const DEPTH_MAX = 24;
/** More values than any scenario has once its aliases are followed. */
export const VALUES_MAX = 200_000;

/** The place of something that is in no file: an option, an object in code. */
export function outsideFiles(name: string): Place {
  return { file: name, line: 0, column: 0 };
}

/** A value as what was found: `"cabel"`, `3.999`, `a list`, `nothing`. */
export function shown(value: Value | null): string {
  if (value === null) return 'nothing';
  if (value.kind === 'list') return value.items.length === 0 ? 'an empty list' : 'a list';
  if (value.kind === 'mapping') return value.entries.size === 0 ? 'an empty mapping' : 'a mapping';
  if (value.scalar === null) return 'nothing';
  return typeof value.scalar === 'string' ? quoted(value.text) : cut(value.text);
}

/** `key` below `path`: `sources.metro-cable`. */
export function pathTo(path: string, key: string | number): string {
  return path === '' ? `${key}` : `${path}.${key}`;
}

/**
 * The document as plain data, for a schema validator.
 *
 * Its objects have no prototype, so that a key named `__proto__` or `constructor` is a key like others.
 */
export function plainOf(value: Value): unknown {
  if (value.kind === 'scalar') return value.scalar;
  if (value.kind === 'list') return value.items.map(plainOf);
  const plain: Record<string, unknown> = Object.create(null);
  for (const [key, entry] of value.entries) plain[key] = plainOf(entry.value);
  return plain;
}
