/**
 * Channel: its delivery law as marbles, one character a millisecond.
 *
 *     sent   'a--b'      a letter is a message; what is sent at the same instant is in (…)
 *     cuts   '-x---o'    x cuts the channel, o mends it
 *     comes  '---a--b'   when each arrives; upper case where it is lost
 */
import { describe, expect, test } from 'vitest';
import { CALM, Channel } from '../../src/actors/channel.ts';
import type { SegmentLaw } from '../../src/actors/media.ts';
import { PRIORITY } from '../../src/actors/timeline.ts';
import { Scheduler } from '../../src/sim/scheduler.ts';
import { draws, envelope } from './wire.ts';

const LAW: SegmentLaw = {
  latencyUs: { constant: 3_000 },
  bitsPerSecond: null,
  sharedBitsPerSecond: null,
  lossPpm: 0,
  reorders: false,
};
/** 1,000 bytes take one millisecond. */
const BYTES_A_MS = 8_000_000;

interface Play {
  readonly sent: string;
  readonly cuts?: string;
  readonly law?: Partial<SegmentLaw>;
  /** Which client's link each letter uses; alice's where nothing is said. */
  readonly clients?: Readonly<Record<string, string>>;
  readonly bytes?: Readonly<Record<string, number>>;
  readonly prepare?: (channel: Channel) => void;
}

/** What arrives when, in marbles. */
function play({ sent, cuts = '', law = {}, clients, bytes, prepare }: Play): string {
  const timeline = new Scheduler();
  const setting = { name: 'test', law: { ...LAW, ...law }, timeline, draws: draws() };
  const channel = new Channel(setting);
  const seen: (readonly [number, string])[] = [];
  const note = (marble: string) => seen.push([timeline.nowUs / 1_000, marble]);
  channel.arrivals$.subscribe(({ envelope: { message } }) => void note(message.requestId));
  channel.losses$.subscribe(
    ({ envelope: { message } }) => void note(message.requestId.toUpperCase()),
  );
  prepare?.(channel);
  at(timeline, cuts, PRIORITY.network, (marble) =>
    marble === 'x' ? channel.cut() : channel.mend(),
  );
  at(timeline, sent, PRIORITY.user, (marble) => {
    const from = `client/${clients?.[marble] ?? 'alice'}`;
    const client = clients === undefined ? null : from;
    channel.send(envelope(marble, { from, client, bytes: bytes?.[marble] ?? 1_000 }));
  });
  timeline.runUntil(Number.POSITIVE_INFINITY);
  expect(channel.underWay).toBe(0);
  return marbles(seen);
}

function at(
  timeline: Scheduler,
  text: string,
  priority: number,
  act: (marble: string) => void,
): void {
  let ms = 0;
  let isTogether = false;
  for (const marble of text) {
    if (/\w/.test(marble)) timeline.at(ms * 1_000, priority, { owner: 'test', fire: act }, marble);
    if (marble === '(') isTogether = true;
    if (marble === ')') isTogether = false;
    if (!isTogether) ms += 1;
  }
}
function marbles(seen: readonly (readonly [number, string])[]): string {
  const last = Math.max(0, ...seen.map(([ms]) => ms));
  return Array.from({ length: last + 1 }, (_, ms) => {
    const here = seen.filter(([when]) => when === ms).map(([, marble]) => marble);
    return here.length > 1 ? `(${here.join('')})` : (here[0] ?? '-');
  }).join('');
}

describe('latency', () => {
  test('is all that a message between servers takes', () => {
    expect(play({ sent: 'a-b--c' })).toBe('---a-b--c');
  });

  test('keeps the order of what is sent at the same instant', () => {
    expect(play({ sent: '(ab)c' })).toBe('---(ab)c');
  });
});

describe('a cut', () => {
  test('loses what is sent while it lasts and still delivers what is under way', () => {
    expect(play({ sent: 'ab-c-d', cuts: '--x-o' })).toBe('---(aC)b---d');
  });

  test('of the same instant comes before what is sent then, and so does the mending', () => {
    expect(play({ sent: 'a-b-c', cuts: '--x-o' })).toBe('--Ba---c');
  });
});

