import { expect, test } from 'vitest';
import type { RunRecord } from '../../../src/sim/record.ts';
import { differenceText, firstDifference } from '../../../src/sim/trace/difference.ts';
import { everyKind } from '../records.ts';

const { records } = everyKind();
const seqs = (some: readonly RunRecord[]) => some.map(({ seq }) => seq);

/** The small run with record 7 asking for another amount, later. */
const other = records.map((record) =>
  record.seq === 7 && record.kind === 'sent'
    ? { ...record, atUs: 13_000, body: { client: 'client/alice', amountMinor: 400 } }
    : record,
);

test('equal traces have no difference', () => {
  expect(firstDifference(records, everyKind().records)).toBeNull();
  expect(firstDifference([], [])).toBeNull();
});

test('the first divergence has its context and the fields that differ', () => {
  const difference = firstDifference(records, other, 2);
  expect(difference).toMatchObject({
    left: { seq: 7, atUs: 12_000 },
    right: { seq: 7, atUs: 13_000 },
  });
  expect(difference?.fields).toEqual([
    { path: 'atUs', left: '12000', right: '13000' },
    { path: 'body.amountMinor', left: '399', right: '400' },
  ]);
  expect(seqs(difference?.shared ?? [])).toEqual([5, 6]);
  expect(seqs(difference?.leftAfter ?? [])).toEqual([8, 9]);
  expect(seqs(difference?.rightAfter ?? [])).toEqual([8, 9]);
});

test('a trace that ended is a difference', () => {
  const difference = firstDifference(records, records.slice(0, 14), 1);
  expect(difference).toMatchObject({ left: { seq: 15 }, right: null, rightAfter: [], fields: [] });
});

test('a field that only one side has is named', () => {
  const [first] = records;
  const more = { ...first, text: undefined } as unknown as RunRecord;
  expect(firstDifference([more], records.slice(0, 1))?.fields).toEqual([
    { path: 'text', left: null, right: '"alice selects surround on cup-final"' },
  ]);
});

test('streams are read no further than the context needs', () => {
  let readCount = 0;
  const counted = function* () {
    for (const record of other) {
      readCount += 1;
      yield record;
    }
  };
  firstDifference(records, counted(), 2);
  // Six shared records, the seventh that differs, two after it.
  expect(readCount).toBe(9);
});

test('the text shows shared records, both sides, then the fields', () => {
  const difference = firstDifference(records, other, 1);
  if (difference === null) throw new Error('the traces differ');
  const marks = differenceText(difference)
    .split('\n')
    .map((line) => line.slice(0, 2));
  expect(marks).toEqual(['  ', '  ', '< ', '< ', '> ', '> ', 'at', 'bo']);
  expect(differenceText(difference)).toContain('body.amountMinor: 399 -> 400');
});
