/**
 * Reading: one value of a document while it is put into units.
 *
 *     reading.at('patience').spanUs(fallback)
 *       absent      the fallback
 *       "2m"        120000000
 *       "2 min"     the fallback, and a problem at the value's file, line and column
 *
 * A value whose shape is wrong has been reported already (shape.ts): it reads as if it were absent and
 * nothing is said twice. So building goes on to the end and finds every mistake at once.
 */
import type { Distribution } from '../../actors/distribution.ts';
import { parseMoney } from '../../billing/money.ts';
import { type Place, pathTo, shown, type Value } from './document.ts';
import { nearest, oneOf, type TextProblem } from './problem.ts';
import type { ProblemList } from './problem-list.ts';
import { parsePercentPpm, parseRate, parseSpanUs } from './quantity.ts';

interface Report {
  readonly found?: string;
  readonly expected: string;
  readonly nearest?: string | null;
}

/** A key of a mapping, where it stands, and its value. */
export interface ReadEntry {
  readonly key: string;
  readonly keyAt: Place;
  readonly value: Reading;
}

/** A value, or its absence, with the path and place that problems name. */
export class Reading {
  readonly path: string;
  readonly place: Place;
  readonly problems: ProblemList;
  readonly #value: Value | null;

  constructor(value: Value | null, path: string, place: Place, problems: ProblemList) {
    this.#value = problems.isKnownWrong(path) ? null : value;
    this.path = path;
    this.place = value?.at ?? place;
    this.problems = problems;
  }

  get isThere(): boolean {
    return this.#value !== null;
  }

  get isMapping(): boolean {
    return this.#value?.kind === 'mapping';
  }

  at(key: string): Reading {
    const entry = this.#value?.kind === 'mapping' ? this.#value.entries.get(key) : undefined;
    return new Reading(entry?.value ?? null, pathTo(this.path, key), this.place, this.problems);
  }

