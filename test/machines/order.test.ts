/**
 * Order machine: every way a selection can go, one message at a time.
 *
 * Two candidates: a token from source/near, then a modification by source/far.
 */
import { describe, expect, test } from 'vitest';
import { orderMachine } from '../../src/machines/order/machine.ts';
import type { OrderInput } from '../../src/machines/order/setup.ts';
import type { ProvisionMode, Terms } from '../../src/machines/protocol.ts';
import { failed, letter, ofType, type Rig, rig } from './rig.ts';

const RECEIPT_MS = 180_000;
const PLACE = letter('order.place', { from: 'client/alice', client: 'client/alice' });
const AUTHORIZED = letter('payment.authorized');
const TOKEN_1 = letter('provision.token', { provision: 'alice-1#1', token: 'a-token' });
const MODIFYING_2 = letter('provision.modifying', { provision: 'alice-1#2' });
const VOIDED = letter('payment.voided', { refundedMinor: 0 });
const receipt = (provision: string) =>
  letter('feature.received', { provision, from: 'client/alice' });

function terms(source: string, mode: ProvisionMode): Terms {
  return {
    source,
    mode,
    description: 'surround on cup-final',
    amountMinor: 399,
    serverMinor: 140,
    sourceMinor: 259,
    settlement: 'later-bill',
    settlementPer: 'transaction',
  };
}
function order(candidates = [terms('source/near', 'token'), terms('source/far', 'modification')]) {
  const input: OrderInput = {
    order: 'alice-1',
    client: 'client/alice',
    transmission: 'cup-final',
    feature: 'surround',
    priceMinor: 399,
    candidates,
    receiptMs: RECEIPT_MS,
  };
  return rig(orderMachine, input);
}
function told(...events: readonly { readonly type: string }[]): Rig {
  const made = order();
  for (const event of events) made.take(event);
  return made;
}
const provisioning = () => told(PLACE, AUTHORIZED);
const awaiting = () => told(PLACE, AUTHORIZED, TOKEN_1);
const capturing = () => told(PLACE, AUTHORIZED, TOKEN_1, receipt('alice-1#1'));
/** The second candidate is being tried: the first was not received in time. */
const second = () => {
  const made = awaiting();
  made.wait(RECEIPT_MS);
  return made;
};

describe('a selection that goes well', () => {
  test('is accepted and authorised, provided, received, captured and closed, in that order', () => {
    const made = order();
    expect(made.take(PLACE)).toEqual([
      'order.accepted -> client/alice',
      'payment.authorize -> billing-processor',
    ]);
    expect(made.take(AUTHORIZED)).toEqual(['provision.request -> source/near']);
    expect(made.take(TOKEN_1)).toEqual(['token.deliver -> client/alice']);
    expect(made.take(receipt('alice-1#1'))).toEqual([
      'receipt.acknowledged -> client/alice',
      'payment.capture -> billing-processor/charge-alice-1',
    ]);
    expect(made.take(letter('payment.captured', { per: 'transaction' }))).toEqual([
      'payment.close -> billing-processor/charge-alice-1',
      'outcome order.completed',
    ]);
    expect(made.state).toBe('completed');
    expect(made.run.isDone).toBe(true);
  });

  test('is captured when a modified transmission overtakes the answer of its source', () => {
    const made = provisioning();
    made.take(receipt('alice-1#1'));
    expect(made.state).toBe('capturing');
  });
});

