/**
 * Story phrases: the words that story sentences are put together from.
 *
 * A record comes from a file as well as from a run, so every field may be missing: what is not there is
 * `(unknown)`, or left out.
 */
import { hostOf } from '../machines/address.ts';
import type { RunRecord } from './record.ts';
import type { StoryWords } from './story.ts';

/** The body of a message or the detail of an outcome. */
export type Fields = Readonly<Record<string, unknown>>;
/** What is told of a record. */
export type Sentence<R> = (record: R, words: StoryWords) => string;

/** Who sends a message. */
export function from({ from: sender }: { readonly from: string }, words: StoryWords): string {
  return words.titleOf(hostOf(sender));
}

/** Who a message is for. */
export function to({ to: receiver }: { readonly to: string }, words: StoryWords): string {
  return words.titleOf(hostOf(receiver));
}

/** Who did something. */
export function actor(record: RunRecord, words: StoryWords): string {
  return words.titleOf(hostOf(record.actor));
}

/** What it is about: an order, a session, a document. */
export function of({ conversation }: RunRecord): string {
  return conversation ?? '(unknown)';
}

/** A field as text. */
export function text(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '(unknown)';
}

/** `: no credit`, or nothing where no reason is given. */
export function because(fields: Fields): string {
  return fields.reason === undefined ? '' : `: ${text(fields, 'reason')}`;
}

/** `: 3.99 USD`, or nothing where the record does not say. */
export function priced(fields: Fields, name: string, words: StoryWords): string {
  const amountMinor = fields[name];
  return typeof amountMinor === 'number' ? `: ${words.money(amountMinor)}` : '';
}

/** The client system a message or outcome is about. */
export function clientIn(fields: Fields, words: StoryWords): string {
  return words.titleOf(text(fields, 'client'));
}

/** The title of a transmission or feature that a field names. */
export function named(fields: Fields, name: 'transmission' | 'feature', words: StoryWords): string {
  return words.programmeOf(text(fields, name));
}
