import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  LateSegment,
  meter,
  meterMore,
  meterPlaced,
  nothingMetered,
  usageTotals,
} from '../../../src/billing/rating/metering.ts';
import { type Timeline, ticksToUs } from '../../../src/billing/rating/timeline.ts';
import type { PlayedSegment, UsageRecord } from '../../../src/billing/rating/usage.ts';
import { evening, S } from './evening.ts';
import { played, RUNS, timelines, type Viewing, viewingsOf } from './random-viewing.ts';

/** A segment of the evening; in seconds. */
function segment(fromS: number, toS: number, atS: number): PlayedSegment {
  return { fromTick: fromS * S, toTick: toS * S, atUs: atS * S };
}
const rows = (records: readonly UsageRecord[]) =>
  records.map(({ element, mode, ticks, atUs }) => [element, mode, ticks / S, atUs / S]);

/** Rewound at 12:00 to 8:00, reviewed 1:50, jumped back to 12:00 and played to 102. */
const rewound = [segment(0, 720, 0), segment(480, 590, 720), segment(720, 1_200, 830)];

describe('metering', () => {
  test('calls first what was not played before, and review what was (A8)', () => {
    expect(rows(meter(evening, rewound))).toEqual([
      ['interval-1', 'first', 720, 0],
      ['interval-1', 'review', 110, 720],
      ['interval-1', 'first', 480, 830],
    ]);
  });

  test('cuts where elements and coverage begin and end, and says when each piece began', () => {
    // 1,100 to 1,400 was played up to 1,250: of the second time, 150 s are review.
    const again = [segment(1_000, 1_250, 0), segment(1_100, 1_400, 300)];
    expect(rows(meter(evening, again))).toEqual([
      ['interval-1', 'first', 200, 0],
      ['commercial-1', 'first', 50, 200],
      ['interval-1', 'review', 100, 300],
      ['commercial-1', 'review', 50, 400],
      ['commercial-1', 'first', 70, 450],
      ['interval-2', 'first', 80, 520],
    ]);
    expect(meterPlaced(evening, again).map(({ fromTick }) => fromTick / S)).toEqual([
      1_000, 1_200, 1_100, 1_200, 1_250, 1_320,
    ]);
  });

  test('a commercial that is played again is reviewed, so it is credited once (A9)', () => {
    const twice = [segment(1_200, 1_320, 0), segment(1_200, 1_320, 120)];
    expect(rows(meter(evening, twice)).map(([, mode]) => mode)).toEqual(['first', 'review']);
  });

  test('sums by element and mode are in the order of the timeline, first before review', () => {
    const late = [
      segment(1_320, 1_330, 0),
      ...rewound.map((s) => ({ ...s, atUs: s.atUs + 10 * S })),
    ];
    expect(usageTotals(evening, meter(evening, late))).toEqual([
      { element: 'interval-1', mode: 'first', ticks: 1_200 * S },
      { element: 'interval-1', mode: 'review', ticks: 110 * S },
      { element: 'interval-2', mode: 'first', ticks: 10 * S },
    ]);
  });

  test('a segment that comes after a later one was metered is refused, also a repeated one', () => {
    const { metering } = meterMore(evening, nothingMetered, rewound.slice(0, 2));
    expect(() => meterMore(evening, metering, [segment(900, 910, 719)])).toThrow(LateSegment);
    expect(() => meterMore(evening, metering, rewound.slice(1, 2))).toThrow(LateSegment);
    expect(meterMore(evening, metering, rewound.slice(2)).records).toHaveLength(1);
  });

  test('refuses what cannot have been played', () => {
    expect(() => meter(evening, [segment(5, 5, 0)])).toThrow('a segment has a length');
    expect(() => meter(evening, [segment(2_500, 2_521, 0)])).toThrow('is on its timeline');
  });
});

/** Viewing, and where to cut its segments. */
const cut = fc.tuple(viewingsOf(timelines), fc.array(fc.nat(200), { maxLength: 10 }));

/** The segments cut at some ticks, as heartbeats would. */
function cutAt({ timeline, ...rest }: Viewing, ticks: readonly number[]): PlayedSegment[] {
  return played({ timeline, ...rest }).segments.flatMap(({ fromTick, toTick, atUs }) => {
    const edges = [...new Set([fromTick, ...ticks, toTick])]
      .filter((tick) => tick >= fromTick && tick <= toTick)
      .sort((a, b) => a - b);
    return edges.slice(1).map((edge, index) => {
      const from = edges[index] ?? fromTick;
      return { fromTick: from, toTick: edge, atUs: atUs + ticksToUs(timeline, from - fromTick) };
    });
  });
}

