/** Metering machine: reports in, usage out, each exactly once, whatever order they come in (I26). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meter } from '../../src/billing/rating/metering.ts';
import type { PlayedSegment } from '../../src/billing/rating/usage.ts';
import { meteringMachine } from '../../src/machines/metering/machine.ts';
import type { UsageReport } from '../../src/machines/viewing-protocol.ts';
import { SECOND_US } from '../billing/rating/worked-terms.ts';
import { failed, ofType, type Rig, rig } from './rig.ts';
import { FILM, NOBODY, note, OFFER, SESSION, seconds, togetherOf } from './viewing-rig.ts';

const MINUTE_MS = 60_000;
const VIEWER = 'client/alice/viewing-1';
/** Alice has watched this before, and begins at noon of the first day of 1970. */
const EPOCH_US = 12 * 3_600 * SECOND_US;

function identifying(): Rig {
  const made = rig(meteringMachine, {
    session: SESSION,
    client: 'client/alice',
    offer: OFFER,
    epochUs: EPOCH_US,
  });
  made.take(note('schedule.request', { from: VIEWER, client: 'client/alice' }));
  return made;
}
function quoting(): Rig {
  const made = identifying();
  made.take(note('subscriber.found', { ...NOBODY, viewsBefore: 2, groups: ['seniors'] }));
  return made;
}
function offered(): Rig {
  const made = quoting();
  made.take(note('estimate.given', { quotes: [] }));
  return made;
}
const start = (delivery = 'with') => note('viewing.start', { from: VIEWER, delivery });
function listening(): Rig {
  const made = offered();
  made.take(start());
  return made;
}
const NOTHING = { pauses: [], responses: [], participated: [], last: false };
function report(
  number: number,
  segments: readonly PlayedSegment[],
  more: Partial<UsageReport> = {},
) {
  return note('usage.report', {
    requestId: `${SESSION}:usage.report:${number}`,
    from: VIEWER,
    ...NOTHING,
    report: number,
    segments,
    ...more,
  });
}
const transfers = ({ said }: Rig) => ofType(said, 'usage.transfer');
const rated = (made: Rig) =>
  made.take(note('usage.rated', { requestId: transfers(made).at(-1)?.requestId ?? '' }));
const outcomes = ({ said }: Rig) =>
  ofType(said, 'outcome').map(({ name, detail }) => `${name}: ${detail.reason}`);

describe('until it is played', () => {
  test('the subscriber is looked up, an estimate asked for, and the schedule offered', () => {
    const made = identifying();
    expect(made.said.map(({ type }) => type)).toEqual(['subscriber.lookup']);
    made.wait(1_000);
    const found = note('subscriber.found', { ...NOBODY, viewsBefore: 2, blockMinor: 300 });
    expect(made.take(found)).toEqual(['estimate.request -> accounting-system']);
    expect(ofType(made.said, 'estimate.request')[0]?.facts).toMatchObject({
      startedCivilUs: EPOCH_US + SECOND_US,
      viewsBefore: 2,
      blockMinor: 300,
    });
    expect(made.take(note('estimate.given', { quotes: [] }))).toEqual([
      `schedule.offered -> ${VIEWER}`,
    ]);
  });

  test.each<readonly [string, () => Rig, string]>([
    ['the subscriber database', identifying, 'subscriber database unreachable'],
    ['the accounting system', quoting, 'accounting system unreachable'],
  ])('it is refused when %s does not answer', (_, begin, reason) => {
    const made = begin();
    expect(made.take(failed('subscriber.lookup'))).toEqual([`schedule.refused -> ${VIEWER}`]);
    expect(ofType(made.said, 'schedule.refused')[0]?.reason).toBe(reason);
    expect(made.state).toBe('refused');
  });

  test('what is not on offer is not started; the offer lapses after a quarter of an hour', () => {
    const made = offered();
    expect(made.take(start('gold'))).toEqual([`viewing.start-refused -> ${VIEWER}`]);
    made.wait(15 * MINUTE_MS - 1);
    expect(made.state).toBe('offered');
    made.wait(1);
    expect(made.state).toBe('lapsed');
  });

  test('the facts are those of the instant it is started, and stay so (I24)', () => {
    const made = offered();
    made.wait(5_000);
    made.take(start());
    made.take(report(1, [], { last: true }));
    expect(transfers(made)[0]).toMatchObject({
      closes: true,
      facts: { startedCivilUs: EPOCH_US + 5 * SECOND_US, viewsBefore: 2, groups: ['seniors'] },
    });
  });
});

