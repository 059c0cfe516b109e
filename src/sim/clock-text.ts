/**
 * Clock text: instants and spans of virtual time as people write them.
 *
 *     civilClock(19:30)(2_413_000)   19:30:02.413
 *     elapsedClock(2_413_000)        2.413s
 *     spanText(5_400_000_000)        1h30m
 *     playedText(5_400_000_000)      1:30:00
 *
 * Units: whole microseconds. Spans are exact, in the syntax scenario files use; what was played is
 * given to the second.
 */
import { formatCivil } from '../billing/cycle.ts';

/** Writes an instant, given in microseconds since the start of the run. */
export type Clock = (atUs: number) => string;

const US_PER_MS = 1_000;
const US_PER_SECOND = 1_000_000;
const US_PER_MINUTE = 60 * US_PER_SECOND;
const US_PER_HOUR = 60 * US_PER_MINUTE;
const US_PER_DAY = 24 * US_PER_HOUR;

/**
 * A clock of the civil time of a run: `19:30:02.413`, with the date once the day has changed.
 *
 * @param epochUs the civil instant of `atUs` 0, in microseconds since 1970
 */
export function civilClock(epochUs: number): Clock {
  const startDay = Math.floor(epochUs / US_PER_DAY);
  return (atUs) => {
    const instantUs = epochUs + atUs;
    const [date = '', time = ''] = formatCivil(instantUs).split('T');
    const ms = Math.floor(
      (instantUs - Math.floor(instantUs / US_PER_SECOND) * US_PER_SECOND) / US_PER_MS,
    );
    const clockTime = `${time}.${String(ms).padStart(3, '0')}`;
    return Math.floor(instantUs / US_PER_DAY) === startDay ? clockTime : `${date} ${clockTime}`;
  };
}

/** The time since the start of the run: `1m2.5s`. */
export const elapsedClock: Clock = (atUs) => spanText(atUs);

/** A span of whole microseconds: `250us`, `20ms`, `1.5s`, `2m`, `1h30m`; negative with a minus. */
export function spanText(spanUs: number): string {
  if (spanUs < 0) return `-${spanText(-spanUs)}`;
  if (spanUs === 0) return '0s';
  if (spanUs < US_PER_MS) return `${spanUs}us`;
  if (spanUs < US_PER_SECOND) return `${decimal(spanUs, US_PER_MS)}ms`;
  const days = Math.floor(spanUs / US_PER_DAY);
  const hours = Math.floor((spanUs % US_PER_DAY) / US_PER_HOUR);
  const minutes = Math.floor((spanUs % US_PER_HOUR) / US_PER_MINUTE);
  const secondsUs = spanUs % US_PER_MINUTE;
  const seconds = secondsUs === 0 ? '' : `${decimal(secondsUs, US_PER_SECOND)}s`;
  return `${part(days, 'd')}${part(hours, 'h')}${part(minutes, 'm')}${seconds}`;
}

/** A length of time played, to the nearest second: `37:24`, `1:30:00`. */
export function playedText(us: number): string {
  const seconds = Math.round(us / US_PER_SECOND);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  const clock = hours === 0 ? `${minutes}` : `${hours}:${two(minutes)}`;
  return `${clock}:${two(seconds % 60)}`;
}

function part(count: number, unit: string): string {
  return count === 0 ? '' : `${count}${unit}`;
}

/** `value / unit`, exactly, without trailing zeros; `unit` is a power of ten. */
function decimal(value: number, unit: number): string {
  const rest = value % unit;
  const whole = String((value - rest) / unit);
  if (rest === 0) return whole;
  const digits = String(rest).padStart(String(unit).length - 1, '0');
  return `${whole}.${digits.replace(/0+$/, '')}`;
}
