/**
 * Accounts: the chart of accounts, as functions from a participant's address to `OWNER:NAME`.
 *
 * A purchase of 399 by client/alice; the source's part is 259, the server's own is 140.
 *
 * Settlement by later bill (U5): the server bills the client for everything.
 *
 *     client/alice:credit --hold 399--> client/alice:held
 *                         <--release---        |
 *                                   capture 399|
 *                                              v
 *                               billing-processor:clearing
 *                      share 140 |                      | share 259
 *                                v                      v
 *          processing-server:revenue      processing-server:payable:source/x
 *                                                       | settlement 259, when the
 *                                                       v wholesale bill is paid
 *                                               source/x:revenue
 *
 * Settlement by billing information (U3): each bills its own part, so the server never owes and
 * never is owed the source's part (I13).
 *
 *     client/alice:credit --hold 399--> client/alice:held
 *                       capture:server 140 |           | capture:source 259
 *                                          v           v
 *             billing-processor:clearing          source/x:revenue
 *                      share 140 |
 *                                v
 *          processing-server:revenue
 *
 * Viewing (B1): charges net of discounts are shared between server and source, sponsors pay what is
 * credited, rights holders are paid out of the server's part when their statement is made.
 *
 *     client/alice:account --viewing 504--> processing-server:revenue, processing-server:payable:source/x
 *                          <--subsidy 97--- sponsor/soda:budget
 *     client/alice:credit --collection 407--> client/alice:account      when the bill is due
 *                         <--return----------                           account credit that was used
 *     processing-server:revenue --royalty 32--> rights-holder/actor-a:royalties
 *
 * Signs: positive is what the owner has. `credit` starts at 0 and falls: what the client owes the
 * credit issuer is a negative balance. `held` and `payable` only pass on what they got, so they never
 * go below zero (test/billing/accounts.test.ts, test/billing/ledger.test.ts). `clearing` is below zero
 * by what is shared out and not collected yet: clients billed per cycle pay after their orders close.
 * A client's `account` is below zero by what its viewing comes to and no bill has collected yet, and
 * above zero by its account credit (A13).
 * Addresses hold no colon; the first colon of an account ends the owner.
 */
import { invariant } from './invariant.ts';

/** Where captured money meets what is shared out; what is missing is still to be collected. */
export const clearingAccount = 'billing-processor:clearing';

/** What the server has earned. */
export const serverRevenue = 'processing-server:revenue';

/** What the client owes its credit issuer, as a negative balance (U10). */
export function creditAccount(client: string): string {
  return `${client}:credit`;
}

/** What is set aside for the client's purchases that are not provided yet. */
export function heldAccount(client: string): string {
  return `${client}:held`;
}

/** What a subscriber owes for viewing (below zero), or has as account credit (A13). */
export function subscriberAccount(client: string): string {
  return `${client}:account`;
}

/** What a sponsor has paid for subsidy content, surveys and promotions, as a negative balance. */
export function sponsorBudget(sponsor: string): string {
  return `sponsor/${ledgerName(sponsor)}:budget`;
}

/** What a rights holder has been paid. */
export function royaltiesOf(holder: string): string {
  return `rights-holder/${ledgerName(holder)}:royalties`;
}

/** A name as it stands in an account: `Actor A` is `actor-a`. */
export function ledgerName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** What the server has billed for a source and owes it until the source's bill is paid (U5). */
export function payableTo(source: string): string {
  return `processing-server:payable:${source}`;
}

/** What a source has been paid. */
export function sourceRevenue(source: string): string {
  return `${source}:revenue`;
}

/**
 * The address of the participant an account belongs to.
 *
 * @throws {BrokenInvariant} when `account` is not of the form OWNER:NAME
 */
export function ownerOf(account: string): string {
  invariant(isAccount(account), `an account is OWNER:NAME, but this one is "${account}"`);
  return account.slice(0, account.indexOf(':'));
}

/** Whether `account` has the form OWNER:NAME, neither of them empty. */
export function isAccount(account: string): boolean {
  const colonAt = account.indexOf(':');
  return colonAt > 0 && colonAt < account.length - 1;
}

/** Whether the account only passes money on, so that its balance is never below zero. */
export function isPassingOn(account: string): boolean {
  const name = account.slice(account.indexOf(':') + 1);
  return name === 'held' || name.startsWith('payable:');
}
