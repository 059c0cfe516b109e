import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clearingAccount,
  creditAccount,
  heldAccount,
  payableTo,
  serverRevenue,
  sourceRevenue,
} from '../../src/billing/accounts.ts';
import { BrokenInvariant } from '../../src/billing/invariant.ts';
import { type Entry, Ledger } from '../../src/billing/ledger.ts';
import {
  captureEntry,
  holdEntry,
  refundEntry,
  releaseEntry,
  reversalOf,
  settlementEntry,
  shareEntry,
} from '../../src/billing/postings.ts';

const RUNS = { seed: 20_010_621, numRuns: 1000 };
const order = 'alice-1';
const client = 'client/alice';
const source = 'source/x';
const currency = 'USD';
const bill = 'source/x-bill-1';

/** U5: the server bills the client for everything, the source bills the server later. */
function laterBill(serverMinor: number, sourceMinor: number): readonly Entry[] {
  const amountMinor = serverMinor + sourceMinor;
  return [
    holdEntry({ order, client, amountMinor, currency }),
    captureEntry({ order, client, payee: clearingAccount, amountMinor, part: 'server', currency }),
    shareEntry({ order, source, serverMinor, sourceMinor, currency }),
    settlementEntry({ bill, source, amountMinor: sourceMinor, currency }),
  ];
}

/** U3: each bills its own part. */
function billingInformation(serverMinor: number, sourceMinor: number): readonly Entry[] {
  const server = { order, client, amountMinor: serverMinor, part: 'server', currency };
  const ofSource = { order, client, amountMinor: sourceMinor, part: 'source', currency };
  return [
    holdEntry({ order, client, amountMinor: serverMinor + sourceMinor, currency }),
    captureEntry({ ...server, payee: clearingAccount }),
    shareEntry({ order, source, serverMinor, sourceMinor: 0, currency }),
    captureEntry({ ...ofSource, payee: sourceRevenue(source) }),
  ];
}

function ledgerOf(entries: readonly Entry[]): Ledger {
  const ledger = new Ledger();
  for (const entry of entries) expect(ledger.post(entry)).toBe('posted');
  return ledger;
}

function balances(ledger: Ledger): Record<string, number> {
  return Object.fromEntries(ledger.accounts().map((row) => [row.account, row.balanceMinor]));
}

describe('a purchase of 399, of which 259 is the source', () => {
  test('by later bill passes through the server to the source (U5)', () => {
    const beforeSettlement = ledgerOf(laterBill(140, 259).slice(0, 3));
    expect(balances(beforeSettlement)).toEqual({
      [creditAccount(client)]: -399,
      [heldAccount(client)]: 0,
      [clearingAccount]: 0,
      [serverRevenue]: 140,
      [payableTo(source)]: 259,
    });
    expect(balances(ledgerOf(laterBill(140, 259)))).toEqual({
      [creditAccount(client)]: -399,
      [heldAccount(client)]: 0,
      [clearingAccount]: 0,
      [serverRevenue]: 140,
      [payableTo(source)]: 0,
      [sourceRevenue(source)]: 259,
    });
  });

  test('by billing information never passes through what the server owes (U3, I13)', () => {
    // No payable account at all: it was never posted to.
    expect(balances(ledgerOf(billingInformation(140, 259)))).toEqual({
      [creditAccount(client)]: -399,
      [heldAccount(client)]: 0,
      [clearingAccount]: 0,
      [serverRevenue]: 140,
      [sourceRevenue(source)]: 259,
    });
  });

  test('has ids made of the order, the kind and the part', () => {
    expect(
      laterBill(140, 259).map(({ id, kind, conversation }) => [id, kind, conversation]),
    ).toEqual([
      ['alice-1:hold', 'hold', 'alice-1'],
      ['alice-1:capture:server', 'capture', 'alice-1'],
      ['alice-1:share', 'share', 'alice-1'],
      ['source/x-bill-1:settlement', 'settlement', 'source/x-bill-1'],
    ]);
    expect(billingInformation(140, 259)[3]?.id).toBe('alice-1:capture:source');
  });

  test('can be voided before capture and refunded after it (I10)', () => {
    const amount = { order, client, amountMinor: 399, currency };
    const voided = ledgerOf([holdEntry(amount), releaseEntry({ ...amount, part: 'rest' })]);
    expect(balances(voided)).toEqual({ [creditAccount(client)]: 0, [heldAccount(client)]: 0 });

    const refunded = ledgerOf([
      ...laterBill(140, 259),
      refundEntry({
        order,
        client,
        payer: serverRevenue,
        amountMinor: 140,
        part: 'server',
        currency,
      }),
      refundEntry({
        order,
        client,
        payer: sourceRevenue(source),
        amountMinor: 259,
        part: 'source',
        currency,
      }),
    ]);
    expect(Object.values(balances(refunded))).toEqual([0, 0, 0, 0, 0, 0]);
    expect(refunded.entryCount).toBe(6);
  });

  test('cannot be captured twice under one part, nor for more than is held', () => {
    const ledger = ledgerOf(laterBill(140, 259).slice(0, 2));
    const again = { order, client, payee: clearingAccount, amountMinor: 399, currency };
    expect(ledger.post(captureEntry({ ...again, part: 'server' }))).toBe('exists');
    expect(() => ledger.post(captureEntry({ ...again, part: 'source' }))).toThrow(
      /cannot give 399/,
    );
  });
});

