/**
 * Alignment: both runs appear whole and in order, and the same messages share a row.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aligned } from '../../../web/src/compare/alignment.ts';
import { fieldDiff } from '../../../web/src/compare/field-diff.ts';
import {
  type Message,
  messagesOfBatch,
  messagesOfRun,
} from '../../../web/src/compare/other-run.ts';
import { batchOf, ended, recordsOf, sent } from '../batch.ts';

function message(type: string, atUs = 0): Message {
  const who = { from: 'a', to: 'b', conversation: '' };
  return { seq: atUs, atUs, type, fate: 'arrived', tookUs: 1, reason: '', ...who };
}
const run = fc.array(fc.tuple(fc.constantFrom('p', 'q', 'r'), fc.nat(3)), { maxLength: 12 });

describe('alignment', () => {
  test('both runs stand whole and in order, and a run beside itself is the same throughout', () => {
    fc.assert(
      fc.property(run, run, (left, right) => {
        const here = left.map(([type, atUs]) => message(type, atUs));
        const there = right.map(([type, atUs]) => message(type, atUs));
        const rows = aligned(here, there);
        expect(rows.flatMap((row) => row.here ?? [])).toEqual(here);
        expect(rows.flatMap((row) => row.there ?? [])).toEqual(there);
        expect(aligned(here, here).every(({ is }) => is === 'same')).toBe(true);
      }),
      { seed: 2, numRuns: 1_000 },
    );
  });

  test('a message that came late is changed, one that is missing is only there', () => {
    const here = [message('p'), message('q', 5)];
    const there = [message('p'), message('r', 2), message('q', 9)];
    expect(aligned(here, there).map(({ is }) => is)).toEqual(['same', 'new', 'changed']);
  });

  test('this run and the batch of the other give the same messages for the same records', () => {
    const records = [
      sent('client/alice', 'processing-server', 'order.place', 0),
      ended('delivered', 'client/alice', 'processing-server', 'order.place', 10, 1),
      ended('delivered', 'client/alice', 'processing-server', 'order.place', 12, 1),
      sent('processing-server', 'client/alice', 'order.accepted', 10, 2),
      ended('lost', 'processing-server', 'client/alice', 'order.accepted', 15, 4),
    ];
    const ours = messagesOfRun(recordsOf(records), 1, 10);
    expect(ours.map(({ type, fate, tookUs }) => [type, fate, tookUs])).toEqual([
      ['order.place', 'arrived', 10],
      ['order.accepted', 'lost', 5],
    ]);
    expect(messagesOfBatch(batchOf(records), 1, 10)).toEqual(ours);
  });
});

describe('field diff', () => {
  test('names nested fields by their path, the differing ones first', () => {
    const here = { seq: 3, body: { price: 499, mode: 'x' } };
    const there = { seq: 3, body: { price: 599 }, reason: 'late' };
    expect(fieldDiff(here, there)).toEqual([
      { path: 'body.price', here: '499', there: '599', is: 'differs' },
      { path: 'body.mode', here: 'x', there: null, is: 'only here' },
      { path: 'reason', here: null, there: 'late', is: 'only there' },
      { path: 'seq', here: '3', there: '3', is: 'same' },
    ]);
  });
});
