/** Channel law: what holds of every message, over latencies, conditions and neighbours of all kinds. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CALM, Channel, type ChannelCondition } from '../../src/actors/channel.ts';
import type { Distribution } from '../../src/actors/distribution.ts';
import type { Envelope } from '../../src/actors/journal.ts';
import type { SegmentLaw } from '../../src/actors/media.ts';
import { PRIORITY } from '../../src/actors/timeline.ts';
import { Scheduler } from '../../src/sim/scheduler.ts';
import { draws, envelope } from './wire.ts';

const LAW: SegmentLaw = {
  latencyUs: { uniform: [1_000, 90_000] },
  bitsPerSecond: null,
  sharedBitsPerSecond: null,
  lossPpm: 0,
  reorders: false,
};
const MILLION = 1_000_000;

interface Letter {
  readonly atUs: number;
  readonly envelope: Envelope;
}
interface Arrival {
  readonly id: string;
  readonly atUs: number;
}
interface Wire {
  readonly law?: Partial<SegmentLaw>;
  readonly condition?: Partial<ChannelCondition>;
  readonly hasLinks?: boolean;
  readonly seed?: number;
}

/** What arrives of `letters`, in the order of arrival. */
function carried(
  letters: readonly Letter[],
  { law, condition, hasLinks, seed }: Wire,
): readonly Arrival[] {
  const timeline = new Scheduler();
  const channel = new Channel({
    name: 'test',
    law: { ...LAW, ...law },
    timeline,
    draws: draws(seed),
  });
  channel.condition = { ...CALM, ...condition };
  const arrivals: Arrival[] = [];
  channel.arrivals$.subscribe(({ envelope: { message } }) => {
    arrivals.push({ id: message.requestId, atUs: timeline.nowUs });
  });
  const sender = { owner: 'test', fire: (one: Envelope) => channel.send(one) };
  for (const { atUs, envelope: one } of letters) {
    const sent = { ...one, client: hasLinks ? one.from : null };
    timeline.at(atUs, PRIORITY.user, sender, sent);
  }
  timeline.runUntil(Number.POSITIVE_INFINITY);
  return arrivals;
}
/** `count` messages at one instant each, a second apart, so that none touches another. */
function apart(count: number): readonly Letter[] {
  return Array.from({ length: count }, (_, n) => ({
    atUs: n * MILLION,
    envelope: envelope(`m${n}`),
  }));
}

const latency = fc.constantFrom<Distribution>(
  { constant: 5_000 },
  { uniform: [1_000, 90_000] },
  { exponential: 20_000 },
  { lognormal: { median: 30_000, sigma: 0.8 } },
);
const letters = fc
  .array(
    fc.record({
      atUs: fc.nat({ max: 200_000 }),
      from: fc.constantFrom('client/alice', 'client/bob'),
      to: fc.constantFrom('processing-server', 'processing-server/order-1'),
      bytes: fc.integer({ min: 1, max: 5_000 }),
    }),
    { minLength: 2, maxLength: 20 },
  )
  .map((sent) =>
    [...sent]
      .sort((one, other) => one.atUs - other.atUs)
      .map(({ atUs, ...head }, n) => ({ atUs, envelope: envelope(`m${n}`, head) })),
  );
const rate = fc.constantFrom<number | null>(null, 56_000, 1_000_000);

describe('order', () => {
  test('is kept per sender and receiver, whatever the latency, the load and the other traffic', () => {
    fc.assert(
      fc.property(
        letters,
        latency,
        rate,
        rate,
        fc.boolean(),
        fc.nat(),
        (sent, latencyUs, own, shared, hasLinks, seed) => {
          const law = { latencyUs, bitsPerSecond: own, sharedBitsPerSecond: shared };
          const arrivals = carried(sent, { law, hasLinks, seed });
          expect(arrivals).toHaveLength(sent.length);
          const pairOf = new Map(
            sent.map(({ envelope: { from, to, message } }) => [message.requestId, `${from} ${to}`]),
          );
          for (const pair of new Set(pairOf.values())) {
            const isOfPair = (id: string) => pairOf.get(id) === pair;
            const came = arrivals.map(({ id }) => id).filter(isOfPair);
            const went = sent.map((one) => one.envelope.message.requestId).filter(isOfPair);
            expect(came).toEqual(went);
          }
        },
      ),
      { seed: 31, numRuns: 1_000 },
    );
  });

  test('is not kept on a medium that reorders', () => {
    const crowd = Array.from({ length: 50 }, (_, n) => ({ atUs: n, envelope: envelope(`m${n}`) }));
    const ids = carried(crowd, { law: { reorders: true } }).map(({ id }) => id);
    expect(ids).not.toEqual(crowd.map((one) => one.envelope.message.requestId));
    expect(new Set(ids).size).toBe(50);
  });

  test('is broken only for what a fault delays', () => {
    const crowd = Array.from({ length: 50 }, (_, n) => ({ atUs: n, envelope: envelope(`m${n}`) }));
    const law = { latencyUs: { constant: 5_000 } };
    const condition = { reorderPpm: 300_000, delayUsMax: 10_000 };
    const late = carried(crowd, { law, condition }).filter(
      ({ id, atUs }) => atUs > 5_000 + Number(id.slice(1)),
    );
    expect(late.length).toBeGreaterThan(0);
    const others = carried(crowd, { law, condition }).filter(
      ({ id }) => !late.some((one) => one.id === id),
    );
    expect(others.map(({ id }) => Number(id.slice(1)))).toEqual(
      [...others.map(({ id }) => Number(id.slice(1)))].sort((one, other) => one - other),
    );
  });
});

