/**
 * Random terms: arbitrary timelines, tariffs, sessions and ways to cut usage, for the laws of rating.
 *
 * Usage is what a viewer could have done: one thing at a time, and nothing for the first time twice.
 */
import fc from 'fast-check';
import type {
  Adjustment,
  Condition,
  Tariff,
  UsageFee,
} from '../../../src/billing/rating/tariff.ts';
import {
  type Right,
  type Timeline,
  type TimelineElement,
  ticksToUs,
} from '../../../src/billing/rating/timeline.ts';
import type { SessionUsage, UsageRecord, ViewingFacts } from '../../../src/billing/rating/usage.ts';
import type { WorkedSession } from './worked-cases.ts';
import { ALWAYS, facts, tariff } from './worked-terms.ts';

export const RUNS = { seed: 19_991_129, numRuns: 1000 };

const PEOPLE = ['Actor A', 'Actor B', 'Singer A'] as const;
const WORKS = ['Film', 'Soundtrack A'] as const;
/** The second commercial needs a response. */
const SPOTS = ['spot-1', 'spot-2'] as const;

const positiveRates = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 60 }))
  .map(([n, d]) => `${n}/${d}`);
const negativeRates = positiveRates.map((rate) => `-${rate}`);
const units = fc.constantFrom('s' as const, 'frame' as const);
const amounts = fc.integer({ min: 0, max: 500 });

/** Whole seconds of the day, often the hours at which sessions begin or pass. */
const daySeconds = fc.oneof(
  fc.integer({ min: 0, max: 24 }).map((hour) => hour * 3600),
  fc.integer({ min: 0, max: 86_399 }),
);
export const daySpans = fc.record({ fromS: daySeconds, untilS: daySeconds });

