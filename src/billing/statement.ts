/**
 * Statement: what a source and the server tell each other about money, and whether they agree.
 *
 *     later bill (U5)   share, share, share … ──fixed by the server──▶ noted by the source
 *                       wholesale bill ◀── what the source asks for ── their sum
 *
 * Units: minor units; virtual microseconds; a period is half-open, [start, end).
 * Law (test/billing/statement.test.ts, and I12 in every run): a wholesale bill never asks for more
 * than the shares fixed and not yet paid.
 */
import type { BillingPeriod } from './bill.ts';
import { invariant } from './invariant.ts';
import { type Currency, type Minor, requireMinor } from './money.ts';
import type { RoyaltyLine } from './rating/royalty.ts';

/** A settlement statement as issued; corrections are statements of their own (I25). */
export type SettlementStatement = {
  readonly number: string;
  readonly source: string;
  readonly model: 'billing-information' | 'later-bill';
  /** For one transaction, or for all of a billing cycle (U4, U6). */
  readonly per: 'transaction' | 'cycle';
  /** The billing cycle's period; null on a statement for one transaction. */
  readonly period: BillingPeriod | null;
  readonly currency: Currency;
  readonly issuedAtUs: number;
  readonly itemCount: number;
  readonly totalMinor: Minor;
};

/** What a rights holder gets for a period, whichever way subscribers were billed (Bv). */
export type RoyaltyStatement = {
  readonly number: string;
  readonly holder: string;
  readonly period: BillingPeriod;
  readonly currency: Currency;
  readonly issuedAtUs: number;
  readonly lines: readonly Omit<RoyaltyLine, 'holder'>[];
  readonly totalMinor: Minor;
};

/** Whether both sides name the same amount, and by how much the billed one is larger. */
export type Reconciliation = { readonly agrees: boolean; readonly differenceMinor: Minor };

/**
 * Checks a statement before it is put on record (U5, U16).
 *
 * @throws {BrokenInvariant} when its total is not a safe integer, a statement for a cycle lacks its
 *   period or one for a transaction has one or more than one item, or the period is empty (I22)
 */
export function draftStatement(statement: SettlementStatement): SettlementStatement {
  const { number, per, period, itemCount, totalMinor } = statement;
  requireMinor(totalMinor, `the total of ${number}`);
  invariant(
    (per === 'cycle') === (period !== null),
    `a statement has a period when it is for a cycle, and only then, but ${number} is per ${per}`,
  );
  invariant(
    period === null || period.startUs < period.endUs,
    `a billing period ends after it starts, but that of ${number} does not`,
  );
  invariant(
    Number.isSafeInteger(itemCount) && itemCount >= 1 && (per === 'cycle' || itemCount === 1),
    `a statement lists one item or, for a cycle, at least one, but ${number} lists ${itemCount}`,
  );
  return statement;
}

/**
 * Compares the sum of the shares fixed with what a wholesale bill asks for (I12).
 *
 * @returns the difference billed minus expected: positive when the bill asks for too much
 * @throws {BrokenInvariant} when an amount is not a safe integer
 */
export function reconcile(expectedMinor: Minor, billedMinor: Minor): Reconciliation {
  requireMinor(expectedMinor, 'the sum of the shares fixed');
  requireMinor(billedMinor, 'the wholesale total');
  const differenceMinor = requireMinor(
    billedMinor - expectedMinor,
    'the difference between the wholesale total and the shares fixed',
  );
  return { agrees: differenceMinor === 0, differenceMinor };
}
