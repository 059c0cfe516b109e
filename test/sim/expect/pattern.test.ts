import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  matches,
  PATTERN_KINDS,
  type Pattern,
  parsePattern,
  patternText,
} from '../../../src/sim/expect/pattern.ts';
import { SentBodies } from '../../../src/sim/expect/sent-bodies.ts';
import { NAMES } from '../names.ts';
import { everyKind, RecordBook } from '../records.ts';

function pattern(text: string): Pattern {
  const read = parsePattern(text, NAMES);
  if (!read.ok) throw new Error(`${text}: found ${read.problem.found}`);
  return read.pattern;
}

/** The numbers of the records of the small run that a pattern means. */
function seqs(text: string, { records } = everyKind()): readonly number[] {
  const wanted = pattern(text);
  const bodies = new SentBodies([wanted]);
  for (const record of records) bodies.read(record);
  return records.filter((r) => matches(wanted, r, bodies.bodyOf)).map(({ seq }) => seq);
}

describe('a pattern means', () => {
  test.each([
    // See the table at everyKind for the numbers.
    ['order.place', [5]],
    ['delivered order.place from alice to processing-server', [5]],
    ['order.place from bob', []],
    ['order.place from processing-server', []],
    ['sent order.*', [3, 9, 11]],
    ['sent *', [3, 7, 9, 11]],
    ['sent payment.authorize from processing-server', [7]],
    ['sent payment.authorize from processing-server/order-alice-1', [7]],
    ['sent payment.authorize from processing-server/order-alice', []],
    ['lost order.accepted to alice', [10]],
    ['order.accepted to alice', [12]],
    ['*', [5, 12]],
    ['order.completed', [14]],
    ['order.completed of alice-1', [14]],
    ['order.completed of alice-2', []],
    ['order.completed by processing-server', [14]],
    ['posting hold', [8]],
    ['document bill by billing-processor', [13]],
    ['stimulus select by script', [1]],
    ['transition user.select by alice', [4]],
    ['transition * of alice-1', [4, 6]],
  ])('%s', (text, expected) => expect(seqs(text)).toEqual(expected));
});

describe('with compares', () => {
  test.each([
    ['sent order.place with feature=surround', [3]],
    ['sent order.place with feature=picture', []],
    ['sent order.place with receivable.0=metro-cable', [3]],
    ['sent order.place with receivable=metro-cable', []],
    ['sent order.place with feature=surround, transmission=cup-final', [3]],
    ['sent order.place with feature=surround, transmission=news', []],
    ['order.place with feature=surround', [5]],
    ['order.accepted with priceMinor=399', [12]],
    ['lost order.accepted with reason="noise on the line", priceMinor=399', [10]],
    ['posting hold with account=client/alice:held, amountMinor=399', [8]],
    ['posting hold with account=client/alice:held, amountMinor=-399', []],
    ['document bill with dueMinor=399, lines.0.order=alice-1', [13]],
    ['order.completed with amountMinor=399', [14]],
    ['transition * with state=on.ordering', [4]],
    ['transition * with ignored=true', [6]],
    ['stimulus * with text=alice selects surround on cup-final', [1]],
    ['sent order.place with constructor=x', []],
    ['sent order.place with __proto__.toString=x', []],
  ])('%s', (text, expected) => expect(seqs(text)).toEqual(expected));

  test('what a tampered message says on arrival, not what was sent', () => {
    const book = new RecordBook();
    const sent = book.sent('client/alice', 'processing-server', 'order.place', {
      body: { feature: 'surround' },
    });
    book.delivered(sent, 'new', { feature: 'forged' });
    expect(seqs('order.place with feature=forged', book)).toEqual([2]);
    expect(seqs('order.place with feature=surround', book)).toEqual([]);
  });
});

test('an arrival counts only when it is handled as new', () => {
  for (const handled of ['answered-again', 'in-progress', 'conflict', 'stale'] as const) {
    const book = new RecordBook();
    const sent = book.sent('client/alice', 'processing-server', 'order.place');
    book.delivered(sent, handled);
    expect(seqs('order.place', book), handled).toEqual([]);
  }
});

