/** Client machine, viewing door: sessions it opens and passes deeds on to, bids and commitments. */
import { describe, expect, test } from 'vitest';
import { awaiting, client, told } from './client-rig.ts';
import { letter, ofType, type Rig } from './rig.ts';
import { deed } from './viewing-rig.ts';

const PLAY = deed('user.play', {
  transmission: 'film',
  choice: { by: 'name', delivery: 'with' },
  atUs: 5,
});
const tellings = ({ said }: Rig) =>
  ofType(said, 'process.tell').map(({ id, event }) => `${id} ${event.type}`);

describe('playing', () => {
  test('opens a session of its own, numbered, and tells it to begin', () => {
    const made = told(PLAY);
    expect(ofType(made.said, 'process.open')).toEqual([
      {
        type: 'process.open',
        process: 'viewing',
        id: 'viewing-1',
        input: {
          client: 'client/alice',
          session: 'alice-viewing-1',
          transmission: 'film',
          choice: { by: 'name', delivery: 'with' },
        },
        first: { type: 'user.play', atUs: 5 },
      },
    ]);
  });

  test('something else stops what plays: one session at a time', () => {
    const made = told(PLAY, PLAY);
    expect(tellings(made).at(-1)).toBe('viewing-1 user.stop');
    expect(ofType(made.said, 'process.open').map(({ id }) => id)).toEqual([
      'viewing-1',
      'viewing-2',
    ]);
  });

  test.each([
    'user.pause',
    'user.resume',
    'user.stop',
    'user.seek',
    'user.respond',
    'user.take-part',
  ])('%s goes to the session that plays, with all it says', (type) => {
    const made = told(PLAY, PLAY);
    made.take(deed(type, { part: 'c-1', atUs: 9 }));
    expect(ofType(made.said, 'process.tell').at(-1)).toEqual({
      type: 'process.tell',
      id: 'viewing-2',
      event: { type, part: 'c-1', atUs: 9 },
    });
  });

  test('goes on beside an order, in whatever state that is', () => {
    const made = awaiting();
    expect(made.take(PLAY)).toContain('process.open viewing-1');
    expect(made.state).toBe('on.awaiting');
    made.take(deed('user.pause'));
    expect(tellings(made).at(-1)).toBe('viewing-1 user.pause');
  });
});

describe('switched off', () => {
  test('it cuts short what plays, and plays nothing', () => {
    const made = told(PLAY);
    made.take({ type: 'user.switch-off' });
    expect(tellings(made).at(-1)).toBe('viewing-1 user.switch-off');
    expect(made.take(PLAY)).toEqual([]);
  });

  test('its session numbers go on where they were', () => {
    const made = told(PLAY, { type: 'user.switch-off' }, { type: 'user.switch-on' }, PLAY);
    expect(ofType(made.said, 'process.open').at(-1)?.id).toBe('viewing-2');
  });
});

describe('auctions and commitments', () => {
  test('every bid is a request of its own, with who bids how much in what', () => {
    const made = client();
    made.take(deed('user.bid', { auction: 'night', amountMinor: 310 }));
    made.take(deed('user.bid', { auction: 'night', amountMinor: 425 }));
    expect(ofType(made.said, 'auction.bid')).toMatchObject([
      {
        to: 'interface-server',
        requestId: 'alice:auction.bid:1',
        auction: 'night',
        amountMinor: 310,
      },
      { client: 'client/alice', requestId: 'alice:auction.bid:2', amountMinor: 425 },
    ]);
  });

  test('a refused bid and a result are told, and a result is confirmed', () => {
    const made = client();
    const about = { conversation: 'auction-night', auction: 'night', priceMinor: 425 };
    expect(made.take(letter('auction.bid-refused', { ...about, reason: 'closed' }))).toEqual([
      'outcome bid.refused',
    ]);
    expect(made.take(letter('auction.result', { ...about, won: true }))).toEqual([
      'auction.result-noted -> someone',
      'outcome auction.won',
    ]);
    expect(made.take(letter('auction.result', { ...about, won: false }))).toContain(
      'outcome auction.lost',
    );
  });

  test('a commitment goes to the subscriber database', () => {
    const made = client();
    expect(made.take(deed('user.commit', { transmission: 'sequel' }))).toEqual([
      'commitment.make -> subscriber-database',
    ]);
  });
});
