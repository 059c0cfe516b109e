/**
 * Bill: what a subscriber is asked to pay, and how its lines come to that.
 *
 *     charges >= 0  \
 *     credits <= 0   >-- net --+-- net >= 0: account credit is used first, the rest is due
 *     discounts <= 0/          '-- net <  0: nothing is due, account credit grows (or, by another
 *                                  policy, the net is forfeited or paid out, A13)
 *
 * Units: minor units; virtual microseconds; a period is half-open, [start, end).
 * Laws (test/billing/bill.test.ts):
 *   - the net is the sum of the lines, and nothing on a bill is rounded (I3);
 *   - the amount due (but for what is paid out) and the account credit are never negative, nor is
 *     more credit used than the bill asks for (I4); charges are never negative, credits and discounts
 *     never positive (I5);
 *   - every line lies in the bill's period (I22), and no order, and no element of a session in one
 *     mode, is charged twice on it (I23).
 * An issued bill never changes: a correction is a credit note that names it (I25).
 */
import { invariant } from './invariant.ts';
import { type Currency, type Minor, requireMinor } from './money.ts';
import type { RatedLine } from './rating/usage.ts';

/** How a line of a viewing session came about: the exact product behind its amount (A2). */
export type LineOrigin = Omit<RatedLine, 'amountMinor'>;

/**
 * One thing an order or a viewing session adds to a bill: positive for a charge, negative for a
 * credit or a discount.
 */
export type BillLine = {
  /** The order's or session's id. */
  readonly order: string;
  readonly kind: 'charge' | 'credit' | 'discount';
  readonly description: string;
  readonly source: string;
  readonly atUs: number;
  readonly amountMinor: Minor;
  /** On lines of a viewing session only. */
  readonly origin?: LineOrigin;
};

/** What becomes of a net below zero (A13). */
export const NEGATIVE_NETS = ['carry-forward', 'cap-at-zero', 'pay-out'] as const;
export type NegativeNet = (typeof NEGATIVE_NETS)[number];

/** A half-open span of virtual time. */
export type BillingPeriod = { readonly startUs: number; readonly endUs: number };

/** What a bill says before its totals are known. */
type BillHead = {
  readonly number: string;
  readonly kind: 'bill' | 'credit-note';
  /** The number of the bill that a credit note corrects; null on a bill. */
  readonly corrects: string | null;
  readonly issuer: string;
  readonly subscriber: string;
  readonly currency: Currency;
  /** For one transaction, or for all of a billing cycle (U4, U6). */
  readonly per: 'transaction' | 'cycle';
  /** The billing cycle's period; null on a bill for one transaction. */
  readonly period: BillingPeriod | null;
  readonly issuedAtUs: number;
  readonly lines: readonly BillLine[];
};

/** A bill or credit note as issued (U9). */
export type Bill = BillHead & {
  readonly chargesMinor: Minor;
  readonly creditsMinor: Minor;
  readonly discountsMinor: Minor;
  readonly netMinor: Minor;
  readonly accountCreditUsedMinor: Minor;
  readonly dueMinor: Minor;
  readonly accountCreditAfterMinor: Minor;
};

/** What a bill is drafted from; `accountCreditMinor` is what the subscriber has before it. */
export type BillInput = BillHead & {
  readonly accountCreditMinor: Minor;
  /** Carried forward as account credit when nothing else is said (A13). */
  readonly negativeNet?: NegativeNet;
};

/**
 * Totals the lines and applies account credit (U3, U5, U9).
 *
 * A bill without lines is allowed: nothing is due, and the account credit stays.
 *
 * @throws {BrokenInvariant} when an amount is not a safe integer or has the wrong sign for its kind
 *   (I5), a line is outside the period (I22), an order is charged twice (I23), the account credit
 *   is negative (I4), a bill for a cycle lacks its period or one for a transaction has one, or a
 *   credit note names no bill, a bill names one, or a credit note charges more than it credits
 *   (I25)
 */
