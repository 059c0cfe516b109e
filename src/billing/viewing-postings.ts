/**
 * Viewing postings: the entries a viewing session, its bill and its royalties are made of.
 *
 *     viewing (charges) ─┐
 *     subsidy (credits) ─┴─▶ the subscriber's account ──▶ collection or return, when it is billed
 *     royalty            ──▶ a rights holder, when its statement is made
 *
 * `accounts.ts` draws which accounts they move. Units: minor units, always above zero. An id is made of
 * what is posted for and its kind, so a repeated request posts nothing (I6).
 * Laws (test/billing/viewing-postings.test.ts): every entry balances (I1); after a bill was collected
 * or returned, the subscriber's account holds exactly the account credit the bill says.
 */
import {
  creditAccount,
  payableTo,
  royaltiesOf,
  serverRevenue,
  sponsorBudget,
  subscriberAccount,
} from './accounts.ts';
import type { Entry, EntryKind, Leg } from './ledger.ts';
import type { Currency, Minor } from './money.ts';
import { move } from './postings.ts';

/** An amount of one subscriber, for a session or a bill that is its conversation. */
export type SubscriberAmount = {
  readonly conversation: string;
  readonly client: string;
  readonly amountMinor: Minor;
  readonly currency: Currency;
};

/**
 * Charges a session's programming, net of discounts, and fixes the source's share of it (A14).
 *
 * @throws {LedgerRefusal} from the ledger, when an amount is not whole
 */
export function viewingEntry(
  charged: SubscriberAmount & { readonly source: string; readonly sourceMinor: Minor },
): Entry {
  const { conversation, client, amountMinor, source, sourceMinor } = charged;
  const serverMinor = amountMinor - sourceMinor;
  const legs: Leg[] = [{ account: subscriberAccount(client), amountMinor: -amountMinor }];
  if (serverMinor > 0) legs.push({ account: serverRevenue, amountMinor: serverMinor });
  if (sourceMinor > 0) legs.push({ account: payableTo(source), amountMinor: sourceMinor });
  return entryOf(charged, `${conversation}:viewing`, 'viewing', legs);
}

/** Credits what a sponsor pays for in a session: a commercial viewed, a survey taken (Ba to Bc). */
export function subsidyEntry(credited: SubscriberAmount & { readonly sponsor: string }): Entry {
  const { conversation, client, amountMinor, sponsor } = credited;
  const legs = move(sponsorBudget(sponsor), subscriberAccount(client), amountMinor);
  return entryOf(credited, `${conversation}:subsidy:${sponsor}`, 'subsidy', legs);
}

/** Collects what a bill asks beyond what orders already hold: credit -> the subscriber's account. */
export function collectionEntry(collected: SubscriberAmount): Entry {
  const legs = move(
    creditAccount(collected.client),
    subscriberAccount(collected.client),
    collected.amountMinor,
  );
  return entryOf(collected, `${collected.conversation}:collection`, 'collection', legs);
}

/** Gives account credit back through the credit account: what a bill used of it, or pays out (A13). */
export function returnEntry(returned: SubscriberAmount): Entry {
  const legs = move(
    subscriberAccount(returned.client),
    creditAccount(returned.client),
    returned.amountMinor,
  );
  return entryOf(returned, `${returned.conversation}:return`, 'return', legs);
}

/** What a net below zero loses when nets are capped at zero (A13): it stays with the server. */
export function forfeitEntry(forfeited: SubscriberAmount): Entry {
  const legs = move(subscriberAccount(forfeited.client), serverRevenue, forfeited.amountMinor);
  return entryOf(forfeited, `${forfeited.conversation}:forfeit`, 'forfeit', legs);
}

/** Pays a rights holder what its statement says (A11, Bv). */
export function royaltyEntry(stated: {
  readonly number: string;
  readonly holder: string;
  readonly amountMinor: Minor;
  readonly currency: Currency;
}): Entry {
  const { number, holder, amountMinor } = stated;
  const legs = move(serverRevenue, royaltiesOf(holder), amountMinor);
  return entryOf({ ...stated, conversation: number }, `${number}:royalty`, 'royalty', legs);
}

function entryOf(
  about: { readonly conversation: string; readonly currency: Currency },
  id: string,
  kind: EntryKind,
  legs: readonly Leg[],
): Entry {
  return { id, kind, currency: about.currency, conversation: about.conversation, legs };
}
