/** One expectation judged on a book of records, for the tests of the judge. */
import type { WorldView } from '../../../src/sim/expect/condition.ts';
import { Judge } from '../../../src/sim/expect/judge.ts';
import type { Check, Verdict } from '../../../src/sim/expect/model.ts';
import { type Pattern, parsePattern } from '../../../src/sim/expect/pattern.ts';
import { NAMES } from '../names.ts';
import { everyKind, type RecordBook } from '../records.ts';

export function p(text: string): Pattern {
  const read = parsePattern(text, NAMES);
  if (!read.ok) throw new Error(`${text}: found ${read.problem.found}`);
  return read.pattern;
}

export const EMPTY: WorldView = {
  stateOf: () => null,
  balanceOf: () => 0,
  ordersIn: () => 0,
  accessRateOf: () => null,
  messagesInFlight: () => 0,
};

export function verdict(check: Check, book: RecordBook = everyKind(), view = EMPTY): Verdict {
  const judge = new Judge([{ title: 'it', shows: [], check }], view);
  for (const record of book.records) judge.read(record);
  const [only] = judge.verdicts(book.records.at(-1)?.atUs ?? 0);
  if (only === undefined) throw new Error('one expectation has one verdict');
  return only;
}
