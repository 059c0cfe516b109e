/** Client machine: what a person selects, what comes, and what is on display at the end. */
import { describe, expect, test } from 'vitest';
import {
  accepted,
  acknowledged,
  awaiting,
  browsing,
  CANCEL_REFUSED,
  CANCELLED,
  client,
  confirming,
  modified,
  OFFERED,
  ordering,
  PATIENCE_MS,
  SELECT,
  showing,
  shown,
  token,
  told,
  voided,
} from './client-rig.ts';
import { failed, type Rig } from './rig.ts';

describe('an order that goes well', () => {
  test('shows the options, orders, receives, reports, and displays once that is accepted', () => {
    const made = client();
    expect(made.take(SELECT)).toEqual(['options.request -> processing-server']);
    expect(made.take(OFFERED)).toEqual([
      'outcome options.shown',
      'order.place -> processing-server',
    ]);
    expect(made.take(accepted())).toEqual([]);
    expect(made.take(modified())).toEqual([
      'transmission.accepted -> source/near',
      'feature.received -> processing-server/order-alice-1',
    ]);
    expect(shown(made)).toEqual([]);
    expect(made.take(acknowledged(true))).toEqual(['outcome feature.displayed']);
    expect(shown(made)).toEqual(['alice-1']);
  });

  test('is received by a token that verifies', () => {
    const made = awaiting();
    expect(made.take(token())).toEqual([
      'token.accepted -> someone',
      'feature.received -> processing-server/order-alice-1',
    ]);
  });

  test('does not ask for options that were shown before', () => {
    expect(showing().take(SELECT)).toEqual(['order.place -> processing-server']);
  });

  test('is followed by what was selected meanwhile, the same feature too, as an order of its own', () => {
    const made = awaiting();
    expect(made.take(SELECT)).toEqual([]);
    made.take(modified());
    expect(made.take(acknowledged(true))).toEqual([
      'outcome feature.displayed',
      'order.place -> processing-server',
    ]);
    expect(made.said.at(-1)).toMatchObject({ conversation: 'alice-2', feature: 'surround' });
  });
});

describe('cancelling', () => {
  test.each<readonly [string, () => Rig, string, readonly string[]]>([
    ['in browsing', browsing, 'on.watching', ['outcome order.given-up']],
    [
      'in ordering',
      ordering,
      'on.cancelling',
      ['request.withdraw', 'order.cancel -> processing-server/order-alice-1'],
    ],
    ['in awaiting', awaiting, 'on.cancelling', ['order.cancel -> processing-server/order-alice-1']],
    ['in confirming, when it is here already', confirming, 'on.confirming', []],
    ['when nothing is ordered', client, 'on.watching', []],
    ['when it is on display', showing, 'on.watching', []],
    ['when it is off', () => told({ type: 'user.switch-off' }), 'off', []],
  ])('%s', (_, begin, state, words) => {
    const made = begin();
    expect(made.take({ type: 'user.cancel' })).toEqual(words);
    expect(made.state).toBe(state);
  });

  test.each([
    ['in ordering', ordering],
    ['in awaiting', awaiting],
  ] as const)('comes by itself when patience runs out %s', (_, begin) => {
    const made = begin();
    made.wait(PATIENCE_MS - 1);
    expect(made.state).not.toBe('on.cancelling');
    made.wait(1);
    expect(made.state).toBe('on.cancelling');
  });

  test.each<readonly [string, { readonly type: string }]>([
    ['confirmed', CANCELLED],
    ['refused', CANCEL_REFUSED],
    ['overtaken by the void', voided()],
    ['unanswered', failed('order.cancel')],
  ])('ends when it is %s', (_, event) => {
    const made = awaiting();
    made.take({ type: 'user.cancel' });
    expect(made.take(event)).toContain('outcome order.given-up');
    expect(made.state).toBe('on.watching');
  });
});

describe('what is not wanted', () => {
  test.each<readonly [string, Rig, { readonly type: string }, string]>([
    ['a stream of no order', client(), modified(), 'transmission.refused -> source/near'],
    [
      'a stream of another order',
      awaiting(),
      modified('alice-9'),
      'transmission.refused -> source/near',
    ],
    ['a token of no order', client(), token(), 'token.refused -> someone'],
    ['a token for something else', awaiting(), token('picture'), 'token.refused -> someone'],
  ])('%s is refused', (_, made, event, words) => {
    const before = made.state;
    expect(made.take(event)).toContain(words);
    expect(made.state).toBe(before);
  });

  test('a nonce opens once, also for the next order', () => {
    const made = awaiting();
    made.take(token());
    made.take(acknowledged(true));
    made.take(SELECT);
    const again = { ...token(), conversation: 'alice-2', requestId: 'alice-2#1:token.deliver' };
    expect(made.take(again)).toContain('token.refused -> someone');
    expect(made.said.at(-1)).toMatchObject({
      name: 'token.refused',
      detail: { reason: 'replayed' },
    });
  });
});

describe('what is withdrawn', () => {
  test('a voided order goes off display, and is acknowledged however often it is said', () => {
    const made = showing();
    expect(made.take(voided())).toEqual([
      'order.void-noted -> someone',
      'outcome feature.withdrawn',
    ]);
    expect(made.take(voided())).toEqual(['order.void-noted -> someone']);
    expect(shown(made)).toEqual([]);
  });

  test('a receipt that is not accepted displays nothing', () => {
    const made = confirming();
    made.take(acknowledged(false));
    expect(made.state).toBe('on.awaiting');
    expect(shown(made)).toEqual([]);
  });

  test('a receipt that nobody answers displays what came, until the order is voided', () => {
    const made = confirming();
    expect(made.take(failed('feature.received', 'alice-1#1:feature.received'))).toEqual([
      'outcome feature.displayed',
    ]);
    made.take(voided());
    expect(shown(made)).toEqual([]);
  });
});

describe('switched off', () => {
  test('it hears nothing and forgets what it wanted, and shows again what it showed', () => {
    const made = showing();
    made.take(SELECT);
    made.take({ type: 'user.switch-off' });
    expect(made.run.isDeaf).toBe(true);
    expect(made.take(SELECT)).toEqual([]);
    expect(made.take({ type: 'user.switch-on' })).toEqual(['outcome client.switched-on']);
    expect(made.state).toBe('on.watching');
    expect(shown(made)).toEqual(['alice-1']);
  });

  test('its order numbers go on where they were', () => {
    const made = ordering();
    made.take({ type: 'user.switch-off' });
    made.take({ type: 'user.switch-on' });
    made.take(SELECT);
    expect(made.said.at(-1)).toMatchObject({ type: 'order.place', conversation: 'alice-2' });
  });
});
