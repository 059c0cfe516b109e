/**
 * Build usage fee: a fee by the unit played, fixed or varying with the content (B6, B7, B11, B12).
 *
 *     6 cents per minute
 *     { base: 2 cents per minute, people: { Actor A: 3 cents per minute }, royalties: 3/2 }
 *
 * All rates of one fee are for the same unit: seconds or frames.
 */
import type { RateUnit, UsageFee } from '../../billing/rating/tariff.ts';
import type { Timeline } from '../../billing/rating/timeline.ts';
import { compare, formatRatio, parseRatio, type Ratio, ratio } from '../../billing/ratio.ts';
import type { FeeReader, FeeSign } from './fee-reading.ts';
import type { FeeRate } from './fee-text.ts';
import { nearest, oneOf, quoted } from './problem.ts';
import type { ReadEntry, Reading } from './reading.ts';

/** Who and what appears in the timelines that a tariff may be used for. */
export interface Cast {
  readonly people: readonly string[];
  readonly works: readonly string[];
  readonly elements: readonly string[];
  /** Who has a right in them. */
  readonly holders: readonly string[];
}

const FACTOR_MAX = ratio(1_000);
const NO_RATE = formatRatio(ratio(0));

/** Who and what appears in timelines; null, which checks nothing, when there are none. */
export function castOfTimelines(timelines: Iterable<Timeline>): Cast | null {
  const all = [...timelines];
  const elements = all.flatMap((timeline) => timeline.elements);
  if (elements.length === 0) return null;
  return {
    people: [...new Set(elements.flatMap(({ people }) => people))],
    works: [...new Set(elements.flatMap(({ works }) => works))],
    elements: [...new Set(elements.map(({ id }) => id))],
    holders: [...new Set(all.flatMap(({ rights }) => rights.map(({ holder }) => holder)))],
  };
}

/** The fee; null when absent or, with a problem, wrong. */
export function usageFeeOf(
  reading: Reading,
  fees: FeeReader,
  sign: FeeSign,
  cast: Cast | null,
): UsageFee | null {
  if (!reading.isThere) return null;
  if (!reading.isMapping) {
    const fee = fees.rate(reading, sign);
    return fee === null
      ? null
      : { ...NOTHING_BY_CONTENT, unit: fee.unit, base: formatRatio(fee.rate) };
  }
  const units = new OneUnit();
  const rate = (part: Reading) => units.same(fees.rate(part, sign), part);
  const base = rate(reading.at('base'));
  const by = (key: string, what: string, known: readonly string[] | null) =>
    ratesOf(reading.at(key), rate, what, known);
  const people = by('people', 'somebody in a timeline', cast?.people ?? null);
  const works = by('works', 'a work in a timeline', cast?.works ?? null);
  const elements = by('scenes', 'an element of a timeline', cast?.elements ?? null);
  const royaltyFactor = formatRatio(factorOf(reading.at('royalties')));
  return { unit: units.unit, base: base ?? NO_RATE, elements, people, works, royaltyFactor };
}

/** Fails for a name that nobody and nothing has. */
export function checkKnown(
  { key, keyAt: at, value }: Pick<ReadEntry, 'key' | 'keyAt' | 'value'>,
  what: string,
  known: readonly string[] | null,
): void {
  if (known === null || known.includes(key) || value.problems.isFull) return;
  value.problems.addUnlessKnown({
    at,
    path: value.path,
    found: `the name ${quoted(key)}`,
    expected: known.length === 0 ? `${what}, but there is none` : `${what} (${oneOf(known)})`,
    nearest: nearest(key, known),
  });
}

const NOTHING_BY_CONTENT = {
  elements: {},
  people: {},
  works: {},
  royaltyFactor: NO_RATE,
} as const;

/** Holds the rates of a fee to the unit of the first of them. */
class OneUnit {
  #first: RateUnit | null = null;

  get unit(): RateUnit {
    return this.#first ?? 's';
  }

  /** The rate as text; null when there is none, or, with a problem, for another unit. */
  same(fee: FeeRate | null, reading: Reading): string | null {
    if (fee === null) return null;
    this.#first ??= fee.unit;
    if (fee.unit === this.#first) return formatRatio(fee.rate);
    const word = { s: 'time', frame: 'frame' };
    reading.fail({
      found: `two units in one fee, a rate per ${word[fee.unit]} beside one per ${word[this.#first]}`,
      expected: `a rate per ${this.#first === 's' ? 'second, minute or hour' : 'frame'}, as the others`,
    });
    return null;
  }
}

function ratesOf(
  reading: Reading,
  rate: (part: Reading) => string | null,
  what: string,
  known: readonly string[] | null,
): Readonly<Record<string, string>> {
  const rates = reading.entries().map((entry) => {
    checkKnown(entry, what, known);
    return [entry.key, rate(entry.value) ?? NO_RATE] as const;
  });
  return Object.fromEntries(rates);
}

function factorOf(reading: Reading): Ratio {
  const parse = (text: string) => {
    const factor = parseRatio(text);
    return factor !== null && factor.n >= 0n && compare(factor, FACTOR_MAX) <= 0 ? factor : null;
  };
  return reading.parsed(parse, ratio(0), 'a factor from 0 to 1000, such as 3/2 or 1.5');
}
