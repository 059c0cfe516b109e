import fc from 'fast-check';
import Fraction from 'fraction.js';
import { describe, expect, test } from 'vitest';
import { kindOf, reversalOf, totalsOf } from '../../../src/billing/rating/rated-line.ts';
import { rate } from '../../../src/billing/rating/rating.ts';
import { ticksToUs } from '../../../src/billing/rating/timeline.ts';
import type { RatedLine, UsageRecord } from '../../../src/billing/rating/usage.ts';
import { cuttings, cutUp, RUNS, sessions } from './random-terms.ts';
import type { WorkedSession } from './worked-cases.ts';
import {
  DAY_US,
  facts,
  frameTimeline,
  hours,
  NO_USAGE,
  percent,
  perFrame,
  tariff,
} from './worked-terms.ts';

function rated({ tariff, timeline, usage, facts }: WorkedSession) {
  return rate(tariff, timeline, usage, facts);
}
function withRecords(session: WorkedSession, records: readonly UsageRecord[]): WorkedSession {
  return { ...session, usage: { ...session.usage, records } };
}
function exactSum(lines: readonly RatedLine[]): Fraction {
  return lines.reduce((sum, { exact }) => sum.add(new Fraction(exact)), new Fraction(0));
}
function kindOfElement({ timeline }: WorkedSession, record: UsageRecord) {
  return timeline.elements.find(({ id }) => id === record.element)?.kind;
}
/** The nearest whole number, halves to the even one, by another way than the code's. */
function nearestEven(exact: Fraction): number {
  const below = exact.floor();
  const rest = exact.sub(below);
  const half = rest.compare(new Fraction(1, 2));
  const isEven = below.mod(2).equals(0);
  return below.add(half > 0 || (half === 0 && !isEven) ? 1 : 0).valueOf();
}