describe('whatever goes wrong ends in voiding, or in the next candidate', () => {
  test.each<readonly [string, () => Rig, { readonly type: string }, string]>([
    ['declined', () => told(PLACE), letter('payment.declined', { reason: 'limit' }), 'voided'],
    ['billing unreachable', () => told(PLACE), failed('payment.authorize'), 'voiding'],
    ['cancelled early', () => told(PLACE), letter('order.cancel'), 'voiding'],
    ['cancelled in provision', provisioning, letter('order.cancel'), 'voiding'],
    ['cancelled in waiting', awaiting, letter('order.cancel'), 'voiding'],
    ['refused by the source', provisioning, letter('provision.refused'), 'provisioning'],
    [
      'source unreachable',
      provisioning,
      failed('provision.request', 'alice-1#1:provision.request'),
      'provisioning',
    ],
    ['refused by the last source', second, letter('provision.refused'), 'voiding'],
    [
      'last source unreachable',
      second,
      failed('provision.request', 'alice-1#2:provision.request'),
      'voiding',
    ],
    [
      'token refused',
      awaiting,
      letter('token.refused', { requestId: 'alice-1#1:token.deliver', reason: 'forged' }),
      'voiding',
    ],
    ['client unreachable', awaiting, failed('token.deliver', 'alice-1#1:token.deliver'), 'voiding'],
    ['capture refused', capturing, letter('payment.refused', { reason: 'no' }), 'voiding'],
    ['capture unanswered', capturing, failed('payment.capture'), 'voiding'],
  ])('%s', (_, begin, event, state) => {
    const made = begin();
    made.take(event);
    expect(made.state).toBe(state);
  });

  test('a receipt that does not come in time starts the next candidate, then voids', () => {
    const made = awaiting();
    expect(made.wait(RECEIPT_MS - 1)).toEqual([]);
    expect(made.wait(1)).toEqual(['provision.request -> source/far']);
    made.take(MODIFYING_2);
    expect(made.wait(RECEIPT_MS)).toEqual(['payment.void -> billing-processor/charge-alice-1']);
  });
});

describe('an order that is voided', () => {
  test('withdraws the feature only once the payment is known to be voided', () => {
    const made = second();
    made.take(letter('order.cancel'));
    expect(made.state).toBe('voiding');
    expect(made.take(VOIDED)).toEqual([
      'order.voided -> client/alice',
      'provision.revoke -> source/near',
    ]);
    expect(made.take(letter('provision.revoked'))).toEqual(['provision.revoke -> source/far']);
    expect(made.take(failed('provision.revoke'))).toEqual(['outcome order.voided']);
  });

  test('revokes nothing at a source that refused', () => {
    const made = provisioning();
    made.take(letter('provision.refused'));
    made.take(letter('order.cancel'));
    expect(made.take(VOIDED)).toEqual([
      'order.voided -> client/alice',
      'provision.revoke -> source/far',
    ]);
  });

  test('is completed after all when its charge turns out to be captured and closed', () => {
    const made = capturing();
    made.take(failed('payment.capture'));
    expect(made.take(letter('payment.void-refused'))).toEqual(['outcome order.completed']);
  });

  test('refuses a receipt that comes now, and confirms a cancellation', () => {
    const made = awaiting();
    made.take(letter('order.cancel'));
    made.take(receipt('alice-1#1'));
    made.take(letter('order.cancel', { requestId: 'again', from: 'client/alice' }));
    expect(ofType(made.said, 'receipt.acknowledged').map(({ accepted }) => accepted)).toEqual([
      false,
    ]);
    expect(ofType(made.said, 'order.cancelled')).toHaveLength(2);
  });
});

describe('news of an earlier provision changes nothing about the current one', () => {
  // Root cause: these replies and failures were heard in whatever state they came, whichever try
  // they were about, and voided an order that was about to be received.
  test.each<readonly [string, { readonly type: string }]>([
    ['its token was never answered', failed('token.deliver', 'alice-1#1:token.deliver')],
    [
      'its token was refused, late',
      letter('token.refused', { requestId: 'alice-1#1:token.deliver', reason: 'not wanted' }),
    ],
  ])('%s', (_, event) => {
    const trying = second();
    trying.take(event);
    expect(trying.state).toBe('provisioning');
    const waiting = second();
    waiting.take(MODIFYING_2);
    waiting.take(event);
    expect(waiting.state).toBe('awaitingReceipt');
  });

  // Root cause: a late receipt of the first provision had no answer while the second was asked for
  // or captured, so the client went on asking and at last showed what nobody had provided.
  test.each([
    ['provisioning', second],
    [
      'capturing',
      () => {
        const made = second();
        made.take(receipt('alice-1#2'));
        return made;
      },
    ],
  ] as const)('its receipt is refused in %s', (state, begin) => {
    const made = begin();
    expect(made.take(receipt('alice-1#1'))).toEqual(['receipt.acknowledged -> client/alice']);
    expect(ofType(made.said, 'receipt.acknowledged').at(-1)?.accepted).toBe(false);
    expect(made.state).toBe(state);
  });
});

test('a capture that is under way cannot be cancelled', () => {
  const made = capturing();
  expect(made.take(letter('order.cancel', { from: 'client/alice' }))).toEqual([
    'order.cancel-refused -> client/alice',
  ]);
  expect(made.state).toBe('capturing');
});
