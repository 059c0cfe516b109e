import { expect, test } from 'vitest';
import { causesOf, consequencesOf, UnknownRecord } from '../../../src/sim/trace/causality.ts';
import { everyKind } from '../records.ts';

const { records } = everyKind();
const seqs = (some: Iterable<{ readonly seq: number }>) => [...some].map(({ seq }) => seq);

test('the causes of a record go back to its stimulus', () => {
  // 12 arrives from 11, sent because 5 arrived, sent as 3 because of the stimulus 1.
  expect(seqs(causesOf(records, 12))).toEqual([1, 3, 5, 11, 12]);
});

test('a stimulus is its own only cause', () => {
  expect(seqs(causesOf(records, 1))).toEqual([1]);
});

test('the consequences of a record are all that followed from it, in order, without it', () => {
  expect(seqs(consequencesOf(records, 5))).toEqual([6, 7, 9, 10, 11, 12]);
  expect(seqs(consequencesOf(records, 15))).toEqual([]);
});

test('a record is among the consequences of exactly its causes', () => {
  for (const { seq } of records) {
    const effects = new Set(
      records.filter((r) => seqs(consequencesOf(records, r.seq)).includes(seq)),
    );
    expect([...seqs(effects), seq]).toEqual(seqs(causesOf(records, seq)));
  }
});

test('the way back ends where the trace was filtered', () => {
  const rest = records.filter(({ seq }) => seq !== 3);
  expect(seqs(causesOf(rest, 12))).toEqual([5, 11, 12]);
});

test('a record that is not there is named with the last that is', () => {
  expect(() => causesOf(records, 16)).toThrow(UnknownRecord);
  expect(() => causesOf(records, 16)).toThrow('the trace ends with record 15');
  expect(() => causesOf([], 1)).toThrow('the trace is empty');
});
