/**
 * Flags: how the command line reads the values of its options.
 */
import { InvalidArgumentError } from 'commander';
import { parseSpanUs } from '../sim/scenario/quantity.ts';

/**
 * Reads a whole number, 0 or more.
 *
 * @throws {InvalidArgumentError} when `text` is none, or beyond the safe integers
 */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('It is a whole number, 0 or more.');
}

/**
 * Reads a span of time above 0, in microseconds: `10m`, `1h30m`.
 *
 * @throws {InvalidArgumentError} when `text` is none, or 0
 */
export function spanUs(text: string): number {
  const us = parseSpanUs(text);
  if (us !== null && us > 0) return us;
  throw new InvalidArgumentError('It is a time like 10m or 1h30m, above 0.');
}

/** Adds the value of an option that may be repeated to those given before it. */
export function collected(text: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, text];
}
