/**
 * A judge that is put aside after any record: every kind of check, held and not held, says the same.
 */
import { expect, test } from 'vitest';
import { type Condition, parseCondition } from '../../../src/sim/expect/condition.ts';
import { Judge } from '../../../src/sim/expect/judge.ts';
import type { Check, Verdict } from '../../../src/sim/expect/model.ts';
import { NAMES } from '../names.ts';
import { everyKind } from '../records.ts';
import { EMPTY, p } from './verdict.ts';

function condition(text: string): Condition {
  const read = parseCondition(text, NAMES);
  if (!read.ok) throw new Error(read.problem.found);
  return read.condition;
}

const place = p('order.place of alice-1');
const arrives = p('delivered order.place with feature=surround');
const accepted = p('sent order.accepted of alice-1');
const missing = p('feature.received of alice-1');
const flying = condition('messages in flight > 0');
const window = { fromUs: null, untilUs: null, timesMax: null };

const CHECKS: readonly Check[] = [
  { check: 'message', pattern: place, timesMin: 1, ...window },
  { check: 'message', pattern: arrives, timesMin: 1, ...window },
  { check: 'message', pattern: missing, timesMin: 1, ...window },
  { check: 'message', pattern: accepted, timesMin: 0, ...window, timesMax: 1 },
  { check: 'message', pattern: accepted, timesMin: 1, ...window, untilUs: 1 },
  { check: 'in-order', patterns: [place, accepted] },
  { check: 'in-order', patterns: [accepted, place, missing] },
  { check: 'all-of', patterns: [place, accepted] },
  { check: 'all-of', patterns: [place, missing] },
  { check: 'any-of', patterns: [missing, accepted] },
  { check: 'never', pattern: missing },
  { check: 'never', pattern: accepted },
  { check: 'quiet', pattern: missing, after: place, forUs: 1_000_000 },
  { check: 'quiet', pattern: accepted, after: place, forUs: 3_000_000 },
  { check: 'leads-to', from: place, to: accepted, withinUs: null, caused: false },
  { check: 'leads-to', from: place, to: missing, withinUs: null, caused: false },
  { check: 'leads-to', from: place, to: accepted, withinUs: null, caused: true },
  { check: 'leads-to', from: place, to: missing, withinUs: 1_000, caused: true },
  { check: 'order', order: 'alice-1', ends: 'completed', because: null },
  { check: 'order', order: 'alice-1', ends: 'voided', because: null },
  { check: 'bills', subscriber: 'alice', issuer: null, count: 1, lines: 1, dueMinor: 399 },
  { check: 'bills', subscriber: 'alice', issuer: null, count: 2, lines: 1, dueMinor: 0 },
  { check: 'settled', source: 'metro-cable', totalMinor: 0 },
  { check: 'state', actor: 'client/alice', state: 'on' },
  { check: 'balance', account: 'client/alice:credit', balanceMinor: 0 },
  { check: 'always', condition: flying },
  { check: 'sometimes', condition: flying },
  { check: 'eventually', condition: flying, withinUs: 1_000_000 },
];
const { records } = everyKind();
const endUs = records.at(-1)?.atUs ?? 0;

/** Judges all records; between two events, after so many records, it is put aside and taken up. */
function verdicts(cut: number | null): readonly Verdict[] {
  let flyingCount = 0;
  const view = { ...EMPTY, messagesInFlight: () => flyingCount };
  const expectations = CHECKS.map((check) => ({ title: check.check, shows: [], check }));
  let judge = new Judge(expectations, view);
  for (const [index, record] of records.entries()) {
    if (index === cut) {
      const taken = new Judge(expectations, view);
      taken.load(structuredClone(judge.save()));
      judge = taken;
    }
    // An event without a record, after which the world is not as it was.
    flyingCount = index % 5 === 3 ? 0 : 1;
    judge.afterEvent(record.atUs);
    judge.read(record);
    judge.afterEvent(record.atUs);
  }
  return judge.verdicts(endUs);
}

test('some of the checks hold and some do not, and orders that ended are told of', () => {
  const found = verdicts(null);
  expect(found.filter(({ holds }) => holds).length).toBeGreaterThan(8);
  expect(found.filter(({ holds }) => !holds).length).toBeGreaterThan(8);
  expect(found.some(({ explanation }) => explanation.includes('order alice-1 was completed'))).toBe(
    true,
  );
});

test('put aside after any record, a judge comes to the same verdicts in the same words', () => {
  const uncut = verdicts(null);
  for (const cut of records.keys()) expect(verdicts(cut), `cut after ${cut}`).toEqual(uncut);
});
