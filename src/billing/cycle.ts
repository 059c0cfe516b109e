/**
 * Cycle: billing periods on the civil UTC calendar, computed without `Date`.
 *
 *     anchor day 31    31 Jan ----> 28 Feb ----> 31 Mar ----> 30 Apr ---->
 *                      [   one period   [    the next    [
 *
 * A month's period starts on the anchor day at 00:00, or on the month's last day when it has no
 * such day. Each start is computed from the anchor day and its own month, never from the start
 * before, so a short month does not move the later ones.
 * Units: whole microseconds since 1970-01-01T00:00:00Z as safe integers (the years 1684 to 2255);
 * days since 1970-01-01.
 * Laws (test/billing/cycle.test.ts, I22): periods are half-open and abut, every instant is in
 * exactly one, and the anchor day is kept.
 */
import type { BillingPeriod } from './bill.ts';
import { invariant } from './invariant.ts';

/** When one billing period ends and the next begins. */
export type Cycle =
  | { readonly every: 'month' /** 1 to 31. */; readonly anchorDay: number }
  | {
      readonly every: 'days';
      readonly days: number;
      /** The start of one of the periods, in microseconds since 1970. */
      readonly anchorEpochUs: number;
    };

/** A half-open span of civil time. */
export type CivilPeriod = { readonly startEpochUs: number; readonly endEpochUs: number };

/** A day of the proleptic Gregorian calendar; `month` is 1 to 12, `day` 1 to 31. */
export type CivilDay = { readonly year: number; readonly month: number; readonly day: number };

const SECOND_US = 1_000_000;
const DAY_US = 86_400 * SECOND_US;
const DAYS_PER_400_YEARS = 146_097;
/**
 * From 0000-03-01, where the calculation's years begin so that 29 February ends one, to 1970-01-01.
 */
const MARCH_OF_YEAR_0_TO_1970_DAYS = 719_468;

/**
 * The period of `cycle` that contains an instant (U4, U6, U10).
 *
 * An instant on a boundary is in the period it starts.
 *
 * @throws {BrokenInvariant} when `atEpochUs` is not a safe integer, the anchor day is not 1 to 31,
 *   the days are not a whole number above zero, or an end of the period is beyond the safe integers
 */
export function periodContaining(cycle: Cycle, atEpochUs: number): CivilPeriod {
  requireEpochUs(atEpochUs, 'the instant to bill');
  const period =
    cycle.every === 'month'
      ? monthContaining(cycle.anchorDay, atEpochUs)
      : daysContaining(cycle, atEpochUs);
  requireEpochUs(period.startEpochUs, 'the start of a billing period');
  requireEpochUs(period.endEpochUs, 'the end of a billing period');
  return period;
}

/**
 * The period of `cycle` that contains an instant of a run, in virtual time (I22).
 *
 * @param epochUs the civil instant of virtual time 0
 * @param atUs virtual microseconds; below zero for an instant before the run
 * @throws {BrokenInvariant} as `periodContaining` does
 */
export function virtualPeriodContaining(
  cycle: Cycle,
  epochUs: number,
  atUs: number,
): BillingPeriod {
  const { startEpochUs, endEpochUs } = periodContaining(cycle, epochUs + atUs);
  return { startUs: startEpochUs - epochUs, endUs: endEpochUs - epochUs };
}

/**
 * Days from 1970-01-01 to a civil day; negative before it.
 *
 * @throws {BrokenInvariant} when there is no such day
 */
export function daysFromCivil(year: number, month: number, day: number): number {
  invariant(
    Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(day),
    `a civil day is made of whole numbers, but got ${year}-${month}-${day}`,
  );
  invariant(
    month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month),
    `a civil day is in the calendar, but ${year}-${month}-${day} is not`,
  );
  const marchYear = month > 2 ? year : year - 1;
  const yearOfEra = floorMod(marchYear, 400);
  // Months since March: their lengths repeat 31, 30, 31, 30, 31, which is what 153 / 5 counts.
  const monthFromMarch = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const eraStartDays = ((marchYear - yearOfEra) / 400) * DAYS_PER_400_YEARS;
  return eraStartDays + yearOfEra * 365 + leapDays + dayOfYear - MARCH_OF_YEAR_0_TO_1970_DAYS;
}

