/** Source machine: provisions, the bills it makes, and what an outage does to both. */
import { describe, expect, test } from 'vitest';
import type { BillingPer, ProvisionMode } from '../../src/machines/protocol.ts';
import { sourceMachine } from '../../src/machines/source/machine.ts';
import { deviceKey, tokenFault } from '../../src/machines/token.ts';
import { failed, letter, ofType, type Rig, rig } from './rig.ts';

const DAY_MS = 86_400_000;
const DAY_US = DAY_MS * 1_000;
/** A source bills a period one hour after its end. */
const RUN_MS = 3_600_000;

function source(
  per: BillingPer = 'cycle',
  modes: readonly ProvisionMode[] = ['modification', 'token'],
): Rig {
  return rig(sourceMachine, {
    source: 'source/near',
    currency: 'USD',
    epochUs: 0,
    masterKey: 'master',
    modes,
    copyBytes: { 'cup-final|surround': 1_000 },
    per,
    cycle: { every: 'days', days: 1, anchorEpochUs: 0 },
  });
}
const wanted = { transmission: 'cup-final', feature: 'surround', client: 'client/alice' } as const;
const ask = (mode: ProvisionMode, changes: { readonly feature?: string } = {}) =>
  letter('provision.request', {
    ...wanted,
    mode,
    provision: 'alice-1#1',
    from: 'the-order',
    ...changes,
  });
const notice = (order: string, receivedAtUs: number, shareMinor = 259) =>
  letter('settlement.notice', {
    conversation: order,
    shareMinor,
    receivedAtUs,
    from: 'settlement',
  });
const wholesale = ({ said }: Rig) =>
  ofType(said, 'wholesale.bill').map(({ number, itemCount, totalMinor, period }) => [
    number,
    itemCount,
    totalMinor,
    period?.startUs ?? null,
  ]);

describe('a provision', () => {
  test('by modification is confirmed to the server and sent to the client', () => {
    expect(source().take(ask('modification'))).toEqual([
      'provision.modifying -> the-order',
      'transmission.modified -> client/alice',
    ]);
  });

  test('by token is only a token for the server, which opens that client’s device', () => {
    const made = source();
    expect(made.take(ask('token'))).toEqual(['provision.token -> the-order']);
    const token = ofType(made.said, 'provision.token')[0]?.token ?? '';
    const key = deviceKey('master', 'alice');
    const check = {
      transmission: 'cup-final',
      feature: 'surround',
      client: 'alice',
      usedNonces: [],
    };
    expect(tokenFault({ ...check, token, key, atUs: 299_999_999 })).toBeNull();
    expect(tokenFault({ ...check, token, key, atUs: 300_000_000 })).toBe('expired');
  });

  test.each<readonly [string, Rig, ReturnType<typeof ask>]>([
    ['by a mode it does not have', source('cycle', ['token']), ask('modification')],
    ['of what it does not offer', source(), ask('token', { feature: 'picture' })],
  ])('%s is refused', (_, made, asked) => {
    expect(made.take(asked)).toEqual(['provision.refused -> the-order']);
  });

  test('accounts for what the medium carries once the client has accepted it', () => {
    const made = source();
    made.take(letter('transmission.accepted', wanted));
    expect(ofType(made.said, 'programme.carry').map(({ bytes }) => bytes)).toEqual([1_000]);
  });

  test('is revoked at the client when the order says so', () => {
    expect(source().take(letter('provision.revoke', { ...wanted, from: 'the-order' }))).toEqual([
      'provision.revoked -> the-order',
      'feature.revoke -> client/alice',
    ]);
  });
});

