import { describe, expect, test } from 'vitest';
import { rate } from '../../../src/billing/rating/rating.ts';
import type { PerformanceFee, Tariff } from '../../../src/billing/rating/tariff.ts';
import type { Timeline } from '../../../src/billing/rating/timeline.ts';
import type { SessionUsage, ViewingFacts } from '../../../src/billing/rating/usage.ts';
import { BY_SONG, FIG_2B } from './worked-cases.ts';
import {
  facts,
  hours,
  percent,
  perSecond,
  played,
  startingAt,
  tariff,
  timeline,
  written,
} from './worked-terms.ts';

function lines(
  terms: Tariff,
  shown: Timeline,
  usage: SessionUsage,
  circumstances: ViewingFacts = facts(),
): readonly string[] {
  return rate(terms, shown, usage, circumstances).lines.map(written);
}

describe('fees for people and works', () => {
  const composer: PerformanceFee = {
    id: 'composer-a',
    mode: 'composer',
    of: 'Composer A',
    per: 'segment',
    rate: '3',
  };
  function by(fee: Partial<PerformanceFee>): Tariff {
    return tariff({ ...BY_SONG, programming: null, performanceFees: [{ ...composer, ...fee }] });
  }
  const threeSegments = played(['segment-1', 45], ['segment-2', 30], ['segment-3', 1]);

  test('by the segment count the segments begun, not those finished (A11)', () => {
    expect(lines(by({}), FIG_2B, threeSegments)).toContain(
      'composer-a composer: 3 segment x 3 = 9 -> 9',
    );
    const cut = played(['segment-1', 20], ['segment-1', 25], ['segment-2', 1, 'review']);
    expect(lines(by({}), FIG_2B, cut)).toContain('composer-a composer: 2 segment x 3 = 6 -> 6');
  });

  test('once are charged when begun at all, and not when not', () => {
    const singer = by({ id: 'singer-b', mode: 'actor', of: 'Singer B', per: 'performance' });
    expect(lines(singer, FIG_2B, threeSegments)).toContain(
      'singer-b actor: 1 performance x 3 = 3 -> 3',
    );
    expect(lines(singer, FIG_2B, played(['segment-1', 45])).join()).not.toContain('singer-b');
  });

  test('may be for a work', () => {
    const song = by({ id: 'song-a', mode: 'song', of: 'Soundtrack A', per: 'performance' });
    expect(lines(song, FIG_2B, played(['segment-4', 1]))).toContain(
      'song-a song: 1 performance x 3 = 3 -> 3',
    );
  });

  test('are for programming only: who is in a commercial is not charged for', () => {
    const shown = timeline([['commercial-1', 60, { people: ['Actor D'] }]]);
    const byActor = by({ of: 'Actor D', per: 'performance' });
    expect(lines(byActor, shown, played(['commercial-1', 60]))).toHaveLength(1);
  });

  test('fall when they were begun, in whatever order the usage is told (I15)', () => {
    // Segment 1 goes on past 18:00, but was begun before it.
    const usage = played(['segment-1', 20], ['segment-1', 25]);
    const backwards = { ...usage, records: [...usage.records].reverse() };
    const terms = {
      ...by({ per: 'performance' }),
      premiums: [percent('evening', '1/2', { between: hours(18, 23) })],
    };
    const selected = startingAt(18 - 20 / 3600);
    expect(lines(terms, FIG_2B, backwards, selected)).toContain(
      'composer-a composer: 1 performance x 3 = 3 -> 3',
    );
    expect(lines(terms, FIG_2B, backwards, selected)).toEqual(
      lines(terms, FIG_2B, usage, selected),
    );
  });

  test('fall when the first of them was begun, not when the first in the timeline was', () => {
    const leaping = played(['segment-2', 20], ['segment-1', 45]);
    const premiums = [percent('evening', '1/2', { between: hours(18, 23) })];
    const terms = { ...by({ per: 'performance' }), premiums };
    expect(lines(terms, FIG_2B, leaping, startingAt(18 - 20 / 3600))).toContain(
      'composer-a composer: 1 performance x 3 = 3 -> 3',
    );
  });

  test('stay one line when a band begins between two segments, two when a premium does', () => {
    // Segment 1 is begun before 18:00, segments 2 and 3 after it.
    const selected = startingAt(18 - 40 / 3600);
    const between = hours(18, 23);
    const band = {
      id: 'prime',
      between,
      initialMinor: null,
      programming: perSecond('0'),
      subsidy: null,
    };
    const composers = (terms: Tariff) =>
      lines(terms, FIG_2B, threeSegments, selected).filter((line) => line.startsWith('composer-a'));
    expect(composers({ ...by({}), bands: [band] })).toEqual([
      'composer-a composer: 3 segment x 3 = 9 -> 9',
    ]);
    const premiums = [percent('evening', '1/2', { between })];
    expect(composers({ ...by({}), premiums })).toEqual([
      'composer-a composer: 1 segment x 3 = 3 -> 3',
      'composer-a composer [evening]: 2 segment x 3 = 6 -> 6',
    ]);
  });
});
