import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  deviceKey,
  mintToken,
  readToken,
  type TokenCheck,
  type TokenClaims,
  tokenFault,
} from '../../src/machines/token.ts';

const KEY = deviceKey('master', 'alice');
const CLAIMS: TokenClaims = {
  source: 'near',
  client: 'alice',
  transmission: 'cup-final',
  feature: 'surround',
  notBeforeUs: 1_000,
  notAfterUs: 2_000,
  nonce: 'alice-1#1',
};
const TOKEN = mintToken(CLAIMS, KEY);

function check(changes: Partial<TokenCheck> = {}): TokenCheck {
  return {
    token: TOKEN,
    key: KEY,
    client: 'alice',
    transmission: 'cup-final',
    feature: 'surround',
    atUs: 1_500,
    usedNonces: [],
    ...changes,
  };
}

describe('a token', () => {
  test('opens what it names, on the device it names, within its window, once', () => {
    expect(tokenFault(check())).toBeNull();
  });

  test.each<readonly [fault: string, changes: Partial<TokenCheck>]>([
    ['another-client', { client: 'bob' }],
    ['forged', { key: deviceKey('master', 'bob') }],
    ['forged', { key: deviceKey('another master', 'alice') }],
    ['another-purchase', { transmission: 'news' }],
    ['another-purchase', { feature: 'picture' }],
    ['expired', { atUs: 999 }],
    ['expired', { atUs: 2_000 }],
    ['replayed', { usedNonces: ['alice-0#1', 'alice-1#1'] }],
    ['malformed', { token: '' }],
    ['malformed', { token: `${TOKEN}.` }],
    ['malformed', { token: TOKEN.replace('v1', 'v2') }],
    ['malformed', { token: TOKEN.replace('1000', 'soon') }],
  ])('is %s with %o', (fault, changes) => {
    expect(tokenFault(check(changes))).toBe(fault);
  });

  test('opens from its first instant and no longer at its last: the window is half-open', () => {
    expect(tokenFault(check({ atUs: 1_000 }))).toBeNull();
    expect(tokenFault(check({ atUs: 1_999 }))).toBeNull();
  });

  test('reads back as what it was minted from, believed or not', () => {
    expect(readToken(TOKEN)).toEqual({ ...CLAIMS, mac: TOKEN.slice(TOKEN.lastIndexOf('.') + 1) });
  });

  test('is closed by changing any one character of it', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: TOKEN.length - 1 }),
        fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789.-#'),
        (at, character) => {
          fc.pre(TOKEN[at] !== character);
          const changed = TOKEN.slice(0, at) + character + TOKEN.slice(at + 1);
          return tokenFault(check({ token: changed })) !== null;
        },
      ),
      { seed: 17, numRuns: 1_000 },
    );
  });

  test('is another for another order, so that one never opens twice', () => {
    expect(mintToken({ ...CLAIMS, nonce: 'alice-2#1' }, KEY)).not.toBe(TOKEN);
  });
});

test('two clients of a source, and one client of two sources, have different keys', () => {
  const keys = [KEY, deviceKey('master', 'bob'), deviceKey('another master', 'alice')];
  expect(new Set(keys).size).toBe(3);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{64}$/);
});
