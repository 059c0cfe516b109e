import { describe, expect, test } from 'vitest';
import { elapsedClock } from '../../../src/sim/clock-text.ts';
import { filterText, KEEP_ALL, keeps, type TraceFilter } from '../../../src/sim/trace/filter.ts';
import { everyKind } from '../records.ts';

function kept(part: Partial<TraceFilter>): readonly number[] {
  const filter = { ...KEEP_ALL, ...part };
  return everyKind()
    .records.filter((record) => keeps(filter, record))
    .map(({ seq }) => seq);
}

describe('a filter keeps', () => {
  // See the table at everyKind for the numbers.
  test.each<[string, Partial<TraceFilter>, readonly number[]]>([
    ['everything', {}, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]],
    [
      'a participant, and what it is sent',
      { participants: ['client/alice'] },
      [2, 3, 4, 5, 9, 10, 11, 12, 15],
    ],
    [
      'a hub with its processes',
      { participants: ['processing-server'] },
      [3, 5, 6, 7, 9, 10, 11, 12, 14],
    ],
    ['either of two participants', { participants: ['script', 'credit-issuer'] }, [1, 8]],
    ['a kind', { kinds: ['lost', 'outcome'] }, [10, 14]],
    ['a type', { types: ['order.place'] }, [3, 5, 6]],
    ['a prefix', { types: ['payment.*'] }, [7]],
    ['a conversation', { conversations: ['alice-1'] }, [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14]],
    ['a window with both its ends', { fromUs: 20_000, untilUs: 2_000_000 }, [10, 11]],
    [
      'what every part keeps',
      { participants: ['client/alice'], kinds: ['sent'], fromUs: 1 },
      [9, 11],
    ],
    ['nothing from nobody', { participants: ['client/ali'] }, []],
  ])('%s', (_, part, expected) => expect(kept(part)).toEqual(expected));
});

test('a filter says in words what it keeps', () => {
  expect(filterText(KEEP_ALL, elapsedClock)).toBe('everything');
  const filter: TraceFilter = {
    participants: ['client/alice', 'client/bob'],
    types: ['payment.*'],
    conversations: ['alice-1'],
    kinds: ['sent', 'delivered', 'lost'],
    fromUs: 0,
    untilUs: 2_000_000,
  };
  expect(filterText(filter, elapsedClock)).toBe(
    'what client/alice or client/bob does or is sent, records of kind sent, delivered or lost, ' +
      'of type payment.*, about alice-1, from 0s, until 2s',
  );
});
