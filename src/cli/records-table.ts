/**
 * Records table: transaction records as rows, with what they come to (B14 to B16).
 *
 *     subscriber  transmission  delivery  started              programming  ...  net USD
 *     stella      night-film    many      2026-06-01 20:00:00      1:23:30          5.04
 *                                         1 session                1:23:30          5.04
 *
 * Columns in which nothing is said are left out. Units: minor units; microseconds and frames played.
 */
import { formatMoney } from '../billing/money.ts';
import type { AmountPlayed } from '../billing/rating/transaction.ts';
import { nameOf } from '../machines/address.ts';
import { playedText } from '../sim/clock-text.ts';
import { paint } from './paint.ts';
import type { SessionEntry } from './subscriber-database.ts';
import { table } from './table.ts';

/** What several records come to; frames are null when they are not known of each. */
export interface RecordTotals {
  readonly currency: string;
  readonly sessions: number;
  readonly programming: AmountPlayed;
  readonly subsidy: AmountPlayed;
  readonly review: AmountPlayed;
  readonly pausedUs: number;
  readonly positiveMinor: number;
  readonly negativeMinor: number;
  readonly netMinor: number;
}

/** The totals of each currency, in the order in which they come. */
export function totalsByCurrency(entries: readonly SessionEntry[]): readonly RecordTotals[] {
  const currencies = [...new Set(entries.map(({ currency }) => currency))];
  return currencies.map((currency) => {
    const records = entries
      .filter((entry) => entry.currency === currency)
      .map(({ record }) => record);
    const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
    return {
      currency,
      sessions: records.length,
      programming: played(records.map(({ programming }) => programming)),
      subsidy: played(records.map(({ subsidy }) => subsidy)),
      review: played(records.map(({ review }) => review)),
      pausedUs: sum(records.map(({ pausedUs }) => pausedUs)),
      positiveMinor: sum(records.map(({ positiveMinor }) => positiveMinor)),
      negativeMinor: sum(records.map(({ negativeMinor }) => negativeMinor)),
      netMinor: sum(records.map(({ netMinor }) => netMinor)),
    };
  });
}

/** The records as lines of a table, with a line of totals for each currency. */
export function recordLines(entries: readonly SessionEntry[]): readonly string[] {
  const rows = [
    HEAD,
    ...entries.map((entry) => [...identityOf(entry), ...amountsOf(entry.record, entry.currency)]),
    ...totalsByCurrency(entries).map((totals) => [
      ...['', '', '', '', ''],
      `${totals.sessions} ${totals.sessions === 1 ? 'session' : 'sessions'}`,
      '',
      ...amountsOf(totals, totals.currency),
    ]),
  ];
  const inUse = HEAD.map((_, column) => rows.slice(1).some((row) => (row[column] ?? '') !== ''));
  const shown = rows.map((row) => row.filter((_, column) => inUse[column]));
  const right = HEAD.filter((_, column) => inUse[column]).map((name) => AMOUNTS.has(name));
  const [head = '', ...lines] = table(shown, (column) => right[column] === true);
  return [paint.title(head), ...lines];
}

const AMOUNTS: ReadonlySet<string> = new Set([
  'programming',
  'frames',
  'commercials',
  'played again',
  'paused',
  'positive',
  'negative',
  'net',
]);
const HEAD = [
  'run',
  'subscriber',
  'session',
  'transmission',
  'delivery',
  'started',
  '',
  'programming',
  'frames',
  'commercials',
  'frames',
  'played again',
  'frames',
  'paused',
  'positive',
  'negative',
  'net',
];

function identityOf({ run, started, record }: SessionEntry): readonly string[] {
  return [
    run,
    nameOf(record.subscriber),
    record.session,
    record.transmission,
    record.delivery,
    started.replace('T', ' '),
    record.closed ? '' : 'still open',
  ];
}

function amountsOf(
  record: Omit<RecordTotals, 'sessions' | 'currency'>,
  currency: string,
): readonly string[] {
  const { programming, subsidy, review, pausedUs } = record;
  const money = (minor: number) => formatMoney(minor, currency).slice(0, -currency.length - 1);
  return [
    ...playedCells(programming),
    ...playedCells(subsidy),
    ...playedCells(review),
    pausedUs === 0 ? '' : playedText(pausedUs),
    money(record.positiveMinor),
    money(record.negativeMinor),
    formatMoney(record.netMinor, currency),
  ];
}

function playedCells({ us, frames }: AmountPlayed): readonly [string, string] {
  if (us === 0 && (frames ?? 0) === 0) return ['', ''];
  return [playedText(us), frames === null ? '' : frames.toLocaleString('en-US')];
}

function played(amounts: readonly AmountPlayed[]): AmountPlayed {
  let frames: number | null = 0;
  let us = 0;
  for (const amount of amounts) {
    us += amount.us;
    // What was not played has no frames, known or not.
    if (amount.us === 0) continue;
    frames = frames === null || amount.frames === null ? null : frames + amount.frames;
  }
  return { us, frames };
}
