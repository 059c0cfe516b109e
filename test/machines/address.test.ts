/** Address: whose participant an address is at, its role and its name. */
import { describe, expect, test } from 'vitest';
import { hostOf, nameOf, roleOf, saidOf } from '../../src/machines/address.ts';

describe('the host', () => {
  test.each([
    ['client/alice', 'client/alice'],
    ['client/alice/viewing-1', 'client/alice'],
    ['client/interface-server', 'client/interface-server'],
    ['client/suburb-1', 'client/suburb-1'],
    ['processing-server/order-alice-1', 'processing-server'],
    ['billing-processor/account-alice', 'billing-processor'],
    ['credit-issuer/account-alice', 'credit-issuer'],
    ['interface-server/session-alice-viewing-1', 'interface-server'],
    ['accounting-system/rating-alice-viewing-1', 'accounting-system'],
    ['accounting-system', 'accounting-system'],
    ['subscriber-database', 'subscriber-database'],
    ['source/near', 'source/near'],
    ['source/near/by', 'source/near/by'],
    ['credit-issuers/account-alice', 'credit-issuers/account-alice'],
  ])('of %s is %s', (address, host) => {
    expect(hostOf(address)).toBe(host);
  });
});

test('role and name are what stands before and after the first slash', () => {
  expect(roleOf('client/alice/viewing-1')).toBe('client');
  expect(nameOf('client/alice')).toBe('alice');
  expect(roleOf('billing-processor')).toBe('billing-processor');
  expect(nameOf('billing-processor')).toBe('billing-processor');
});

describe('what is said of a client', () => {
  const table = { 'client/alice': 1, 'client/cable-tv-*': 2, 'client/cable-tv-lover': 3 };

  test.each<readonly [string, string, number | undefined]>([
    ['is said of itself', 'client/alice', 1],
    ['or of its population', 'client/cable-tv-17', 2],
    ['but of itself first', 'client/cable-tv-lover', 3],
    ['is nothing where neither is in the table', 'client/cable-17', undefined],
    ['is nothing of a name without a number', 'client/bob', undefined],
  ])('%s', (_, client, said) => {
    expect(saidOf(table, client)).toBe(said);
  });
});