/** Metering by marking every tick; an oracle. */
function marked({ elements }: Timeline, segments: readonly PlayedSegment[]) {
  const seen = new Set<number>();
  const totals = new Map<string, number>();
  for (const { fromTick, toTick } of segments) {
    for (let tick = fromTick; tick < toTick; tick += 1) {
      const element = elements.find(
        ({ startTick, endTick }) => startTick <= tick && tick < endTick,
      );
      const key = `${element?.id} ${seen.has(tick) ? 'review' : 'first'}`;
      seen.add(tick);
      totals.set(key, (totals.get(key) ?? 0) + 1);
    }
  }
  return totals;
}
const keyed = (timeline: Timeline, records: readonly UsageRecord[]) =>
  new Map(
    usageTotals(timeline, records).map(({ element, mode, ticks }) => [`${element} ${mode}`, ticks]),
  );

describe('whatever is played', () => {
  test('first + review ticks = ticks played, and first never exceeds the element (I16)', () => {
    fc.assert(
      fc.property(viewingsOf(timelines), (viewing) => {
        const { timeline } = viewing;
        const { segments } = played(viewing);
        const records = meter(timeline, segments);
        expect(sum(records.map(({ ticks }) => ticks))).toBe(
          sum(segments.map(({ fromTick, toTick }) => toTick - fromTick)),
        );
        for (const { id, startTick, endTick } of timeline.elements) {
          const first = records.filter(({ element, mode }) => element === id && mode === 'first');
          expect(sum(first.map(({ ticks }) => ticks))).toBeLessThanOrEqual(endTick - startTick);
        }
      }),
      RUNS,
    );
  });

  test('it comes to what marking every tick comes to', () => {
    fc.assert(
      fc.property(viewingsOf(timelines), (viewing) => {
        const { segments } = played(viewing);
        const records = meter(viewing.timeline, segments);
        expect(keyed(viewing.timeline, records)).toEqual(marked(viewing.timeline, segments));
      }),
      RUNS,
    );
  });

  test('neither the order in which segments come, nor repeats, make a difference', () => {
    const shuffled = viewingsOf(timelines).chain((viewing) => {
      const { segments } = played(viewing);
      const arrivals = fc
        .array(fc.nat(Math.max(0, segments.length - 1)), { maxLength: 5 })
        .map((again) => [...segments, ...again.flatMap((index) => segments[index] ?? [])])
        .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));
      return fc.tuple(fc.constant(viewing.timeline), fc.constant(segments), arrivals);
    });
    fc.assert(
      fc.property(shuffled, ([timeline, segments, arrivals]) => {
        expect(meter(timeline, arrivals)).toEqual(meter(timeline, segments));
      }),
      RUNS,
    );
  });

  test('cutting segments anywhere changes no record (I15)', () => {
    fc.assert(
      fc.property(cut, ([viewing, ticks]) => {
        const whole = meter(viewing.timeline, played(viewing).segments);
        expect(meter(viewing.timeline, cutAt(viewing, ticks))).toEqual(whole);
      }),
      RUNS,
    );
  });

  test('metering in pieces gives the usage of metering at once (I15)', () => {
    fc.assert(
      fc.property(cut, fc.infiniteStream(fc.boolean()), ([viewing, ticks], breaks) => {
        const { timeline } = viewing;
        const pieces = cutAt(viewing, ticks);
        let metering = nothingMetered;
        let batch: PlayedSegment[] = [];
        const records: UsageRecord[] = [];
        for (const [index, piece] of pieces.entries()) {
          batch.push(piece);
          if (index < pieces.length - 1 && breaks.next().value !== true) continue;
          const more = meterMore(timeline, metering, batch);
          metering = more.metering;
          records.push(...more.records);
          batch = [];
        }
        const atOnce = meterMore(timeline, nothingMetered, pieces);
        expect(keyed(timeline, records)).toEqual(keyed(timeline, atOnce.records));
        expect(metering).toEqual(atOnce.metering);
        expect(spread(timeline, records)).toEqual(spread(timeline, atOnce.records));
      }),
      RUNS,
    );
  });
});

/**
 * Records as they are when pieces that go on are made one again; on a timeline of frames without
 * their instants, which depend on the cut by a microsecond.
 */
function spread(timeline: Timeline, records: readonly UsageRecord[]) {
  const slackUs = timeline.tick === 'us' ? 0 : 1;
  const whole: UsageRecord[] = [];
  for (const record of records) {
    const last = whole.at(-1);
    const endUs = last === undefined ? 0 : last.atUs + ticksToUs(timeline, last.ticks);
    const isSame = last?.element === record.element && last.mode === record.mode;
    if (isSame && Math.abs(record.atUs - endUs) <= slackUs) {
      whole.splice(-1, 1, { ...last, ticks: last.ticks + record.ticks });
    } else whole.push(record);
  }
  return timeline.tick === 'us' ? whole : whole.map((record) => ({ ...record, atUs: 0 }));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
