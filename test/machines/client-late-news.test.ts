/** Client machine: what belongs to one order, feature or interaction is not taken for another's. */
import { describe, expect, test } from 'vitest';
import {
  accepted,
  acknowledged,
  browsing,
  CANCEL_REFUSED,
  CANCELLED,
  client,
  modified,
  OFFERED,
  SELECT,
  SELECT_SPEED,
  showing,
  showMore,
  told,
  voided,
} from './client-rig.ts';
import { failed, letter, ofType, type Rig, reply } from './rig.ts';

// Root cause of all of these: replies and failures were heard in whatever state they came, though
// the outbox goes on asking for an order after the client has moved on to the next.
describe('late news of an earlier order says nothing about this one', () => {
  /** Order alice-2 is in `ordering`, its first one on display. */
  const second = () => {
    const made = showing();
    made.take(SELECT);
    return made;
  };
  test.each<readonly [string, { readonly type: string }]>([
    ['its acceptance', accepted()],
    ['its refusal', reply('order.refused', 'order.place')],
    ['the failure to place it', failed('order.place')],
  ])('%s, while the next is ordered', (_, event) => {
    const made = second();
    expect(made.take(event)).toEqual([]);
    expect(made.state).toBe('on.ordering');
  });

  test.each<readonly [string, { readonly type: string }]>([
    ['its cancellation', CANCELLED],
    ['its refused cancellation', CANCEL_REFUSED],
    ['the failure to cancel it', failed('order.cancel')],
  ])('%s, while the next is cancelled', (_, event) => {
    const made = second();
    made.take({ type: 'user.cancel' });
    expect(made.take(event)).toEqual([]);
    expect(made.state).toBe('on.cancelling');
  });

  test.each<readonly [string, { readonly type: string }]>([
    ['its receipt is accepted', acknowledged(true)],
    ['its receipt is refused', acknowledged(false)],
    ['its receipt is unanswered', failed('feature.received', 'alice-1#1:feature.received')],
    ['an earlier provision of the same order is refused', acknowledged(false, 'alice-2#0')],
  ])('%s, while the next is confirmed', (_, event) => {
    const made = second();
    made.take(accepted('alice-2'));
    made.take(modified('alice-2'));
    expect(made.take(event)).toEqual([]);
    expect(made.state).toBe('on.confirming');
  });

  test('the options of another transmission do not stand for those that are browsed', () => {
    const made = browsing();
    made.take(letter('options.offered', { requestId: 'alice:options:news', options: [] }));
    expect(made.state).toBe('on.browsing');
    made.take(failed('options.request', 'alice:options:news'));
    expect(made.state).toBe('on.browsing');
    made.take(failed('options.request', 'alice:options:cup-final'));
    expect(made.state).toBe('on.watching');
  });
});

describe('the access rate', () => {
  const rates = ({ said }: Rig) =>
    ofType(said, 'access.rate').map(({ bitsPerSecond }) => bitsPerSecond);

  // Root cause: showing any other feature set the link back to its own rate.
  test('is raised by what raises it and left alone by everything else', () => {
    const made = told(SELECT_SPEED, OFFERED, accepted(), modified(), acknowledged(true));
    showMore(made, SELECT, 'alice-2');
    made.take(voided('alice-2'));
    expect(rates(made)).toEqual([20_000_000]);
  });

  test('goes back to what the features left on display raise it to', () => {
    const made = told(SELECT_SPEED, OFFERED, accepted(), modified(), acknowledged(true));
    showMore(made, { ...SELECT_SPEED, feature: 'turbo' }, 'alice-2');
    made.take(voided('alice-2'));
    made.take(letter('feature.revoke'));
    expect(rates(made)).toEqual([20_000_000, 50_000_000, 20_000_000, null]);
  });
});

describe('interactions', () => {
  // Root cause: only the start of the latest was remembered, and a failure was put down to it.
  test('that overlap are each timed from their own start, and fail by their own name', () => {
    const made = client();
    const INTERACT = { type: 'user.interact', transmission: 'cup-final' };
    made.take(INTERACT);
    made.wait(40);
    made.take(INTERACT);
    made.wait(10);
    made.take(letter('interaction.update', { conversation: 'alice-interaction-0' }));
    made.take(failed('interaction.request', 'alice-interaction-1'));
    expect(ofType(made.said, 'outcome')).toMatchObject([
      {
        name: 'interaction.shown',
        conversation: 'alice-interaction-0',
        detail: { elapsedUs: 50_000 },
      },
      { name: 'interaction.failed', conversation: 'alice-interaction-1' },
    ]);
  });
});
