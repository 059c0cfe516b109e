import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draftBill, NEGATIVE_NETS } from '../../src/billing/bill.ts';
import { type Entry, Ledger } from '../../src/billing/ledger.ts';
import {
  collectionEntry,
  forfeitEntry,
  returnEntry,
  royaltyEntry,
  subsidyEntry,
  viewingEntry,
} from '../../src/billing/viewing-postings.ts';

const RUNS = { seed: 20_010_621, numRuns: 1000 };
const client = 'client/alice';
const currency = 'USD';
const source = 'source/x';
const conversation = 'alice-viewing-1';
const about = (of: string, amountMinor: number) => ({
  conversation: of,
  client,
  currency,
  amountMinor,
});

function balances(entries: readonly Entry[]): Readonly<Record<string, number>> {
  const ledger = new Ledger();
  for (const entry of entries) ledger.post(entry);
  return Object.fromEntries(ledger.accounts().map((one) => [one.account, one.balanceMinor]));
}

describe('a session', () => {
  test('charges the account, and shares what it charges between server and source', () => {
    const entry = viewingEntry({ ...about(conversation, 504), source, sourceMinor: 302 });
    expect(entry).toMatchObject({ id: 'alice-viewing-1:viewing', kind: 'viewing' });
    expect(balances([entry])).toEqual({
      'client/alice:account': -504,
      'processing-server:revenue': 202,
      'processing-server:payable:source/x': 302,
    });
  });

  test.each([
    ['the source', 504, { 'processing-server:payable:source/x': 504 }],
    ['the server', 0, { 'processing-server:revenue': 504 }],
  ])('of which %s has everything moves nothing to the other', (_, sourceMinor, shares) => {
    const entry = viewingEntry({ ...about(conversation, 504), source, sourceMinor });
    expect(balances([entry])).toEqual({ 'client/alice:account': -504, ...shares });
  });

  test('is credited by each sponsor, one entry each', () => {
    const entries = ['soda', 'Soap & Co.'].map((sponsor) =>
      subsidyEntry({ ...about(conversation, 30), sponsor }),
    );
    expect(new Set(entries.map(({ id }) => id)).size).toBe(2);
    expect(balances(entries)).toEqual({
      'client/alice:account': 60,
      'sponsor/soda:budget': -30,
      'sponsor/soap-co:budget': -30,
    });
  });
});

test('a rights holder is paid out of what the server has earned', () => {
  const entry = royaltyEntry({ number: 'R-1', holder: 'Actor A', amountMinor: 32, currency });
  expect(entry.id).toBe('R-1:royalty');
  expect(balances([entry])).toEqual({
    'processing-server:revenue': -32,
    'rights-holder/actor-a:royalties': 32,
  });
});

test('an entry that is posted again posts nothing (I6)', () => {
  const entry = collectionEntry(about('B-1', 5));
  expect(balances([entry, entry])).toEqual(balances([entry]));
});

test('after its bill was collected, paid out or forfeited, the account has its account credit', () => {
  const session = fc.tuple(fc.nat(900), fc.nat(900));
  const sessions = fc.array(session, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(sessions, fc.constantFrom(...NEGATIVE_NETS), (nets, negativeNet) => {
      const entries: Entry[] = [];
      let creditMinor = 0;
      for (const [n, [chargedMinor, creditedMinor]] of nets.entries()) {
        const of = `alice-viewing-${n}`;
        const number = `B-${n}`;
        if (chargedMinor > 0) {
          entries.push(viewingEntry({ ...about(of, chargedMinor), source, sourceMinor: 0 }));
        }
        if (creditedMinor > 0) {
          entries.push(subsidyEntry({ ...about(of, creditedMinor), sponsor: 'soda' }));
        }
        const lineOf = (kind: 'charge' | 'credit', amountMinor: number) => ({
          order: of,
          kind,
          description: kind,
          source,
          atUs: 0,
          amountMinor,
        });
        const bill = draftBill({
          number,
          kind: 'bill',
          corrects: null,
          issuer: 'billing-processor',
          subscriber: client,
          currency,
          per: 'transaction',
          period: null,
          issuedAtUs: 0,
          lines: [lineOf('charge', chargedMinor), lineOf('credit', -creditedMinor || 0)],
          accountCreditMinor: creditMinor,
          negativeNet,
        });
        const { dueMinor, netMinor } = bill;
        if (dueMinor > 0) entries.push(collectionEntry(about(number, dueMinor)));
        if (dueMinor < 0) entries.push(returnEntry(about(number, -dueMinor)));
        if (netMinor < 0 && negativeNet === 'cap-at-zero') {
          entries.push(forfeitEntry(about(number, -netMinor)));
        }
        creditMinor = bill.accountCreditAfterMinor;
        expect(balances(entries)['client/alice:account'] ?? 0).toBe(creditMinor);
      }
      const sum = Object.values(balances(entries)).reduce((total, minor) => total + minor, 0);
      expect(sum).toBe(0);
    }),
    RUNS,
  );
});