describe('reports', () => {
  test('are metered in order: one that came early waits for the one before it', () => {
    const made = listening();
    made.wait(3 * MINUTE_MS);
    made.take(report(2, [seconds(60, 90, 60)]));
    made.wait(2 * MINUTE_MS);
    expect(transfers(made)).toEqual([]);
    made.take(report(1, [seconds(0, 60, 0)]));
    made.wait(5 * MINUTE_MS);
    expect(transfers(made)[0]?.usage.records).toMatchObject([
      { element: 'interval-1', ticks: 60 * SECOND_US },
      { element: 'interval-1', ticks: 30 * SECOND_US },
    ]);
  });

  test.each<readonly [string, PlayedSegment]>([
    ['beyond the film', seconds(190, 201, 0)],
    ['of no length', seconds(10, 10, 0)],
    ['of what cannot have been played yet', seconds(0, 62, 0)],
  ])('%s are refused and not metered', (_, segment) => {
    const made = listening();
    made.wait(MINUTE_MS);
    made.take(report(1, [segment]));
    expect(ofType(made.said, 'usage.noted')).toMatchObject([{ report: 1, accepted: false }]);
    made.wait(15 * MINUTE_MS);
    expect(transfers(made)).toEqual([]);
  });
});

describe('passing on', () => {
  test('is done every five minutes, of what is new, and when it closes', () => {
    const made = listening();
    made.wait(MINUTE_MS);
    made.take(report(1, [seconds(0, 60, 0)]));
    expect(made.wait(4 * MINUTE_MS)).toEqual(['usage.transfer -> accounting-system']);
    rated(made);
    made.take(report(2, [seconds(60, 90, 60)], { participated: ['poll'] }));
    made.take(report(3, [], { last: true }));
    expect(transfers(made).map(({ closes, usage }) => [closes, usage.records.length])).toEqual([
      [false, 1],
      [true, 1],
    ]);
    expect(transfers(made)[1]?.usage.participated).toEqual(['poll']);
    expect(made.state).toBe('closing.closingRating');
    rated(made);
    expect(made.state).toBe('closed');
  });

  test('is not done when nothing is new', () => {
    const made = listening();
    for (let minutes = 0; minutes < 12; minutes += 5) {
      made.take(report(minutes + 1, []));
      made.wait(5 * MINUTE_MS);
    }
    expect(transfers(made)).toEqual([]);
  });

  // Root cause: the next transfer was sent whether the one before had come or not. One that was
  // overtaken by the last was never rated: what was played in it was given away.
  test('waits for the answer to what was passed on before', () => {
    const made = listening();
    made.wait(MINUTE_MS);
    made.take(report(1, [seconds(0, 60, 0)]));
    made.wait(5 * MINUTE_MS);
    made.take(report(2, [seconds(60, 90, 60)]));
    made.wait(5 * MINUTE_MS);
    made.take(report(3, [], { last: true }));
    expect(made.state).toBe('closing.waiting');
    expect(transfers(made)).toHaveLength(1);
    rated(made);
    expect(transfers(made)).toHaveLength(2);
    expect(transfers(made)[1]).toMatchObject({ closes: true, usage: { records: [{}] } });
  });

  test.each([
    ['while it is played', false],
    ['when it closes', true],
  ])('that nobody answers %s is told as unbilled', (_, last) => {
    const made = listening();
    made.wait(MINUTE_MS);
    made.take(report(1, [seconds(0, 60, 0)], { last }));
    made.wait(5 * MINUTE_MS);
    made.take(failed('usage.transfer', transfers(made)[0]?.requestId));
    expect(outcomes(made)).toEqual(['viewing.unbilled: accounting system unreachable']);
    expect(made.state).toBe('closed');
  });
});

