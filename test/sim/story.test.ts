import { describe, expect, test } from 'vitest';
import { COPY_WAITS } from '../../src/actors/line-board.ts';
import { OUTCOME_NAMES } from '../../src/machines/effects.ts';
import type { RunRecord } from '../../src/sim/record.ts';
import { plainWords, type StoryWords, tell } from '../../src/sim/story.ts';
import { everyKind, HEADER, RecordBook } from './records.ts';

const PLAIN = plainWords(HEADER.epochUs, 'USD');
const TITLES = new Map([
  ['source/metro-cable', 'Metro Cable'],
  ['client/alice', 'alice'],
  ['cup-final', 'Cup Final'],
  ['surround', 'surround sound'],
]);
const TITLED: StoryWords = {
  ...PLAIN,
  titleOf: (address) => TITLES.get(address) ?? PLAIN.titleOf(address),
  programmeOf: (id) => TITLES.get(id) ?? id,
};

function storyOf({ records }: { readonly records: readonly RunRecord[] }): readonly string[] {
  return records.map((record) => tell(record, TITLED)).filter((line) => line !== null);
}

test('the small run is told from the selection to the end, each step once', () => {
  expect(storyOf(everyKind())).toEqual([
    '19:30:00.000  alice selects surround on cup-final',
    '19:30:00.012  The processing server accepts order alice-1 of alice: 3.99 USD',
    '19:30:00.020  order.accepted from the processing server to alice is lost: noise on the line',
    '19:30:02.413  The billing processor bills alice: 3.99 USD, 1 line (B-alice-1)',
    '19:30:02.413  Order alice-1 is complete',
    '19:30:02.413  FAILURE in client/alice: a held "é" is never negative, but it is -1',
  ]);
});

test('both ways to provide are told with titles', () => {
  const book = new RecordBook();
  const wanted = { transmission: 'cup-final', feature: 'surround', provision: 'alice-1-1' };
  book.sent('source/metro-cable', 'client/alice', 'transmission.modified', { body: wanted });
  book.sent('processing-server/order-alice-1', 'client/alice', 'token.deliver', { body: wanted });
  book.sent('processing-server/order-alice-1', 'source/metro-cable', 'provision.request', {
    body: { ...wanted, client: 'client/alice', mode: 'token' },
  });
  expect(storyOf(book)).toEqual([
    '19:30:00.000  Metro Cable modifies the transmission of Cup Final for alice (surround sound)',
    '19:30:00.000  The processing server passes the token for surround sound on Cup Final to alice',
    '19:30:00.000  The processing server asks Metro Cable for surround sound on Cup Final for alice, by token',
  ]);
});

test('a repetition, an arrival and a transition are not told', () => {
  const book = new RecordBook();
  const again = book.sent('processing-server', 'client/alice', 'order.accepted', { attempt: 2 });
  book.delivered(again);
  book.transition('client/alice', 'order.accepted', 'on.ordering', 'on.waiting');
  expect(storyOf(book)).toEqual([]);
});

test('a request id that came before with other content is told', () => {
  const book = new RecordBook();
  const sent = book.sent('client/alice', 'processing-server', 'order.place');
  book.delivered(sent, 'conflict');
  expect(storyOf(book)[0]).toContain('refuses order.place from alice: its request id came before');
});

describe('every outcome is told', () => {
  test.each(OUTCOME_NAMES)('%s', (name) => {
    const book = new RecordBook();
    book.outcome('client/alice', name, 'alice-1', { reason: 'declined' });
    const [line] = storyOf(book);
    expect(line).toMatch(/^19:30:00\.000 {2}(?=\S).*alice/);
  });
});

test('a settlement is told when it is paid, and a waiting copy of a message not at all', () => {
  const book = new RecordBook();
  book.document('processing-server', 'settlement-statement', 'S-1', { totalMinor: 259 });
  const sent = book.sent('client/alice', 'processing-server', 'order.place');
  book.lost(sent, COPY_WAITS);
  expect(storyOf(book)).toEqual([]);
});

test('a text with line feeds stays one line', () => {
  const book = new RecordBook();
  book.stimulus('alice\nselects\u001b[2J');
  expect(storyOf(book)).toEqual(['19:30:00.000  alice selects [2J']);
});