  /** A mapping's keys and values, in the order of the file; none for anything else. */
  entries(): readonly ReadEntry[] {
    if (this.#value?.kind !== 'mapping') return [];
    return [...this.#value.entries].map(([key, { value, keyAt }]) => ({
      key,
      keyAt,
      value: new Reading(value, pathTo(this.path, key), keyAt, this.problems),
    }));
  }

  keys(): readonly string[] {
    return this.#value?.kind === 'mapping' ? [...this.#value.entries.keys()] : [];
  }

  /** A list's items; none for anything else. */
  items(): readonly Reading[] {
    if (this.#value?.kind !== 'list') return [];
    return this.#value.items.map(
      (item, index) => new Reading(item, pathTo(this.path, index), this.place, this.problems),
    );
  }

  /** A scalar as written; null when it is absent, nothing or no scalar. */
  text(): string | null {
    if (this.#value?.kind !== 'scalar' || this.#value.scalar === null) return null;
    return this.#value.text;
  }

  /** What `parse` makes of the text; `fallback` when there is none or, with a problem, when it is null. */
  parsed<T>(parse: (text: string) => T | null, fallback: T, expected: string): T {
    const text = this.text();
    if (text === null) return fallback;
    const value = parse(text);
    if (value === null) this.fail({ expected });
    return value ?? fallback;
  }

  spanUs(fallbackUs: number): number {
    return this.parsed(
      parseSpanUs,
      fallbackUs,
      'a span such as 20ms, in whole microseconds, of at most 36500d',
    );
  }

  ppm(fallbackPpm: number): number {
    return this.parsed(
      parsePercentPpm,
      fallbackPpm,
      'a percentage from 0% to 100% with at most 4 decimals',
    );
  }

  /** Bits per second, at least one. */
  rate(fallback: number): number {
    const parse = (text: string) => parseRate(text) || null;
    return this.parsed(parse, fallback, 'a rate from 1bit/s to 1000Gbit/s in whole bits');
  }

  /** Minor units from `min` to `max`. */
  minor(fallback: number, min: number, max: number): number {
    const parse = (text: string) => {
      const amount = parseMoney(text);
      return amount !== null && amount >= min && amount <= max ? amount : null;
    };
    return this.parsed(parse, fallback, `an amount from ${majorText(min)} to ${majorText(max)}`);
  }

  /** A number as the schema has checked it. */
  number(fallback: number): number {
    const value = this.#value;
    return value?.kind === 'scalar' && typeof value.scalar === 'number' ? value.scalar : fallback;
  }

  flag(fallback: boolean): boolean {
    const value = this.#value;
    return value?.kind === 'scalar' && typeof value.scalar === 'boolean' ? value.scalar : fallback;
  }

  /** One of `words`; `fallback` when it is absent or, as the schema said, none of them. */
  word<T extends string>(words: readonly T[], fallback: T): T {
    const text = this.text();
    return words.find((word) => word === text) ?? fallback;
  }

  /** A name that must be one of `names`; `null` otherwise. */
  reference(what: string, names: readonly string[]): string | null {
    const text = this.text();
    if (text === null || this.problems.isFull) return null;
    if (names.includes(text)) return text;
    const expected =
      names.length === 0 ? `${what}, but none is defined` : `${what} (${oneOf(names)})`;
    this.fail({ expected, nearest: nearest(text, names) });
    return null;
  }

  /** What a small language makes of the text; null when it is absent or, with a problem, wrong. */
  sentence<T>(
    parse: (text: string) => { ok: true; value: T } | { ok: false; problem: TextProblem },
  ): T | null {
    const text = this.text();
    if (text === null || this.problems.isFull) return null;
    const read = parse(text);
    if (read.ok) return read.value;
    const { found, expected, offset } = read.problem;
    const at = this.#placeOfOffset(offset);
    this.problems.addUnlessKnown({
      at,
      path: this.path,
      found,
      expected,
      nearest: read.problem.nearest,
    });
    return null;
  }

  spansUs(fallback: Distribution): Distribution {
    return this.#distribution(fallback, (reading) => reading.spanUs(0));
  }

  counts(fallback: Distribution): Distribution {
    return this.#distribution(fallback, (reading) => reading.number(0));
  }

  fail({ found, expected, nearest: near = null }: Report): void {
    const { path, place: at, problems } = this;
    problems.addUnlessKnown({
      at,
      path,
      found: found ?? shown(this.#value),
      expected,
      nearest: near,
    });
  }

  #distribution(fallback: Distribution, read: (reading: Reading) => number): Distribution {
    if (this.#value === null) return fallback;
    if (this.#value.kind === 'scalar') return { constant: read(this) };
    const [entry] = this.entries();
    if (entry === undefined) return fallback;
    const { key: kind, value: part } = entry;
    if (kind === 'constant') return { constant: read(part) };
    if (kind === 'exponential') return { exponential: read(part) };
    if (kind === 'normal') {
      return { normal: { mean: read(part.at('mean')), deviation: read(part.at('deviation')) } };
    }
    if (kind === 'lognormal') {
      return { lognormal: { median: read(part.at('median')), sigma: part.at('sigma').number(0) } };
    }
    if (kind === 'uniform') return part.#uniform(read);
    const values = part
      .items()
      .map((item) => ({ value: read(item.at('value')), weight: item.at('weight').number(1) }));
    return { empirical: values };
  }

  #uniform(read: (reading: Reading) => number): Distribution {
    const [least = 0, greatest = 0] = this.items().map(read);
    if (least > greatest) this.fail({ found: 'the greater first', expected: 'the least first' });
    return { uniform: [least, greatest] };
  }

  #placeOfOffset(offset: number): Place {
    const value = this.#value;
    if (value?.kind !== 'scalar' || value.textColumn === null || value.at.line === 0)
      return this.place;
    return { ...value.at, column: value.at.column + value.textColumn + offset };
  }
}

/** An amount in the major unit, for a message about its limits. */
function majorText(minor: number): string {
  return (minor / 100).toFixed(2);
}