describe('silence of ten minutes', () => {
  test('closes the session with what is known, whatever is missing in between', () => {
    const made = listening();
    made.wait(3 * MINUTE_MS);
    made.take(report(1, [seconds(0, 60, 0)]));
    made.take(report(3, [seconds(120, 130, 120)]));
    made.wait(5 * MINUTE_MS);
    rated(made);
    made.wait(5 * MINUTE_MS);
    expect(outcomes(made)).toEqual(['usage.silent: no report came']);
    expect(transfers(made)[1]).toMatchObject({
      closes: true,
      usage: { records: [{ element: 'interval-2', ticks: 10 * SECOND_US }] },
    });
    expect(made.take(report(2, [seconds(60, 120, 60)]))).toEqual([`usage.noted -> ${VIEWER}`]);
    expect(ofType(made.said, 'usage.noted').at(-1)?.accepted).toBe(false);
  });

  // Root cause: a client system that never heard that it could start was billed the initial fee.
  test('from the start on bills nothing: it may never have begun', () => {
    const made = listening();
    made.wait(10 * MINUTE_MS);
    expect(outcomes(made)).toEqual(['viewing.unbilled: no report came']);
    expect(transfers(made)).toEqual([]);
    expect(made.state).toBe('closed');
  });

  test('is counted from the latest report', () => {
    const made = listening();
    made.wait(9 * MINUTE_MS);
    made.take(report(1, []));
    made.wait(9 * MINUTE_MS);
    expect(made.state).toContain('metering');
  });
});

test('whatever order reports come in, all they say is passed on, once', () => {
  // Pieces of the film one after the other, some of them twice, cut into reports.
  const evening = fc.array(
    fc.record({ from: fc.nat(190), length: fc.integer({ min: 1, max: 60 }), pause: fc.nat(9) }),
    { minLength: 1, maxLength: 8 },
  );
  const order = fc.array(fc.tuple(fc.nat(100), fc.integer({ min: 0, max: 400 })), {
    minLength: 8,
    maxLength: 8,
  });
  fc.assert(
    fc.property(evening, order, (pieces, arrivals) => {
      let atS = 0;
      const segments = pieces.map(({ from, length, pause }) => {
        const to = Math.min(200, from + length);
        const segment = seconds(from, to, atS);
        atS += to - from + pause;
        return segment;
      });
      const made = listening();
      made.wait(atS * 1_000);
      const reports = segments.map((segment, index) =>
        report(index + 1, [segment], { last: index === segments.length - 1 }),
      );
      const arriving = reports
        .map((one, index) => ({
          one,
          place: arrivals[index]?.[0] ?? 0,
          waitS: arrivals[index]?.[1],
        }))
        .sort((a, b) => a.place - b.place);
      let answered = 0;
      for (const { one, waitS = 0 } of arriving) {
        made.take(one);
        made.take(one);
        made.wait(waitS * 1_000);
        if (transfers(made).length > answered) {
          rated(made);
          answered += 1;
        }
      }
      while (transfers(made).length > answered) {
        rated(made);
        answered += 1;
      }
      expect(made.state).toBe('closed');
      expect(transfers(made).map(({ closes }) => closes)).toEqual(
        transfers(made).map((_, index) => index === transfers(made).length - 1),
      );
      const { records } = togetherOf(transfers(made).map(({ usage }) => usage));
      const ticksOf = (of: typeof records) => {
        const sums = new Map<string, number>();
        for (const { element, mode, ticks } of of) {
          sums.set(`${element} ${mode}`, (sums.get(`${element} ${mode}`) ?? 0) + ticks);
        }
        return [...sums].sort();
      };
      expect(ticksOf(records)).toEqual(ticksOf(meter(FILM, segments)));
    }),
    { seed: 63, numRuns: 1_000 },
  );
});
