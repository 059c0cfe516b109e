/**
 * Worked cases, played: every case of flexible-billing.json as a run of the whole network.
 *
 * The tariffs and timelines are those of test/billing/rating/worked-cases.ts; what the viewer does is
 * the case's own events. What comes back are the lines of the bill, to the last exact number.
 */
import { describe, expect, test } from 'vitest';
import type { Tariff } from '../../src/billing/rating/tariff.ts';
import { type Timeline, ticksToUs } from '../../src/billing/rating/timeline.ts';
import type { RatedLine } from '../../src/billing/rating/usage.ts';
import type { RecordReader, RunRecord } from '../../src/sim/record.ts';
import { runScenario } from '../../src/sim/run.ts';
import type { RunResult } from '../../src/sim/run-result.ts';
import { defineScenario } from '../../src/sim/scenario/load.ts';
import type { Action, Scenario, ScriptStep } from '../../src/sim/scenario/model.ts';
import cases from '../billing/rating/flexible-billing.json' with { type: 'json' };
import { SESSIONS_BY_CASE, TERMS_BY_CASE } from '../billing/rating/worked-cases.ts';
import { HOUR_US, SECOND_US, STANDARD } from '../billing/rating/worked-terms.ts';

type WorkedCase = (typeof cases.cases)[number];
type NewAction = Omit<Action, 'who'> & Record<string, unknown>;
interface Shown {
  readonly tariff: Tariff;
  readonly timeline: Timeline;
}

/** A night with one viewer, alice, and others who may bid; `more` is put into the file. */
function night(film: Shown, more: Record<string, unknown> = {}, sequel: Shown = film): Scenario {
  const viewing = (title: string) => ({
    source: 'near',
    share: '60%',
    deliveries: { it: { title, timeline: 'blank', tariff: 'free' } },
  });
  const base = defineScenario('worked-case', {
    scenario: 'A worked case',
    starts: '1970-01-01T00:00',
    timelines: { blank: { elements: [{ id: 'blank', length: '1s' }] } },
    tariffs: { free: {} },
    sources: { near: { medium: 'cable' } },
    transmissions: {
      film: { kind: 'movie', viewing: viewing('film') },
      sequel: { kind: 'movie', viewing: viewing('sequel') },
    },
    subscribers: { alice: { receives: ['near'] } },
    script: [],
    ...more,
  });
  const shown = new Map(base.transmissions);
  for (const [id, what] of [
    ['film', film],
    ['sequel', sequel],
  ] as const) {
    const plain = shown.get(id);
    if (plain?.viewing === null || plain?.viewing === undefined) throw new Error(`no ${id}`);
    const deliveries = [{ id: 'it', title: id, ...what }];
    shown.set(id, { ...plain, viewing: { ...plain.viewing, deliveries } });
  }
  return { ...base, transmissions: shown };
}

function step(
  action: NewAction,
  atUs: number,
  of: string | null = null,
  who = 'alice',
): ScriptStep {
  const since = of === null ? null : ({ name: 'viewing.started', by: null, of } as const);
  return { atUs, since, text: String(action.do), action: { who, ...action } as Action };
}
const plays = (transmission: string, atS: number, who = 'alice') =>
  step(
    { do: 'play', transmission, choice: { by: 'name', delivery: 'it' } },
    atS * SECOND_US,
    null,
    who,
  );
const seek = (toS: number, atS: number, of = 'alice-viewing-1') =>
  step({ do: 'seek', to: { us: toS * SECOND_US } }, atS * SECOND_US, of);
const stop = (atS: number, of = 'alice-viewing-1') => step({ do: 'stop' }, atS * SECOND_US, of);

/** The case's events, `afterS` later than it says, at 0:10 of the night or `beginsS`. */
function scriptOf({ inputs }: WorkedCase, { timeline }: Shown, afterS = 0, beginsS = 600) {
  const steps = [plays('film', beginsS)];
  const isFrames = timeline.tick === 'frame';
  const instant = (t: number) => (isFrames ? ticksToUs(timeline, t) : (t + afterS) * SECOND_US);
  for (const event of inputs.events ?? []) {
    const atUs = instant(event.t);
    const to = 'to' in event ? Number(event.to) : 0;
    if (event.type === 'SEEK') {
      const place = isFrames ? { frame: to } : { us: to * SECOND_US };
      steps.push(step({ do: 'seek', to: place }, atUs, 'alice-viewing-1'));
    } else if (event.type !== 'PLAY') {
      const verb = event.type.toLowerCase() as 'pause' | 'resume' | 'stop';
      steps.push(step({ do: verb }, atUs, 'alice-viewing-1'));
    }
  }
  for (const { t } of inputs.responses ?? []) {
    steps.push(step({ do: 'respond', part: 'commercial-1' }, instant(t), 'alice-viewing-1'));
  }
  return steps;
}