describe('the laws of rating', () => {
  test('each line is an exact product, rounded once, half to even (A2)', () => {
    fc.assert(
      fc.property(sessions, (session) => {
        for (const line of rated(session).lines) {
          const product = new Fraction(line.quantity).mul(new Fraction(line.rate));
          expect(new Fraction(line.exact).equals(product), line.element).toBe(true);
          expect(line.amountMinor).toBe(nearestEven(product));
        }
      }),
      RUNS,
    );
  });

  test('the net is the sum of the lines, and of charges, credits and discounts (I3)', () => {
    fc.assert(
      fc.property(sessions, (session) => {
        const { lines, totals } = rated(session);
        const { chargesMinor, creditsMinor, discountsMinor, netMinor } = totals;
        expect(netMinor).toBe(lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
        expect(netMinor).toBe(chargesMinor + creditsMinor + discountsMinor);
        expect(totalsOf([...lines].reverse())).toEqual(totals);
      }),
      RUNS,
    );
  });

  test('charges are never negative, credits and discounts never positive (I5)', () => {
    fc.assert(
      fc.property(sessions, (session) => {
        for (const { mode, amountMinor } of rated(session).lines) {
          if (kindOf(mode) === 'charge') expect(amountMinor).toBeGreaterThanOrEqual(0);
          else expect(amountMinor).toBeLessThanOrEqual(0);
        }
      }),
      RUNS,
    );
  });

  test('discounts never take more than the programming charges come to (A4)', () => {
    const programming = ['initial', 'programming', 'block', 'composer', 'actor', 'song', 'premium'];
    fc.assert(
      fc.property(sessions, (session) => {
        const { lines, totals } = rated(session);
        const charged = lines.filter(({ mode }) => programming.includes(mode));
        expect(totalsOf(charged).chargesMinor + totals.discountsMinor).toBeGreaterThanOrEqual(0);
      }),
      RUNS,
    );
  });

  test('usage cut anywhere and given in any order makes the same lines (I15)', () => {
    fc.assert(
      fc.property(sessions, cuttings, (session, cutting) => {
        const pieces = cutUp(session.timeline, session.usage.records, cutting);
        expect(rated(withRecords(session, pieces))).toEqual(rated(session));
      }),
      { ...RUNS, numRuns: 3000 },
    );
  });

  test('no more of a commercial is credited than there is, and nothing for seeing it again (I17)', () => {
    fc.assert(
      fc.property(sessions, (session) => {
        const { timeline, usage } = session;
        const credits = rated(session).lines.filter(({ mode }) => mode === 'subsidy');
        const first = usage.records.filter(({ mode }) => mode === 'first');
        const once = rated(withRecords(session, first)).lines;
        expect(once.filter(({ mode }) => mode === 'subsidy')).toEqual(credits);
        const ticks = timeline.elements
          .filter(({ kind }) => kind === 'subsidy')
          .reduce((sum, { startTick, endTick }) => sum + endTick - startTick, 0);
        const perSecond = new Fraction(
          timeline.tick === 'us' ? 1_000_000 : (timeline.framesPerSecond ?? 1),
        );
        const framesPerSecond = new Fraction(timeline.framesPerSecond ?? 1);
        const inSeconds = credits
          .filter(({ unit }) => unit !== 'commercial')
          .map(({ quantity, unit }) =>
            unit === 's' ? new Fraction(quantity) : new Fraction(quantity).div(framesPerSecond),
          );
        const creditedS = inSeconds.reduce((sum, each) => sum.add(each), new Fraction(0));
        expect(creditedS.compare(new Fraction(ticks).div(perSecond))).toBeLessThanOrEqual(0);
      }),
      RUNS,
    );
  });

  test('without the response it needs, a commercial earns nothing at all (I17, A10)', () => {
    fc.assert(
      fc.property(sessions, (session) => {
        const { timeline, usage } = session;
        const elements = timeline.elements.map((each) =>
          each.kind === 'subsidy' ? { ...each, responseRequired: true } : each,
        );
        const unanswered = {
          ...session,
          timeline: { ...timeline, elements },
          usage: { ...usage, answered: [] },
        };
        expect(rated(unanswered).lines.filter(({ mode }) => mode === 'subsidy')).toEqual([]);
      }),
      RUNS,
    );
  });

  test('playing on never lowers the exact charges (I18)', () => {
    fc.assert(
      fc.property(sessions, cuttings, fc.nat(), (session, cutting, seed) => {
        const pieces = [...cutUp(session.timeline, session.usage.records, cutting)];
        pieces.sort((a, b) => a.atUs - b.atUs);
        const before = pieces.slice(0, seed % (pieces.length + 1));
        expect(gross(withRecords(session, before)).compare(gross(session))).toBeLessThanOrEqual(0);
      }),
      { ...RUNS, numRuns: 2000 },
    );
    function gross(session: WorkedSession): Fraction {
      const { lines } = rated(session);
      return exactSum(lines.filter(({ mode }) => kindOf(mode) === 'charge' && mode !== 'floor'));
    }
  });

  test('watching more of the commercials never raises the exact net (I18)', () => {
    fc.assert(
      fc.property(sessions, cuttings, fc.nat(), (session, cutting, seed) => {
        const pieces = cutUp(session.timeline, session.usage.records, cutting);
        const commercials = pieces.filter((piece) => kindOfElement(session, piece) === 'subsidy');
        const dropped = new Set(commercials.slice(0, seed % (commercials.length + 1)));
        const fewer = withRecords(
          session,
          pieces.filter((piece) => !dropped.has(piece)),
        );
        const less = exactSum(rated(fewer).lines);
        expect(exactSum(rated(session).lines).compare(less)).toBeLessThanOrEqual(0);
      }),
      { ...RUNS, numRuns: 2000 },
    );
  });

  test('a reversal takes each line back exactly, and the reversal of that is the line (I21)', () => {
    fc.assert(
      fc.property(sessions, (session) => {
        for (const line of rated(session).lines) {
          const reversal = reversalOf(line);
          expect(line.amountMinor + reversal.amountMinor).toBe(0);
          expect(exactSum([line, reversal]).equals(0)).toBe(true);
          expect(reversalOf(reversal)).toEqual(line);
          expect(Object.is(reversal.amountMinor, -0)).toBe(false);
        }
      }),
      RUNS,
    );
  });

  test('the same terms are rated the same twice, and are left as they were', () => {
    fc.assert(
      fc.property(sessions, (session) => {
        const copy = structuredClone(session);
        expect(rated(session)).toEqual(rated(copy));
        expect(session).toEqual(copy);
      }),
      { ...RUNS, numRuns: 300 },
    );
  });
});

describe('frames at the edge of a time of day', () => {
  test('stay on their side however the usage around them was cut (I15)', () => {
    // Of 24 a second, a frame's middle is a third of a microsecond or a whole one away from any
    // whole microsecond, and each piece begins up to half of one off: some cut would move a frame.
    const film = frameTimeline('24', [['interval-1', 480]]);
    const night = percent('night', '1/10', { between: hours(0, 6) });
    const terms = tariff({ programming: perFrame('1'), discounts: [night] });
    const linesOf = (records: readonly UsageRecord[], startedCivilUs: number) =>
      rate(terms, film, { ...NO_USAGE, records }, facts({ startedCivilUs })).lines;
    const whole: UsageRecord = { element: 'interval-1', mode: 'first', ticks: 480, atUs: 0 };
    const pieces = Array.from({ length: 480 }, (_, frame) => ({
      ...whole,
      ticks: 1,
      atUs: ticksToUs(film, frame),
    }));
    for (let frame = 200; frame < 212; frame++) {
      const middleUs = Math.round(((frame + 0.5) * 1_000_000) / 24);
      for (const nearUs of [-2, -1, 0, 1, 2]) {
        const started = DAY_US - middleUs - nearUs;
        expect(linesOf(pieces, started)).toEqual(linesOf([whole], started));
      }
    }
  });
});