describe('an entry', () => {
  test('of a share leaves out a part of zero', () => {
    const free = shareEntry({ order, source, serverMinor: 0, sourceMinor: 259, currency });
    expect(free.legs).toEqual([
      { account: clearingAccount, amountMinor: -259 },
      { account: payableTo(source), amountMinor: 259 },
    ]);
  });

  test.each([0, -1, 0.5, Number.NaN])('of %d is not made', (amountMinor) => {
    const amount = { order, client, amountMinor, currency };
    const part = { ...amount, part: 'server' };
    const attempts = [
      () => holdEntry(amount),
      () => releaseEntry({ ...amount, part: 'rest' }),
      () => captureEntry({ ...part, payee: clearingAccount }),
      () => refundEntry({ ...part, payer: serverRevenue }),
      () => settlementEntry({ bill, source, amountMinor, currency }),
      () => shareEntry({ order, source, serverMinor: amountMinor, sourceMinor: 0, currency }),
      () => shareEntry({ order, source, serverMinor: 0, sourceMinor: amountMinor, currency }),
    ];
    for (const attempt of attempts) expect(attempt).toThrow(BrokenInvariant);
  });

  test('of a share is not made when one part hides a negative other', () => {
    expect(() =>
      shareEntry({ order, source, serverMinor: 400, sourceMinor: -1, currency }),
    ).toThrow(BrokenInvariant);
  });

  test('and its reversal leave every balance as it was (I21)', () => {
    const amounts = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(amounts, amounts, fc.nat({ max: 3 }), (serverMinor, sourceMinor, upTo) => {
        for (const entries of [
          laterBill(serverMinor, sourceMinor),
          billingInformation(serverMinor, sourceMinor),
        ]) {
          const ledger = ledgerOf(entries.slice(0, upTo));
          const last = entries[upTo];
          if (last === undefined) throw new Error('both flows have four entries');
          const before = balances(ledger);
          ledger.post(last);
          expect(balances(ledger)).not.toEqual(before);
          const reversal = reversalOf(last, `${last.id}:reversal`);
          expect(reversal).toMatchObject({
            kind: 'reversal',
            currency,
            conversation: last.conversation,
          });
          expect(ledger.post(reversal)).toBe('posted');
          for (const { account, balanceMinor } of ledger.accounts()) {
            expect(balanceMinor).toBe(before[account] ?? 0);
          }
        }
      }),
      RUNS,
    );
  });

  test('of either settlement model takes the same from the client and gives each its part (I13)', () => {
    const amounts = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(amounts, amounts, (serverMinor, sourceMinor) => {
        for (const entries of [
          laterBill(serverMinor, sourceMinor),
          billingInformation(serverMinor, sourceMinor),
        ]) {
          const ledger = ledgerOf(entries);
          expect(ledger.balance(creditAccount(client), currency)).toBe(
            -(serverMinor + sourceMinor),
          );
          expect(ledger.balance(serverRevenue, currency)).toBe(serverMinor);
          expect(ledger.balance(sourceRevenue(source), currency)).toBe(sourceMinor);
        }
      }),
      RUNS,
    );
  });
});
