import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Entry,
  type EntryKind,
  Ledger,
  LedgerRefusal,
  type LedgerRefusalReason,
  type Leg,
} from '../../src/billing/ledger.ts';

const RUNS = { seed: 20_010_621, numRuns: 1500 };
const CREDIT = 'client/alice:credit';
const HELD = 'client/alice:held';
const CLEARING = 'billing-processor:clearing';
const PAYABLE = 'processing-server:payable:source/x';

function entry(id: string, ...legs: readonly (readonly [string, number])[]): Entry {
  return {
    id,
    kind: 'hold',
    currency: 'USD',
    conversation: id,
    legs: legs.map(([account, amountMinor]) => ({ account, amountMinor })),
  };
}

function refusalOf(ledger: Ledger, refused: Entry): LedgerRefusalReason | 'accepted' {
  try {
    ledger.post(refused);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof LedgerRefusal)) throw error;
    expect(error.entryId).toBe(refused.id);
    return error.reason;
  }
}

describe('a posted entry', () => {
  test('moves every account it names and no other', () => {
    const ledger = new Ledger();
    expect(ledger.post(entry('a-1', [CREDIT, -399], [HELD, 399]))).toBe('posted');
    expect(ledger.post(entry('a-2', [HELD, -399], [CLEARING, 140], [PAYABLE, 259]))).toBe('posted');
    expect(ledger.accounts()).toEqual([
      { account: CLEARING, currency: 'USD', balanceMinor: 140 },
      { account: CREDIT, currency: 'USD', balanceMinor: -399 },
      { account: HELD, currency: 'USD', balanceMinor: 0 },
      { account: PAYABLE, currency: 'USD', balanceMinor: 259 },
    ]);
    expect(ledger.balance('client/bob:credit', 'USD')).toBe(0);
    expect(ledger.entryCount).toBe(2);
  });

  test('counts once however often it comes (I6)', () => {
    const ledger = new Ledger();
    const hold = entry('a-1', [CREDIT, -399], [HELD, 399]);
    ledger.post(hold);
    // It exists even when the account it gave to has since passed the money on.
    ledger.post(entry('a-2', [HELD, -399], [CLEARING, 399]));
    expect(ledger.post(structuredClone(hold))).toBe('exists');
    expect(ledger.balance(CREDIT, 'USD')).toBe(-399);
    expect(ledger.entryCount).toBe(2);
  });

  test('keeps currencies apart', () => {
    const ledger = new Ledger();
    ledger.post(entry('a-1', [CREDIT, -399], [HELD, 399]));
    ledger.post({ ...entry('a-2', [CREDIT, -7], [HELD, 7]), currency: 'points' });
    expect(ledger.balance(HELD, 'USD')).toBe(399);
    expect(ledger.balance(HELD, 'points')).toBe(7);
    expect(ledger.totals()).toEqual([
      { currency: 'USD', totalMinor: 0 },
      { currency: 'points', totalMinor: 0 },
    ]);
    const crossed = { ...entry('a-3', [HELD, -8], [CLEARING, 8]), currency: 'points' };
    expect(refusalOf(ledger, crossed)).toBe('overdrawn');
  });

  test('adds up exactly where balances nearly leave the safe integers', () => {
    const ledger = new Ledger();
    const most = Number.MAX_SAFE_INTEGER;
    for (const who of ['a', 'b', 'c']) {
      ledger.post(entry(who, [`${who}:debts`, -most], [`${who}:money`, most]));
    }
    expect(ledger.totals()).toEqual([{ currency: 'USD', totalMinor: 0 }]);
    expect(refusalOf(ledger, entry('d', ['d:money', -1], ['a:money', 1]))).toBe(
      'beyond-safe-integers',
    );
  });
});

describe('a refused entry', () => {
  const refusals: readonly (readonly [string, LedgerRefusalReason, Entry])[] = [
    ['no legs', 'too-few-legs', entry('n')],
    ['one leg', 'too-few-legs', entry('n', [CREDIT, -1])],
    ['legs that do not sum to zero', 'unbalanced', entry('n', [CREDIT, -2], [HELD, 1])],
    ['a leg of nothing', 'amount-not-whole', entry('n', [CREDIT, 0], [HELD, 0])],
    ['parts of units', 'amount-not-whole', entry('n', [CREDIT, -0.5], [HELD, 0.5])],
    ['no number', 'amount-not-whole', entry('n', [CREDIT, Number.NaN], [HELD, 1])],
    ['too large an amount', 'amount-not-whole', entry('n', [CREDIT, -(2 ** 53)], [HELD, 2 ** 53])],
    ['an account twice', 'account-named-twice', entry('n', [CREDIT, -1], [CREDIT, 1])],
    ['no owner', 'unknown-account-form', entry('n', ['credit', -1], [HELD, 1])],
    ['more held money than there is', 'overdrawn', entry('n', [HELD, -100], [CREDIT, 100])],
    ['more owed to a source than there is', 'overdrawn', entry('n', [CREDIT, 1], [PAYABLE, -1])],
    ['other content', 'different-content', entry('a-1', [CREDIT, -98], [HELD, 98])],
    [
      'a sum beyond the safe integers',
      'beyond-safe-integers',
      entry('n', ['a:b', Number.MAX_SAFE_INTEGER], ['c:d', 1], ['e:f', -1]),
    ],
  ];

  test.each(refusals)('with %s leaves no trace (%s)', (_, reason, refused) => {
    const ledger = new Ledger();
    ledger.post(entry('a-1', [CREDIT, -99], [HELD, 99]));
    const before = ledger.accounts();
    expect(refusalOf(ledger, refused)).toBe(reason);
    expect(ledger.accounts()).toEqual(before);
    expect(ledger.entryCount).toBe(1);
    // Its id is still free, unless it was taken before.
    if (refused.id === 'n') expect(ledger.post(entry('n', [CREDIT, -1], [HELD, 1]))).toBe('posted');
  });

  test('says which entry, what is wrong and what to do', () => {
    const ledger = new Ledger();
    expect(() => ledger.post(entry('a-1:capture', [HELD, -399], [CLEARING, 399]))).toThrow(
      'entry "a-1:capture" (hold, USD) was refused: client/alice:held has 0 and cannot give 399; post what fills it first',
    );
  });
});

