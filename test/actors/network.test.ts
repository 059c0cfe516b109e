/** Network: which channel a message takes, and what each has carried. */
import { describe, expect, test } from 'vitest';
import type { Envelope } from '../../src/actors/journal.ts';
import { MEDIA, type MediumName } from '../../src/actors/media.ts';
import { Network } from '../../src/actors/network.ts';
import { xstateEngine } from '../../src/actors/xstate-engine.ts';
import type { MessageType } from '../../src/machines/protocol.ts';
import { RandomStreams } from '../../src/sim/random.ts';
import { Scheduler } from '../../src/sim/scheduler.ts';
import { message, NotingJournal } from './wire.ts';

const ALICE = 'client/alice';

function network(home: MediumName, other: MediumName = 'cable') {
  const timeline = new Scheduler();
  const journal = new NotingJournal();
  const came: Envelope[] = [];
  const made = new Network({
    timeline,
    engine: xstateEngine,
    journal,
    media: new Map([
      ['home', { ...MEDIA[home], downlink: { ...MEDIA[home].downlink, lossPpm: 0 } }],
      ['other', MEDIA[other]],
    ]),
    core: {
      latencyUs: { constant: 2_000 },
      bitsPerSecond: null,
      sharedBitsPerSecond: null,
      lossPpm: 0,
      reorders: false,
    },
    homeOf: () => 'home',
    random: new RandomStreams(1),
    deliver: (envelope) => void came.push(envelope),
  });
  let asked = 0;
  const send = (from: string, to: string, type: MessageType = 'order.cancel'): string => {
    asked += 1;
    made.carry(from, to, message(`r${asked}`, type), 1, 0);
    return journal.lines.findLast((line) => line.startsWith('sent'))?.split(' on ')[1] ?? '';
  };
  return { made, timeline, journal, came, send };
}

describe('the way of a message', () => {
  test.each<readonly [string, MediumName, string, string, MessageType, string]>([
    [
      'a client speaks over its uplink',
      'cable',
      ALICE,
      'processing-server',
      'order.place',
      'home.uplink',
    ],
    ['to any source', 'cable', ALICE, 'source/other', 'interaction.request', 'home.uplink'],
    [
      'a cable’s downlink carries the rest too',
      'cable',
      'processing-server',
      ALICE,
      'order.voided',
      'home.downlink',
    ],
    [
      'a broadcast carries programme',
      'antenna',
      'source/home',
      ALICE,
      'transmission.modified',
      'home.downlink',
    ],
    [
      'and nothing else: that takes a call',
      'antenna',
      'source/home',
      ALICE,
      'bill.issue',
      'home.control',
    ],
    [
      'programme comes over its own source’s plant',
      'antenna',
      'source/other',
      ALICE,
      'transmission.modified',
      'other.downlink',
    ],
    [
      'servers have the packet network',
      'cable',
      'processing-server',
      'billing-processor',
      'payment.void',
      'processing-server>billing-processor',
    ],
    [
      'their processes use their hub’s',
      'cable',
      'processing-server/order-1',
      'source/home',
      'provision.request',
      'processing-server>source/home',
    ],
    [
      'within a hub there is no channel',
      'cable',
      'billing-processor/charge-1',
      'billing-processor/account-a',
      'charge.due',
      'local',
    ],
  ])('%s', (_, home, from, to, type, channel) => {
    expect(network(home).send(from, to, type)).toBe(channel);
  });

  test('within a hub takes no time', () => {
    const { send, timeline, came } = network('cable');
    send('billing-processor/charge-1', 'billing-processor/account-a', 'charge.due');
    timeline.runUntil(0);
    expect(came).toHaveLength(1);
  });
});

