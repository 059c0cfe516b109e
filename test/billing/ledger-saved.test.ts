/** Ledger put aside: one that goes on from it has the same balances and remembers the same entries. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Entry, Ledger, LedgerRefusal } from '../../src/billing/ledger.ts';

const ACCOUNTS = ['client/a:due', 'client/b:due', 'source/s:earned', 'billing-processor:clearing'];

/** Entries of few ids between few accounts: many come again, some with other content. */
const entry: fc.Arbitrary<Entry> = fc
  .record({
    id: fc.constantFrom('o-1:x', 'o-2:x', 'o-3:x', 'o-4:x'),
    currency: fc.constantFrom('USD', 'EUR'),
    from: fc.constantFrom(...ACCOUNTS),
    to: fc.constantFrom(...ACCOUNTS),
    amountMinor: fc.integer({ min: 1, max: 50 }),
  })
  .map(({ id, currency, from, to, amountMinor }) => ({
    id,
    kind: 'capture',
    currency,
    conversation: id.slice(0, 3),
    legs: [
      { account: from, amountMinor: -amountMinor },
      { account: to, amountMinor },
    ],
  }));

function posted(ledger: Ledger, entries: readonly Entry[]): readonly string[] {
  return entries.map((one) => {
    try {
      return ledger.post(one);
    } catch (error) {
      if (error instanceof LedgerRefusal) return error.message;
      throw error;
    }
  });
}

test('whatever was posted before and is posted after, both ledgers say the same', () => {
  fc.assert(
    fc.property(fc.array(entry), fc.array(entry), (before, after) => {
      const one = new Ledger();
      posted(one, before);
      const saved = one.save();
      const kept = structuredClone(saved);
      const other = new Ledger(saved);
      expect(other.accounts()).toEqual(one.accounts());
      expect(posted(other, after)).toEqual(posted(one, after));
      expect(other.accounts()).toEqual(one.accounts());
      expect(other.totals()).toEqual(one.totals());
      expect(other.entryCount).toBe(one.entryCount);
      for (const account of ACCOUNTS) {
        expect(other.balance(account, 'USD')).toBe(one.balance(account, 'USD'));
      }
      expect(other.save()).toEqual(one.save());
      expect(saved).toEqual(kept);
    }),
    { seed: 88, numRuns: 2_000 },
  );
});
