/**
 * Cents fields: the fields of inputs in cents form, those of their `tariff` among them.
 *
 * Each field is taken by name; what nobody took is not known, and told with the nearest name.
 */
import { parseRatio } from '../../billing/ratio.ts';
import { type Place, pathTo, type ScalarValue, shown, type Value } from '../scenario/document.ts';
import { nearest, oneOf, quoted } from '../scenario/problem.ts';
import type { ProblemList } from '../scenario/problem-list.ts';
import { entriesOf, valueAt, written } from './written-value.ts';

/** Whether a number of cents is a charge, 0 or more, or a credit, 0 or less. */
export type CentsSign = 'charge' | 'credit';

/** Fields from which nothing can be rated, and what to write instead. */
const INSTEAD = new Map([
  ['cycle2NetCents', 'what was played in each cycle, as "cycles" of the native form'],
]);

/** Takes fields by name. */
export class CentsFields {
  readonly at: Place;
  readonly #inputs: Value;
  readonly #path: string;
  readonly #problems: ProblemList;
  readonly #asked = new Set<string>();

  readonly #casePath: string;

  /** @param casePath where the case is in the document */
  constructor(inputs: Value, casePath: string, problems: ProblemList) {
    this.at = inputs.at;
    this.#inputs = inputs;
    this.#casePath = casePath;
    this.#path = pathTo(casePath, 'inputs');
    this.#problems = problems;
  }

  /** A field of the inputs or of their tariff; null when it is in neither. */
  take(name: string): Value | null {
    this.#asked.add(name);
    return valueAt(valueAt(this.#inputs, 'tariff'), name) ?? valueAt(this.#inputs, name);
  }

  /** A field with a number of cents, as the text `6 cents`, without its sign; null when absent or wrong. */
  cents(name: string, sign: CentsSign = 'charge', per = ''): ScalarValue | null {
    const value = this.take(name);
    return value === null ? null : this.centsOf(value, name, sign, per);
  }

  /** The number of cents that a value is, as text without its sign; null, with a problem, when it is none. */
  centsOf(value: Value, name: string, sign: CentsSign, per = ''): ScalarValue | null {
    const text = value.kind === 'scalar' ? value.text : '';
    const cents = parseRatio(text);
    if (cents === null || (cents.n !== 0n && cents.n < 0n !== (sign === 'credit'))) {
      const example = sign === 'charge' ? '6 or 1/200' : '-15 or -1/80';
      const bound = sign === 'charge' ? 'zero or more' : 'zero or less, because it is earned';
      return this.fail(
        name,
        value.at,
        shown(value),
        `a number of cents, ${bound}, such as ${example}`,
      );
    }
    return written(value.at, `${text.replace('-', '')} cents${per}`);
  }

  /** Tells a mistake in a field; gives null. */
  fail(name: string, at: Place, found: string, expected: string): null {
    this.#problems.addUnlessKnown({ at, path: pathTo(this.#path, name), found, expected });
    return null;
  }

  /** Tells a mistake of the case as a whole, which says all there is to say of it. */
  failAsWhole(found: string, expected: string): void {
    const path = this.#casePath === '' ? 'inputs' : this.#casePath;
    this.#problems.add({ at: this.at, path, found, expected });
  }

  /** Tells the fields that nobody took. */
  checkAllRead(): void {
    const known = [...this.#asked];
    const tariff = entriesOf(valueAt(this.#inputs, 'tariff'));
    for (const [key, { keyAt: at }] of [...entriesOf(this.#inputs), ...tariff]) {
      if (key === 'tariff' || this.#asked.has(key)) continue;
      this.#problems.addUnlessKnown({
        at,
        path: pathTo(this.#path, key),
        found: `the key ${quoted(key)}`,
        expected: INSTEAD.get(key) ?? oneOf(known),
        nearest: nearest(key, known),
      });
    }
  }
}
