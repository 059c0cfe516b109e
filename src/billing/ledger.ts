/**
 * Ledger: every movement of money of one run, as balanced entries between accounts.
 *
 *     post(entry) --new id, well formed---------> 'posted'   every leg moves its account
 *                 --known id, the same content--> 'exists'   nothing moves
 *                 --anything else---------------> LedgerRefusal, nothing moves
 *
 * Units: minor units; accounts of different currencies never meet.
 * Memory: a balance per account and a few numbers per entry (`posted-entries.ts`).
 * Laws (test/billing/ledger.test.ts):
 *   - the balances of a currency sum to zero after every post (I1), and are whole numbers (I2);
 *   - posting an entry again, in any order and any number of times, changes nothing (I6);
 *   - an id never stands for two contents (I7);
 *   - remembering an id and moving the money are one step: a refused entry leaves no trace (I8).
 */
import { type AccountSlot, slotOf } from './account-slot.ts';
import { isAccount } from './accounts.ts';
import { byCodeUnit } from './code-unit-order.ts';
import type { Currency, Minor } from './money.ts';
import { PostedEntries, type PostedState } from './posted-entries.ts';

/** One account's part of an entry: positive when the account receives, negative when it gives. */
export type Leg = { readonly account: string; readonly amountMinor: Minor };

export type EntryKind =
  | 'hold'
  | 'capture'
  | 'release'
  | 'refund'
  | 'share'
  | 'settlement'
  | 'viewing'
  | 'subsidy'
  | 'collection'
  | 'return'
  | 'forfeit'
  | 'royalty'
  | 'reversal';

/** One movement of money; the legs sum to zero and name each account once. */
export type Entry = {
  readonly id: string;
  readonly kind: EntryKind;
  readonly currency: Currency;
  /** The conversation the movement belongs to, usually the order. */
  readonly conversation: string;
  readonly legs: readonly Leg[];
};

/** Why an entry was refused. */
export type LedgerRefusalReason =
  | 'different-content'
  | 'too-few-legs'
  | 'unknown-account-form'
  | 'account-named-twice'
  | 'amount-not-whole'
  | 'unbalanced'
  | 'overdrawn'
  | 'beyond-safe-integers';

/** One account's balance in one currency, in minor units. */
export type AccountBalance = {
  readonly account: string;
  readonly currency: Currency;
  readonly balanceMinor: Minor;
};

/** The sum of all balances of one currency, in minor units: zero. */
export type CurrencyTotal = { readonly currency: Currency; readonly totalMinor: Minor };

/** A ledger as plain data: the balances by currency and account, and what was posted. */
export interface LedgerState {
  readonly balances: ReadonlyMap<Currency, ReadonlyMap<string, Minor>>;
  readonly posted: PostedState;
}

/** The ledger did not accept an entry, and nothing changed. */
export class LedgerRefusal extends Error {
  override readonly name = 'LedgerRefusal';
  readonly reason: LedgerRefusalReason;
  readonly entryId: string;

  constructor(entry: Entry, reason: LedgerRefusalReason, sentence: string) {
    super(`entry "${entry.id}" (${entry.kind}, ${entry.currency}) was refused: ${sentence}`);
    this.reason = reason;
    this.entryId = entry.id;
  }
}

/** Posts entries and knows every balance. */
export class Ledger {
  readonly #slots = new Map<Currency, Map<string, AccountSlot>>();
  /** The balances it began with, of accounts that nothing was posted to since. */
  readonly #before: LedgerState['balances'];
  readonly #posted: PostedEntries;
  /** The slots of the entry checked last, kept so that posting finds each of them once. */
  readonly #checked: AccountSlot[] = [];
  #checkCount = 0;

  /** @param from the state of a ledger that this one goes on from; it stays as it is */
  constructor(from: LedgerState | null = null) {
    this.#before = from?.balances ?? new Map();
    this.#posted = new PostedEntries(from?.posted);
  }

  /** How many entries have been posted, each id once. */
  get entryCount(): number {
    return this.#posted.count;
  }

  /**
   * Posts an entry whole, or not at all.
   *
   * Returns 'exists', and changes nothing, for an id that was posted with the same content; the
   * order of the legs is part of the content.
   *
   * @throws {LedgerRefusal} when the id was posted with other content (I7); the legs are fewer than
   *   two, do not sum to zero (I1), or name an account twice; an amount is zero or not a safe
   *   integer (I2); or an account that only passes money on would go below zero
   */
  post(entry: Entry): 'posted' | 'exists' {
    const recollection = this.#posted.recall(entry);
    if (recollection === 'same') return 'exists';
    if (recollection === 'different') {
      const rule = 'a correction is an entry with an id of its own';
      refuse(entry, 'different-content', `this id was posted with other content; ${rule}`);
    }
    this.#check(entry);
    this.#posted.remember(entry);
    for (const slot of this.#checked) {
      slot.balanceMinor += slot.pendingMinor;
      slot.isUsed = true;
    }
    return 'posted';
  }