const elements = fc
  .array(
    fc.record({
      kind: fc.constantFrom('programme' as const, 'subsidy' as const),
      /** As a part of what an element may last at most. */
      length: fc.double({ min: 0.000_1, max: 1, noNaN: true }),
      line: fc.constantFrom('line-a', 'line-b', null),
      spot: fc.constantFrom(...SPOTS),
      people: fc.subarray([...PEOPLE]),
      works: fc.subarray([...WORKS]),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((list) => (lengthMax: number): readonly TimelineElement[] => {
    let startTick = 0;
    return list.map(({ kind, length, line, spot, people, works }, index) => {
      const id = `element-${index + 1}`;
      const endTick = startTick + Math.ceil(length * lengthMax);
      const part = kind === 'subsidy' ? spot : id;
      const element: TimelineElement = {
        id,
        kind,
        startTick,
        endTick,
        line: line ?? id,
        part,
        people,
        works,
        responseRequired: part === 'spot-2',
        sponsor: null,
      };
      startTick = endTick;
      return element;
    });
  });

const rights: fc.Arbitrary<readonly Right[]> = fc.array(
  fc.record({
    holder: fc.constantFrom(...PEOPLE, 'Composer A'),
    work: fc.constantFrom(...WORKS),
    per: fc.constantFrom('time' as const, 'performance' as const, 'segment' as const),
    rate: positiveRates,
    unit: units,
  }),
  { maxLength: 4 },
);

/** In microseconds up to two hours an element, or in frames that are no whole microseconds. */
export const timelines: fc.Arbitrary<Timeline> = fc
  .record({
    tick: fc.constantFrom('us' as const, 'frame' as const),
    framesPerSecond: fc.constantFrom('24', '25', '30000/1001'),
    elements,
    rights,
  })
  .map((parts) => ({
    id: 'random',
    ...parts,
    elements: parts.elements(parts.tick === 'us' ? 7_200_000_000 : 200_000),
  }));

function fees(rates: fc.Arbitrary<string>, factors: fc.Arbitrary<string>): fc.Arbitrary<UsageFee> {
  return fc.record({
    unit: units,
    base: rates,
    elements: fc.dictionary(fc.constantFrom('element-1', 'element-2'), rates),
    people: fc.dictionary(fc.constantFrom(...PEOPLE), rates),
    works: fc.dictionary(fc.constantFrom(...WORKS), rates),
    royaltyFactor: factors,
  });
}
const programmingFees = fees(positiveRates, fc.constantFrom('0', '3/2'));
const subsidyFees = fees(negativeRates, fc.constantFrom('0', '-1/2'));

const conditions: fc.Arbitrary<Condition> = fc
  .record({
    between: fc.option(daySpans),
    groups: fc.option(fc.constant(['seniors'])),
    everyNthTitle: fc.option(fc.constant(2), { freq: 5 }),
  })
  .map((some) => ({ ...ALWAYS, ...some }));

const shares = fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}/100`);
const increases = fc.oneof(
  shares.map((share) => ({ by: 'percent' as const, share })),
  amounts.map((amountMinor) => ({ by: 'amount' as const, amountMinor })),
);
const reductions = fc.oneof(
  increases,
  amounts.map((priceMinor) => ({ by: 'price' as const, priceMinor })),
);
function adjustments(
  name: string,
  effects: fc.Arbitrary<Adjustment['effect']>,
): fc.Arbitrary<readonly Adjustment[]> {
  return fc
    .array(fc.record({ effect: effects, when: conditions }), { maxLength: 3 })
    .map((list) => list.map((each, index) => ({ id: `${name}-${index + 1}`, ...each })));
}

const bands = fc
  .array(
    fc.record({
      between: daySpans,
      initialMinor: fc.option(amounts),
      programming: fc.option(programmingFees),
      subsidy: fc.option(subsidyFees),
    }),
    { maxLength: 2 },
  )
  .map((list) => list.map((each, index) => ({ id: `band-${index + 1}`, ...each })));

const flatRates = fc.option(fc.record({ unit: units, rate: positiveRates }));

export const tariffs: fc.Arbitrary<Tariff> = fc
  .record({
    initialMinor: amounts,
    programming: fc.option(programmingFees),
    subsidy: fc.option(subsidyFees),
    breakCredit: negativeRates,
    review: flatRates,
    pause: flatRates,
    performanceFees: fc.array(
      fc.record({
        id: fc.constantFrom('composer-a', 'actor-a'),
        mode: fc.constantFrom('composer' as const, 'actor' as const),
        of: fc.constantFrom(...PEOPLE, ...WORKS, 'Composer A'),
        per: fc.constantFrom('performance' as const, 'segment' as const),
        rate: positiveRates,
      }),
      { maxLength: 2 },
    ),
    bands,
    premiums: adjustments('premium', increases),
    discounts: adjustments('discount', reductions),
    participation: fc.constant({ survey: -50, promotion: 0 }),
    capMinor: fc.option(amounts, { freq: 3 }),
    floorMinor: fc.option(amounts, { freq: 3 }),
  })
  .map(tariff);

/** Some of each element for the first time, and some of it again, with a rest before each. */
function usagesOf(timeline: Timeline): fc.Arbitrary<SessionUsage> {
  const shares = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
  const plays = timeline.elements.map(({ id, startTick, endTick }) =>
    fc.record({
      element: fc.constant(id),
      first: shares.map((share) => Math.round(share * (endTick - startTick))),
      again: shares.map((share) => Math.round(share * (endTick - startTick))),
      restUs: fc.integer({ min: 0, max: 1_800_000_000 }),
    }),
  );
  return fc
    .record({
      plays: fc.tuple(...plays),
      pauses: fc.array(fc.record({ atUs: fc.nat(), lengthUs: fc.nat({ max: 3_600_000_000 }) }), {
        maxLength: 2,
      }),
      answered: fc.subarray([...SPOTS]),
      participated: fc.subarray(['survey', 'promotion', 'unheard-of']),
    })
    .map(({ plays: played, ...rest }) => ({ ...rest, records: recordsOf(timeline, played) }));
}

function recordsOf(
  timeline: Timeline,
  plays: readonly { element: string; first: number; again: number; restUs: number }[],
): readonly UsageRecord[] {
  let atUs = 0;
  return plays.flatMap(({ element, first, again, restUs }) =>
    (['first', 'review'] as const).map((mode) => {
      const ticks = mode === 'first' ? first : again;
      const record = { element, mode, ticks, atUs: atUs + restUs };
      atUs += restUs + ticksToUs(timeline, ticks);
      return record;
    }),
  );
}

const circumstances: fc.Arbitrary<ViewingFacts> = fc
  .record({
    startedCivilUs: fc.oneof(
      daySeconds.map((second) => second * 1_000_000),
      fc.integer({ min: 0, max: 10 ** 12 }),
    ),
    groups: fc.subarray(['seniors', 'children']),
    titlesBefore: fc.nat({ max: 3 }),
    blockMinor: fc.option(amounts, { freq: 6 }),
    agreedMinor: fc.constantFrom({}, {}, { 'spot-1': -40 }),
  })
  .map(facts);

/** All that a session is rated from. */
export const sessions: fc.Arbitrary<WorkedSession> = timelines.chain((timeline) =>
  fc.record({
    tariff: tariffs,
    timeline: fc.constant(timeline),
    usage: usagesOf(timeline),
    facts: circumstances,
  }),
);

/** Where to cut each record, and how to shuffle the pieces. */
export const cuttings = fc.record({
  cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
  keys: fc.array(fc.nat(), { minLength: 1, maxLength: 20 }),
});

/** The same usage in pieces, in another order. */
export function cutUp(
  timeline: Timeline,
  records: readonly UsageRecord[],
  { cuts, keys }: { readonly cuts: readonly number[]; readonly keys: readonly number[] },
): readonly UsageRecord[] {
  const pieces = records.flatMap((record, index) => {
    // Another few of the cuts for each record, an empty piece now and then among them.
    const own = cuts.filter((_, cut) => (cut + index) % 3 === 0);
    const ends = [...own.map((cut) => Math.round(cut * record.ticks)), record.ticks];
    let from = 0;
    return ends
      .sort((a, b) => a - b)
      .map((to) => {
        const atUs = record.atUs + ticksToUs(timeline, from);
        const piece = { ...record, ticks: to - from, atUs };
        from = to;
        return piece;
      });
  });
  return pieces
    .map((piece, index) => ({ piece, key: keys[index % keys.length] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ piece }) => piece);
}
