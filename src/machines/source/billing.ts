/**
 * Source billing: what a source asks for its part, of its clients or of the server.
 *
 *     billing information (U3)   sendBill to the client, collect from its credit account
 *     later bill (U5)            wholesale: at once, or a bill run of what accrued in a period
 *
 * Units: minor units; virtual microseconds.
 */
import { sourceRevenue } from '../../billing/accounts.ts';
import { draftBill } from '../../billing/bill.ts';
import { virtualPeriodContaining } from '../../billing/cycle.ts';
import { nameOf } from '../address.ts';
import type { Emitted } from '../effects.ts';
import type { Message, Received } from '../protocol.ts';
import type { Accrual, SourceContext } from './context.ts';

/**
 * The source bills a period one hour after its end, when the last notices have come. A share that is
 * noted later still is billed with the first period that is not billed yet.
 */
const BILL_RUN_US = 3_600 * 1_000_000;

/** The source's own bill to the client, for its part of each order (U3). */
export function sendBill(
  context: SourceContext,
  told: Received<'billing.information'>,
): readonly Emitted[] {
  const bill = draftBill({
    number: `B-${nameOf(context.source)}-${context.billCount + 1}`,
    kind: 'bill',
    corrects: null,
    issuer: context.source,
    subscriber: told.client,
    currency: context.currency,
    per: 'transaction',
    period: null,
    issuedAtUs: told.atUs,
    lines: told.items.map((item) => ({ ...item, kind: 'charge' as const, source: context.source })),
    accountCreditMinor: 0,
  });
  return [
    { type: 'document.issue', conversation: bill.number, document: bill },
    {
      type: 'bill.issue',
      to: told.client,
      requestId: `${bill.number}:bill.issue`,
      conversation: bill.number,
      bill,
    },
  ];
}
/** Asks the credit issuer for the source's own part of each order (U15). */
export function collect(
  context: SourceContext,
  told: Message<'billing.information'>,
): readonly Emitted[] {
  return told.items.map((item) => ({
    type: 'credit.capture',
    to: `credit-issuer/account-${nameOf(told.client)}`,
    requestId: `${item.order}:${context.source}:credit.capture`,
    conversation: item.order,
    client: told.client,
    amountMinor: item.amountMinor,
    leaveMinor: 0,
    part: 'source',
    payee: sourceRevenue(context.source),
  }));
}

/** The head of a wholesale bill: its number, made of what it is `about`, and where it goes (U5). */
export function wholesale(context: SourceContext, about: string) {
  // Names hold hyphens, but no #: the numbers of two sources are never the same.
  const number = `W-${nameOf(context.source)}#${about}`;
  return {
    to: `billing-processor/settlement-${nameOf(context.source)}`,
    requestId: `${number}:wholesale.bill`,
    conversation: number,
    number,
  };
}
/** The accruals with one more share, in the period it was earned or the first not billed yet (I22). */
export function withShare(
  context: SourceContext,
  share: Received<'settlement.notice'>,
): readonly Accrual[] {
  const { cycle, epochUs } = context;
  const open = virtualPeriodContaining(cycle, epochUs, share.atUs - BILL_RUN_US);
  const datedUs = Math.max(share.receivedAtUs, open.startUs);
  const { startUs, endUs } = virtualPeriodContaining(cycle, epochUs, datedUs);
  const known = context.accruals.find((accrual) => accrual.endUs === endUs);
  const grown: Accrual = {
    startUs,
    endUs,
    itemCount: (known?.itemCount ?? 0) + 1,
    totalMinor: (known?.totalMinor ?? 0) + share.shareMinor,
  };
  const others = context.accruals.filter((accrual) => accrual !== known);
  return [...others, grown].sort((one, other) => one.endUs - other.endUs);
}

/** When the bill run of the earliest period with shares is due; meaningless without any. */
export function billRunUs({ accruals }: SourceContext): number {
  return (accruals[0]?.endUs ?? 0) + BILL_RUN_US;
}
