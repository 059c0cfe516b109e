/**
 * Axis: round values to mark along the time and the money of a picture.
 *
 *     0:25:00 .. 2:05:00, eight marks at most  ->  0:30, 0:45, 1:00, ...    multiples of 15 min
 *     -97.5 .. 601, six marks at most          ->  -200, 0, 200, 400, 600   multiples of 200
 *
 * Units: microseconds of civil time; minor units. All of it is whole numbers, so that a picture is the
 * same everywhere.
 */
import { clockText } from './picture.ts';

export interface TimeMark {
  /** Since the session began. */
  readonly atUs: number;
  readonly label: string;
}

const MS_US = 1_000;
const SECOND_US = 1_000_000;
const MINUTE_US = 60 * SECOND_US;
const HOUR_US = 60 * MINUTE_US;
const DAY_US = 24 * HOUR_US;

const TIME_STEPS_US: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((ms) => ms * MS_US),
  ...[1, 2, 5, 10, 15, 30].map((s) => s * SECOND_US),
  ...[1, 2, 5, 10, 15, 30].map((min) => min * MINUTE_US),
  ...[1, 2, 3, 6, 12, 24].map((h) => h * HOUR_US),
];

/** Round civil instants of a session, about `countMax` at most, with their clock labels. */
export function timeMarks(
  startedCivilUs: number,
  lengthUs: number,
  countMax: number,
): readonly TimeMark[] {
  const stepUs =
    TIME_STEPS_US.find((each) => lengthUs / each <= countMax) ??
    DAY_US * Math.ceil(lengthUs / DAY_US / countMax);
  const marks: TimeMark[] = [];
  const firstUs = Math.ceil(startedCivilUs / stepUs) * stepUs;
  for (let civilUs = firstUs; civilUs <= startedCivilUs + lengthUs; civilUs += stepUs) {
    marks.push({ atUs: civilUs - startedCivilUs, label: clockLabel(civilUs, stepUs) });
  }
  return marks;
}

/** Multiples of 1, 2 or 5 times a power of ten that span a range, `countMax` steps at most. */
export function moneyMarks(
  lowMinor: number,
  highMinor: number,
  countMax: number,
): readonly number[] {
  let stepMinor = 1;
  while (stepsOver(lowMinor, highMinor, stepMinor) > countMax) stepMinor = nextStep(stepMinor);
  const marks: number[] = [];
  const last = Math.ceil(highMinor / stepMinor);
  for (let step = Math.floor(lowMinor / stepMinor); step <= last; step += 1) {
    marks.push(step * stepMinor);
  }
  return marks;
}

function stepsOver(lowMinor: number, highMinor: number, stepMinor: number): number {
  return Math.ceil(highMinor / stepMinor) - Math.floor(lowMinor / stepMinor);
}

/** 1, 2, 5, 10, 20, 50, ... */
function nextStep(step: number): number {
  return String(step).startsWith('2') ? (step / 2) * 5 : step * 2;
}

function clockLabel(civilUs: number, stepUs: number): string {
  const time = clockText(civilUs);
  if (stepUs >= MINUTE_US) return time.slice(0, 5);
  if (stepUs >= SECOND_US) return time;
  const ofSecondUs = civilUs - Math.floor(civilUs / SECOND_US) * SECOND_US;
  return `${time}.${String(Math.floor(ofSecondUs / MS_US)).padStart(3, '0')}`;
}
