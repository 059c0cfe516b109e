/** Outbox and inbox: one question, one effect, one answer, whatever the network does. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Inbox, Outbox, type Pending } from '../../src/actors/requests.ts';
import type { MessageType } from '../../src/machines/protocol.ts';
import { Scheduler } from '../../src/sim/scheduler.ts';
import { message, outgoing } from './wire.ts';

const SECOND_US = 1_000_000;
/** The tries of a fleeting request, in seconds from the first: waits of 5, 10, 20, 40, 80. */
const TRIES_S = [5, 15, 35, 75, 155];
const GIVEN_UP_S = 315;

function outbox() {
  const scheduler = new Scheduler();
  const log: string[] = [];
  const nowS = () => scheduler.nowUs / SECOND_US;
  const made = new Outbox('client/alice', scheduler, {
    sendAgain: ({ message: { requestId } }: Pending, attempt) => {
      log.push(`${nowS()} ${requestId} (${attempt})`);
      return attempt;
    },
    reportFailure: ({ message: { requestId } }: Pending) => {
      log.push(`${nowS()} ${requestId} failed`);
    },
  });
  const ask = (id: string, type: MessageType = 'order.cancel') =>
    made.ask('client/alice', outgoing('processing-server', id, type), 0);
  return { made, scheduler, log, ask };
}

describe('the outbox', () => {
  test('repeats a request after 5, 10, 20, 40 and 80 seconds, and fails it after 160 more', () => {
    const { scheduler, log, ask, made } = outbox();
    ask('r');
    scheduler.runUntil(Number.POSITIVE_INFINITY);
    expect(log).toEqual([
      ...TRIES_S.map((second, n) => `${second} r (${n + 2})`),
      `${GIVEN_UP_S} r failed`,
    ]);
    expect(made.waitingCount).toBe(0);
  });

  test('goes on with a persistent request every five minutes, and fails it after 33 hours', () => {
    const { scheduler, log, ask } = outbox();
    ask('r', 'credit.capture');
    scheduler.runUntil(Number.POSITIVE_INFINITY);
    expect(log.slice(5, 7)).toEqual(['315 r (7)', '615 r (8)']);
    // 405 repetitions: 5 quick ones and 400 slow ones; the last waits five minutes too.
    expect(log).toHaveLength(406);
    expect(log.at(-1)).toBe(`${315 + 400 * 300} r failed`);
  });

  test.each<readonly [string, (made: Outbox) => unknown]>([
    ['answered or withdrawn', (made) => made.withdraw('r')],
    ['withdrawn with everything fleeting', (made) => made.withdrawFleeting()],
  ])('repeats nothing that was %s', (_, act) => {
    const { made, scheduler, log, ask } = outbox();
    ask('r');
    ask('s', 'credit.capture');
    scheduler.runUntil(6 * SECOND_US);
    act(made);
    scheduler.runUntil(400 * SECOND_US);
    expect(log.filter((line) => line.includes(' r '))).toEqual(['5 r (2)']);
    expect(log.filter((line) => line.includes(' s '))).toHaveLength(6);
  });

  test('knows nothing of a reply that nobody waits for, or not any more', () => {
    const { made, ask } = outbox();
    ask('r');
    expect(made.withdraw('another')).toBe(false);
    expect(made.withdraw('r')).toBe(true);
    expect(made.withdraw('r')).toBe(false);
  });

  test('begins anew with a question that is asked again, and asks it once at a time', () => {
    const { scheduler, log, ask, made } = outbox();
    ask('r');
    scheduler.runUntil(4 * SECOND_US);
    ask('r');
    scheduler.runUntil(10 * SECOND_US);
    expect(log).toEqual(['9 r (2)']);
    expect(made.waitingCount).toBe(1);
  });
});

const HOUR_US = 3_600 * SECOND_US;
function inbox() {
  const scheduler = new Scheduler();
  const made = new Inbox(scheduler);
  const pass = (us: number) => {
    const untilUs = scheduler.nowUs + us;
    scheduler.at(untilUs, 8, { owner: 'test', fire: () => undefined }, null);
    scheduler.runUntil(untilUs);
  };
  return { made, pass };
}

