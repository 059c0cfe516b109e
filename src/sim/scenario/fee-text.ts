/**
 * Fee text: what something costs, from words to exact minor units.
 *
 *     AMOUNT   1.00   1.00 USD   6 cents   1/200 cent   5 points
 *     RATE     AMOUNT per second | minute | hour | frame
 *
 * A bare number is in the major unit. Other fee units are money only when the tariff says what one of
 * them is worth (Bj). Everything is exact: nothing is rounded here (test/sim/scenario/fee-text.test.ts).
 */
import type { RateUnit } from '../../billing/rating/tariff.ts';
import {
  divide,
  formatRatio,
  multiply,
  parseRatio,
  type Ratio,
  ratio,
} from '../../billing/ratio.ts';
import { nearest, oneOf, quoted } from './problem.ts';
import type { Parsed } from './sentence.ts';

/** What amounts may be written in. */
export interface FeeUnits {
  /** The currency that every amount becomes. */
  readonly currency: string;
  /** What one of each other unit is worth, in minor units. */
  readonly worth: ReadonlyMap<string, Ratio>;
  /** True where other units may be declared. */
  readonly isDeclarable: boolean;
}

/** So much for each second or frame. */
export interface FeeRate {
  readonly unit: RateUnit;
  /** Minor units. */
  readonly rate: Ratio;
}

interface Word {
  readonly text: string;
  readonly offset: number;
}

/** A million of the major unit, for an amount and for a rate. */
const MINOR_MAX = 100_000_000n;
const MINOR_PER_MAJOR = ratio(100);
/** Longer than any fee that is written by hand. */
const TEXT_LENGTH_MAX = 80;
/** Exact texts of rates are read again by `parseRatio`, which takes no longer ones. */
const EXACT_LENGTH_MAX = 40;
/** As `parseRatio` reads it, and a decimal without its zero: `.50`. */
const NUMBER = /^-?(?:\d+(?:\.\d+)?|\.\d+|\d+\/\d+)$/;

const TIME_UNITS = new Map<string, { readonly unit: RateUnit; readonly size: Ratio }>([
  ['second', { unit: 's', size: ratio(1) }],
  ['minute', { unit: 's', size: ratio(60) }],
  ['hour', { unit: 's', size: ratio(3_600) }],
  ['frame', { unit: 'frame', size: ratio(1) }],
]);
const MINOR_WORDS: readonly string[] = ['cents', 'cent'];

/** Reads an amount, negative ones too, in minor units. */
export function parseFee(text: string, units: FeeUnits): Parsed<Ratio> {
  const words = wordsOf(text);
  const amount = amountOf(words, units);
  if (!amount.ok) return amount;
  const extra = words[amount.value.used];
  if (extra === undefined) return { ok: true, value: amount.value.minor };
  return misfit(extra, `the end, because this is an amount such as ${quoted('6 cents')}`);
}

/** Reads a rate, negative ones too, in minor units for each second or frame. */
export function parseFeeRate(text: string, units: FeeUnits): Parsed<FeeRate> {
  const words = wordsOf(text);
  const amount = amountOf(words, units);
  if (!amount.ok) return amount;
  const { minor, used } = amount.value;
  const [per, unit, extra] = words.slice(used);
  const example = quoted('6 cents per minute');
  if (per?.text !== 'per') {
    const found = per === undefined ? 'an amount alone' : quoted(per.text);
    const expected = `"per" and second, minute, hour or frame, such as ${example}`;
    return { ok: false, problem: { offset: per?.offset ?? 0, found, expected, nearest: null } };
  }
  const measure = TIME_UNITS.get(unit?.text.replace(/s$/, '') ?? '');
  if (unit === undefined || measure === undefined) {
    return misfit(unit ?? after(per), oneOf([...TIME_UNITS.keys()]), [...TIME_UNITS.keys()]);
  }
  if (extra !== undefined) return misfit(extra, 'the end');
  const rate = divide(minor, measure.size);
  if (formatRatio(rate).length > EXACT_LENGTH_MAX) return tooLong(words);
  return { ok: true, value: { unit: measure.unit, rate } };
}

/** The currency alone. */
export function plainUnits(currency: string): FeeUnits {
  return { currency, worth: new Map(), isDeclarable: false };
}

function amountOf(words: readonly Word[], units: FeeUnits) {
  const [number, unit] = words;
  const read = number !== undefined && NUMBER.test(number.text) ? numberOf(number.text) : null;
  if (number === undefined || read === null) {
    return misfit(number ?? after(null), `a number such as 0.06, 6 or 1/200`);
  }
  const hasUnit = unit !== undefined && unit.text !== 'per';
  const worth = hasUnit ? worthOf(unit.text, units) : MINOR_PER_MAJOR;
  if (worth === null) return unknownUnit(unit ?? number, units);
  const minor = multiply(read, worth);
  const size = minor.n < 0n ? -minor.n : minor.n;
  if (size > MINOR_MAX * minor.d) {
    const most = `at most 1000000.00 ${units.currency}`;
    return misfit(number, most);
  }
  if (formatRatio(minor).length > EXACT_LENGTH_MAX) return tooLong(words);
  return { ok: true as const, value: { minor, used: hasUnit ? 2 : 1 } };
}

function numberOf(text: string): Ratio | null {
  return parseRatio(text.replace(/^(-?)\./, '$10.'));
}

/** Minor units for one of a unit; null when nothing says what it is worth. */
function worthOf(word: string, { currency, worth }: FeeUnits): Ratio | null {
  if (word === currency) return MINOR_PER_MAJOR;
  const declared = worth.get(word) ?? worth.get(`${word}s`);
  if (declared !== undefined) return declared;
  return MINOR_WORDS.includes(word) ? ratio(1) : null;
}

function unknownUnit({ text, offset }: Word, { currency, worth, isDeclarable }: FeeUnits) {
  const known = [currency, 'cents', ...worth.keys()];
  const near = nearest(text, known);
  const name = /^[A-Za-z]{1,12}$/.test(text) ? text : 'points';
  const problem = {
    offset,
    found: `two units without conversion, ${quoted(text)} and ${quoted(currency)}`,
    expected: isDeclarable
      ? `${oneOf(known)}, or what one is worth in the tariff: units: { ${name}: 1 cent }`
      : oneOf(known),
    nearest: near,
  };
  return { ok: false as const, problem };
}

function misfit(word: Word, expected: string, words: readonly string[] = []) {
  const found = word.text === '' ? 'nothing more' : quoted(word.text);
  const near = nearest(word.text, words);
  return { ok: false as const, problem: { offset: word.offset, found, expected, nearest: near } };
}

function tooLong([number]: readonly Word[]) {
  return misfit(number ?? after(null), 'a number with fewer digits');
}

/** The place behind a word, where another is missing. */
function after(word: Word | null): Word {
  return { text: '', offset: word === null ? 0 : word.offset + word.text.length };
}

function wordsOf(text: string): readonly Word[] {
  const start = text.slice(0, TEXT_LENGTH_MAX);
  return [...start.matchAll(/\S+/g)].map((match) => ({ text: match[0], offset: match.index }));
}