describe('a call', () => {
  /** Whether a message from `from` of `type` waits for a line. */
  const waits = (home: MediumName, other: MediumName, from: string, type: MessageType) => {
    const { send, journal } = network(home, other);
    send(from, from === ALICE ? 'processing-server' : ALICE, type);
    return journal.lines.some((line) => line.includes('line.lift'));
  };
  test.each<readonly [string, MediumName, MediumName, string, MessageType, boolean]>([
    [
      'is needed to speak over a telephone return path',
      'satellite',
      'cable',
      ALICE,
      'order.place',
      true,
    ],
    [
      'is not needed to receive a broadcast',
      'satellite',
      'cable',
      'source/home',
      'transmission.modified',
      false,
    ],
    [
      'is needed for whatever comes by telephone',
      'satellite',
      'cable',
      'source/home',
      'bill.issue',
      true,
    ],
    [
      'is needed for everything on dial-up',
      'dial-up',
      'cable',
      'source/home',
      'transmission.modified',
      true,
    ],
    ['is never needed on cable', 'cable', 'cable', ALICE, 'order.place', false],
    // Root cause: only the lines of a client's first source were looked at, so a dial-up source that
    // was its second choice reached it without a call.
    [
      'is needed for dial-up as a second choice',
      'cable',
      'dial-up',
      'source/other',
      'transmission.modified',
      true,
    ],
  ])('%s', (_, home, other, from, type, isNeeded) => {
    expect(waits(home, other, from, type)).toBe(isNeeded);
  });
});

describe('channels by name', () => {
  test('are the plants’ segments and whatever leads from server to server', () => {
    const { made } = network('antenna');
    for (const name of ['home.downlink', 'home.uplink', 'home.control', 'a>b']) {
      expect(made.channel(name)?.name).toBe(name);
    }
    expect(made.channel('other.control')?.name).toBe('other.downlink');
    for (const name of ['home.sideways', 'nowhere.uplink', 'home'])
      expect(made.channel(name)).toBeNull();
  });

  test('stand for the very channel that messages take, so that a cut cuts it', () => {
    const { made, send, journal } = network('cable');
    made.channel('processing-server>billing-processor')?.cut();
    made.channel('home.uplink')?.cut();
    send('processing-server/order-1', 'billing-processor', 'payment.void');
    send(ALICE, 'processing-server');
    expect(journal.lines.filter((line) => line.startsWith('lost'))).toEqual([
      'lost r1: channel cut',
      'lost r2: channel cut',
    ]);
  });
});

test('a raised access rate is one client’s, towards it only, and taken back', () => {
  const { made } = network('cable');
  const ownRate = MEDIA.cable.downlink.bitsPerSecond;
  expect(made.accessRateOf(ALICE)).toBe(ownRate);
  made.setAccessRate(ALICE, 99_000_000);
  expect([made.accessRateOf(ALICE), made.accessRateOf('client/bob')]).toEqual([
    99_000_000,
    ownRate,
  ]);
  expect(made.channel('home.uplink')?.rateOf(ALICE)).toBe(MEDIA.cable.uplink.bitsPerSecond);
  made.setAccessRate(ALICE, null);
  expect(made.accessRateOf(ALICE)).toBe(ownRate);
});

test('traffic tells what each plant has carried, a shared downlink once', () => {
  const { made, send } = network('cable');
  // 280 bytes up; 160 and 35,344 down on the same channel.
  send(ALICE, 'processing-server', 'order.place');
  send('processing-server', ALICE, 'order.voided');
  send('source/home', ALICE, 'transmission.modified');
  made.carryProgramme('home', 5_000);
  made.carryProgramme('nobody', 5_000);
  expect(made.traffic()[0]).toEqual({
    source: 'home',
    medium: 'cable',
    downlinkBytes: 35_504,
    uplinkBytes: 280,
    controlBytes: 0,
    programmeBytes: 5_000,
  });
  expect(made.underWayCount()).toBe(3);
});

test('tampering meets what a client is told, not what servers tell each other', () => {
  const { made, send, timeline, came } = network('antenna');
  made.tamperWith((original) => ({ ...original, conversation: 'tampered' }));
  send('processing-server', ALICE, 'token.deliver');
  send('processing-server', 'billing-processor', 'payment.void');
  timeline.runUntil(Number.POSITIVE_INFINITY);
  const told = new Map(came.map(({ to, message: { conversation } }) => [to, conversation]));
  expect(told).toEqual(
    new Map([
      ['billing-processor', 'alice-1'],
      [ALICE, 'tampered'],
    ]),
  );
});
