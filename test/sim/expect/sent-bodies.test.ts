import { expect, test } from 'vitest';
import { parsePattern } from '../../../src/sim/expect/pattern.ts';
import { SentBodies } from '../../../src/sim/expect/sent-bodies.ts';
import { NAMES } from '../names.ts';
import { RecordBook } from '../records.ts';

function bodiesFor(text: string): SentBodies {
  const read = parsePattern(text, NAMES);
  if (!read.ok) throw new Error(read.problem.found);
  return new SentBodies([read.pattern]);
}

test('the latest 32,768 bodies are known, and those sent long before are forgotten', () => {
  const bodies = bodiesFor('order.accepted with priceMinor=1');
  const book = new RecordBook();
  const sent = book.sent('processing-server', 'client/alice', 'order.accepted');
  const arrival = book.delivered(sent);
  for (let seq = 1; seq <= 100_000; seq += 1)
    bodies.read({ ...sent, seq, body: { priceMinor: seq } });
  expect(bodies.bodyOf({ ...arrival, cause: 100_000 })).toEqual({ priceMinor: 100_000 });
  expect(bodies.bodyOf({ ...arrival, cause: 100_000 - 32_767 })).toEqual({ priceMinor: 67_233 });
  // At most 65,536 are kept, so of 100,000 the first 34,464 are not.
  expect(bodies.bodyOf({ ...arrival, cause: 34_464 })).toBeNull();
});

test('only what a pattern looks into is kept', () => {
  const book = new RecordBook();
  const sent = book.sent('processing-server', 'client/alice', 'order.accepted', {
    body: { priceMinor: 1 },
  });
  const arrival = book.delivered(sent);
  for (const [text, needed] of [
    ['order.accepted', false],
    ['sent order.accepted with priceMinor=1', false],
    ['payment.captured with per=cycle', true],
  ] as const) {
    const bodies = bodiesFor(text);
    bodies.read(sent);
    expect(bodies.needed, text).toBe(needed);
    expect(bodies.bodyOf(arrival), text).toBeNull();
  }
});
