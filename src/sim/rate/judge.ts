/**
 * Judge rates: whether a rate file's cases, and usage records, come to what the file expects (Bx).
 *
 *     expectation ──case────▶ rated case ──────────────┐
 *                 ──session─▶ usage records, rated ────┴─▶ totals equal? ──▶ verdict
 *
 * Units: minor units. Law (test/sim/rate/judge.test.ts): another amount of either side, or a record
 * that cannot be used, and the verdict is that it does not hold.
 */
import { dirname, join } from 'node:path';
import { formatMoney } from '../../billing/money.ts';
import type { RatedTotals } from '../../billing/rating/usage.ts';
import { linesOf } from '../line-file.ts';
import type { RateExpectation } from './build-expect.ts';
import type { RatedFile } from './load.ts';
import { rateUsage } from './usage-stream.ts';

/** An expectation of a rate file, and whether it holds. */
export interface RateVerdict {
  readonly title: string;
  readonly shows: readonly string[];
  readonly holds: boolean;
  /** What was found, in a sentence. */
  readonly explanation: string;
}
type Found = { readonly totals: RatedTotals } | { readonly missing: string };

const NAMES: Readonly<Record<keyof RatedTotals, string>> = {
  chargesMinor: 'charges',
  creditsMinor: 'credits',
  discountsMinor: 'discounts',
  netMinor: 'net',
};

/**
 * Judges what the rate file at `path` expects; files of usage records are looked for beside it.
 *
 * @throws {UnreadableRecord} when a file of usage records cannot be read
 * @throws {TooManySessions} when too many sessions of one are open at once
 */
export function judgeRates(path: string, file: RatedFile): readonly RateVerdict[] {
  return file.expectations.map((expectation) => {
    const found = foundBy(expectation, path, file);
    const explanation = 'missing' in found ? found.missing : said(found.totals, file.currency);
    const { title, shows, totals } = expectation;
    return { title, shows, holds: 'totals' in found && isAs(totals, found.totals), explanation };
  });
}

function foundBy({ of }: RateExpectation, path: string, file: RatedFile): Found {
  if (of.by === 'usage') return sessionIn(join(dirname(path), of.file), of.session, file);
  const rated = file.cases.find(({ id }) => id === of.id);
  return rated ?? { missing: `case ${of.id} cannot be rated` };
}

/** The one session of that name; a record that is left out anywhere may be one of it. */
function sessionIn(usagePath: string, session: string, file: RatedFile): Found {
  const bad: string[] = [];
  const listener = {
    bad: (line: number, sentence: string) => bad.push(`${usagePath}:${line}: ${sentence}`),
    read: () => {},
  };
  const named = [...rateUsage(linesOf(usagePath), file, listener)].filter(
    (rated) => rated.session === session,
  );
  const [first] = bad;
  if (first !== undefined) return { missing: first };
  const [only] = named;
  if (only === undefined || named.length > 1) {
    return { missing: `${usagePath} has ${named.length} sessions named ${session}, not one` };
  }
  return only;
}

function isAs(wanted: Partial<RatedTotals>, found: RatedTotals): boolean {
  return totalNames().every((name) => wanted[name] === undefined || wanted[name] === found[name]);
}

function said(totals: RatedTotals, currency: string): string {
  return totalNames()
    .map((name) => `${NAMES[name]} ${formatMoney(totals[name], currency)}`)
    .join(', ');
}

function totalNames(): readonly (keyof RatedTotals)[] {
  return Object.keys(NAMES) as readonly (keyof RatedTotals)[];
}