  /** The balance of an account in minor units; zero for an account nothing was posted to. */
  balance(account: string, currency: Currency): Minor {
    const slot = this.#slots.get(currency)?.get(account);
    return slot?.balanceMinor ?? this.#before.get(currency)?.get(account) ?? 0;
  }

  /** Every account something was posted to, by account and then currency in code unit order. */
  accounts(): readonly AccountBalance[] {
    return [...this.#used()].sort(
      (a, b) => byCodeUnit(a.account, b.account) || byCodeUnit(a.currency, b.currency),
    );
  }

  /** The sum of all balances per currency, added up afresh, by currency in code unit order (I1). */
  totals(): readonly CurrencyTotal[] {
    const sums = new Map<Currency, bigint>();
    for (const { currency, balanceMinor } of this.#used()) {
      // Single balances are safe integers; their partial sums need not be.
      sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(balanceMinor));
    }
    return [...sums]
      .map(([currency, sum]) => ({ currency, totalMinor: Number(sum) }))
      .sort((a, b) => byCodeUnit(a.currency, b.currency));
  }

  /** All it knows. */
  save(): LedgerState {
    const balances = new Map<Currency, Map<string, Minor>>();
    for (const { account, currency, balanceMinor } of this.#used()) {
      balances.set(currency, (balances.get(currency) ?? new Map()).set(account, balanceMinor));
    }
    return { balances, posted: this.#posted.save() };
  }

  /** Throws unless a new entry can be posted whole; moves nothing. */
  #check(entry: Entry): void {
    if (entry.legs.length < 2) {
      const rule = 'money moves between at least two accounts; add the other side';
      refuse(entry, 'too-few-legs', rule);
    }
    this.#checkCount += 1;
    this.#checked.length = 0;
    const book = this.#book(entry.currency);
    let sumMinor = 0;
    for (const leg of entry.legs) {
      this.#checkLeg(entry, book, leg);
      sumMinor += leg.amountMinor;
      if (!Number.isSafeInteger(sumMinor)) {
        refuse(entry, 'beyond-safe-integers', 'its legs add up to more than a safe integer');
      }
    }
    if (sumMinor !== 0) {
      refuse(entry, 'unbalanced', `its legs sum to ${sumMinor}; what is given must be received`);
    }
  }

  #checkLeg(entry: Entry, book: Map<string, AccountSlot>, { account, amountMinor }: Leg): void {
    if (!Number.isSafeInteger(amountMinor) || amountMinor === 0) {
      const rule = 'round once, before posting, and leave out legs of nothing';
      refuse(entry, 'amount-not-whole', `${account} would move by ${amountMinor}; ${rule}`);
    }
    const slot = book.get(account) ?? this.#openSlot(entry, book, account);
    if (slot.checkedBy === this.#checkCount) {
      refuse(entry, 'account-named-twice', `${account} is named twice; add its legs up first`);
    }
    slot.checkedBy = this.#checkCount;
    slot.pendingMinor = amountMinor;
    this.#checked.push(slot);
    const afterMinor = slot.balanceMinor + amountMinor;
    if (slot.isPassingOn && afterMinor < 0) {
      const has = `${account} has ${slot.balanceMinor} and cannot give ${-amountMinor}`;
      refuse(entry, 'overdrawn', `${has}; post what fills it first`);
    }
    if (!Number.isSafeInteger(afterMinor)) {
      refuse(entry, 'beyond-safe-integers', `${account} would leave the safe integers`);
    }
  }

  #book(currency: Currency): Map<string, AccountSlot> {
    const known = this.#slots.get(currency);
    if (known !== undefined) return known;
    const book = new Map<string, AccountSlot>();
    this.#slots.set(currency, book);
    return book;
  }

  #openSlot(entry: Entry, book: Map<string, AccountSlot>, account: string): AccountSlot {
    if (!isAccount(account)) {
      refuse(entry, 'unknown-account-form', `"${account}" is not OWNER:NAME`);
    }
    const slot = slotOf(account, entry.currency, this.#before.get(entry.currency)?.get(account));
    book.set(account, slot);
    return slot;
  }

  /** Every account that something was posted to. */
  *#used(): Generator<AccountBalance> {
    for (const [currency, balances] of this.#before) {
      const book = this.#slots.get(currency);
      for (const [account, balanceMinor] of balances) {
        if (book?.has(account) !== true) yield { account, currency, balanceMinor };
      }
    }
    for (const book of this.#slots.values()) {
      for (const { account, currency, balanceMinor, isUsed } of book.values()) {
        if (isUsed) yield { account, currency, balanceMinor };
      }
    }
  }
}

function refuse(entry: Entry, reason: LedgerRefusalReason, sentence: string): never {
  throw new LedgerRefusal(entry, reason, sentence);
}
