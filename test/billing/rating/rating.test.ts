import { describe, expect, test } from 'vitest';
import { totalsOf } from '../../../src/billing/rating/rated-line.ts';
import { rate } from '../../../src/billing/rating/rating.ts';
import { roundStatement } from '../../../src/billing/rating/royalty.ts';
import type { RatedLine, UsageMode, UsageRecord } from '../../../src/billing/rating/usage.ts';
import cases from './flexible-billing.json' with { type: 'json' };
import {
  BESIDES_BY_CASE,
  SESSIONS_BY_CASE,
  TERMS_BY_CASE,
  type WorkedSession,
} from './worked-cases.ts';
import { NO_USAGE, SECOND_US } from './worked-terms.ts';

type WorkedCase = (typeof cases.cases)[number];

/** Where a case names a line otherwise than the bill of one session does. */
const NAMES: Readonly<Record<string, string>> = {
  'interval-1:review': 'interval-1',
  't1:initial': 'initial-fee',
  't2:initial': 'initial-fee',
};

function sessionsOf({ id, usage = [] }: WorkedCase): readonly WorkedSession[] {
  const written = SESSIONS_BY_CASE[id];
  if (written !== undefined) return written;
  const terms = TERMS_BY_CASE[id];
  if (terms === undefined) throw new Error(`no terms are written for case ${id}`);
  // The fees before FIG. 2C's commercial are said to be those of interval 1.
  const before = id.startsWith('W07')
    ? [{ element: 'interval-1', mode: 'first', ticks: 1200, unit: 's' }]
    : [];
  let atUs = 0;
  const records = [...before, ...usage].map(({ element, mode, ticks, unit }): UsageRecord => {
    const inTicks = unit === 's' ? ticks * SECOND_US : ticks;
    const record = { element, mode: modeOf(mode), ticks: inTicks, atUs };
    atUs += Math.round(unit === 's' ? inTicks : (ticks / 24) * SECOND_US);
    return record;
  });
  return [{ ...terms, usage: { ...NO_USAGE, records, ...BESIDES_BY_CASE[id] } }];
}

function modeOf(mode: string): UsageMode {
  if (mode === 'first' || mode === 'review') return mode;
  throw new Error(`"${mode}" is no usage mode`);
}

function expectedLine(line: WorkedCase['lines'][number]): RatedLine {
  return {
    element: NAMES[line.id] ?? line.id.replace(/^t\d:/, ''),
    mode: line.kind as RatedLine['mode'],
    label: line.label,
    quantity: line.quantity,
    unit: line.unit,
    rate: line.rateCents,
    exact: line.exactCents,
    amountMinor: line.cents,
  };
}

describe('the worked cases', () => {
  test('are all there', () => {
    const written = [...Object.keys(TERMS_BY_CASE), ...Object.keys(SESSIONS_BY_CASE)];
    expect(cases.cases.map(({ id }) => id)).toEqual(written);
    expect(written).toHaveLength(18);
  });

  test.each(cases.cases.map((each) => [each.id, each.title, each] as const))(
    '%s: %s',
    (id, _, worked) => {
      const sessions = sessionsOf(worked).map((session) =>
        rate(session.tariff, session.timeline, session.usage, session.facts),
      );
      // The bill of W12 has no initial fee; here there always is one, of 0.
      const lines = sessions
        .flatMap((session) => session.lines)
        .filter(({ mode, amountMinor }) => id !== 'W12' || mode !== 'initial' || amountMinor !== 0);
      const expected = worked.lines.map(expectedLine);
      expect(lines).toEqual(expected);
      expect(totalsOf(lines)).toEqual({
        chargesMinor: worked.totals.charges,
        creditsMinor: worked.totals.credits,
        discountsMinor: worked.totals.discounts,
        netMinor: worked.totals.net,
      });
      const statement = roundStatement(sessions.flatMap(({ royalties }) => royalties));
      expect(
        statement.map(({ holder, exact, amountMinor }) => ({ holder, exact, amountMinor })),
      ).toEqual(
        worked.royalties.map(({ party, exactCents, cents }) => ({
          holder: party,
          exact: exactCents,
          amountMinor: cents,
        })),
      );
    },
  );
});
