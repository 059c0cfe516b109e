import { describe, expect, test } from 'vitest';
import {
  clearingAccount,
  creditAccount,
  heldAccount,
  isAccount,
  isPassingOn,
  ledgerName,
  ownerOf,
  payableTo,
  royaltiesOf,
  serverRevenue,
  sourceRevenue,
  sponsorBudget,
  subscriberAccount,
} from '../../src/billing/accounts.ts';
import { BrokenInvariant } from '../../src/billing/invariant.ts';

const chart = [
  [creditAccount('client/alice'), 'client/alice:credit', 'client/alice', false],
  [heldAccount('client/alice'), 'client/alice:held', 'client/alice', true],
  [clearingAccount, 'billing-processor:clearing', 'billing-processor', false],
  [serverRevenue, 'processing-server:revenue', 'processing-server', false],
  [
    payableTo('source/metro-cable'),
    'processing-server:payable:source/metro-cable',
    'processing-server',
    true,
  ],
  [sourceRevenue('source/metro-cable'), 'source/metro-cable:revenue', 'source/metro-cable', false],
  [subscriberAccount('client/alice'), 'client/alice:account', 'client/alice', false],
  [sponsorBudget('Soap & Co.'), 'sponsor/soap-co:budget', 'sponsor/soap-co', false],
  [royaltiesOf('Actor A'), 'rights-holder/actor-a:royalties', 'rights-holder/actor-a', false],
] as const;

test.each([
  ['Actor A', 'actor-a'],
  ['  Soap & Co. ', 'soap-co'],
  ['a:b', 'a-b'],
])('the name "%s" is %s in an account', (name, expected) => {
  expect(ledgerName(name)).toBe(expected);
});

test.each(chart)('%s is an account with a fixed name and owner', (account, expected, owner) => {
  expect(account).toBe(expected);
  expect(ownerOf(account)).toBe(owner);
  expect(isAccount(account)).toBe(true);
});

test.each(chart)('%s passes money on exactly when it may not go below zero', (account, ...rest) => {
  expect(isPassingOn(account)).toBe(rest[2]);
});

describe('the owner decides nothing about the kind', () => {
  test.each(['client/held:credit', 'source/clearing:revenue', 'x:heldback', 'x:payables'])(
    '%s may go below zero',
    (account) => {
      expect(isPassingOn(account)).toBe(false);
    },
  );
});

test.each(['', 'alice', ':credit', 'client/alice:'])('"%s" is no account', (text) => {
  expect(isAccount(text)).toBe(false);
  expect(() => ownerOf(text)).toThrow(BrokenInvariant);
});
