/**
 * Sequence model: what is drawn of a run, and that every window of it finds all of it.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LaneChoices, Lanes } from '../../../web/src/sequence/lanes.ts';
import { SequenceModel } from '../../../web/src/sequence/sequence-model.ts';
import { ended, recordsOf, type Short, sent } from '../batch.ts';

const NONE: ReadonlySet<string> = new Set();
const ALL: LaneChoices = { expanded: NONE, hidden: NONE, named: NONE };

function modelOf(records: readonly Short[], choices: Partial<LaneChoices> = {}): SequenceModel {
  const kept = recordsOf(records);
  const model = new SequenceModel(kept, new Lanes(kept, { ...ALL, ...choices }));
  model.extend(null);
  return model;
}
function arrowsOf(model: SequenceModel) {
  return Array.from({ length: model.arrowCount }, (_, arrow) => ({
    from: model.lanes.all[model.fromLane.at(arrow)]?.name,
    to: model.lanes.all[model.toLane.at(arrow)]?.name,
    start: model.startPoint.at(arrow),
    end: model.endPoint.at(arrow),
    isBridge: model.isBridge.at(arrow) === 1,
  }));
}

/** alice asks the server, whose process asks billing; billing answers the process. */
const PURCHASE: readonly Short[] = [
  sent('client/alice', 'processing-server', 'order.place', 0),
  ended('delivered', 'client/alice', 'processing-server', 'order.place', 10, 1),
  { kind: 'started', actor: 'processing-server/order-1', cause: 2, b: 'authorizing', atUs: 10 },
  sent('processing-server/order-1', 'billing-processor', 'payment.authorize', 10, 3),
  ended('delivered', 'processing-server/order-1', 'billing-processor', 'payment.authorize', 20, 4),
  sent('billing-processor', 'processing-server/order-1', 'payment.authorized', 20, 5),
];

describe('lanes', () => {
  test('a process is drawn on the lane of its host until that is expanded', () => {
    expect(modelOf(PURCHASE).lanes.all.map(({ name }) => name)).toEqual([
      'client/alice',
      'processing-server',
      'billing-processor',
    ]);
    const expanded = modelOf(PURCHASE, { expanded: new Set(['processing-server']) });
    expect(expanded.lanes.all.map(({ name }) => name)).toContain('processing-server/order-1');
  });

  test('members of a population share a lane, a client that the scenario names has its own', () => {
    const records = [
      sent('client/cable-1', 'processing-server', 'order.place', 0),
      sent('client/cable-2', 'processing-server', 'order.place', 0),
      sent('client/room-7', 'processing-server', 'order.place', 0),
    ];
    const model = modelOf(records, { named: new Set(['client/room-7']) });
    expect(model.lanes.all.map(({ name }) => name)).toEqual([
      'client/cable-*',
      'processing-server',
      'client/room-7',
    ]);
  });
});

describe('arrows', () => {
  test('a message runs from the point of its sending to that of its arrival, one under way has no end', () => {
    // Points: record 1, 2, 4, 5 and 6; record 3 is a machine's and has none.
    expect(arrowsOf(modelOf(PURCHASE))).toEqual([
      { from: 'client/alice', to: 'processing-server', start: 0, end: 1, isBridge: false },
      { from: 'processing-server', to: 'billing-processor', start: 2, end: 3, isBridge: false },
      { from: 'billing-processor', to: 'processing-server', start: 4, end: -1, isBridge: false },
    ]);
  });

  test('messages through a hidden lane become one bridge from who started them', () => {
    const model = modelOf(PURCHASE, { hidden: new Set(['processing-server']) });
    // alice's sending keeps its point (0), from which the bridge starts; billing's arrival is point 1.
    expect(arrowsOf(model)).toEqual([
      { from: 'client/alice', to: 'billing-processor', start: 0, end: 1, isBridge: true },
    ]);
  });

  test('a duplicate is an arrow of its own from the same sending', () => {
    const model = modelOf([
      sent('client/alice', 'processing-server', 'order.place', 0),
      ended('delivered', 'client/alice', 'processing-server', 'order.place', 10, 1),
      ended('delivered', 'client/alice', 'processing-server', 'order.place', 15, 1),
    ]);
    expect(arrowsOf(model).map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [0, 2],
    ]);
  });

  test('a loss whose sending is filtered out is drawn level', () => {
    const kept = recordsOf([
      sent('client/alice', 'processing-server', 'order.place', 0),
      ended('lost', 'client/alice', 'processing-server', 'order.place', 10, 1),
    ]);
    const model = new SequenceModel(kept, new Lanes(kept, ALL));
    model.extend((seq) => seq === 2);
    expect(arrowsOf(model).map(({ start, end }) => [start, end])).toEqual([[0, 0]]);
  });
});

describe('windows', () => {
  test('a window finds exactly the arrows that reach into it, however long they are', () => {
    const spans = fc.array(fc.tuple(fc.nat(900), fc.nat(900)), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(spans, fc.nat(2_000), fc.nat(600), (given, at, length) => {
        const model = modelOf(traffic(given));
        const first = Math.min(at, model.pointCount - 1);
        const last = Math.min(first + length, model.pointCount - 1);
        const found = [...model.arrowsBetween(first, last)].sort((a, b) => a - b);
        const wanted = arrowsOf(model).flatMap(({ start, end }, arrow) =>
          start <= last && (end < 0 || end >= first) ? [arrow] : [],
        );
        expect(found).toEqual(wanted);
      }),
      { seed: 4711, numRuns: 200 },
    );
  });
});

/** Messages that are sent at one instant and arrive so much later, among filler that makes points. */
function traffic(spans: readonly (readonly [number, number])[]): readonly Short[] {
  const events = spans.flatMap(([from, length], index) => [
    { atUs: from, index, isSent: true },
    ...(length > 850 ? [] : [{ atUs: from + length, index, isSent: false }]),
  ]);
  for (let atUs = 0; atUs < 900; atUs += 1) events.push({ atUs, index: -1, isSent: true });
  events.sort((a, b) => a.atUs - b.atUs || Number(b.isSent) - Number(a.isSent));
  const sentAt = new Map<number, number>();
  return events.map(({ atUs, index, isSent }, place): Short => {
    if (index < 0) return { kind: 'stimulus', actor: 'client/alice', atUs };
    if (isSent) {
      sentAt.set(index, place + 1);
      return sent('client/alice', 'client/bob', 'hello', atUs);
    }
    return ended('delivered', 'client/alice', 'client/bob', 'hello', atUs, sentAt.get(index) ?? 0);
  });
}