/**
 * The civil day that is `epochDays` after 1970-01-01.
 *
 * @throws {BrokenInvariant} when `epochDays` is not a safe integer
 */
export function civilFromDays(epochDays: number): CivilDay {
  invariant(Number.isSafeInteger(epochDays), `days are whole, but there are ${epochDays}`);
  const days = epochDays + MARCH_OF_YEAR_0_TO_1970_DAYS;
  const dayOfEra = floorMod(days, DAYS_PER_400_YEARS);
  // Takes the leap days out, so that what is left divides by 365: one in 4 years (1460 days), not
  // one in 100 (36524), but one in 400 (its last day, 146096).
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const daysBeforeYear = 365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - daysBeforeYear;
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = ((monthFromMarch + 2) % 12) + 1;
  const marchYear = yearOfEra + ((days - dayOfEra) / DAYS_PER_400_YEARS) * 400;
  return { year: month <= 2 ? marchYear + 1 : marchYear, month, day };
}

/**
 * Writes an instant as 'YYYY-MM-DDTHH:MM:SS' in UTC; a part of a second is cut off.
 *
 * @param epochUs microseconds since 1970
 * @throws {BrokenInvariant} when `epochUs` is not a safe integer
 */
export function formatCivil(epochUs: number): string {
  requireEpochUs(epochUs, 'an instant to write');
  const { year, month, day } = civilFromDays(epochDaysOf(epochUs));
  const secondOfDay = Math.floor(floorMod(epochUs, DAY_US) / SECOND_US);
  const hour = Math.floor(secondOfDay / 3600);
  const minute = Math.floor(secondOfDay / 60) % 60;
  const dayText = `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
  return `${dayText}T${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(secondOfDay % 60)}`;
}

function monthContaining(anchorDay: number, atEpochUs: number): CivilPeriod {
  invariant(
    Number.isInteger(anchorDay) && anchorDay >= 1 && anchorDay <= 31,
    `a billing cycle is anchored on a day from 1 to 31, but got ${anchorDay}`,
  );
  const { year, month } = civilFromDays(epochDaysOf(atEpochUs));
  const monthIndex = year * 12 + month - 1;
  const startEpochUs = monthStartUs(anchorDay, monthIndex);
  return atEpochUs >= startEpochUs
    ? { startEpochUs, endEpochUs: monthStartUs(anchorDay, monthIndex + 1) }
    : { startEpochUs: monthStartUs(anchorDay, monthIndex - 1), endEpochUs: startEpochUs };
}

/** Where a month's period starts; `monthIndex` counts months from January of year 0. */
function monthStartUs(anchorDay: number, monthIndex: number): number {
  const year = Math.floor(monthIndex / 12);
  const month = floorMod(monthIndex, 12) + 1;
  const day = Math.min(anchorDay, daysInMonth(year, month));
  return daysFromCivil(year, month, day) * DAY_US;
}

function daysContaining(cycle: Cycle & { every: 'days' }, atEpochUs: number): CivilPeriod {
  const { days, anchorEpochUs } = cycle;
  invariant(
    Number.isSafeInteger(days) && days > 0,
    `a billing cycle lasts a whole number of days, but got ${days}`,
  );
  requireEpochUs(anchorEpochUs, 'the anchor of a billing cycle');
  const lengthUs = days * DAY_US;
  // Not `atEpochUs - anchorEpochUs`, which two far instants can take beyond the safe integers.
  const phaseUs = floorMod(atEpochUs, lengthUs) - floorMod(anchorEpochUs, lengthUs);
  const startEpochUs = atEpochUs - floorMod(phaseUs, lengthUs);
  return { startEpochUs, endEpochUs: startEpochUs + lengthUs };
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function epochDaysOf(epochUs: number): number {
  return (epochUs - floorMod(epochUs, DAY_US)) / DAY_US;
}

/** The remainder with the divisor's sign, exact where dividing and rounding down might not be. */
function floorMod(value: number, divisor: number): number {
  const rest = value % divisor;
  return rest < 0 ? rest + divisor : rest;
}

function requireEpochUs(epochUs: number, what: string): void {
  invariant(
    Number.isSafeInteger(epochUs),
    `${what} is a safe integer of microseconds, but it is ${epochUs}`,
  );
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
