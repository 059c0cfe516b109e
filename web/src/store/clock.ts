/**
 * Clock: virtual time as people read it.
 */

const DAY_US = 86_400_000_000;

/** `19:30:02.413`; with the date before it when it is not the first day. */
export function clockText(epochUs: number, atUs: number): string {
  const civil = new Date((epochUs + atUs) / 1_000).toISOString();
  const isFirstDay = Math.floor(epochUs / DAY_US) === Math.floor((epochUs + atUs) / DAY_US);
  return isFirstDay ? civil.slice(11, 23) : `${civil.slice(5, 10)} ${civil.slice(11, 23)}`;
}

/** A length of time: `413 ms`, `2.4 s`, `3 min 20 s`, `2 h 5 min`, `31 d`. */
export function spanText(us: number): string {
  if (us < 1_000) return `${us} µs`;
  if (us < 1_000_000) return `${trimmed(us / 1_000)} ms`;
  if (us < 60_000_000) return `${trimmed(us / 1_000_000)} s`;
  const seconds = Math.round(us / 1_000_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  if (us < 2 * DAY_US)
    return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
  return `${trimmed(us / DAY_US)} d`;
}

function trimmed(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1).replace(/\.?0+$/, '');
}