describe('bandwidth', () => {
  const oneLink = { law: { bitsPerSecond: BYTES_A_MS }, clients: {} };

  test('a link carries one message after the other', () => {
    // Each takes 1 ms to send, then 3 ms to travel.
    expect(play({ ...oneLink, sent: '(abc)' })).toBe('----abc');
  });

  test('a big message holds up the small one behind it', () => {
    expect(play({ ...oneLink, sent: '(ab)', bytes: { a: 4_000 } })).toBe('-------ab');
  });

  test('a link that was idle has saved nothing up', () => {
    expect(play({ ...oneLink, sent: 'a----(bc)' })).toBe('----a----bc');
  });

  test('two clients have a link each', () => {
    expect(play({ ...oneLink, sent: '(ab)', clients: { a: 'alice', b: 'bob' } })).toBe('----(ab)');
  });

  test('a shared segment carries one message after the other, whoever they are for', () => {
    const law = { sharedBitsPerSecond: BYTES_A_MS };
    const clients = { a: 'alice', b: 'bob', c: 'carol' };
    expect(play({ sent: '(abc)', law, clients })).toBe('----abc');
  });

  test('of link and shared segment the slower one decides', () => {
    const law = { bitsPerSecond: BYTES_A_MS / 2, sharedBitsPerSecond: BYTES_A_MS };
    const clients = { a: 'alice', b: 'bob', c: 'alice' };
    // alice's link: a until 2, c until 4. Shared: a until 1, b until 2, c until 3.
    expect(play({ sent: '(abc)', law, clients })).toBe('-----(ab)-c');
  });

  test('one client’s raised rate is its own, and is taken back', () => {
    const rate = (channel: Channel) => {
      channel.setRate('client/alice', BYTES_A_MS * 4);
      channel.setRate('client/bob', BYTES_A_MS * 4);
      channel.setRate('client/bob', null);
    };
    const law = { bitsPerSecond: BYTES_A_MS / 4 };
    const clients = { a: 'alice', b: 'bob' };
    expect(play({ sent: '(ab)', law, clients, bytes: { a: 4_000, b: 1_000 }, prepare: rate })).toBe(
      '----a--b',
    );
  });
});

describe('a condition', () => {
  const impaired = (changes: Partial<typeof CALM>) => (channel: Channel) => {
    channel.condition = { ...CALM, ...changes };
  };

  test('of certain loss loses everything, at once', () => {
    expect(play({ sent: 'ab', prepare: impaired({ lossPpm: 1_000_000 }) })).toBe('AB');
  });

  test('of certain duplication delivers everything twice, the copy a microsecond later at least', () => {
    const timeline = new Scheduler();
    const channel = new Channel({
      name: 'test',
      law: LAW,
      timeline,
      draws: draws(),
    });
    const cameUs: number[] = [];
    channel.arrivals$.subscribe(() => void cameUs.push(timeline.nowUs));
    impaired({ duplicatePpm: 1_000_000 })(channel);
    channel.send(envelope('a'));
    timeline.runUntil(Number.POSITIVE_INFINITY);
    expect(cameUs).toEqual([3_000, 3_001]);
  });

  test('calmed again does nothing more', () => {
    const calm = (channel: Channel) => {
      impaired({ lossPpm: 1_000_000 })(channel);
      channel.condition = CALM;
    };
    expect(play({ sent: 'ab', prepare: calm })).toBe('---ab');
  });

  test('what is tampered with arrives as something else, and every copy of it too', () => {
    const timeline = new Scheduler();
    const channel = new Channel({
      name: 'test',
      law: LAW,
      timeline,
      draws: draws(),
    });
    const came: (string | undefined)[] = [];
    channel.arrivals$.subscribe(({ tampered }) => void came.push(tampered?.requestId));
    channel.tamper = (message) =>
      message.requestId === 'a' ? { ...message, requestId: 'z' } : null;
    impaired({ duplicatePpm: 1_000_000 })(channel);
    channel.send(envelope('a'));
    channel.send(envelope('b'));
    timeline.runUntil(Number.POSITIVE_INFINITY);
    expect(came).toEqual(['z', undefined, 'z', undefined]);
  });
});

test('what is put on the channel counts as carried, whether it arrives or not', () => {
  const timeline = new Scheduler();
  const channel = new Channel({
    name: 'test',
    law: LAW,
    timeline,
    draws: draws(),
  });
  channel.arrivals$.subscribe();
  channel.send(envelope('a', { bytes: 100 }));
  channel.cut();
  channel.send(envelope('b', { bytes: 20 }));
  expect([channel.bytesCarried, channel.underWay]).toEqual([120, 1]);
});
