/**
 * Build adjustments: premiums and discounts, and the conditions under which parts of a tariff apply.
 */
import type {
  Adjustment,
  AdjustmentEffect,
  Condition,
  DaySpan,
} from '../../billing/rating/tariff.ts';
import { compare, divide, formatRatio, parseRatio, ratio } from '../../billing/ratio.ts';
import type { FeeReader } from './fee-reading.ts';
import { quoted } from './problem.ts';
import { parseDaySpan } from './quantity.ts';
import type { Reading } from './reading.ts';

/** What conditions may name; null where anything may be named. */
export interface Nameable {
  readonly transmissions: readonly string[] | null;
  readonly kinds: readonly string[] | null;
}

/** The most a premium or a discount takes of its base, in percent. */
const PERCENT_MAX = { premium: 1_000, discount: 100 } as const;

/** Premiums or discounts in the order of the file, each name once. */
export function adjustmentsOf(
  reading: Reading,
  what: keyof typeof PERCENT_MAX,
  fees: FeeReader,
  nameable: Nameable,
): readonly Adjustment[] {
  const adjustments: Adjustment[] = [];
  for (const item of reading.items()) {
    const id = item.at('name').text() ?? '';
    if (adjustments.some((other) => other.id === id)) {
      item.at('name').fail({ found: `${quoted(id)} again`, expected: 'each name once' });
    }
    const effect = effectOf(item, PERCENT_MAX[what], fees);
    adjustments.push({ id, effect, when: conditionOf(item.at('for'), nameable) });
  }
  return adjustments;
}

/** A condition; what is not said is null and holds always. */
export function conditionOf(reading: Reading, nameable: Nameable): Condition {
  const flag = (key: string) => (reading.at(key).isThere ? reading.at(key).flag(true) : null);
  const count = (key: string) => (reading.at(key).isThere ? reading.at(key).number(1) : null);
  const names = (key: string, what: string, known: readonly string[] | null) =>
    reading.at(key).isThere ? namesIn(reading.at(key), what, known) : null;
  const days = reading.at('released-within').text();
  return {
    between: daySpanOf(reading.at('between')),
    groups: names('groups', 'a group', null),
    packages: names('packages', 'a package', null),
    kinds: names('kinds', 'a kind of transmission', nameable.kinds),
    transmissions: names('transmissions', 'a transmission', nameable.transmissions),
    beforeRelease: flag('before-release'),
    committedEarly: flag('committed-early'),
    releasedWithinDays: days === null ? null : Number(days.slice(0, -1)),
    viewsBefore: count('views-before'),
    everyNthTitle: count('every-nth-title'),
  };
}

/** Hours of the day; null when absent or, with a problem, wrong. */
export function daySpanOf(reading: Reading): DaySpan | null {
  const expected = 'two different times of day, such as 00:00-06:00 or 22:00-06:00';
  return reading.parsed<DaySpan | null>(parseDaySpan, null, expected);
}

function effectOf(item: Reading, percentMax: number, fees: FeeReader): AdjustmentEffect {
  const [amount, price] = [item.at('amount'), item.at('price')];
  if (amount.isThere) return { by: 'amount', amountMinor: fees.minor(amount) };
  if (price.isThere) return { by: 'price', priceMinor: fees.minor(price) };
  const parse = (text: string) => {
    const percent = parseRatio(text.replace(/%$/, ''));
    const fits = percent !== null && percent.n >= 0n && compare(percent, ratio(percentMax)) <= 0;
    return fits ? divide(percent, ratio(100)) : null;
  };
  const expected = `a percentage from 0 to ${percentMax}, such as 15 or 12.5%`;
  return {
    by: 'percent',
    share: formatRatio(item.at('percent').parsed(parse, ratio(0), expected)),
  };
}

function namesIn(
  reading: Reading,
  what: string,
  known: readonly string[] | null,
): readonly string[] {
  return reading.items().flatMap((item) => {
    const name = known === null ? item.text() : item.reference(what, known);
    return name === null ? [] : [name];
  });
}
