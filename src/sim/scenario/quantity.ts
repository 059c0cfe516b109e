/**
 * Quantity: text with a unit, to whole numbers.
 *
 *     span     "20ms" "1.5s" "1h30m"            microseconds
 *     rate     "56kbit/s" "4Mbit/s"             bits per second
 *     percent  "1.5%"                           parts per million
 *     instant  "19:30" "2026-06-06T19:30"       microseconds, of the day or since 1970, UTC
 *     hours    "22:00-06:00"                    seconds since midnight
 *
 * Arithmetic is on integers: a decimal that is no whole number of the small unit is refused, never
 * rounded (test/sim/scenario/quantity.test.ts).
 */
import { civilFromDays, daysFromCivil } from '../../billing/cycle.ts';
import type { DaySpan } from '../../billing/rating/tariff.ts';

/** The longest span a text may name, 36,500 days: sums of a few stay exact. */
const SPAN_US_MAX = 36_500 * 86_400 * 1_000_000;
/** The fastest rate a text may name. */
const RATE_MAX = 1_000_000_000_000;

const TEXT_LENGTH_MAX = 40;
const DAY_US = 86_400_000_000;
const YEAR_MIN = 1900;
const YEAR_MAX = 2199;

/** Largest first: the order in which a span names them. */
const SPAN_UNITS_US = new Map([
  ['d', 86_400_000_000n],
  ['h', 3_600_000_000n],
  ['m', 60_000_000n],
  ['s', 1_000_000n],
  ['ms', 1_000n],
  ['us', 1n],
]);
const SPAN_UNITS = [...SPAN_UNITS_US.keys()];
const RATE_UNITS = new Map([
  ['bit', 1n],
  ['kbit', 1_000n],
  ['Mbit', 1_000_000n],
  ['Gbit', 1_000_000_000n],
]);

const SPAN = /^(?:\d+(?:\.\d+)?(?:us|ms|s|m|h|d))+$/;
const SPAN_PART = /(\d+)(?:\.(\d+))?(us|ms|s|m|h|d)/g;
const RATE = /^(\d+)(?:\.(\d+))?(bit|kbit|Mbit|Gbit)\/s$/;
const PERCENT = /^(\d+)(?:\.(\d+))?%$/;
const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,6}))?)?$/;
const CIVIL = /^(\d{4})-(\d{2})-(\d{2})(?:T([0-9:.]+?)Z?)?$/;

/** Reads a span in microseconds; null when it is none, has parts of a microsecond or is over a century. */
export function parseSpanUs(text: string): number | null {
  if (text.length > TEXT_LENGTH_MAX || !SPAN.test(text)) return null;
  let totalUs = 0n;
  let unitBefore = -1;
  for (const [, whole = '', decimals = '', unit = ''] of text.matchAll(SPAN_PART)) {
    const unitIndex = SPAN_UNITS.indexOf(unit);
    if (unitIndex <= unitBefore) return null;
    unitBefore = unitIndex;
    const partUs = scaled(whole, decimals, SPAN_UNITS_US.get(unit) ?? 0n);
    if (partUs === null) return null;
    totalUs += partUs;
  }
  return totalUs > BigInt(SPAN_US_MAX) ? null : Number(totalUs);
}

/** Reads a rate in bits per second; null when it is none, has parts of a bit or is over 1 Tbit/s. */
export function parseRate(text: string): number | null {
  const match = text.length > TEXT_LENGTH_MAX ? null : RATE.exec(text);
  if (match === null) return null;
  const [, whole = '', decimals = '', unit = ''] = match;
  const rate = scaled(whole, decimals, RATE_UNITS.get(unit) ?? 0n);
  return rate === null || rate > BigInt(RATE_MAX) ? null : Number(rate);
}

/** Reads a percentage in parts per million; null when it is none, finer than that or over 100%. */
export function parsePercentPpm(text: string): number | null {
  const match = text.length > TEXT_LENGTH_MAX ? null : PERCENT.exec(text);
  if (match === null) return null;
  const [, whole = '', decimals = ''] = match;
  const ppm = scaled(whole, decimals, 10_000n);
  return ppm === null || ppm > 1_000_000n ? null : Number(ppm);
}

/** Reads `19:30`, `19:30:05` or `19:30:05.25` in microseconds since midnight; null when it is no clock time. */
export function parseClockUs(text: string): number | null {
  const match = CLOCK.exec(text);
  if (match === null) return null;
  const [, hours = '', minutes = '', seconds = '0', decimals = ''] = match;
  const second = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return second * 1_000_000 + Number(decimals.padEnd(6, '0'));
}

/** Reads `2026-06-06T19:00` or `2026-06-06` (midnight), UTC, in microseconds since 1970; null when there is no such instant. */
export function parseCivilUs(text: string): number | null {
  const match = text.length > TEXT_LENGTH_MAX ? null : CIVIL.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0] = match.slice(1, 4).map(Number);
  const clockUs = match[4] === undefined ? 0 : parseClockUs(match[4]);
  if (clockUs === null || year < YEAR_MIN || year > YEAR_MAX) return null;
  if (month < 1 || month > 12 || day < 1) return null;
  const days = daysFromCivil(year, month, 1) + day - 1;
  // A day beyond the month's end would be a day of the next month.
  return civilFromDays(days).month === month ? days * DAY_US + clockUs : null;
}

/**
 * Reads a clock time of the start's day, or a civil instant, in microseconds since the start.
 *
 * Negative for an instant before the start; null when the text is neither.
 *
 * @param epochUs the start, in microseconds since 1970
 */
export function parseInstantUs(text: string, epochUs: number): number | null {
  const clockUs = parseClockUs(text);
  if (clockUs !== null) return clockUs - (((epochUs % DAY_US) + DAY_US) % DAY_US);
  const civilUs = parseCivilUs(text);
  return civilUs === null ? null : civilUs - epochUs;
}

/** Reads hours of the day, `22:00-06:00`, in seconds since midnight; `24:00` is the day's end. */
export function parseDaySpan(text: string): DaySpan | null {
  const [from = '', until = '', ...rest] = text.split('-').map((part) => part.trim());
  const fromUs = parseClockUs(from);
  const untilUs = until === '24:00' ? DAY_US : parseClockUs(until);
  if (rest.length > 0 || fromUs === null || untilUs === null || fromUs === untilUs) return null;
  const span = { fromS: fromUs / 1_000_000, untilS: untilUs / 1_000_000 };
  return Number.isInteger(span.fromS) && Number.isInteger(span.untilS) ? span : null;
}

/** `whole.decimals` times `unit`, or null when that is no whole number. */
function scaled(whole: string, decimals: string, unit: bigint): bigint | null {
  const product = BigInt(whole + decimals) * unit;
  const divisor = 10n ** BigInt(decimals.length);
  return product % divisor === 0n ? product / divisor : null;
}
