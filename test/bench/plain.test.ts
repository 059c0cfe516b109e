import { describe, expect, test } from 'vitest';
import { IS_REQUEST, type Letter, TYPES } from '../../bench/plain/letter.ts';
import { PlainNetwork } from '../../bench/plain/network.ts';
import { purchases } from '../../bench/purchases.ts';
import { ENGINES } from '../../src/sim/engines.ts';
import { World } from '../../src/sim/world.ts';

const CLIENTS = 36;

interface Said {
  readonly atUs: number;
  readonly type: string;
  readonly from: string;
  readonly to: string;
  readonly over: string;
  readonly requestId: string;
  readonly conversation: string;
  readonly attempt: number;
  readonly body: object;
}

/** A plain network that loses, or doubles, what it is told to, and everything it sends. */
function plainRun(copiesOf: (letter: Letter) => number = () => 1) {
  const network = new PlainNetwork(purchases(CLIENTS));
  const { office } = network;
  const said: Said[] = [];
  const carry = office.carry.bind(office);
  office.carry = (letter) => {
    const { kind, from, to, way, requestId, conversation, attempt, body } = letter;
    const over = way === null ? 'local' : way.segment.name;
    const atUs = office.timeline.nowUs;
    const type = TYPES[kind] ?? '';
    said.push({ atUs, type, from, to, over, requestId, conversation, attempt, body });
    for (let copy = copiesOf(letter); copy > 0; copy -= 1) carry(letter);
  };
  network.run();
  return { network, said };
}

const { network, said } = plainRun();

describe('the yardstick', () => {
  const sent: Said[] = [];
  const world = new World(purchases(CLIENTS), {
    engine: ENGINES.compiled,
    readers: [
      {
        read: (record) => {
          if (record.kind !== 'sent') return;
          const { atUs, type, from, to, channel: over, requestId, attempt, body } = record;
          const conversation = record.conversation ?? '';
          sent.push({ atUs, type, from, to, over, requestId, conversation, attempt, body });
        },
      },
    ],
  });
  world.run();

  test('sends every message of the real network, at the same instant, with the same content', () => {
    // 25 messages for each of ten purchases, and two for the options.
    expect(said).toHaveLength(CLIENTS * 252);
    expect(said).toEqual(sent);
  });

  test('leaves the same ledger behind, and ends at the same instant', () => {
    expect(network.ledger.accounts()).toEqual(world.ledger.accounts());
    expect(network.ledger.entryCount).toBe(world.ledger.entryCount);
    expect(network.office.timeline.nowUs).toBe(world.timeline.nowUs);
  });

  test('leaves no timer behind', () => {
    expect([...network.office.timeline.pending()]).toEqual([]);
  });
});

describe('a message that comes twice', () => {
  // Every request, and its copy right behind it.
  const doubled = plainRun(({ kind }) => (IS_REQUEST[kind] ? 2 : 1));

  test('is recognised, and has no second effect', () => {
    expect(doubled.network.office.repeatedCount).toBeGreaterThan(0);
    expect(doubled.network.clients.displayed).toBe(CLIENTS * 10);
    expect(doubled.network.ledger.accounts()).toEqual(network.ledger.accounts());
    expect(doubled.network.billing.bills).toEqual(network.billing.bills);
  });

  test('is answered again with what it was answered', () => {
    const again = doubled.said.filter(({ attempt }) => attempt > 1);
    expect(again.length).toBeGreaterThan(0);
    for (const { type, requestId, body } of again) {
      const first = doubled.said.find(
        (one) => one.type === type && one.requestId === requestId && one.attempt === 1,
      );
      expect(first?.body).toBe(body);
    }
  });
});

describe('a message that is lost', () => {
  const lostType = 'credit.hold';
  const lossy = plainRun(({ kind, attempt }) => {
    return TYPES[kind] === lostType && attempt < 3 ? 0 : 1;
  });

  test('is sent again after 5 and after 10 more seconds, and then all goes on', () => {
    const tries = new Map<string, number[]>();
    for (const { type, requestId, atUs } of lossy.said) {
      if (type !== lostType) continue;
      tries.set(requestId, [...(tries.get(requestId) ?? []), atUs]);
    }
    expect(tries.size).toBe(CLIENTS * 10);
    for (const [firstUs = 0, secondUs, thirdUs] of tries.values()) {
      expect([secondUs, thirdUs]).toEqual([firstUs + 5_000_000, firstUs + 15_000_000]);
    }
    expect(lossy.network.clients.displayed).toBe(CLIENTS * 10);
    expect(lossy.network.ledger.accounts()).toEqual(network.ledger.accounts());
  });

  test('for ever stops the yardstick, which has no other way on', () => {
    // Whoever waits for the hold has asked before it, and so gives up before it.
    expect(() => plainRun(({ kind }) => (TYPES[kind] === lostType ? 0 : 1))).toThrow(
      /nobody answers viewers-\d-\d+-1:payment\.authorize/,
    );
  });
});