describe('settled by billing information', () => {
  test('it bills its part to the client and captures it order by order', () => {
    const made = source();
    const item = { description: 'surround', amountMinor: 259, atUs: 3 };
    const items = [
      { ...item, order: 'alice-1' },
      { ...item, order: 'alice-2' },
    ];
    expect(
      made.take(letter('billing.information', { client: 'client/alice', items, from: 'account' })),
    ).toEqual([
      'billing.information-accepted -> account',
      'document.issue B-near-1',
      'bill.issue -> client/alice',
      'credit.capture -> credit-issuer/account-alice',
      'credit.capture -> credit-issuer/account-alice',
    ]);
    expect(ofType(made.said, 'document.issue')[0]?.document).toMatchObject({ dueMinor: 518 });
  });

  test.each<readonly [string, { readonly type: string }]>([
    ['is refused', letter('credit.refused', { reason: 'nothing held' })],
    ['stays unanswered', failed('credit.capture', 'alice-1:source/near:credit.capture')],
  ])('a capture that %s is uncollected', (_, event) => {
    expect(source().take(event)).toEqual(['outcome charge.uncollected']);
  });
});

describe('settled by later bill', () => {
  test('per transaction every share is billed at once, under a number that names both', () => {
    const made = source('transaction');
    expect(made.take(notice('alice-1', 0))).toEqual([
      'settlement.noted -> settlement',
      'wholesale.bill -> billing-processor/settlement-near',
    ]);
    // `#` is in no name: W-a-b-1 could be order b-1 at source a, or bill 1 of source a-b.
    expect(wholesale(made)).toEqual([['W-near#alice-1', 1, 259, null]]);
  });

  test('per cycle the shares of a period are on one bill, an hour after its end', () => {
    const made = source();
    made.take(notice('alice-1', 0));
    made.take(notice('alice-2', 5, 1));
    made.wait(DAY_MS + RUN_MS - 1);
    expect(wholesale(made)).toEqual([]);
    made.wait(1);
    expect(wholesale(made)).toEqual([['W-near#1', 2, 260, 0]]);
  });

  // Root cause: the run was timed by the first share noted; see account.test.ts.
  test('a share of the old period that is noted after one of the new is billed with the old', () => {
    const made = source();
    made.wait(DAY_MS + 1_000);
    made.take(notice('alice-2', DAY_US, 2));
    made.take(notice('alice-1', DAY_US - 1, 1));
    made.wait(RUN_MS - 1_000);
    expect(wholesale(made)).toEqual([['W-near#1', 1, 1, 0]]);
    made.wait(DAY_MS);
    expect(wholesale(made)[1]).toEqual(['W-near#2', 1, 2, DAY_US]);
  });

  // Root cause: a share noted after its period was billed got that period a second bill at once.
  test('a share noted after its period was billed is billed with the next', () => {
    const made = source();
    made.take(notice('alice-1', 0));
    made.wait(DAY_MS + RUN_MS);
    made.take(notice('alice-late', 7, 3));
    made.wait(DAY_MS - 1);
    expect(wholesale(made)).toHaveLength(1);
    made.wait(1);
    expect(wholesale(made)[1]).toEqual(['W-near#2', 1, 3, DAY_US]);
  });
});

describe('out of order', () => {
  test('it is deaf, and says when it goes and when it is back', () => {
    const made = source();
    expect(made.take({ type: 'source.fail' })).toEqual(['outcome source.out-of-order']);
    expect(made.run.isDeaf).toBe(true);
    expect(made.take({ type: 'source.recover' })).toEqual(['outcome source.in-service']);
    expect(made.run.isDeaf).toBe(false);
  });

  // Root cause: the time of the last share was taken for the time of the recovery, so the run came
  // late by as long as the source had been in service before it failed.
  test('its bill run comes when it is due, or, when that passed meanwhile, on recovery', () => {
    const made = source();
    made.take(notice('alice-1', 0));
    made.wait(1_000);
    made.take({ type: 'source.fail' });
    made.wait(1_000);
    made.take({ type: 'source.recover' });
    made.wait(DAY_MS + RUN_MS - 2_001);
    expect(wholesale(made)).toEqual([]);
    made.wait(1);
    expect(wholesale(made)).toHaveLength(1);

    const late = source();
    late.take(notice('alice-1', 0));
    late.take({ type: 'source.fail' });
    expect(late.wait(DAY_MS + RUN_MS + 5_000)).toEqual([]);
    late.take({ type: 'source.recover' });
    expect(late.wait(0)).toEqual(['wholesale.bill -> billing-processor/settlement-near']);
  });
});
