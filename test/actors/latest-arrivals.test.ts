import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LatestArrivals } from '../../src/actors/latest-arrivals.ts';

const name = fc.constantFrom('order-1', 'order-2', 'source/a', 'source/b');
const message = fc.record({ from: name, to: name, waitUs: fc.nat(9), transitUs: fc.nat(50) });

test('no message overtakes another of the same pair, and none waits for another pair', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 60 }), fc.nat(9), (messages, mood) => {
      let arrivals = new LatestArrivals();
      const latestUs = new Map<string, number>();
      let nowUs = 0;
      for (const [index, { from, to, waitUs, transitUs }] of messages.entries()) {
        nowUs += waitUs;
        // Now and then what has arrived is forgotten, or all is put aside and taken up elsewhere.
        if ((index + mood) % 7 === 0) arrivals.forgetBefore(nowUs);
        if ((index + mood) % 5 === 0) {
          const saved = structuredClone(arrivals.save());
          arrivals = new LatestArrivals();
          arrivals.load(saved);
        }
        const pair = `${from} ${to}`;
        const expectedUs = Math.max(latestUs.get(pair) ?? 0, nowUs + transitUs);
        latestUs.set(pair, expectedUs);
        expect(arrivals.inOrder(from, to, nowUs + transitUs, nowUs)).toBe(expectedUs);
      }
    }),
    { seed: 25, numRuns: 500 },
  );
});

test('what has arrived is not remembered for ever', () => {
  const arrivals = new LatestArrivals();
  for (let n = 0; n < 10_000; n += 1) {
    arrivals.inOrder(`order-${n}`, 'source/a', n * 10 + 5, n * 10);
    arrivals.inOrder('source/a', `order-${n}`, n * 10 + 5, n * 10);
  }
  // 20,000 pairs were used, one of each ten microseconds; it looks through them at every 1,024 or so.
  expect(arrivals.save().length).toBeLessThan(1_024);
});
