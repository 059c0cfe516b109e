import { describe, expect, test } from 'vitest';
import { extendExpect, PatternMistake, traceOf } from '../../src/testing/index.ts';
import { everyKind, RecordBook } from '../sim/records.ts';

extendExpect(expect);

// See the table at everyKind: order.place arrives at 12ms, order.accepted is lost and comes at 2.012s.
const trace = traceOf(everyKind().records);

/** The message with which an expectation fails. */
function failureOf(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    if (error instanceof Error && !(error instanceof PatternMistake)) return error.message;
    throw error;
  }
  throw new Error('the expectation did not fail');
}

describe('each matcher holds when it should', () => {
  test('on the small run', () => {
    expect(trace).toShowMessage('order.place from alice');
    expect(trace).toShowMessage('sent order.accepted', { times: 2 });
    expect(trace).toShowMessage('order.accepted', { fromUs: 12_000, withinUs: 2_000_000 });
    expect(trace).toShowInOrder(['order.place', 'lost order.accepted', 'order.accepted']);
    expect(trace).toShowAllOf(['order.accepted', 'order.place']);
    expect(trace).toShowAnyOf(['order.refused', 'order.accepted']);
    expect(trace).toShowNone('order.refused');
    expect(trace).toShowNone('order.accepted', { untilUs: 2_011_999 });
    expect(trace).toShowNone('order.place', { fromUs: 12_001 });
    expect(trace).toStayQuiet('order.accepted', { after: 'order.place', forUs: 1_000_000 });
    expect(trace).toLeadTo('order.place', 'order.accepted', { withinUs: 2_000_000, caused: true });
    expect(trace).toBeCausedBy('order.accepted', 'stimulus select');
  });

  test('and can be turned round', () => {
    expect(trace).not.toShowMessage('order.refused');
    expect(trace).not.toShowInOrder(['order.accepted', 'order.place']);
    expect(trace).not.toLeadTo('order.accepted', 'order.place');
  });

  test('on a part of a trace, with what was sent before it', () => {
    expect(trace.between(12_000, 12_000)).toShowMessage('order.place with feature=surround');
    expect(trace.of('alice-1')).toShowNone('order.place with feature=picture');
  });
});

describe('each matcher fails when it should, and shows why', () => {
  test.each<[string, () => void, string]>([
    [
      'toShowMessage',
      () => expect(trace).toShowMessage('order.refused'),
      'came not, not at least 1',
    ],
    [
      'toShowMessage',
      () => expect(trace).toShowMessage('order.place', { times: 2 }),
      'came once, not twice',
    ],
    [
      'toShowMessage',
      () => expect(trace).toShowMessage('order.accepted', { fromUs: 12_000, withinUs: 1_999_999 }),
      'came not between 12ms and 2.011999s',
    ],
    [
      'toShowInOrder',
      () => expect(trace).toShowInOrder(['order.accepted', 'order.place']),
      'reached 1 of 2',
    ],
    [
      'toShowAllOf',
      () => expect(trace).toShowAllOf(['order.place', 'order.refused']),
      'did not come: order.refused',
    ],
    [
      'toShowAnyOf',
      () => expect(trace).toShowAnyOf(['order.refused', 'token.deliver']),
      'did not come',
    ],
    ['toShowNone', () => expect(trace).toShowNone('order.place'), 'came once, not never'],
    [
      'toStayQuiet',
      () => expect(trace).toStayQuiet('order.accepted', { after: 'order.place', forUs: 2_000_000 }),
      'not quiet for 2s',
    ],
    [
      'toLeadTo',
      () => expect(trace).toLeadTo('order.accepted', 'order.place'),
      'was not followed by order.place',
    ],
    [
      'toLeadTo',
      () => expect(trace).toLeadTo('order.place', 'document bill', { caused: true }),
      'did not cause document bill',
    ],
    [
      'toBeCausedBy',
      () => expect(trace).toBeCausedBy('document bill', 'order.place'),
      'no such cause',
    ],
    [
      'toBeCausedBy',
      () => expect(trace).toBeCausedBy('order.refused', 'order.place'),
      'order.refused did not come',
    ],
    [
      'not.toShowMessage',
      () => expect(trace).not.toShowMessage('order.place'),
      'order.place came once',
    ],
  ])('%s %#', (name, expectation, says) => {
    const message = failureOf(expectation);
    expect(message).toContain(`expect(trace).${name}`);
    expect(message).toContain('expected');
    expect(message).toContain(says);
    if (name !== 'toBeCausedBy') expect(message).toMatch(/\|-+>\|.*order\.place/);
  });

  test('a record that is to blame is marked in the diagram', () => {
    expect(failureOf(() => expect(trace).toShowNone('lost order.accepted'))).toMatch(
      /^>> {4}10 {9}20ms .*x.*order\.accepted \(lost: noise on the line\)$/m,
    );
  });

  test('a record is not its own cause', () => {
    expect(() => expect(trace).toBeCausedBy('order.place', 'order.place')).toThrow('no such cause');
  });

  test('a long trace is cut to fifteen records around the one to blame', () => {
    const book = new RecordBook();
    for (let i = 0; i < 200; i += 1)
      book.message('client/alice', 'processing-server', 'order.place');
    book.message('processing-server', 'client/alice', 'order.refused');
    for (let i = 0; i < 200; i += 1)
      book.message('client/alice', 'processing-server', 'order.place');
    const message = failureOf(() => expect(traceOf(book.records)).toShowNone('order.refused'));
    expect(message).toContain('15 of 802 records');
    expect(message.match(/\|.*order\.(place|refused)$/gm)).toHaveLength(15);
    expect(message).toMatch(/^>>.*order\.refused$/m);
  });

  test('a trace without records says so', () => {
    expect(failureOf(() => expect(traceOf([])).toShowMessage('order.place'))).toContain(
      'no records',
    );
  });
});

test('a pattern with a mistake is an error of the test, even when turned round', () => {
  expect(() => expect(trace).not.toShowMessage('order.plase')).toThrow(
    'did you mean "order.place"?',
  );
});

test('something that is no trace is refused with what to write', () => {
  expect(() => expect([]).toShowMessage('order.place')).toThrow('expect(traceOf(records))');
});

test('a matcher that does not exist, or wrong limits, do not compile', () => {
  // @ts-expect-error misspelt
  expect(() => expect(trace).toShowMesage('order.place')).toThrow();
  // @ts-expect-error a window has no `times`
  expect(trace).toShowNone('order.refused', { times: 1 });
});
