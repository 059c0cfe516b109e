/**
 * Conditions: what is to be true of the world at an instant.
 *
 *     state of NAME is|is not STATE           `on` is also true of `on.watching`
 *     balance of ACCOUNT OP AMOUNT            alice:held >= 0, in the major unit: 3.99
 *     orders open|completed|voided OP N
 *     messages in flight OP N
 *     access rate of NAME OP RATE             4Mbit/s
 *     CONDITION and CONDITION …
 *
 * OP is one of = != < <= > >=. Where there is nothing to compare (a participant that does not exist
 * yet, a link on which sending takes no time), only `is not` and `!=` hold.
 * Units inside: minor units of the currency, bits per second.
 */
import { parseMoney } from '../../billing/money.ts';
import type { Address } from '../../machines/address.ts';
import { oneOf, type TextProblem } from '../scenario/problem.ts';
import { parseRate } from '../scenario/quantity.ts';
import { ACCOUNT_NAMES, isOutsider } from './field-shape.ts';
import { isInState } from './machine-states.ts';
import { takeState } from './state-word.ts';
import { countText } from './watch.ts';
import { Mistake, mistakeAt, type Vocabulary, type Word, WordReader } from './words.ts';

/** What conditions can look at, at the instant they are asked. */
export interface WorldView {
  /** The state of a participant or process, dotted; null when there is none. */
  stateOf(address: Address): string | null;
  /** In minor units; 0 for an account nothing was posted to. */
  balanceOf(account: string): number;
  ordersIn(phase: OrderPhase): number;
  /** In bits per second; null where there is no such client, or its link has no rate. */
  accessRateOf(client: Address): number | null;
  messagesInFlight(): number;
}
export type OrderPhase = 'open' | 'completed' | 'voided';

const OPERATORS = ['=', '!=', '<', '<=', '>', '>='] as const;
type Operator = (typeof OPERATORS)[number];

/** One comparison of a condition. */
type Term =
  | { readonly term: 'state'; readonly of: Address; readonly is: boolean; readonly state: string }
  | Compared<{ readonly term: 'balance'; readonly account: string }>
  | Compared<{ readonly term: 'orders'; readonly phase: OrderPhase }>
  | Compared<{ readonly term: 'in-flight' }>
  | Compared<{ readonly term: 'access-rate'; readonly of: Address }>;
type Compared<T> = T & { readonly operator: Operator; readonly value: number };

/** True when every term is. */
export interface Condition {
  /** As written. */
  readonly text: string;
  readonly terms: readonly Term[];
}

export type ParsedCondition =
  | { readonly ok: true; readonly condition: Condition }
  | { readonly ok: false; readonly problem: TextProblem };

const SUBJECTS = ['state', 'balance', 'orders', 'messages', 'access'] as const;

