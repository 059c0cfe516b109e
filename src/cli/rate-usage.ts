/**
 * Rate usage: another system's usage records, rated as they are read.
 *
 *     session                   subscriber           charges   credits  discounts       net
 *     s1                        alice                   6.01     -0.97       0.00      5.04
 *
 * A record that cannot be used is told on standard error with its line, and the rest is rated.
 */
import { formatMoney } from '../billing/money.ts';
import { totalsOf } from '../billing/rating/rated-line.ts';
import { roundStatement } from '../billing/rating/royalty.ts';
import type { RatedTotals, RoyaltyAccrual } from '../billing/rating/usage.ts';
import { linesOf } from '../sim/line-file.ts';
import {
  type RatedUsage,
  rateUsage,
  TooManySessions,
  type UsageListener,
  type UsageTariffs,
} from '../sim/rate/usage-stream.ts';
import { UnusableRequest } from './complaint.ts';
import { paint } from './paint.ts';
import { CountingLine } from './progress.ts';
import { lineInJson, totalsInJson, totalsLine } from './rate-case.ts';

/** More mistakes than these are counted, not told. */
const BAD_TOLD_MAX = 1_000;
/** Accruals are added up when there are so many, so that their number does not grow. */
const ACCRUALS_MAX = 4_096;
const NAME_WIDTH = 24;
const AMOUNT_WIDTH = 12;

/** What rating a file of usage prints, and how many mistakes there were once it is printed. */
interface UsageOutput {
  readonly lines: Iterable<string>;
  badCount(): number;
}

/** The output of rating a usage file, made while it is read. */
export function usageOutput(path: string, tariffs: UsageTariffs, json: boolean): UsageOutput {
  const told = new Told(path);
  return {
    lines: json ? jsonLines(path, tariffs, told) : tableLines(path, tariffs, told),
    badCount: () => told.badCount,
  };
}

function* jsonLines(path: string, tariffs: UsageTariffs, told: Told): Generator<string> {
  const sums = new Sums();
  for (const rated of sessionsIn(path, tariffs, told)) {
    sums.add(rated);
    const { session, subscriber, lines, totals, royalties } = rated;
    yield JSON.stringify({
      session,
      subscriber,
      lines: lines.map(lineInJson),
      totals: totalsInJson(totals),
      royalties,
    });
  }
  const royalties = sums
    .statement()
    .map(({ amountMinor, ...line }) => ({ ...line, amount: amountMinor }));
  const { records, badCount: bad } = told;
  const totals = totalsInJson(sums.totals);
  yield JSON.stringify({ summary: { sessions: sums.sessions, records, bad, totals, royalties } });
}

function* tableLines(path: string, tariffs: UsageTariffs, told: Told): Generator<string> {
  const { currency } = tariffs;
  const money = (minor: number) => formatMoney(minor, currency).slice(0, -currency.length - 1);
  const row = (names: readonly string[], amounts: readonly string[]) =>
    [
      ...names.map((name) => name.padEnd(NAME_WIDTH)),
      ...amounts.map((amount) => amount.padStart(AMOUNT_WIDTH)),
    ].join('');
  yield paint.section(row(['session', 'subscriber'], ['charges', 'credits', 'discounts', 'net']));
  const sums = new Sums();
  for (const rated of sessionsIn(path, tariffs, told)) {
    sums.add(rated);
    const { chargesMinor, creditsMinor, discountsMinor, netMinor } = rated.totals;
    const amounts = [chargesMinor, creditsMinor, discountsMinor, netMinor].map(money);
    yield row([rated.session, rated.subscriber ?? ''], amounts);
  }
  yield '';
  for (const { holder, work, exact, amountMinor } of sums.statement()) {
    yield `  royalty  ${holder}  ${work}  ${exact}  ${money(amountMinor)}`;
  }
  yield totalsLine(sums.totals, currency);
  const left = told.badCount === 0 ? '' : `, ${paint.bad(`${told.badCount} left out`)}`;
  yield `  ${told.records.toLocaleString('en-US')} records of ${sums.sessions.toLocaleString('en-US')} sessions${left}`;
}

function* sessionsIn(path: string, tariffs: UsageTariffs, told: Told): Generator<RatedUsage> {
  try {
    yield* rateUsage(linesOf(path), tariffs, told);
  } catch (error) {
    if (error instanceof TooManySessions) throw new UnusableRequest(`${path}, ${error.message}`);
    throw error;
  } finally {
    told.end();
  }
}

/** Says how far reading is, and what could not be used. */
class Told implements UsageListener {
  readonly #path: string;
  readonly #progress = new CountingLine();
  records = 0;
  badCount = 0;

  constructor(path: string) {
    this.#path = path;
  }

  bad(line: number, sentence: string): void {
    this.badCount += 1;
    if (this.badCount > BAD_TOLD_MAX) return;
    this.#progress.clear();
    process.stderr.write(`${this.#path}:${line}  ${sentence}\n`);
    if (this.badCount === BAD_TOLD_MAX) process.stderr.write('... more of them are only counted\n');
  }

  read(records: number, openSessions: number): void {
    this.records = records;
    this.#progress.show(
      records,
      'records',
      `  ${openSessions.toLocaleString('en-US')} sessions open`,
    );
  }

  end(): void {
    this.#progress.clear();
  }
}

/** What all sessions come to. */
class Sums {
  sessions = 0;
  totals: RatedTotals = totalsOf([]);
  #accruals: RoyaltyAccrual[] = [];
  #limit = ACCRUALS_MAX;

  add({ totals, royalties }: RatedUsage): void {
    this.sessions += 1;
    this.totals = {
      chargesMinor: this.totals.chargesMinor + totals.chargesMinor,
      creditsMinor: this.totals.creditsMinor + totals.creditsMinor,
      discountsMinor: this.totals.discountsMinor + totals.discountsMinor,
      netMinor: this.totals.netMinor + totals.netMinor,
    };
    this.#accruals.push(...royalties);
    if (this.#accruals.length > this.#limit) {
      this.#accruals = [...this.statement()];
      this.#limit = 2 * this.#accruals.length + ACCRUALS_MAX;
    }
  }

  statement() {
    return roundStatement(this.#accruals);
  }
}
