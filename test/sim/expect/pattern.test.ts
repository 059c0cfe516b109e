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

/** A field of records of each kind that may have any text. */
const ANY_TEXT = {
  sent: 'reason',
  delivered: 'options.0.source',
  lost: 'reason',
  posting: 'id',
  document: 'number',
  outcome: 'reason',
  transition: 'state',
  stimulus: 'text',
} as const;

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
    ['order.accepted with priceMinor=1,', 33, 'the end of the text', null],
    ['order.place with featur=surround', 17, '"featur"', 'feature'],
    ['order.place with receivable=metro-cable', 17, '"receivable"', 'receivable.0'],
    ['order.place with receivable.x=metro-cable', 17, '"receivable.x"', 'receivable.0'],
    ['order.place with constructor=x', 17, '"constructor"', null],
    ['order.place with __proto__.toString=x', 17, '"__proto__.toString"', null],
    ['order.cancel with reason=x', 18, '"reason"', null],
    ['order.accepted with priceMinor=3.99', 31, '"3.99"', null],
    ['provision.request with mode="tokn"', 29, '"tokn"', 'token'],
    ['provision.request with feature=x, mode=tokn', 39, '"tokn"', 'token'],
    [
      'document bill with lines.12.amontMinor=1',
      19,
      '"lines.12.amontMinor"',
      'lines.12.amountMinor',
    ],
    ['document bill with period.startUs=1, period=nul', 44, '"nul"', 'null'],
    ['lost order.cancel with raeson=noise', 23, '"raeson"', 'reason'],
    ['order.completed with amount=399', 21, '"amount"', null],
    ['outcome token.refused with reason=expird', 34, '"expird"', 'expired'],
    ['transition line.lft', 11, '"line.lft"', 'line.lift'],
    // Each is a field of some message about orders, but no message has both.
    ['order.* with priceMinor=1, feature=surround', 27, '"feature"', null],
  ])('%s', (text, offset, found, nearest) => {
    const read = parsePattern(text, NAMES);
    expect(read.ok ? null : read.problem).toMatchObject({ offset, found });
    if (nearest !== null) expect(read.ok ? null : read.problem.nearest).toBe(nearest);
  });
});

test('a type that stands for several has the fields of each', () => {
  for (const text of [
    'order.* with reason=cancelled',
    '* with bill.lines.3.order=alice-1',
    'sent * with terms.mode=token',
    'document * with itemCount=2',
    'payment.* with terms.sourceMinor=259, receivedAtUs=0',
    'document bill with period=null, corrects=null',
    'lost * with reason=noise',
  ]) {
    expect(parsePattern(text, NAMES).ok, text).toBe(true);
  }
});

test('reading what patternText wrote gives an equal pattern', () => {
  const place = fc.constantFrom(null, 'client/alice', 'processing-server', 'source/metro-cable');
  const word = fc.string({ unit: 'grapheme', minLength: 1 }).filter((w) => /^\S+$/.test(w));
  const typed = fc.constantFrom(
    // With the fields of each that may have any text.
    ...PATTERN_KINDS.map((kind) => ({ kind, type: '*', typePrefix: '', path: ANY_TEXT[kind] })),
    { kind: 'delivered', type: 'payment.*', typePrefix: 'payment.', path: 'reason' },
    { kind: 'outcome', type: 'order.voided', typePrefix: null, path: 'reason' },
    { kind: 'delivered', type: 'order.voided', typePrefix: null, path: 'reason' },
    { kind: 'posting', type: 'hold', typePrefix: null, path: 'currency' },
  );
  const values = fc.array(fc.string(), { maxLength: 3 });
  const any = fc.record({ typed, from: place, to: place, by: place, of: fc.option(word), values });
  fc.assert(
    fc.property(any, ({ typed: { kind, path, ...type }, from, to, values: texts, ...rest }) => {
      const travels = kind === 'sent' || kind === 'delivered' || kind === 'lost';
      const ends = travels ? { from, to } : { from: null, to: null };
      const fields = texts.map((value) => ({ path, value }));
      const made = { kind, ...type, ...ends, ...rest, fields } as Pattern;
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
    'reason=1',
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
