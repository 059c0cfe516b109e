/**
 * Bill run: the lines of one client's account, the bill they make, and what is collected for it.
 *
 *     charge.due  ──▶ one line, which its order collects by itself
 *     viewing.due ──▶ the session's lines, posted to the subscriber's account at once
 *     lines ──▶ bill ──▶ collected = due - what its orders collect      above zero: credit.charge
 *                                                                      below zero: credit.return
 *
 * So a client pays exactly what its bills say is due, whatever they hold. Units: minor units; virtual
 * microseconds. A bill run comes `BILL_RUN_US` after its period ends, later than a charge of that
 * period closes unless the network between the servers was cut. What comes later still is dated at the
 * start of the first period that is not billed yet, so that no period is billed twice (I22, I23).
 */
import { type Bill, type BillingPeriod, type BillLine, draftBill } from '../../billing/bill.ts';
import { type Cycle, virtualPeriodContaining } from '../../billing/cycle.ts';
import { kindOf } from '../../billing/rating/rated-line.ts';
import type { RatedLine } from '../../billing/rating/usage.ts';
import { forfeitEntry, subsidyEntry, viewingEntry } from '../../billing/viewing-postings.ts';
import { nameOf } from '../address.ts';
import type { Emitted } from '../effects.ts';
import type { Received } from '../protocol.ts';
import type { AccountContext } from './context.ts';

/** A quarter of an hour. */
export const BILL_RUN_US = 15 * 60 * 1_000_000;

/** What is due to be billed: an order's charge, or a viewing session's lines. */
export type Due = Received<'charge.due' | 'viewing.due'>;

/** The period the earliest of `dated` falls in, in virtual time. */
export function periodOf(
  context: AccountContext,
  cycle: Cycle,
  dated: readonly { readonly atUs: number }[],
): BillingPeriod {
  const earliestUs = dated.reduce((least, { atUs }) => Math.min(least, atUs), Infinity);
  return virtualPeriodContaining(cycle, context.epochUs, earliestUs);
}
/** When it happened; when that period's run is over, the start of the first whose is not. */
export function openFromUs(context: AccountContext, cycle: Cycle, due: Due): number {
  const open = virtualPeriodContaining(cycle, context.epochUs, due.atUs - BILL_RUN_US);
  return Math.max(happenedAtUs(due), open.startUs);
}

/**
 * The lines of what is due: of an order the server's own part only, where the source bills the other
 * part itself (U3).
 */
export function linesOf(due: Due, atUs: number): readonly BillLine[] {
  if (due.type === 'viewing.due') {
    const { session, title, source } = due;
    return due.lines.map(({ amountMinor, ...origin }) => ({
      order: session,
      kind: kindOf(origin.mode),
      description: `${title}: ${origin.element}`,
      source,
      atUs,
      amountMinor,
      origin,
    }));
  }
  const { terms } = due;
  const amountMinor = terms.settlement === 'later-bill' ? terms.amountMinor : terms.serverMinor;
  const { description, source } = terms;
  return [{ order: due.conversation, kind: 'charge', description, source, atUs, amountMinor }];
}

/** When what is due happened: the feature was received, the session closed. */
export function happenedAtUs(due: Due): number {
  return due.type === 'viewing.due' ? due.closedAtUs : due.receivedAtUs;
}

/** The bill of some lines; without a period it is for one transaction. */
export function billOf(
  context: AccountContext,
  lines: readonly BillLine[],
  period: BillingPeriod | null,
  issuedAtUs: number,
): Bill {
  return draftBill({
    number: `B-${nameOf(context.client)}-${context.billCount + 1}`,
    kind: 'bill',
    corrects: null,
    issuer: 'billing-processor',
    subscriber: context.client,
    currency: context.currency,
    per: period === null ? 'transaction' : 'cycle',
    period,
    issuedAtUs,
    lines,
    accountCreditMinor: context.accountCreditMinor,
    negativeNet: context.billing.negativeNet,
  });
}

/**
 * Puts a bill on record, sends it, and collects or gives back what its orders do not.
 *
 * What is posted comes first: sending may have a telephone line act before it is posted (I8).
 */
export function sendBill(context: AccountContext, bill: Bill): readonly Emitted[] {
  return [
    ...forfeit(context, bill),
    { type: 'document.issue', conversation: bill.number, document: bill },
    {
      type: 'bill.issue',
      to: context.client,
      requestId: `${bill.number}:bill.issue`,
      conversation: bill.number,
      bill,
    },
    ...collect(context, bill),
  ];
}

/** Posts a session to the subscriber's account, and tells the source's settlement of its share. */
export function postSession(
  context: AccountContext,
  due: Received<'viewing.due'>,
): readonly Emitted[] {
  const { client, currency } = context;
  const { session, source, sourceMinor } = due;
  const about = { conversation: session, client, currency };
  const chargedMinor = sumOf(due.lines, 'charge') + sumOf(due.lines, 'discount');
  const emitted: Emitted[] = [];
  if (chargedMinor > 0) {
    const entry = viewingEntry({ ...about, amountMinor: chargedMinor, source, sourceMinor });
    emitted.push({ type: 'ledger.post', entry });
  }
  for (const { sponsor, amountMinor } of due.sponsors) {
    emitted.push({ type: 'ledger.post', entry: subsidyEntry({ ...about, sponsor, amountMinor }) });
  }
  if (sourceMinor > 0) {
    emitted.push({
      type: 'share.due',
      to: `billing-processor/settlement-${nameOf(source)}`,
      requestId: `${session}:share.due`,
      conversation: session,
      source,
      shareMinor: sourceMinor,
      receivedAtUs: due.closedAtUs,
    });
  }
  return emitted;
}

function forfeit(
  { client, currency, billing }: AccountContext,
  { number, netMinor }: Bill,
): readonly Emitted[] {
  if (netMinor >= 0 || billing.negativeNet !== 'cap-at-zero') return [];
  const forfeited = { conversation: number, client, currency, amountMinor: -netMinor };
  return [{ type: 'ledger.post', entry: forfeitEntry(forfeited) }];
}

function collect({ client }: AccountContext, bill: Bill): readonly Emitted[] {
  const collectMinor = bill.dueMinor - orderedMinor(bill);
  if (collectMinor === 0) return [];
  const type = collectMinor > 0 ? 'credit.charge' : 'credit.return';
  return [
    {
      type,
      to: `credit-issuer/account-${nameOf(client)}`,
      requestId: `${bill.number}:${type}`,
      conversation: bill.number,
      client,
      amountMinor: Math.abs(collectMinor),
    },
  ];
}

/** What the orders on a bill collect by themselves, each from its own hold. */
function orderedMinor(bill: Bill): number {
  return bill.lines.reduce((sum, line) => sum + (line.origin ? 0 : line.amountMinor), 0);
}

function sumOf(lines: readonly RatedLine[], kind: BillLine['kind']): number {
  return lines.reduce((sum, line) => sum + (kindOf(line.mode) === kind ? line.amountMinor : 0), 0);
}