export function draftBill(input: BillInput): Bill {
  const { number, accountCreditMinor, negativeNet = 'carry-forward' } = input;
  requireHead(input);
  requireLines(input);
  requireMinor(accountCreditMinor, 'the account credit before a bill');
  if (accountCreditMinor < 0) {
    const was = `before bill ${number} it is ${accountCreditMinor}`;
    invariant(false, `account credit is never negative, but ${was}`);
  }
  const chargesMinor = sumOf(input, 'charge');
  const creditsMinor = sumOf(input, 'credit');
  const discountsMinor = sumOf(input, 'discount');
  const netMinor = requireMinor(chargesMinor + creditsMinor + discountsMinor, 'the net of a bill');
  if (input.kind !== 'bill' && netMinor > 0) {
    invariant(false, `a credit note gives credit, but the net of ${number} is ${netMinor}`);
  }
  const askedMinor = Math.max(netMinor, 0);
  const excessMinor = askedMinor - netMinor;
  const accountCreditUsedMinor = Math.min(accountCreditMinor, askedMinor);
  const { kind, corrects, issuer, subscriber, currency, per, period, issuedAtUs, lines } = input;
  return {
    number,
    kind,
    corrects,
    issuer,
    subscriber,
    currency,
    per,
    period,
    issuedAtUs,
    lines: [...lines],
    chargesMinor,
    creditsMinor,
    discountsMinor,
    netMinor,
    accountCreditUsedMinor,
    dueMinor: askedMinor - accountCreditUsedMinor - (negativeNet === 'pay-out' ? excessMinor : 0),
    accountCreditAfterMinor: requireMinor(
      accountCreditMinor -
        accountCreditUsedMinor +
        (negativeNet === 'carry-forward' ? excessMinor : 0),
      'the account credit after a bill',
    ),
  };
}

/** The whole bill as one text, the same for equal bills and for no others (I25). */
export function billDigest(bill: Bill): string {
  return JSON.stringify([
    [bill.number, bill.kind, bill.corrects, bill.issuer, bill.subscriber, bill.currency, bill.per],
    bill.period === null ? null : [bill.period.startUs, bill.period.endUs],
    bill.issuedAtUs,
    bill.lines.map((line) => [
      line.order,
      line.kind,
      line.description,
      line.source,
      line.atUs,
      line.amountMinor,
      line.origin ?? null,
    ]),
    [bill.chargesMinor, bill.creditsMinor, bill.discountsMinor, bill.netMinor],
    [bill.accountCreditUsedMinor, bill.dueMinor, bill.accountCreditAfterMinor],
  ]);
}

function nameOf({ number }: BillHead, { order, kind }: BillLine): string {
  return `the ${kind} for order ${order} on ${number}`;
}

// Asked of every bill there is, so that the sentences are only put together when they are needed.
function requireHead({ number, kind, corrects, per, period }: BillHead): void {
  if ((kind === 'credit-note') !== (corrects !== null)) {
    const rule = 'a credit note names the bill it corrects and a bill names none';
    invariant(false, `${rule}, but ${kind} ${number} names ${corrects}`);
  }
  if ((per === 'cycle') !== (period !== null)) {
    const rule = 'a bill has a period when it is for a cycle, and only then';
    invariant(false, `${rule}, but ${number} is per ${per}`);
  }
  if (period !== null && period.startUs >= period.endUs) {
    invariant(false, `a billing period ends after it starts, but that of ${number} does not`);
  }
}

function requireLines(head: BillHead): void {
  const { period, lines } = head;
  const charged = new Set<string>();
  for (const line of lines) {
    const { kind, atUs, amountMinor } = line;
    requireMinor(amountMinor, 'the amount of a bill line');
    if (kind === 'charge' ? amountMinor < 0 : amountMinor > 0) {
      invariant(false, `${nameOf(head, line)} has the sign of its kind, but it is ${amountMinor}`);
    }
    if (period !== null && (atUs < period.startUs || atUs >= period.endUs)) {
      const span = `from ${period.startUs}us on and before ${period.endUs}us`;
      invariant(false, `${nameOf(head, line)} is ${span}, but it is at ${atUs}us`);
    }
    if (kind !== 'charge') continue;
    const key = chargeKey(line);
    if (charged.has(key)) {
      invariant(false, `${nameOf(head, line)} is the only one, but there are two`);
    }
    charged.add(key);
  }
}

/** What a line charges for: an order, or an element of a session in one mode and tariff band. */
export function chargeKey({ order, kind, origin }: BillLine): string {
  if (origin === undefined) return `${order} ${kind}`;
  return `${order} ${kind} ${origin.element} ${origin.mode} ${origin.label}`;
}

function sumOf({ number, lines }: BillHead, kind: BillLine['kind']): Minor {
  let sumMinor = 0;
  for (const line of lines) {
    if (line.kind !== kind) continue;
    sumMinor = requireMinor(sumMinor + line.amountMinor, `the sum of ${kind} lines of ${number}`);
  }
  return sumMinor;
}
