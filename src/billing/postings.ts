/**
 * Postings: the entries a purchase and its settlement are made of.
 *
 *     hold ----> capture (one a part) ----> share ----> settlement
 *       '--> release                  '--> refund
 *
 * `accounts.ts` draws which accounts they move. Units: minor units, always above zero. An id is
 * made of what is posted for and its kind ('alice-1:hold', 'alice-1:capture:server'), so a repeated
 * request makes an entry the ledger already has (I6), and the entry's conversation is the order.
 * Laws (test/billing/postings.test.ts): every entry balances (I1); an entry and its reversal leave
 * the ledger as it was (I21); both settlement models take the same from the client (I13).
 */
import {
  clearingAccount,
  creditAccount,
  heldAccount,
  payableTo,
  serverRevenue,
  sourceRevenue,
} from './accounts.ts';
import { invariant } from './invariant.ts';
import type { Entry, EntryKind, Leg } from './ledger.ts';
import { type Currency, type Minor, requireMinor } from './money.ts';

/** An amount of one order of one client; `client` is an address ('client/alice'). */
export type OrderAmount = {
  readonly order: string;
  readonly client: string;
  readonly amountMinor: Minor;
  readonly currency: Currency;
};

/**
 * A captured part of an order: who gets it, and the word that tells the parts of an order apart.
 */
export type CapturedPart = OrderAmount & { readonly payee: string; readonly part: string };

/**
 * A part of an order given back: the account it comes from, and the word that tells refunds apart.
 */
export type RefundedPart = OrderAmount & { readonly payer: string; readonly part: string };

/** The parts of one order's captured amount, as fixed with its price; one of them may be zero. */
export type SharedOrder = {
  readonly order: string;
  readonly source: string;
  readonly serverMinor: Minor;
  readonly sourceMinor: Minor;
  readonly currency: Currency;
};

/** A part of a hold given back: what the capture left over, or the rest when it ends. */
export type ReleasedPart = OrderAmount & { readonly part: 'remainder' | 'rest' };

/** What a paid wholesale bill moves; `bill` is its number, or the order when it bills one. */
export type SettledBill = {
  readonly bill: string;
  readonly source: string;
  readonly amountMinor: Minor;
  readonly currency: Currency;
};

/**
 * Sets an order's price aside on the client's credit account (U10): credit -> held.
 *
 * @throws {BrokenInvariant} when the amount is not a whole number above zero
 */
export function holdEntry({ order, client, amountMinor, currency }: OrderAmount): Entry {
  const legs = move(creditAccount(client), heldAccount(client), amountMinor);
  return { id: `${order}:hold`, kind: 'hold', currency, conversation: order, legs };
}

/**
 * Takes a part of what is held, once it is provided (I9): held -> `payee`.
 *
 * The payee is `clearingAccount` for what the server bills (U5, and its own part in U3), and
 * `sourceRevenue` for what a source bills from the billing information it was given (U3).
 *
 * @throws {BrokenInvariant} when the amount is not a whole number above zero
 */
export function captureEntry(captured: CapturedPart): Entry {
  const { order, client, payee, amountMinor, part, currency } = captured;
  const legs = move(heldAccount(client), payee, amountMinor);
  return { id: `${order}:capture:${part}`, kind: 'capture', currency, conversation: order, legs };
}

/**
 * Gives back what is still held for an order: what its capture left over, or all of it when the order
 * is voided (I10): held -> credit. `part` tells the two apart.
 *
 * @throws {BrokenInvariant} when the amount is not a whole number above zero
 */
export function releaseEntry(released: ReleasedPart): Entry {
  const { order, client, amountMinor, part, currency } = released;
  const legs = move(heldAccount(client), creditAccount(client), amountMinor);
  return { id: `${order}:release:${part}`, kind: 'release', currency, conversation: order, legs };
}

/**
 * Shares a captured amount out: clearing -> the server's revenue and what it owes the source (U5).
 *
 * A part of zero has no leg; in U3 the source's part is zero here, for the source bills it itself
 * (I13).
 *
 * @throws {BrokenInvariant} when a part is negative or not a whole number, or both are zero
 */
export function shareEntry(shared: SharedOrder): Entry {
  const { order, source, serverMinor, sourceMinor, currency } = shared;
  const totalMinor = serverMinor + sourceMinor;
  requireAmount(totalMinor, `the shared amount of order ${order}`);
  requirePart(serverMinor, `the server's part of order ${order}`);
  requirePart(sourceMinor, `the source's part of order ${order}`);
  const legs: Leg[] = [{ account: clearingAccount, amountMinor: -totalMinor }];
  if (serverMinor > 0) legs.push({ account: serverRevenue, amountMinor: serverMinor });
  if (sourceMinor > 0) legs.push({ account: payableTo(source), amountMinor: sourceMinor });
  return { id: `${order}:share`, kind: 'share', currency, conversation: order, legs };
}

/**
 * Pays a source's wholesale bill (U5, U16): what the server owes the source -> the source's
 * revenue.
 *
 * @throws {BrokenInvariant} when the amount is not a whole number above zero
 */
export function settlementEntry({ bill, source, amountMinor, currency }: SettledBill): Entry {
  const legs = move(payableTo(source), sourceRevenue(source), amountMinor);
  return { id: `${bill}:settlement`, kind: 'settlement', currency, conversation: bill, legs };
}

/**
 * Gives the client a part of an order back after its capture: `payer` -> credit.
 *
 * @throws {BrokenInvariant} when the amount is not a whole number above zero
 */
export function refundEntry(refunded: RefundedPart): Entry {
  const { order, client, payer, amountMinor, part, currency } = refunded;
  const legs = move(payer, creditAccount(client), amountMinor);
  return { id: `${order}:refund:${part}`, kind: 'refund', currency, conversation: order, legs };
}

/** Undoes an entry: its legs with the opposite sign, copied and never computed anew (I21). */
export function reversalOf(entry: Entry, id: string): Entry {
  const kind: EntryKind = 'reversal';
  const legs = entry.legs.map(({ account, amountMinor }) => ({
    account,
    amountMinor: -amountMinor,
  }));
  return { id, kind, currency: entry.currency, conversation: entry.conversation, legs };
}

/** The two legs of an amount above zero that goes from one account to another. */
export function move(from: string, to: string, amountMinor: Minor): readonly Leg[] {
  requireAmount(amountMinor, to);
  return [
    { account: from, amountMinor: -amountMinor },
    { account: to, amountMinor },
  ];
}

function requireAmount(amountMinor: Minor, what: string): void {
  requirePart(amountMinor, what);
  invariant(amountMinor !== 0, `an entry moves more than nothing, but ${what} moves 0`);
}

function requirePart(amountMinor: Minor, what: string): void {
  requireMinor(amountMinor, what);
  invariant(amountMinor >= 0, `${what} is zero or more, but it is ${amountMinor}`);
}
