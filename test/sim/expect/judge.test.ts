import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Judge } from '../../../src/sim/expect/judge.ts';
import type { Check } from '../../../src/sim/expect/model.ts';
import { everyKind, RecordBook } from '../records.ts';
import { EMPTY, p, verdict } from './verdict.ts';

const message = (
  text: string,
  limits: Partial<Extract<Check, { check: 'message' }>> = {},
): Check => ({
  check: 'message',
  pattern: p(text),
  timesMin: 1,
  timesMax: null,
  fromUs: null,
  untilUs: null,
  ...limits,
});

describe('message', () => {
  test.each([
    // In the small run: sent order.accepted at 12ms and 2s; delivered at 2.012s.
    [message('order.accepted'), true, 'order.accepted came once', 12],
    [message('sent order.accepted', { timesMin: 2, timesMax: 2 }), true, 'came twice', 9],
    [message('sent order.accepted', { timesMax: 1 }), false, 'twice, not once: order.accepted', 11],
    [message('sent order.accepted', { timesMin: 3 }), false, 'twice, not at least 3; last', 11],
    [message('order.accepted', { untilUs: 2_011_999 }), false, 'not came', 12],
    [message('order.accepted', { untilUs: 2_012_000 }), true, 'until 2.012s', 12],
    [message('order.accepted', { fromUs: 2_012_000 }), true, 'from 2.012s', 12],
    [message('order.accepted', { fromUs: 2_012_001 }), false, 'outside of it: order.accepted', 12],
    [message('order.refused'), false, 'order.refused came not, not at least 1', null],
  ])('%#', (check, holds, says, seq) => {
    const result = verdict(check);
    expect(result).toMatchObject({ holds, seq });
    expect(result.explanation).toContain(says === 'not came' ? 'came not' : says);
  });
});

describe('in-order', () => {
  const inOrder = (...texts: string[]): Check => ({ check: 'in-order', patterns: texts.map(p) });

  test('holds when each comes after the one before, whatever lies between', () => {
    expect(verdict(inOrder('order.place', 'lost order.accepted', 'order.accepted')).holds).toBe(
      true,
    );
  });

  test('says which was reached, what came instead, and what came too early', () => {
    const result = verdict(inOrder('order.accepted', 'order.place'));
    expect(result).toMatchObject({ holds: false, seq: 12 });
    expect(result.explanation).toBe(
      'reached 1 of 2: after order.accepted from processing-server to client/alice, delivered at ' +
        '2.012s (record 12), order.place did not come; instead came nothing; too early came ' +
        'order.place from client/alice to processing-server, delivered at 12ms (record 5); ' +
        'order alice-1 was completed',
    );
  });

  test('needs two records for a pattern written twice', () => {
    expect(verdict(inOrder('order.place', 'order.place')).holds).toBe(false);
    expect(verdict(inOrder('sent order.accepted', 'sent order.accepted')).holds).toBe(true);
  });
});

test('all-of needs each of its patterns, any-of one; order does not matter', () => {
  const several = (check: 'all-of' | 'any-of', ...texts: string[]) =>
    verdict({ check, patterns: texts.map(p) });
  expect(several('all-of', 'order.accepted', 'order.place').holds).toBe(true);
  expect(several('all-of', 'order.accepted', 'order.refused')).toMatchObject({
    holds: false,
    explanation: expect.stringContaining('did not come: order.refused; came: order.accepted'),
  });
  expect(several('any-of', 'order.refused', 'order.place')).toMatchObject({ holds: true, seq: 5 });
  expect(several('any-of', 'order.refused', 'token.deliver').holds).toBe(false);
});

test('never quotes the first record that should not have come', () => {
  expect(verdict({ check: 'never', pattern: p('order.refused') }).holds).toBe(true);
  expect(verdict({ check: 'never', pattern: p('sent order.accepted') })).toMatchObject({
    holds: false,
    seq: 9,
    explanation: expect.stringContaining('came twice, first order.accepted from processing-server'),
  });
});

describe('quiet', () => {
  const quiet = (pattern: string, after: string, forUs: number): Check => ({
    check: 'quiet',
    pattern: p(pattern),
    after: p(after),
    forUs,
  });
  // order.place arrives at 12ms; order.accepted is sent at 12ms and 2s, lost at 20ms.
  test.each([
    [quiet('order.accepted', 'order.place', 1_999_999), true],
    [quiet('order.accepted', 'order.place', 2_000_000), false],
    [quiet('sent order.accepted', 'sent order.accepted', 1_987_999), true],
    [quiet('sent order.accepted', 'sent order.accepted', 1_988_000), false],
    [quiet('order.refused', 'token.deliver', 1), false],
  ])('%#', (check, holds) => expect(verdict(check).holds).toBe(holds));

  test('says how long after what it was broken', () => {
    const { explanation } = verdict(quiet('order.accepted', 'order.place', 3_000_000));
    expect(explanation).toMatch(
      /^2s after order\.place .*, not quiet for 3s, came order\.accepted/,
    );
  });
});