/** Reads a condition; a mistake is told with its place and the nearest valid word. */
export function parseCondition(text: string, vocabulary: Vocabulary): ParsedCondition {
  try {
    const words = new WordReader(text);
    const terms = [readTerm(words, vocabulary)];
    while (words.peek() !== null) {
      words.takeOneOf(['and']);
      terms.push(readTerm(words, vocabulary));
    }
    return { ok: true, condition: { text: text.trim().replace(/\s+/g, ' '), terms } };
  } catch (error) {
    if (error instanceof Mistake) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** Whether the condition is true of the world as it is now. */
export function holdsNow(condition: Condition, view: WorldView): boolean {
  for (const term of condition.terms) if (!isTrue(term, view)) return false;
  return true;
}

/** What the world shows instead, for the terms that are not true now: `state of client/alice is off`. */
export function foundInstead(
  condition: Condition,
  view: WorldView,
  money: (amountMinor: number) => string,
): string {
  const untrue = condition.terms.filter((term) => !isTrue(term, view));
  return untrue.map((term) => foundText(term, view, money)).join(' and ');
}

function isTrue(term: Term, view: WorldView): boolean {
  if (term.term === 'state') {
    const state = view.stateOf(term.of);
    return (state !== null && isInState(state, term.state)) === term.is;
  }
  const actual = comparedIn(term, view);
  if (actual === null) return term.operator === '!=';
  return compares(actual, term.operator, term.value);
}

function comparedIn(term: Exclude<Term, { term: 'state' }>, view: WorldView): number | null {
  switch (term.term) {
    case 'balance':
      return view.balanceOf(term.account);
    case 'orders':
      return view.ordersIn(term.phase);
    case 'in-flight':
      return view.messagesInFlight();
    case 'access-rate':
      return view.accessRateOf(term.of);
  }
}

function compares(actual: number, operator: Operator, value: number): boolean {
  switch (operator) {
    case '=':
      return actual === value;
    case '!=':
      return actual !== value;
    case '<':
      return actual < value;
    case '<=':
      return actual <= value;
    case '>':
      return actual > value;
    case '>=':
      return actual >= value;
  }
}

function foundText(term: Term, view: WorldView, money: (amountMinor: number) => string): string {
  switch (term.term) {
    case 'state':
      return `the state of ${term.of} is ${view.stateOf(term.of) ?? 'none'}`;
    case 'balance':
      return `the balance of ${term.account} is ${money(view.balanceOf(term.account))}`;
    case 'orders':
      return `${countText(view.ordersIn(term.phase), 'order is', 'orders are')} ${term.phase}`;
    case 'in-flight':
      return `${countText(view.messagesInFlight(), 'message is', 'messages are')} in flight`;
    case 'access-rate': {
      const rate = view.accessRateOf(term.of);
      return `the access rate of ${term.of} is ${rate === null ? 'its own' : `${rate}bit/s`}`;
    }
  }
}

function readTerm(words: WordReader, vocabulary: Vocabulary): Term {
  switch (words.takeOneOf(SUBJECTS)) {
    case 'state':
      return readState(words, vocabulary);
    case 'balance': {
      words.takeOneOf(['of']);
      const account = readAccount(words, vocabulary);
      return {
        term: 'balance',
        account,
        ...readComparison(words, 'an amount like 3.99', parseMoney),
      };
    }
    case 'orders': {
      const phase = words.takeOneOf(['open', 'completed', 'voided']);
      return { term: 'orders', phase, ...readComparison(words, 'a whole number', parseCount) };
    }
    case 'messages':
      words.takeOneOf(['in']);
      words.takeOneOf(['flight']);
      return { term: 'in-flight', ...readComparison(words, 'a whole number', parseCount) };
    case 'access': {
      words.takeOneOf(['rate']);
      words.takeOneOf(['of']);
      const of = words.takeName(vocabulary);
      return {
        term: 'access-rate',
        of,
        ...readComparison(words, 'a rate like 4Mbit/s', parseRate),
      };
    }
  }
}

function readState(words: WordReader, vocabulary: Vocabulary): Term {
  words.takeOneOf(['of']);
  const of = words.takeName(vocabulary);
  words.takeOneOf(['is']);
  const is = words.peek()?.text !== 'not';
  if (!is) words.take('not');
  return { term: 'state', of, is, state: takeState(words, of, vocabulary) };
}

/** An account OWNER:NAME or OWNER:payable:SOURCE, in which OWNER and SOURCE are names. */
function readAccount(words: WordReader, vocabulary: Vocabulary): string {
  const word = words.take('an account like alice:held');
  const [owner = '', name = '', creditor, ...rest] = word.text.split(':');
  const nameAt: Word = { text: name, offset: word.offset + owner.length + 1 };
  if (name === '' || rest.length > 0) throw mistakeAt(word, 'an account like alice:held', []);
  if (!ACCOUNT_NAMES.includes(name) || (name === 'payable') !== (creditor !== undefined)) {
    throw mistakeAt(nameAt, `${oneOf(ACCOUNT_NAMES)}:SOURCE`, ACCOUNT_NAMES);
  }
  const ownerAt: Word = { text: owner, offset: word.offset };
  const account = `${isOutsider(owner) ? owner : addressOf(ownerAt, vocabulary)}:${name}`;
  if (creditor === undefined) return account;
  const creditorAt: Word = { text: creditor, offset: nameAt.offset + name.length + 1 };
  return `${account}:${addressOf(creditorAt, vocabulary)}`;
}

function addressOf(word: Word, vocabulary: Vocabulary): Address {
  const address = vocabulary.resolve(word.text);
  if (address === null) throw mistakeAt(word, 'the name of a participant', vocabulary.names());
  return address;
}

function readComparison(
  words: WordReader,
  expected: string,
  parse: (text: string) => number | null,
): { readonly operator: Operator; readonly value: number } {
  const operator = words.takeOneOf(OPERATORS);
  const word = words.take(expected);
  const value = parse(word.text);
  if (value === null) throw mistakeAt(word, expected, []);
  return { operator, value };
}

function parseCount(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