describe('the inbox', () => {
  test('admits a request once, then answers it again from memory', () => {
    const { made } = inbox();
    const request = message('r');
    expect(made.admit('client/alice', request)).toEqual({ is: 'new' });
    expect(made.admit('client/alice', request)).toEqual({ is: 'in-progress' });
    const reply = outgoing('client/alice', 'r', 'order.cancelled');
    expect(made.answer('processing-server', reply)).toBe(1);
    const again = { is: 'answered-again', reply, by: 'processing-server' };
    expect(made.admit('client/alice', { ...request })).toEqual({ ...again, attempt: 2 });
    expect(made.admit('client/alice', request)).toEqual({ ...again, attempt: 3 });
  });

  test.each<readonly [string, string, ReturnType<typeof message>]>([
    ['other content', 'client/alice', { ...message('r'), conversation: 'alice-2' }],
    ['another type', 'client/alice', message('r', 'order.voided')],
    ['another sender', 'client/bob', message('r')],
  ])('refuses an id that comes back with %s, and still answers the first', (_, from, other) => {
    const { made } = inbox();
    made.admit('client/alice', message('r'));
    made.answer('processing-server', outgoing('client/alice', 'r', 'order.cancelled'));
    expect(made.admit(from, other)).toEqual({ is: 'conflict' });
    expect(made.admit('client/alice', message('r')).is).toBe('answered-again');
  });

  test('answers whichever request is answered, not the one that came last', () => {
    const { made } = inbox();
    const [first, last] = [message('r'), message('s')];
    made.admit('client/alice', first);
    made.admit('client/alice', last);
    made.answer('processing-server', outgoing('client/alice', 'r', 'order.cancelled'));
    expect(made.admit('client/alice', last).is).toBe('in-progress');
    expect(made.admit('client/alice', first).is).toBe('answered-again');
  });

  test('counts every answer to the request that came last', () => {
    const { made } = inbox();
    const reply = outgoing('client/alice', 'r', 'order.cancelled');
    made.admit('client/alice', message('r'));
    const answers = [1, 2, 3].map(() => made.answer('processing-server', reply));
    expect(answers).toEqual([1, 2, 3]);
  });

  test('remembers a request from its last arrival on, also when it is answered after that', () => {
    const { made, pass } = inbox();
    made.admit('client/alice', message('r'));
    pass(400 * SECOND_US);
    made.admit('client/alice', message('r'));
    made.answer('processing-server', outgoing('client/alice', 'r', 'order.cancelled'));
    pass(400 * SECOND_US);
    for (let n = 0; n < 64; n += 1) made.admit('client/alice', message(`other ${n}`));
    expect(made.admit('client/alice', message('r')).is).toBe('answered-again');
  });

  test('takes no answer to somebody else for the answer', () => {
    const { made } = inbox();
    made.admit('client/alice', message('r'));
    made.answer('processing-server', outgoing('client/bob', 'r', 'order.cancelled'));
    expect(made.admit('client/alice', message('r')).is).toBe('in-progress');
  });

  // Root cause: everything was remembered for as long as two tries are apart, but any number of tries
  // in a row can be lost, or cut off: a persistent request of hours ago was then done a second time.
  test.each<readonly [string, MessageType, number]>([
    ['a fleeting request', 'order.cancel', GIVEN_UP_S * SECOND_US],
    ['a persistent one', 'credit.capture', (GIVEN_UP_S + 400 * 300) * SECOND_US],
  ])('remembers %s for as long as it can be repeated', (_, type, repeatedUs) => {
    const { made, pass } = inbox();
    made.admit('client/alice', message('r', type));
    pass(repeatedUs);
    // So many others that whatever is too old is forgotten.
    const crowd = (name: string) => {
      for (let n = 0; n < 64; n += 1) made.admit('client/alice', message(`${name} ${n}`, type));
    };
    crowd('others');
    expect(made.admit('client/alice', message('r', type)).is).toBe('in-progress');
    pass(repeatedUs + 2 * HOUR_US);
    crowd('more');
    expect(made.rememberedCount).toBe(64);
  });

  test('lets a request have one effect, however often and in whatever order it comes', () => {
    const arrival = fc.record({
      id: fc.constantFrom('r', 's', 't'),
      afterUs: fc.integer({ min: 0, max: 300 * SECOND_US }),
      isAnswered: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 10 }), (arrivals) => {
        const { made, pass } = inbox();
        const effects = new Map<string, number>();
        for (const [step, { id, afterUs, isAnswered }] of arrivals.entries()) {
          pass(afterUs);
          for (let n = 0; n < 64; n += 1) {
            made.admit('source/far', message(`other ${step} ${n}`, 'wholesale.bill'));
          }
          const { is } = made.admit('source/near', message(id, 'wholesale.bill'));
          if (is === 'new') effects.set(id, (effects.get(id) ?? 0) + 1);
          if (isAnswered) made.answer('hub', outgoing('source/near', id, 'wholesale.paid'));
        }
        for (const count of effects.values()) expect(count).toBe(1);
      }),
      { seed: 11, numRuns: 1_000 },
    );
  });
});
