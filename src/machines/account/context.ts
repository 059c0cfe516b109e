/**
 * Account context: what the billing processor knows of one client's account.
 *
 * Units: minor units; instants in virtual microseconds.
 */
import type { BillLine, NegativeNet } from '../../billing/bill.ts';
import type { Cycle } from '../../billing/cycle.ts';
import type { Address } from '../address.ts';
import type { BillingItem, BillingPer } from '../protocol.ts';

/** When a client is billed, and what becomes of a bill whose credits exceed its charges (A13). */
export interface BillingTerms {
  readonly per: BillingPer;
  readonly cycle: Cycle;
  readonly negativeNet: NegativeNet;
}
export interface AccountInput {
  readonly client: Address;
  readonly currency: string;
  readonly epochUs: number;
  readonly billing: BillingTerms;
  /** The cycle of what is handed to sources per cycle. */
  readonly settlementCycle: Cycle;
}
/** An item of billing information, and the source it is for. */
export interface HandoverItem extends BillingItem {
  readonly source: Address;
}
/** What a session that is still played has come to so far (Bw). */
export interface Accrued {
  /** Counts the notes of one session. */
  readonly version: number;
  readonly positiveMinor: number;
  readonly negativeMinor: number;
}
export interface AccountContext extends AccountInput {
  readonly lines: readonly BillLine[];
  readonly items: readonly HandoverItem[];
  /** What is being played and not due yet, by session. */
  readonly accruing: Readonly<Record<string, Accrued>>;
  /** The sessions that became due last: a note about one of them comes late. */
  readonly lately: readonly string[];
  readonly accountCreditMinor: number;
  readonly billCount: number;
  readonly handoverCount: number;
  /** The virtual time of the latest event. */
  readonly nowUs: number;
}

/** An account on which nothing has happened. */
export function newAccount(input: AccountInput): AccountContext {
  return {
    lines: [],
    items: [],
    accruing: {},
    lately: [],
    accountCreditMinor: 0,
    billCount: 0,
    handoverCount: 0,
    nowUs: 0,
    ...input,
  };
}

/** A client plays one thing at a time: a note is never later than this many sessions. */
const LATELY = 8;

/** The account with what a session that is played has come to, unless something newer is known. */
export function noteAccrual(
  { accruing, lately }: AccountContext,
  { session, version, positiveMinor, negativeMinor }: Accrued & { readonly session: string },
): Partial<AccountContext> {
  if (lately.includes(session) || version <= (accruing[session]?.version ?? 0)) return {};
  return { accruing: { ...accruing, [session]: { version, positiveMinor, negativeMinor } } };
}
/** The account once a session is due: nothing of it accrues any more. */
export function endAccrual(context: AccountContext, session: string): Partial<AccountContext> {
  const { [session]: _, ...accruing } = context.accruing;
  return { accruing, lately: [...context.lately, session].slice(-LATELY) };
}
