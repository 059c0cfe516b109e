/**
 * Rate case: a rated case as a table for people and as JSON for programs.
 *
 *     W02a  Cancelled inside interval 1 at 12:34
 *       initial-fee  initial         1 selection   100  =    100   1.00
 *       interval-1   programming   754 s          1/10  =  377/5   0.75
 *       charges 1.75  credits 0.00  discounts 0.00  net 1.75 USD
 *
 * Rates and exact amounts are minor units; the last column is money.
 */
import { formatMoney } from '../billing/money.ts';
import type { RatedLine, RatedTotals } from '../billing/rating/usage.ts';
import type { RatedCase } from '../sim/rate/model.ts';
import { paint } from './paint.ts';
import { table } from './table.ts';

/** The columns of numbers: of a line, and of a royalty. */
const QUANTITY = 2;
const RATE = 4;
const EXACT_ROYALTY = 3;

/** A case as JSON; what it does not have (cycles, an auction, a split) is left out. */
export function caseInJson(rated: RatedCase) {
  const { id, title, lines, totals, royalties, rejected, cycles, auction, split } = rated;
  return {
    id,
    title,
    lines: lines.map(lineInJson),
    totals: totalsInJson(totals),
    royalties: royalties.map(({ amountMinor, ...royalty }) => ({
      ...royalty,
      amount: amountMinor,
    })),
    rejected: rejected.map(({ session, t, type, to, reason }) => ({
      ...(session === '' ? {} : { session }),
      t,
      type,
      ...(to === null ? {} : { to }),
      reason,
    })),
    ...(auction === null ? {} : { auction: { winner: auction.winner, price: auction.priceMinor } }),
    ...(split === null
      ? {}
      : { split: split.map(({ party, amountMinor }) => ({ party, amount: amountMinor })) }),
    ...(cycles === null
      ? {}
      : {
          cycles: cycles.map((cycle) => ({
            totals: totalsInJson(cycle.totals),
            due: cycle.dueMinor,
            accountCredit: cycle.accountCreditMinor,
          })),
        }),
  };
}

/** A line as JSON. */
export function lineInJson({ amountMinor, ...line }: RatedLine) {
  const { element, mode, quantity, unit, rate, exact, label } = line;
  return { element, mode, quantity, unit, rate, exact, amount: amountMinor, label };
}

/** Totals as JSON. */
export function totalsInJson({
  chargesMinor,
  creditsMinor,
  discountsMinor,
  netMinor,
}: RatedTotals) {
  return { charges: chargesMinor, credits: creditsMinor, discounts: discountsMinor, net: netMinor };
}

/** A case as lines of a table. */
export function* caseLines(rated: RatedCase, currency: string): Generator<string> {
  const money = (minor: number) => formatMoney(minor, currency).slice(0, -currency.length - 1);
  yield `${paint.section(rated.id)}  ${rated.title}`;
  yield* table(
    rated.lines.map((line) => [
      line.label === '' ? line.element : `${line.element} (${line.label})`,
      line.mode,
      line.quantity,
      line.unit,
      line.rate,
      line.exact,
      money(line.amountMinor),
    ]),
    (column) => column === QUANTITY || column >= RATE,
  );
  if (rated.lines.length > 0) yield totalsLine(rated.totals, currency);
  yield* royaltyLines(rated, money);
  for (const { session, t, type, to, reason } of rated.rejected) {
    const what = `${session === '' ? '' : `${session} `}${type} at ${t}${to === null ? '' : ` to ${to}`}`;
    yield `  ${paint.bad('refused')}  ${what}: ${reason}`;
  }
  if (rated.auction !== null) {
    const { winner, priceMinor } = rated.auction;
    yield winner === null || priceMinor === null
      ? '  auction  nobody won'
      : `  auction  ${winner} wins at ${money(priceMinor)}`;
  }
  yield* sharesOf(rated, money);
  for (const [index, cycle] of (rated.cycles ?? []).entries()) {
    const credit = `account credit ${money(cycle.accountCreditMinor)}`;
    yield `  cycle ${index + 1}  net ${money(cycle.totals.netMinor)}  due ${money(cycle.dueMinor)}  ${credit}`;
  }
}

/** The totals in a line: `charges 1.75  credits 0.00 ...`. */
export function totalsLine(totals: RatedTotals, currency: string): string {
  const { chargesMinor, creditsMinor, discountsMinor, netMinor } = totals;
  const money = (minor: number) => formatMoney(minor, currency).slice(0, -currency.length - 1);
  const parts = `charges ${money(chargesMinor)}  credits ${money(creditsMinor)}  discounts ${money(discountsMinor)}`;
  return `  ${parts}  ${paint.title(`net ${formatMoney(netMinor, currency)}`)}`;
}

function* royaltyLines(
  { royalties }: RatedCase,
  money: (minor: number) => string,
): Generator<string> {
  yield* table(
    royalties.map(({ holder, work, exact, amountMinor }) => [
      'royalty',
      holder,
      work,
      exact,
      money(amountMinor),
    ]),
    (column) => column >= EXACT_ROYALTY,
  );
}

function* sharesOf({ split }: RatedCase, money: (minor: number) => string): Generator<string> {
  const shares = (split ?? []).map(({ party, amountMinor }) => [
    'share',
    party,
    money(amountMinor),
  ]);
  yield* table(shares);
}
