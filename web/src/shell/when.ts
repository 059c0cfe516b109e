/**
 * When: instants as people write them, absolute or relative to the cursor.
 *
 *     20:10:18    20:10:18.250    11-22 06:30    +10 min    -200 ms    +2 h
 *
 * A time of day is the first one not before the run's beginning. Units: virtual microseconds since the
 * beginning.
 */
const DAY_US = 86_400_000_000;
const UNIT_US: Readonly<Record<string, number>> = {
  us: 1,
  µs: 1,
  ms: 1_000,
  s: 1_000_000,
  min: 60_000_000,
  h: 3_600_000_000,
  d: DAY_US,
};
const RELATIVE = /^([+-])\s*(\d+(?:\.\d+)?)\s*(us|µs|ms|s|min|h|d)$/;
const ABSOLUTE = /^(?:(?:\d{4}-)?(\d{2})-(\d{2})\s+)?(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,6})?))?$/;

/** Microseconds since the beginning; null where the text is no time. */
export function whenUs(text: string, epochUs: number, cursorUs: number): number | null {
  const relative = RELATIVE.exec(text.trim());
  if (relative !== null) {
    const [, sign, amount, unit] = relative;
    const us = Math.round(Number(amount) * (UNIT_US[unit ?? ''] ?? 0));
    return Math.max(0, cursorUs + (sign === '-' ? -us : us));
  }
  const absolute = ABSOLUTE.exec(text.trim());
  if (absolute === null) return null;
  const [, month, day, hours, minutes, seconds = '0'] = absolute;
  const ofDayUs =
    Number(hours) * 3_600_000_000 +
    Number(minutes) * 60_000_000 +
    Math.round(Number(seconds) * 1_000_000);
  if (month === undefined || day === undefined) {
    const midnightUs = Math.floor(epochUs / DAY_US) * DAY_US;
    const us = midnightUs + ofDayUs - epochUs;
    return us < 0 ? us + DAY_US : us;
  }
  return dayUs(epochUs, Number(month), Number(day)) + ofDayUs - epochUs;
}

/** The first such day not before the day the run begins on, in microseconds of the civil clock. */
function dayUs(epochUs: number, month: number, day: number): number {
  const first = new Date(Math.floor(epochUs / DAY_US) * (DAY_US / 1_000));
  const year = first.getUTCFullYear();
  const thisYear = Date.UTC(year, month - 1, day);
  return (thisYear < first.getTime() ? Date.UTC(year + 1, month - 1, day) : thisYear) * 1_000;
}