describe('what became of the order instead is told', () => {
  /** alice's order is placed and voided, which she is told; bob's is refused. */
  function ended(): RecordBook {
    const book = new RecordBook();
    const about = { conversation: 'alice-1' };
    book.message('client/alice', 'processing-server', 'order.place', about);
    book.outcome('processing-server/order-alice-1', 'order.voided', 'alice-1', {
      reason: 'credit limit reached',
    });
    book.outcome('client/alice', 'order.given-up', 'alice-1', { reason: 'voided' });
    book.outcome('client/bob', 'order.refused', 'bob-1');
    return book;
  }
  const voided = '; instead order alice-1 was voided: credit limit reached';
  const [place, received] = [p('order.place'), p('feature.received of alice-1')];

  test.each<[string, Check, string]>([
    [
      'leads-to',
      { check: 'leads-to', from: place, to: p('bill.issue'), withinUs: null, caused: false },
      voided,
    ],
    [
      'leads-to, caused and soon, where the end comes later than the limit',
      { check: 'leads-to', from: place, to: p('bill.issue'), withinUs: 0, caused: true },
      voided,
    ],
    ['in-order', { check: 'in-order', patterns: [place, p('feature.received')] }, voided],
    ['all-of', { check: 'all-of', patterns: [place, received, p('bill.issue of bob-1')] }, voided],
    [
      'all-of',
      { check: 'all-of', patterns: [p('bill.issue of bob-1')] },
      'order bob-1 was refused',
    ],
    ['message', message('feature.received of alice-1'), voided],
  ])('by %s', (_, check, told) => {
    const { holds, explanation } = verdict(check, ended());
    expect(holds).toBe(false);
    expect(explanation).toContain(told);
  });

  test('but not of an order that nobody asked for, or that has not ended', () => {
    expect(verdict(message('feature.received'), ended()).explanation).not.toContain('instead');
    expect(verdict(message('feature.received of eve-1'), ended()).explanation).not.toContain(
      'instead',
    );
  });

  test('also when thousands of orders ended since, if a pattern names it', () => {
    const book = ended();
    for (let n = 1; n <= 10_000; n += 1)
      book.outcome('processing-server', 'order.completed', `crowd-${n}`);
    expect(verdict(message('feature.received of alice-1'), book).explanation).toContain(voided);
  });
});

describe('leads-to', () => {
  const leads = (from: string, to: string, withinUs: number | null, caused = false): Check => ({
    check: 'leads-to',
    from: p(from),
    to: p(to),
    withinUs,
    caused,
  });
  test.each([
    [leads('order.place', 'order.accepted', null), true],
    [leads('order.place', 'order.accepted', 2_000_000), true],
    [leads('order.place', 'order.accepted', 1_999_999), false],
    [leads('order.accepted', 'order.place', null), false],
    [leads('order.place', 'order.accepted', 2_000_000, true), true],
    [leads('order.place', 'order.accepted', 1_999_999, true), false],
    // The bill has no cause in the small run.
    [leads('order.place', 'document bill', null), true],
    [leads('order.place', 'document bill', null, true), false],
    [leads('token.deliver', 'order.accepted', null), false],
  ])('%#', (check, holds) => expect(verdict(check).holds).toBe(holds));

  test('names the record that was not answered', () => {
    expect(verdict(leads('order.accepted', 'order.place', null))).toMatchObject({
      seq: 12,
      explanation: expect.stringContaining(
        'was not followed by order.place; the run ended at 2.413s',
      ),
    });
    const late = verdict(leads('order.place', 'order.accepted', 1_000_000));
    expect(late.explanation).toContain('within 1s; it came late, order.accepted');
  });

  test('caused agrees with following every cause back, for any run', () => {
    // Each record is a question (a), an answer (b) or neither (c), caused by an earlier one or none.
    const step = fc.record({ what: fc.constantFrom('a', 'b', 'c'), back: fc.nat(5) });
    const types = { a: 'order.place', b: 'order.accepted', c: 'order.cancel' } as const;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const book = new RecordBook();
        for (const { what, back } of steps) {
          const cause = book.records.length - back;
          book.sent('client/alice', 'processing-server', types[what as 'a' | 'b' | 'c'], {
            cause: back === 0 || cause < 1 ? null : cause,
          });
        }
        const { records } = book;
        const pastOf = (seq: number): readonly number[] => {
          const cause = records[seq - 1]?.cause ?? null;
          return cause === null ? [] : [cause, ...pastOf(cause)];
        };
        const answers = records.filter(({ type }) => type === types.b);
        const questions = records.filter(({ type }) => type === types.a);
        const all = questions.every((q) => answers.some((b) => pastOf(b.seq).includes(q.seq)));
        const check = leads('sent order.place', 'sent order.accepted', null, true);
        expect(verdict(check, book).holds).toBe(questions.length > 0 && all);
      }),
      { seed: 39, numRuns: 2_000 },
    );
  });
});

test('verdicts come in the order of the expectations and can be asked again', () => {
  const checks: Check[] = [message('order.place'), { check: 'never', pattern: p('order.place') }];
  const expectations = checks.map((check, i) => ({ title: `${i}`, shows: [], check }));
  const judge = new Judge(expectations, EMPTY);
  for (const record of everyKind().records) judge.read(record);
  const first = judge.verdicts(0);
  expect(first.map(({ holds }) => holds)).toEqual([true, false]);
  expect(first.map(({ expectation }) => expectation.title)).toEqual(['0', '1']);
  expect(judge.verdicts(0)).toEqual(first);
});

test('a judge looks into arriving messages that were sent long before', () => {
  const book = new RecordBook();
  const sent = book.sent('client/alice', 'processing-server', 'order.place', {
    body: { feature: 'x' },
  });
  for (let i = 0; i < 1_000; i += 1)
    book.message('client/bob', 'processing-server', 'order.cancel');
  book.delivered(sent);
  expect(verdict(message('order.place with feature=x'), book).holds).toBe(true);
  expect(verdict(message('order.place with feature=y'), book).holds).toBe(false);
});