describe('bandwidth', () => {
  test('never lets a link carry more than its rate, nor a segment more than its own', () => {
    const latencyUs = { constant: 0 };
    fc.assert(
      fc.property(
        letters,
        fc.integer({ min: 10_000, max: 10_000_000 }),
        fc.boolean(),
        (sent, bitsPerSecond, isShared) => {
          const law = isShared
            ? { latencyUs, sharedBitsPerSecond: bitsPerSecond }
            : { latencyUs, bitsPerSecond };
          const atUs = new Map(
            carried(sent, { law, hasLinks: true }).map((one) => [one.id, one.atUs]),
          );
          // From when it was sent to when it has come, everything sent from then on fits in between.
          for (const { atUs: fromUs, envelope: first } of sent) {
            const rest = sent.filter(
              (one) => one.atUs >= fromUs && (isShared || one.envelope.from === first.from),
            );
            const bits = rest.reduce((sum, one) => sum + one.envelope.bytes * 8, 0);
            const lastUs = Math.max(
              ...rest.map((one) => atUs.get(one.envelope.message.requestId) ?? 0),
            );
            expect((lastUs - fromUs) * bitsPerSecond).toBeGreaterThanOrEqual(bits * MILLION);
          }
        },
      ),
      { seed: 37, numRuns: 1_000 },
    );
  });
});

describe('chance', () => {
  const COUNT = 20_000;
  /** Five standard errors of a share of `COUNT`: one run in 1.7 million is outside by chance. */
  const marginOf = (share: number) => 5 * Math.sqrt((share * (1 - share)) / COUNT);
  const SHARES = [1_000, 50_000, 400_000, 990_000];

  test.each(SHARES)('loses %i in a million, by the medium or by a fault', (ppm) => {
    const share = ppm / MILLION;
    for (const wire of [{ law: { lossPpm: ppm } }, { condition: { lossPpm: ppm } }]) {
      const lost = COUNT - carried(apart(COUNT), { ...wire, seed: 8 }).length;
      expect(Math.abs(lost / COUNT - share)).toBeLessThan(marginOf(share));
    }
  });

  test.each(SHARES)('repeats %i in a million, once', (ppm) => {
    const share = ppm / MILLION;
    const arrivals = carried(apart(COUNT), {
      condition: { duplicatePpm: ppm, delayUsMax: 5 },
      seed: 9,
    });
    expect(Math.abs(arrivals.length / COUNT - 1 - share)).toBeLessThan(marginOf(share));
    const times = new Map<string, number>();
    for (const { id } of arrivals) times.set(id, (times.get(id) ?? 0) + 1);
    expect(Math.max(...times.values())).toBe(2);
  });

  test('delays up to the most that was said, and no more', () => {
    const law = { latencyUs: { constant: 1_000 } };
    const condition = { reorderPpm: MILLION, delayUsMax: 700 };
    const extraUs = carried(apart(COUNT), { law, condition }).map(
      ({ atUs }) => (atUs % MILLION) - 1_000,
    );
    // Of 20,000 draws from 0 to 700 both ends are missed with a chance below 1e-12.
    expect([Math.min(...extraUs), Math.max(...extraUs)]).toEqual([0, 700]);
  });
});

test('a message has the same fate whatever else is sent: its draws are its own', () => {
  const condition = {
    lossPpm: 200_000,
    duplicatePpm: 200_000,
    reorderPpm: 200_000,
    delayUsMax: 500,
  };
  fc.assert(
    fc.property(
      fc.nat(),
      fc.uniqueArray(fc.nat({ max: 40 }), { maxLength: 30 }),
      (seed, others) => {
        const mine = [0, 1, 2].map((n) => ({ atUs: n * MILLION, envelope: envelope(`mine${n}`) }));
        const theirs = others.map((n) => ({
          atUs: n * 70_000,
          envelope: envelope(`theirs${n}`, { from: 'client/bob' }),
        }));
        const alone = carried(mine, { condition, seed });
        const among = carried([...theirs, ...mine], { condition, seed });
        expect(among.filter(({ id }) => id.startsWith('mine'))).toEqual(alone);
      },
    ),
    { seed: 41, numRuns: 1_000 },
  );
});

test('a repetition has a fate of its own', () => {
  const attempts = Array.from({ length: 200 }, (_, n) => ({
    atUs: n * MILLION,
    envelope: envelope('m', { attempt: n + 1 }),
  }));
  const arrivals = carried(attempts, { condition: { lossPpm: 500_000 } });
  expect(arrivals.length).toBeGreaterThan(50);
  expect(arrivals.length).toBeLessThan(150);
});