test('a type that is both a message and an outcome means the message, unless the kind is written', () => {
  expect(pattern('order.voided').kind).toBe('delivered');
  expect(pattern('outcome order.voided').kind).toBe('outcome');
  expect(pattern('order.completed').kind).toBe('outcome');
});

describe('a mistake is told with its place and the nearest word', () => {
  test.each([
    ['', 0, 'the end of the text', null],
    ['order.plcae from alice', 0, '"order.plcae"', 'order.place'],
    ['deliverd order.place', 0, '"deliverd"', 'delivered'],
    ['order.place from alise', 17, '"alise"', 'alice'],
    ['order.place fron alice', 12, '"fron"', 'from'],
    ['order.place from', 16, 'the end of the text', null],
    ['order.place from alice from bob', 23, '"from"', null],
    ['paymnt.*', 0, '"paymnt.*"', null],
    ['sent order.completed', 5, '"order.completed"', null],
    ['posting cature', 8, '"cature"', 'capture'],
    ['order.completed from alice', 16, '"from"', null],
    ['order.place with', 16, 'the end of the text', null],
    ['order.place with feature', 17, '"feature"', null],
    ['order.place with feature=', 17, '"feature="', null],
    ['order.place with feature="x', 17, '"feature="x"', null],
    ['order.place with a=1,', 21, 'the end of the text', null],
  ])('%s', (text, offset, found, nearest) => {
    const read = parsePattern(text, NAMES);
    expect(read.ok ? null : read.problem).toMatchObject({ offset, found });
    if (nearest !== null) expect(read.ok ? null : read.problem.nearest).toBe(nearest);
  });
});

test('reading what patternText wrote gives an equal pattern', () => {
  const place = fc.constantFrom(null, 'client/alice', 'processing-server', 'source/metro-cable');
  const word = fc.string({ unit: 'grapheme', minLength: 1 }).filter((w) => /^\S+$/.test(w));
  const typed = fc.constantFrom(
    ...PATTERN_KINDS.map((kind) => ({ kind, type: '*', typePrefix: '' })),
    { kind: 'delivered', type: 'payment.*', typePrefix: 'payment.' },
    { kind: 'outcome', type: 'order.voided', typePrefix: null },
    { kind: 'delivered', type: 'order.voided', typePrefix: null },
    { kind: 'posting', type: 'hold', typePrefix: null },
  );
  const path = fc.constantFrom('feature', 'lines.0.order', 'amount-minor');
  const fields = fc.array(fc.record({ path, value: fc.string() }), { maxLength: 3 });
  const any = fc.record({ typed, from: place, to: place, by: place, of: fc.option(word), fields });
  fc.assert(
    fc.property(any, ({ typed: { kind, ...type }, from, to, ...rest }) => {
      const travels = kind === 'sent' || kind === 'delivered' || kind === 'lost';
      const ends = travels ? { from, to } : { from: null, to: null };
      const made = { kind, ...type, ...ends, ...rest } as Pattern;
      expect(parsePattern(patternText(made), NAMES)).toEqual({ ok: true, pattern: made });
    }),
    { seed: 39, numRuns: 2_000 },
  );
});

test('any text gives a pattern or a mistake inside the text, never an exception', () => {
  const piece = fc.constantFrom(
    'sent',
    'order.place',
    'from',
    'alice',
    'with',
    'a=1',
    ',',
    '"',
    '*',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(piece).map((pieces) => pieces.join(' ')),
  );
  fc.assert(
    fc.property(text, (any) => {
      const read = parsePattern(any, NAMES);
      if (read.ok) return;
      expect(read.problem.offset).toBeGreaterThanOrEqual(0);
      expect(read.problem.offset).toBeLessThanOrEqual(any.length);
    }),
    { seed: 39, numRuns: 2_000 },
  );
});