/** The outcomes of a run, as `name reason`. */
class Outcomes implements RecordReader {
  readonly seen: string[] = [];

  read(record: RunRecord): void {
    if (record.kind === 'outcome') this.seen.push(`${record.type} ${record.detail.reason ?? ''}`);
  }
}

function played(scenario: Scenario, script: readonly ScriptStep[]) {
  const outcomes = new Outcomes();
  const result = runScenario({ ...scenario, script }, { readers: [outcomes] });
  expect(result.failure).toBeNull();
  expect(result.quiet).toBe(true);
  expect(result.invariants.filter(({ holds }) => !holds)).toEqual([]);
  expect(result.ledger.balanced).toBe(true);
  return { result, outcomes: outcomes.seen };
}

function linesOf({ bills }: RunResult): readonly RatedLine[] {
  return bills.flatMap(({ lines }) =>
    lines.flatMap(({ origin, amountMinor }) =>
      origin === undefined ? [] : [{ ...origin, amountMinor }],
    ),
  );
}

/** Where a case names a line otherwise than the bill of one session does. */
function expectedLines({ lines }: WorkedCase): readonly RatedLine[] {
  return lines.map((line) => ({
    element: line.id.replace(/^t\d:initial$/, 'initial-fee').replace(/^t\d:|:review$/, ''),
    mode: line.kind as RatedLine['mode'],
    label: line.label,
    quantity: line.quantity,
    unit: line.unit,
    rate: line.rateCents,
    exact: line.exactCents,
    amountMinor: line.cents,
  }));
}

function expectCase(worked: WorkedCase, result: RunResult): void {
  expect(linesOf(result)).toEqual(expectedLines(worked));
  const sum = (of: 'chargesMinor' | 'creditsMinor' | 'discountsMinor' | 'netMinor') =>
    result.bills.reduce((total, bill) => total + bill[of], 0);
  expect({
    charges: sum('chargesMinor'),
    credits: sum('creditsMinor'),
    discounts: sum('discountsMinor'),
    net: sum('netMinor'),
  }).toEqual(worked.totals);
  const stated = result.royalties.flatMap(({ holder, lines }) =>
    lines.map(({ exact, amountMinor }) => ({ party: holder, exact, amountMinor })),
  );
  expect(stated).toEqual(
    worked.royalties.map(({ party, exactCents, cents }) => ({
      party,
      exact: exactCents,
      amountMinor: cents,
    })),
  );
}

function caseOf(id: string): WorkedCase {
  const worked = cases.cases.find((each) => each.id === id);
  if (worked === undefined) throw new Error(`there is no case ${id}`);
  return worked;
}
function termsOf(id: string): Shown {
  const terms = TERMS_BY_CASE[id] ?? SESSIONS_BY_CASE[id]?.[0];
  if (terms === undefined) throw new Error(`no terms are written for case ${id}`);
  return terms;
}

/** Those that need more than to be played; each has a test of its own below. */
const SPECIAL = ['W06b', 'W07a', 'W07b', 'W09a', 'W10a', 'W10c', 'W11a', 'W12'];

