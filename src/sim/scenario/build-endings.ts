/**
 * Build endings: expectations about the end of a run, by participant, order, source or account.
 */
import { parseCondition } from '../expect/condition.ts';
import type { Check } from '../expect/model.ts';
import type { StoryContext } from './build-story.ts';
import type { Names } from './names.ts';
import { nearest, oneOf, quoted } from './problem.ts';
import type { ReadEntry, Reading } from './reading.ts';
import type { CheckKey } from './schema-expectation.ts';
import type { Parsed } from './sentence.ts';

/** A check, and what it says in words where the scenario has no words for it. */
export interface TitledCheck {
  readonly title: string;
  readonly check: Check;
}

/** No total of a run is beyond what its ledger adds exactly. */
const TOTAL_MINOR_MAX = 1_000_000_000_000;

/** The checks under one of the keys that are about the end; none when the names in it are wrong. */
export function endingChecks(
  key: CheckKey,
  item: Reading,
  { names }: StoryContext,
): readonly TitledCheck[] {
  const entries = item.at(key).entries();
  switch (key) {
    case 'state':
      return entries.flatMap((entry) => stateCheck(entry, names) ?? []);
    case 'order':
      return orderCheck(item, names);
    case 'bills':
      return billsCheck(item.at(key), names);
    case 'settled':
      return entries.flatMap((entry) => settledCheck(entry, names) ?? []);
    case 'balance':
      return entries.flatMap((entry) => balanceCheck(entry, names) ?? []);
    default:
      return [];
  }
}

function stateCheck({ key, keyAt, value }: ReadEntry, names: Names): TitledCheck | null {
  const actor = names.resolve(key);
  if (actor === null) {
    failName(value, keyAt, key, 'a participant', names.names());
    return null;
  }
  const state = value.sentence((text) => parseState(text, actor, names));
  if (state === null) return null;
  return { title: `${key} is ${state}`, check: { check: 'state', actor, state } };
}

/** The state is read by the language of conditions, so that both know the same states. */
function parseState(text: string, actor: string, names: Names): Parsed<string> {
  const before = `state of ${actor} is `;
  const read = parseCondition(`${before}${text}`, names);
  if (!read.ok) {
    const offset = Math.max(0, read.problem.offset - before.length);
    return { ok: false, problem: { ...read.problem, offset } };
  }
  const [term, ...others] = read.condition.terms;
  if (term?.term === 'state' && term.is && others.length === 0) {
    return { ok: true, value: term.state };
  }
  const problem = { offset: 0, found: quoted(text), expected: 'one state', nearest: null };
  return { ok: false, problem };
}

function orderCheck(item: Reading, names: Names): readonly TitledCheck[] {
  const part = item.at('order');
  const order = part.text();
  if (order === null) return [];
  if (!names.isOrder(order)) {
    part.fail({
      expected: `the order of a subscriber, such as ${names.persons()[0] ?? 'alice'}-1`,
    });
    return [];
  }
  const ends = item.at('ends').word(['completed', 'voided'], 'completed');
  const because = item.at('because').text();
  const title = `${order} ends ${ends}${because === null ? '' : ` because ${because}`}`;
  return [{ title, check: { check: 'order', order, ends, because } }];
}

function billsCheck(part: Reading, names: Names): readonly TitledCheck[] {
  const of = part.at('of');
  const person = of.text();
  if (person === null) return [];
  if (!names.isPerson(person)) {
    const expected = `a subscriber (${oneOf(names.persons())})`;
    of.fail({ expected, nearest: names.nearestPerson(person) });
    return [];
  }
  const from = part.at('from').reference('a server or a source', names.participants());
  const [count, lines] = [part.at('count'), part.at('lines')].map(numberOrNull);
  const due = part.at('due');
  const dueMinor = due.isThere ? due.minor(0, 0, TOTAL_MINOR_MAX) : null;
  const asked = ['count', 'lines', 'due'].filter((key) => part.at(key).isThere);
  if (asked.length === 0) {
    part.fail({ found: 'bills of which nothing is expected', expected: 'a count, lines or due' });
  }
  const words = asked.map((key) => `${key} ${part.at(key).text()}`).join(', ');
  const issuer = from === null ? null : names.participant(from);
  const title = `bills of ${person}${from === null ? '' : ` from ${from}`}: ${words}`;
  const subscriber = `client/${person}`;
  return [
    {
      title,
      check: {
        check: 'bills',
        subscriber,
        issuer,
        count: count ?? null,
        lines: lines ?? null,
        dueMinor,
      },
    },
  ];
}

function settledCheck({ key, keyAt, value }: ReadEntry, names: Names): TitledCheck | null {
  if (!names.isSource(key)) {
    failName(value, keyAt, key, 'a source', names.declared.sources);
    return null;
  }
  const totalMinor = value.minor(0, 0, TOTAL_MINOR_MAX);
  const title = `${key} is paid ${value.text()}`;
  return { title, check: { check: 'settled', source: `source/${key}`, totalMinor } };
}

function balanceCheck({ key, keyAt, value }: ReadEntry, names: Names): TitledCheck | null {
  // The account is read by the language of conditions, so that both know the same accounts.
  const before = 'balance of ';
  const read = parseCondition(`${before}${key} = 0`, names);
  if (!read.ok) {
    const { found, expected, nearest: near } = read.problem;
    value.problems.addUnlessKnown({ at: keyAt, path: value.path, found, expected, nearest: near });
    return null;
  }
  const [term, ...others] = read.condition.terms;
  if (term?.term !== 'balance' || others.length > 0) {
    failName(value, keyAt, key, 'one account', []);
    return null;
  }
  const balanceMinor = value.minor(0, -TOTAL_MINOR_MAX, TOTAL_MINOR_MAX);
  const title = `the balance of ${key} is ${value.text()}`;
  return { title, check: { check: 'balance', account: term.account, balanceMinor } };
}

function numberOrNull(reading: Reading): number | null {
  return reading.isThere ? reading.number(0) : null;
}

function failName(
  { problems, path }: Reading,
  at: ReadEntry['keyAt'],
  name: string,
  what: string,
  names: readonly string[],
): void {
  const expected = `${what} (${oneOf(names)})`;
  problems.addUnlessKnown({
    at,
    path,
    found: quoted(name),
    expected,
    nearest: nearest(name, names),
  });
}
