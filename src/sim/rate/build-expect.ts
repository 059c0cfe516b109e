/**
 * Build expect: what a rate file expects of its cases and of usage records, in minor units.
 */
import type { RatedTotals } from '../../billing/rating/usage.ts';
import type { Reading } from '../scenario/reading.ts';

/** What a case, or a session of usage records, must come to. */
export interface RateExpectation {
  readonly title: string;
  /** The claims of the source texts that it shows. */
  readonly shows: readonly string[];
  readonly of:
    | { readonly by: 'case'; readonly id: string }
    | { readonly by: 'usage'; readonly file: string; readonly session: string };
  /** Minor units; only what is expected. */
  readonly totals: Partial<RatedTotals>;
}

const TOTAL_MINOR_MAX = 100_000_000_000;
const TOTALS: readonly (readonly [string, keyof RatedTotals])[] = [
  ['charges', 'chargesMinor'],
  ['credits', 'creditsMinor'],
  ['discounts', 'discountsMinor'],
  ['net', 'netMinor'],
];

/** The expectations, in the order of the file; a case that is not among `caseIds` is a problem. */
export function expectationsOf(
  reading: Reading,
  caseIds: readonly string[],
): readonly RateExpectation[] {
  return reading.items().map((item) => {
    const id = item.at('case').isThere ? item.at('case').reference('a case', caseIds) : null;
    const session = item.at('session').text() ?? '';
    const file = item.at('usage').text() ?? '';
    const shows = item.at('shows').items();
    return {
      title: item.at('that').text() ?? `${id ?? `${session} of ${file}`} is rated as expected`,
      shows: shows.flatMap((claim) => claim.text() ?? []),
      of: id === null ? { by: 'usage', file, session } : { by: 'case', id },
      totals: totalsOf(item),
    };
  });
}

function totalsOf(item: Reading): Partial<RatedTotals> {
  const given = TOTALS.filter(([key]) => item.at(key).isThere);
  return Object.fromEntries(
    given.map(([key, total]) => [total, item.at(key).minor(0, -TOTAL_MINOR_MAX, TOTAL_MINOR_MAX)]),
  );
}
