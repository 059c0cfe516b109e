/**
 * Account slot: an account as the ledger keeps it.
 */
import { isPassingOn } from './accounts.ts';
import type { Currency, Minor } from './money.ts';

/** One account in one currency; it may have been made by an entry that was then refused. */
export interface AccountSlot {
  readonly account: string;
  readonly currency: Currency;
  readonly isPassingOn: boolean;
  balanceMinor: Minor;
  isUsed: boolean;
  /** The last check that met this slot: how one entry naming it twice is seen. */
  checkedBy: number;
  /** What the entry checked last would add to the balance. */
  pendingMinor: Minor;
}

/** An account with the balance it has; undefined when nothing was posted to it. */
export function slotOf(account: string, currency: Currency, balanceMinor?: Minor): AccountSlot {
  return {
    account,
    currency,
    isPassingOn: isPassingOn(account),
    balanceMinor: balanceMinor ?? 0,
    isUsed: balanceMinor !== undefined,
    checkedBy: 0,
    pendingMinor: 0,
  };
}
