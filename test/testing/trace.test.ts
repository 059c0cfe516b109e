import { expect, test } from 'vitest';
import { PatternMistake, traceOf } from '../../src/testing/index.ts';
import { everyKind, RecordBook } from '../sim/records.ts';

// See the table at everyKind for the numbers.
const trace = traceOf(everyKind().records);
const seqs = (records: readonly { readonly seq: number }[]) => records.map(({ seq }) => seq);

test('messages are found by pattern, participants by the last part of their address', () => {
  expect(seqs(trace.messages('order.place from alice'))).toEqual([5]);
  expect(seqs(trace.messages('sent order.* to client/alice'))).toEqual([9, 11]);
  expect(seqs(trace.messages('sent payment.* from order-alice-1'))).toEqual([7]);
  expect(seqs(trace.messages('sent payment.* from processing-server'))).toEqual([7]);
});

test('a part of a trace by time or conversation still knows what was sent before', () => {
  const later = trace.between(12_000, 12_000);
  expect(seqs(later.records)).toEqual([5, 6, 7, 8, 9]);
  expect(seqs(later.messages('order.place with feature=surround'))).toEqual([5]);
  expect(seqs(trace.of('alice-1').messages('posting *'))).toEqual([8]);
  expect(trace.of('alice-2').records).toEqual([]);
});

test('causes go back and consequences forward through the whole trace', () => {
  const [accepted] = trace.between(2_012_000, 2_012_000).records;
  if (accepted === undefined) throw new Error('record 12 is in the trace');
  expect(seqs(trace.of('alice-1').causesOf(accepted))).toEqual([1, 3, 5, 11, 12]);
  expect(seqs(trace.consequencesOf({ seq: 9 }))).toEqual([10]);
});

test('a pattern that cannot be read is shown with its place and the nearest name', () => {
  expect(() => trace.messages('order.place from alise')).toThrow(PatternMistake);
  expect(() => trace.messages('order.place from alise')).toThrow(
    'found "alise", expected the name of a participant; did you mean "alice"?\n\n' +
      '    order.place from alise\n' +
      '                     ^',
  );
});

test('a name that two participants share, and a stranger by short name, are refused', () => {
  const book = new RecordBook();
  book.message('client/metro', 'source/metro', 'order.place');
  const shared = traceOf(book.records);
  expect(() => shared.messages('order.place from metro')).toThrow(PatternMistake);
  expect(shared.messages('order.place from client/metro')).toHaveLength(1);
  expect(() => shared.messages('order.place from bob')).toThrow(PatternMistake);
  expect(shared.messages('order.place from client/bob')).toEqual([]);
});

test('an empty trace answers with nothing', () => {
  expect(traceOf([]).messages('*')).toEqual([]);
  expect(traceOf([]).endUs).toBe(0);
});
