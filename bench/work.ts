/**
 * Work: what a run of W2 did, in numbers that two programs share only if they did the same.
 *
 * Units: minor units, virtual microseconds, bytes.
 */
import { payableTo, serverRevenue, sourceRevenue } from '../src/billing/accounts.ts';
import type { Ledger } from '../src/billing/ledger.ts';
import { purchasesEach, SOURCES, serversMinor, sourcesMinor } from './purchases.ts';

/** What documents of one kind came to. */
export interface Issued {
  readonly count: number;
  readonly totalMinor: number;
}

/** Null where a program cannot say. */
export interface Work {
  readonly displayed: number;
  readonly messages: number;
  readonly entries: number;
  /** The sum of all balances: zero. */
  readonly balanceMinor: number;
  readonly serverMinor: number;
  readonly sourcesMinor: number;
  /** What the server still owes the sources. */
  readonly payableMinor: number;
  /** When the last event was; programs with draws of their own end whenever they do. */
  readonly finalUs: number | null;
  /** What all clients' segments carried, programme included. */
  readonly carriedBytes: number | null;
  /** Messages that arrived, by type. */
  readonly byType: Readonly<Record<string, number>> | null;
  readonly bills: Issued | null;
  readonly statements: Issued | null;
}

/** What a ledger says of it. */
export function ledgerWork(ledger: Ledger, currency: string) {
  const sources = Array.from({ length: SOURCES }, (_, n) => `source/source-${n}`);
  const sumOf = (account: (source: string) => string) =>
    sources.reduce((sum, source) => sum + ledger.balance(account(source), currency), 0);
  return {
    entries: ledger.entryCount,
    balanceMinor: ledger.totals().reduce((sum, { totalMinor }) => sum + totalMinor, 0),
    serverMinor: ledger.balance(serverRevenue, currency),
    sourcesMinor: sumOf(sourceRevenue),
    payableMinor: sumOf(payableTo),
  };
}

/**
 * Checks that all purchases were made and everybody has the money.
 *
 * @throws {Error} naming what is wrong
 */
export function checkWork(variant: string, clients: number, work: Work): void {
  const orders = clients * purchasesEach(clients);
  const expected: Partial<Work> = {
    displayed: orders,
    // 25 messages a purchase, and two for the options that a client is shown once.
    messages: orders * 25 + clients * 2,
    // A hold, a capture, a share and a settlement.
    entries: orders * 4,
    balanceMinor: 0,
    serverMinor: serversMinor(clients),
    sourcesMinor: sourcesMinor(clients),
    payableMinor: 0,
  };
  requireSame(`${variant} with ${clients} clients`, expected, work);
}

/**
 * Checks that two programs did the same, as far as both can say.
 *
 * @throws {Error} naming the first difference
 */
export function requireSame(what: string, expected: Partial<Work>, work: Partial<Work>): void {
  for (const key of Object.keys(expected) as (keyof Work)[]) {
    const [one, other] = [expected[key], work[key]];
    if (one === null || other === null) continue;
    if (textOf(one) !== textOf(other)) {
      throw new Error(`${what}: ${key} is ${textOf(other)}, not ${textOf(one)}`);
    }
  }
}

function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
