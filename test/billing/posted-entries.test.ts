import { expect, test } from 'vitest';
import type { Entry } from '../../src/billing/ledger.ts';
import { PostedEntries } from '../../src/billing/posted-entries.ts';

const capture: Entry = {
  id: 'alice-1:capture:server',
  kind: 'capture',
  currency: 'USD',
  conversation: 'alice-1',
  legs: [
    { account: 'client/alice:held', amountMinor: -399 },
    { account: 'billing-processor:clearing', amountMinor: 399 },
  ],
};

function remembering(...entries: readonly Entry[]): PostedEntries {
  const posted = new PostedEntries();
  for (const entry of entries) posted.remember(entry);
  return posted;
}

test('an id is new until it is remembered, and counts once', () => {
  const posted = new PostedEntries();
  expect(posted.recall(capture)).toBe('new');
  posted.remember(capture);
  expect(posted.recall(structuredClone(capture))).toBe('same');
  expect(posted.recall({ ...capture, id: 'alice-2:capture:server' })).toBe('new');
  expect(posted.count).toBe(1);
});

const [held, clearing] = capture.legs;
const variants: readonly (readonly [string, Partial<Entry>])[] = [
  ['kind', { kind: 'release' }],
  ['currency', { currency: 'EUR' }],
  ['conversation, another beginning of the id', { conversation: 'alice' }],
  ['conversation, empty', { conversation: '' }],
  ['conversation, not in the id', { conversation: 'bob-1' }],
  ['fewer legs', { legs: capture.legs.slice(0, 1) }],
  ['more legs', { legs: [...capture.legs, { account: 'client/bob:held', amountMinor: 1 }] }],
  ['order of legs', { legs: [...capture.legs].reverse() }],
  [
    'an amount',
    { legs: capture.legs.map((leg) => ({ ...leg, amountMinor: leg.amountMinor * 2 })) },
  ],
  [
    'an account known from elsewhere',
    {
      legs: capture.legs.map((leg) =>
        leg === held ? { ...leg, account: 'client/bob:held' } : leg,
      ),
    },
  ],
  [
    'an account never met',
    { legs: capture.legs.map((leg) => (leg === clearing ? { ...leg, account: 'x:y' } : leg)) },
  ],
];
const ofBob: Entry = {
  ...capture,
  id: 'bob-1:capture:server',
  conversation: 'bob-1',
  legs: [
    { account: 'client/bob:held', amountMinor: -399 },
    { account: 'billing-processor:clearing', amountMinor: 399 },
  ],
};

test.each(variants)('other content is told by its %s', (_, change) => {
  const changed = { ...capture, ...change };
  const posted = remembering(ofBob, capture);
  expect(posted.recall(changed)).toBe('different');
  expect(posted.recall(capture)).toBe('same');
  // And the other way round, when the changed entry was the first.
  const other = remembering(ofBob, changed);
  expect(other.recall(capture)).toBe('different');
  expect(other.recall(changed)).toBe('same');
});

test('two conversations that do not begin the id are told apart', () => {
  const first = { ...capture, conversation: 'bill-7' };
  const posted = remembering(first, { ...ofBob, conversation: 'bill-8' });
  expect(posted.recall(first)).toBe('same');
  expect(posted.recall({ ...first, conversation: 'bill-8' })).toBe('different');
  expect(posted.recall({ ...first, conversation: 'bill-9' })).toBe('different');
});

test('a conversation that begins the id is never taken for one that does not', () => {
  const elsewhere = { ...capture, conversation: 'bill-7' };
  const posted = remembering(elsewhere);
  for (let length = 0; length <= capture.id.length; length += 1) {
    const beginning = { ...capture, conversation: capture.id.slice(0, length) };
    expect(posted.recall(beginning)).toBe('different');
  }
});

test('names that objects have of themselves are ordinary names', () => {
  const odd = { ...capture, id: '__proto__', conversation: 'constructor' };
  const posted = remembering(odd);
  expect(posted.recall(odd)).toBe('same');
  expect(posted.recall({ ...odd, conversation: 'toString' })).toBe('different');
});
