import { describe, expect, test } from 'vitest';
import { plainWords } from '../../src/sim/story.ts';
import { type Preference, StoryLines } from '../../src/sim/story-lines.ts';
import { HEADER, RecordBook } from './records.ts';

const WORDS = plainWords(HEADER.epochUs, 'USD');
const ABOUT_DORA = { conversation: 'dora-viewing-1' };

function storyOf({ records }: RecordBook, max = Infinity, preference: Preference = 'first') {
  const story = new StoryLines(WORDS, max, preference);
  for (const record of records) story.read(record);
  return story;
}

/** A report of dora's that is lost `atS` seconds after the start. */
function loseReport(book: RecordBook, atS: number, reason = 'noise', about = ABOUT_DORA) {
  book.at(atS * 1_000_000);
  book.lost(book.sent('client/dora/viewing-1', 'interface-server', 'usage.report', about), reason);
}

describe('losses of the same thing', () => {
  test('are one line with their number, at the instant of the first', () => {
    const book = new RecordBook();
    for (let report = 1; report <= 7; report += 1) loseReport(book, report);
    const { lines, untoldCount } = storyOf(book);
    expect(lines).toEqual([
      '19:30:01.000  usage.report from dora to the interface server is lost 7 times: noise',
    ]);
    expect(untoldCount).toBe(0);
  });

  test('are one line whatever happens elsewhere in between', () => {
    const book = new RecordBook();
    loseReport(book, 1);
    book.outcome('processing-server/order-bob-1', 'order.completed', 'bob-1');
    loseReport(book, 2);
    expect(storyOf(book).lines).toEqual([
      '19:30:01.000  usage.report from dora to the interface server is lost 2 times: noise',
      '19:30:01.000  Order bob-1 is complete',
    ]);
  });

  test('are told again once something else happened with the same session', () => {
    const book = new RecordBook();
    loseReport(book, 1);
    loseReport(book, 2);
    book.outcome('client/dora/viewing-1', 'viewing.ended', 'dora-viewing-1');
    loseReport(book, 3);
    expect(storyOf(book).lines.map((line) => line.slice(14))).toEqual([
      'usage.report from dora to the interface server is lost 2 times: noise',
      '(unknown) ends for dora',
      'usage.report from dora to the interface server is lost: noise',
    ]);
  });

  test.each([
    ['another reason', 'switched off', ABOUT_DORA],
    ['another session', 'noise', { conversation: 'dora-viewing-2' }],
  ])('are told apart: %s', (_, reason, about) => {
    const book = new RecordBook();
    loseReport(book, 1);
    loseReport(book, 2, reason, about);
    expect(storyOf(book).lines).toHaveLength(2);
  });

  test('count as one line in what is left out', () => {
    const book = new RecordBook();
    book.stimulus('dora plays film with few');
    for (let report = 1; report <= 9; report += 1) loseReport(book, report);
    const { lines, untoldCount } = storyOf(book, 1);
    expect([lines.length, untoldCount]).toEqual([1, 1]);
  });
});

describe('where there is no room for all', () => {
  /** Loss, step, loss, step, loss. */
  function mixed() {
    const book = new RecordBook();
    for (const [index, step] of ['dora pauses', 'dora resumes'].entries()) {
      loseReport(book, index, 'noise', { conversation: `dora-viewing-${index}` });
      book.stimulus(step);
    }
    loseReport(book, 9, 'noise', { conversation: 'dora-viewing-9' });
    return book;
  }
  const isLoss = (line: string) => line.includes('is lost');

  test('the first lines are told', () => {
    const { lines, untoldCount } = storyOf(mixed(), 3);
    expect(lines.map(isLoss)).toEqual([true, false, true]);
    expect(untoldCount).toBe(2);
  });

  test('what matters is told first, and losses as far as there is room, all in their order', () => {
    const { lines, untoldCount } = storyOf(mixed(), 3, 'what-matters');
    expect(lines.map(isLoss)).toEqual([true, false, false]);
    expect(untoldCount).toBe(2);
    expect(storyOf(mixed(), 2, 'what-matters').lines.map(isLoss)).toEqual([false, false]);
    expect(storyOf(mixed(), 1, 'what-matters').untoldCount).toBe(4);
  });

  test('nothing is left out where everything fits', () => {
    expect(storyOf(mixed(), 5, 'what-matters').lines).toEqual(storyOf(mixed()).lines);
    expect(storyOf(mixed(), 5, 'what-matters').untoldCount).toBe(0);
  });
});