/** The same rules written for reading: everything is kept, everything is added up every time. */
class NaiveLedger {
  readonly entries: Entry[] = [];

  post(added: Entry): 'posted' | 'exists' | 'refused' {
    const known = this.entries.find(({ id }) => id === added.id);
    if (known !== undefined) {
      return JSON.stringify(known) === JSON.stringify(added) ? 'exists' : 'refused';
    }
    const { legs, currency } = added;
    const isWellFormed =
      legs.length >= 2 &&
      legs.every(({ amountMinor }) => Number.isSafeInteger(amountMinor) && amountMinor !== 0) &&
      new Set(legs.map(({ account }) => account)).size === legs.length &&
      legs.reduce((sum, { amountMinor }) => sum + amountMinor, 0) === 0;
    const overdraws = legs.some(
      ({ account, amountMinor }) =>
        /:(held|payable:.*)$/.test(account) && this.balance(account, currency) + amountMinor < 0,
    );
    if (!isWellFormed || overdraws) return 'refused';
    this.entries.push(added);
    return 'posted';
  }

  balance(account: string, currency: string): number {
    return this.entries
      .filter((posted) => posted.currency === currency)
      .flatMap(({ legs }) => legs)
      .filter((leg) => leg.account === account)
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  }
}

describe('any sequence of entries, good, bad and repeated (I1, I2, I6, I7, I8)', () => {
  const accounts = [CREDIT, HELD, CLEARING, PAYABLE, 'source/x:revenue'];
  const ids = fc.constantFrom(...Array.from({ length: 12 }, (_, index) => `order-${index}`));
  const kinds = fc.constantFrom<EntryKind>('hold', 'capture', 'release');
  const currencies = fc.constantFrom('USD', 'USD', 'points');
  const anyAmount = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: -9, max: 9 }) },
    { weight: 1, arbitrary: fc.constantFrom(0.5, -0.25, Number.NaN, 2 ** 53) },
  );
  const anyLegs = fc.array(
    fc.record({ account: fc.constantFrom(...accounts), amountMinor: anyAmount }),
    { maxLength: 4 },
  );
  const balancedLegs = fc
    .tuple(
      fc.shuffledSubarray(accounts, { minLength: 2, maxLength: 4 }),
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 }),
    )
    .map(([named, amounts]): Leg[] => {
      const given = named
        .slice(1)
        .map((account, at) => ({ account, amountMinor: amounts[at] ?? 1 }));
      const sumMinor = given.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      return [{ account: named[0] ?? CREDIT, amountMinor: 0 - sumMinor }, ...given];
    });
  const entries = fc.record({
    id: ids,
    kind: kinds,
    currency: currencies,
    conversation: fc.constantFrom('order', 'bill-1'),
    legs: fc.oneof({ weight: 4, arbitrary: balancedLegs }, { weight: 1, arbitrary: anyLegs }),
  });
  // Most repeat another entry of the sequence: an earlier one, or a later one that then repeats.
  const sequences = fc
    .array(fc.tuple(entries, fc.nat({ max: 30 })), { minLength: 10, maxLength: 30, size: 'max' })
    .map((list) => list.map(([fresh, at]) => list[at]?.[0] ?? fresh));

  function outcomeOf(ledger: Ledger, posted: Entry): 'posted' | 'exists' | 'refused' {
    try {
      return ledger.post(posted);
    } catch (error) {
      if (error instanceof LedgerRefusal) return 'refused';
      throw error;
    }
  }

  test('agrees with the naive ledger after every entry, and always sums to zero', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(sequences, (sequence) => {
        const ledger = new Ledger();
        const naive = new NaiveLedger();
        for (const posted of sequence) {
          const outcome = outcomeOf(ledger, posted);
          seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
          expect(outcome).toBe(naive.post(posted));
          expect(ledger.totals().every(({ totalMinor }) => totalMinor === 0)).toBe(true);
        }
        for (const { account, currency, balanceMinor } of ledger.accounts()) {
          expect(Number.isSafeInteger(balanceMinor)).toBe(true);
          expect(balanceMinor).toBe(naive.balance(account, currency));
        }
        const touched = naive.entries.flatMap(({ currency, legs }) =>
          legs.map(({ account }) => `${account} ${currency}`),
        );
        expect(ledger.accounts().length).toBe(new Set(touched).size);
        expect(ledger.entryCount).toBe(naive.entries.length);
      }),
      RUNS,
    );
    // The sequences are worth something only if they meet every outcome, often.
    for (const outcome of ['posted', 'exists', 'refused']) {
      expect(seen.get(outcome) ?? 0).toBeGreaterThan(RUNS.numRuns);
    }
  });

  test('posting a whole sequence again changes nothing', () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        const ledger = new Ledger();
        const accepted = sequence.filter((posted) => outcomeOf(ledger, posted) === 'posted');
        const before = ledger.accounts();
        for (const again of [...accepted].reverse()) expect(ledger.post(again)).toBe('exists');
        expect(ledger.accounts()).toEqual(before);
      }),
      RUNS,
    );
  });
});
