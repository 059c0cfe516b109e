/**
 * Code unit order: how names are sorted wherever the order shows in a result.
 *
 * It is the same on every machine, whatever its locale, which `localeCompare` is not.
 */

/** Compares two names by UTF-16 code unit, for `sort`: negative when `a` comes first. */
export function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
