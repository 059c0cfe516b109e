import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunRecord } from '../../src/sim/record.ts';
import { recordLine } from '../../src/sim/record-text.ts';
import { everyKind } from './records.ts';

/** Any text at all: control characters, quotes, lone surrogates, other scripts. */
const text = fc.string({ unit: 'binary', maxLength: 12 });
const seq = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const head = { seq, atUs: seq, actor: text, type: text, cause: fc.option(seq) };
const flow = { conversation: fc.option(text) };
const way = { from: text, to: text, channel: text, requestId: text };
const record = fc.oneof(
  ordered('sent', { ...way, attempt: seq, bytes: seq, body: fc.dictionary(text, fc.jsonValue()) }),
  ordered('delivered', { ...way, handled: fc.constantFrom('new', 'stale', 'conflict') }),
  ordered('transition', { was: text, state: text, ignored: fc.boolean() }),
);

test('a record is the line JSON.stringify would make of it, whatever it says', () => {
  fc.assert(
    fc.property(record, (one) => {
      expect(recordLine(one)).toBe(JSON.stringify(one));
    }),
    { seed: 20_010_531, numRuns: 2_000 },
  );
});

test.each(everyKind().records.map((one) => [one.kind, one] as const))(
  'a %s record says the same whatever the order of its keys',
  (_, one) => {
    expect(JSON.parse(recordLine(one))).toEqual(JSON.parse(JSON.stringify(one)));
  },
);

test('a tampered delivery keeps its body', () => {
  const delivered = everyKind().records.find(({ kind }) => kind === 'delivered');
  const tampered = { ...delivered, body: { token: 'v1' } } as RunRecord;
  expect(recordLine(tampered)).toContain('"body":{"token":"v1"}');
});

/** Records with their keys in the order the recorder writes them. */
function ordered(
  kind: string,
  rest: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<RunRecord> {
  return fc
    .record({ ...head, ...flow, ...rest })
    .map(({ seq: n, atUs, actor, type, cause, conversation, ...others }) => ({
      seq: n,
      atUs,
      kind,
      actor,
      type,
      cause,
      conversation,
      ...others,
    })) as unknown as fc.Arbitrary<RunRecord>;
}
