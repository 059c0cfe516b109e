/** Interface server machine: which session or auction a message opens, and what it says for the ended. */
import { describe, expect, test } from 'vitest';
import { interfaceServerMachine } from '../../src/machines/interface-server.ts';
import { letter, ofType, rig } from './rig.ts';
import { note, OFFER, SESSION } from './viewing-rig.ts';

const NIGHT = {
  transmission: 'film',
  part: null,
  rule: 'first-price',
  direction: 'forward',
  limitMinor: 300,
  closesAtUs: 1_000_000,
} as const;
const server = () =>
  rig(interfaceServerMachine, {
    epochUs: 7,
    catalogue: { film: OFFER },
    auctions: { night: NIGHT },
  });
const FROM = 'client/alice/viewing-1';

describe('a request for a schedule', () => {
  test('opens a session that knows the offer and the epoch', () => {
    const made = server();
    const asked = note('schedule.request', { client: 'client/alice', transmission: 'film' });
    expect(made.take(asked)).toEqual([`process.open session-${SESSION}`]);
    expect(ofType(made.said, 'process.open')[0]).toMatchObject({
      process: 'metering',
      input: { session: SESSION, client: 'client/alice', offer: OFFER, epochUs: 7 },
      first: { type: 'schedule.request' },
    });
  });

  test('of what is not on offer is refused', () => {
    const made = server();
    const about = { client: 'client/alice', transmission: 'sequel' };
    const asked = note('schedule.request', { from: FROM, ...about });
    expect(made.take(asked)).toEqual([`schedule.refused -> ${FROM}`]);
  });
});

describe('for a session that has ended', () => {
  test('a start is refused: the offer has lapsed', () => {
    const made = server();
    made.take(note('viewing.start', { from: FROM, delivery: 'with', ended: 'lapsed' }));
    expect(ofType(made.said, 'viewing.start-refused')).toMatchObject([
      { to: FROM, reason: 'the offer has lapsed' },
    ]);
  });

  test('a report is not accepted', () => {
    const made = server();
    made.take(note('usage.report', { from: FROM, report: 3, ended: 'closed' }));
    expect(ofType(made.said, 'usage.noted')).toMatchObject([
      { to: FROM, report: 3, accepted: false },
    ]);
  });
});

describe('a bid', () => {
  const bid = (auction: string) =>
    letter('auction.bid', {
      from: 'client/alice',
      client: 'client/alice',
      auction,
      amountMinor: 1,
    });

  test('opens its auction, as planned', () => {
    const made = server();
    expect(made.take(bid('night'))).toEqual(['process.open auction-night']);
    expect(ofType(made.said, 'process.open')[0]?.input).toEqual({ ...NIGHT, auction: 'night' });
  });

  test.each([
    ['of no auction', 'morning', 0],
    ['at the deadline', 'night', 1_000],
  ])('%s is refused', (_, auction, afterMs) => {
    const made = server();
    made.wait(afterMs);
    expect(made.take(bid(auction))).toEqual(['auction.bid-refused -> client/alice']);
  });
});