describe('played over the network, a worked case is billed as it says', () => {
  test.each(cases.cases.map(({ id }) => id).filter((id) => !SPECIAL.includes(id)))('%s', (id) => {
    const film = termsOf(id);
    const { result, outcomes } = played(night(film), scriptOf(caseOf(id), film));
    expectCase(caseOf(id), result);
    expect(outcomes.filter((seen) => seen.startsWith('playing.refused'))).toEqual([]);
  });

  test('W06b: going forward in a commercial is refused, and it plays on', () => {
    const { tariff, timeline } = termsOf('W06b');
    const trickPlay = { ...tariff.trickPlay, forward: 'outside-subsidy' } as const;
    const film = { tariff: { ...tariff, trickPlay }, timeline };
    const { result, outcomes } = played(night(film), scriptOf(caseOf('W06b'), film));
    expectCase(caseOf('W06b'), result);
    expect(outcomes.filter((seen) => seen.startsWith('playing.refused'))).toHaveLength(1);
  });

  // The case counts from the commercial on; FIG. 2C is shown from interval 1 on, of 20 minutes.
  test.each(['W07a', 'W07b'])('%s: credited when it is answered in time', (id) => {
    const film = termsOf(id);
    const { result } = played(night(film), scriptOf(caseOf(id), film, 1_200));
    expectCase(caseOf(id), result);
  });

  test('W09a: late at night, a senior, who takes part in a survey', () => {
    const film = termsOf('W09a');
    const subscribers = { alice: { receives: ['near'], groups: ['seniors'] } };
    const { result } = played(night(film, { subscribers }), [
      ...scriptOf(caseOf('W09a'), film, 0, 1_800),
      step({ do: 'take-part', survey: 'survey' }, 3_000 * SECOND_US, 'alice-viewing-1'),
    ]);
    expectCase(caseOf('W09a'), result);
  });

  test('W10a: before its release, past the commercials', () => {
    const viewing = { source: 'near', share: '60%' };
    const deliveries = { it: { title: 'film', timeline: 'blank', tariff: 'free' } };
    const movie = { kind: 'movie', viewing: { ...viewing, deliveries } };
    const transmissions = { film: { ...movie, released: '1970-01-03' }, sequel: movie };
    const { result } = played(night(termsOf('W10a'), { transmissions }), [
      plays('film', 600),
      seek(1_320, 1_200),
      seek(2_700, 2_400),
      seek(3_990, 3_600),
    ]);
    expectCase(caseOf('W10a'), result);
  });

  test('W10c: of two titles the second is free, and its commercials are credited', () => {
    const { result } = played(night(termsOf('W10c')), [
      plays('film', 600),
      plays('sequel', 2 * 3_600),
    ]);
    expectCase(caseOf('W10c'), result);
    expect(result.bills).toHaveLength(2);
  });

  test('W11a: a film won at auction by three sealed bids', () => {
    const who = (name: string) => (name === 'S2' ? 'alice' : name.toLowerCase());
    const { bids = [] } = caseOf('W11a').inputs;
    const member = { receives: ['near'] };
    const scenario = night(termsOf('W11a'), {
      subscribers: { alice: member, s1: member, s3: member },
      auctions: { film: { of: 'film', reserve: 3, closes: '00:08' } },
    });
    const { result, outcomes } = played(scenario, [
      ...bids.map(({ who: name, cents, seq }) =>
        step({ do: 'bid', auction: 'film', amountMinor: cents }, seq * SECOND_US, null, who(name)),
      ),
      plays('film', 600),
      stop(1_320),
    ]);
    expectCase(caseOf('W11a'), result);
    expect(outcomes.filter((seen) => seen.startsWith('auction.')).sort()).toEqual([
      'auction.lost ',
      'auction.lost ',
      'auction.won ',
    ]);
  });

  test.each([
    ['carry-forward', 'carry-forward (default)'],
    ['cap-at-zero', 'cap-at-zero'],
    ['pay-out', 'pay-out'],
  ] as const)('W12: credits exceed charges in one cycle, %s into the next', (negativeNet, name) => {
    const worked = caseOf('W12');
    const film = termsOf('W12');
    const whole = termsOf('W01');
    const scenario = night(
      film,
      { billing: { per: 'cycle', every: '1d', 'negative-net': negativeNet } },
      { ...whole, tariff: STANDARD },
    );
    const { result } = played(scenario, [
      plays('film', 600),
      seek(1_200, 120),
      seek(2_520, 240),
      stop(420),
      plays('sequel', (26 * HOUR_US) / SECOND_US),
    ]);
    const [first, second] = result.bills;
    expect(result.bills).toHaveLength(2);
    // The bill of W12 has no initial fee; here there always is one, of 0.
    const lines = linesOf({ ...result, bills: first === undefined ? [] : [first] });
    expect(lines.filter(({ mode }) => mode !== 'initial')).toEqual(expectedLines(worked));
    expect(first?.netMinor).toBe(worked.totals.net);
    expect(second?.netMinor).toBe(worked.inputs.cycle2NetCents);
    expect({
      cycle1Due: first?.dueMinor,
      accountCredit1: first?.accountCreditAfterMinor,
      cycle2Due: second?.dueMinor,
      accountCredit2: second?.accountCreditAfterMinor,
    }).toEqual(worked.policies?.[name]);
    // What is due is what the credit account is charged for in the end, and nothing is left over.
    const dueMinor = (first?.dueMinor ?? 0) + (second?.dueMinor ?? 0);
    const balanceOf = (account: string) =>
      result.ledger.accounts.find((one) => one.account === account)?.balanceMinor ?? 0;
    expect(balanceOf('client/alice:credit')).toBe(-dueMinor);
    expect(balanceOf('client/alice:account')).toBe(0);
  });
});
