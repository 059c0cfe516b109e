/**
 * Flags: how the command line reads the values of its options.
 */
import { InvalidArgumentError } from 'commander';

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

/** Adds the value of an option that may be repeated to those given before it. */
export function collected(text: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, text];
}
