import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import cases from '../billing/rating/flexible-billing.json' with { type: 'json' };
import { headend, scratch, shell } from './headend.ts';

const directory = scratch();
const SHIPPED = fileURLToPath(new URL('../../scenarios/rating/', import.meta.url));
const NATIVE = join(SHIPPED, 'flexible-billing.yaml');

interface Line {
  readonly element: string;
  readonly mode: string;
  readonly quantity: string;
  readonly unit: string;
  readonly rate: string;
  readonly exact: string;
  readonly amount: number;
  readonly label: string;
}
interface Cycle {
  readonly totals: object;
  readonly due: number;
  readonly accountCredit: number;
}
interface Case {
  readonly id: string;
  readonly lines: readonly Line[];
  readonly totals: object;
  readonly royalties: readonly { holder: string; work: string; exact: string; amount: number }[];
  readonly rejected: readonly object[];
  readonly cycles?: readonly Cycle[];
  readonly split?: readonly { party: string; amount: number }[];
}

const { code, out, err } = headend(directory, ['rate', NATIVE, '--json']);
const found = new Map(
  (JSON.parse(out) as { cases: readonly Case[] }).cases.map((one) => [one.id, one]),
);

/** A case as found; for W12 its first cycle, which the expected lines are of. */
function foundCase(id: string): Case {
  const one = found.get(id);
  if (one === undefined) throw new Error(`there is no case ${id}`);
  const [first] = one.cycles ?? [];
  if (first === undefined) return one;
  const lines = one.lines
    .filter(({ element }) => element.startsWith('c1:'))
    .map((line) => ({ ...line, element: line.element.slice(3) }))
    // The cycle's session has an initial fee of zero, which the worked case leaves unsaid.
    .filter(({ element }) => element !== 'initial-fee');
  return { ...one, lines, totals: first.totals };
}

/** Names that the worked cases write otherwise: t1:initial, interval-1:review, bogo. */
function ours(id: string): string {
  if (id === 'bogo') return 't2:bogo';
  return id.replace(/^(t\d):initial$/, '$1:initial-fee').replace(/:review$/, '');
}

describe('the shipped cases, in the language of rate files', () => {
  test('are rated', () => expect([code, err]).toEqual([0, '']));

  test.each(cases.cases)('$id: $title', ({ id, lines, totals, royalties, ...worked }) => {
    const one = foundCase(id);
    expect(one.lines).toEqual(
      lines.map((line) => ({
        element: ours(line.id),
        mode: line.kind,
        quantity: line.quantity,
        unit: line.unit,
        rate: line.rateCents,
        exact: line.exactCents,
        amount: line.cents,
        label: line.label,
      })),
    );
    expect(one.totals).toEqual(totals);
    expect(one.royalties.map(({ holder, exact, amount }) => [holder, exact, amount])).toEqual(
      royalties.map(({ party, exactCents, cents }) => [party, exactCents, cents]),
    );
    expect(one.rejected).toMatchObject(worked.rejected ?? []);
    expect(one.rejected).toHaveLength(worked.rejected?.length ?? 0);
  });

  test.each([
    ['W12', 'carry-forward (default)'],
    ['W12-cap-at-zero', 'cap-at-zero'],
    ['W12-pay-out', 'pay-out'],
  ] as const)('%s: what is due, %s', (id, policy) => {
    const expected = cases.cases.find((one) => one.id === 'W12')?.policies?.[policy];
    const [first, second] = found.get(id)?.cycles ?? [];
    expect({
      cycle1Due: first?.due,
      accountCredit1: first?.accountCredit,
      cycle2Due: second?.due,
      accountCredit2: second?.accountCredit,
    }).toEqual(expected);
  });

  test.each(['S01', 'S03'])('%s is shared out', (id) => {
    const split = found.get(id)?.split ?? [];
    const expected = cases.settlement.find((one) => one.id === id)?.expected;
    expect(Object.fromEntries(split.map(({ party, amount }) => [party, amount]))).toEqual(expected);
  });

  test('as a table', () => {
    const table = headend(directory, ['rate', NATIVE]);
    expect(table.code).toBe(0);
    expect(table.out).toContain(
      [
        'W02a  Cancelled inside interval 1 at 12:34, before point 102',
        '  initial-fee  initial        1  selection   100    100  1.00',
        '  interval-1   programming  754  s          1/10  377/5  0.75',
        '  charges 1.75  credits 0.00  discounts 0.00  net 1.75 USD',
      ].join('\n'),
    );
    expect(table.out).toContain('  royalty  Actor A  figure-2a  65/2  0.32\n');
    expect(table.out).toContain('refused  SEEK at 1225 to 1320: the tariff does not allow');
    expect(table.out).toContain('  cycle 2  net 5.04  due 4.41  account credit 0.00\n');
    expect(table.out).toContain('  auction  S2 wins at 4.25\n');
  });
});

test('a file that is one case gives the case itself', () => {
  const one = { tariff: { initial: 1 }, timeline: [{ id: 'one', length: 60 }], usage: [] };
  writeFileSync(join(directory, 'one.json'), JSON.stringify({ id: 'X', ...one }));
  const ended = headend(directory, ['rate', 'one.json', '--json']);
  expect(ended.code).toBe(0);
  expect(JSON.parse(ended.out)).toMatchObject({
    id: 'X',
    lines: [{ amount: 100 }],
    totals: { net: 100 },
  });
});

test('cases in cents form are rated, and what is left out is said', () => {
  const fixture = fileURLToPath(
    new URL('../billing/rating/flexible-billing.json', import.meta.url),
  );
  const ended = headend(directory, ['rate', fixture, '--json']);
  expect(ended.code).toBe(2);
  expect((JSON.parse(ended.out) as { cases: readonly Case[] }).cases).toHaveLength(16);
  expect(ended.err).toContain('left out\n');
  expect(ended.err).toContain('found too little to rate, expected also "timeline"');
});

test('a file that cannot be used prints nothing to be read on', () => {
  writeFileSync(join(directory, 'bad.yaml'), 'tariffs: { a: { initial: -1 } }\n');
  const ended = headend(directory, ['rate', 'bad.yaml', '--json']);
  expect([ended.code, ended.out]).toEqual([2, '']);
  expect(ended.err).toContain('bad.yaml:1:26  tariffs.a.initial: found -1');
  expect(headend(directory, ['rate', 'none.yaml']).err).toContain(
    'none.yaml  found no such file, expected a rate file',
  );
});

describe('usage of another system', () => {
  const tariffs = join(SHIPPED, 'another-system.yaml');
  const usage = join(SHIPPED, 'another-system.ndjson');

  test('is rated a session a line, with what all come to', () => {
    const ended = headend(directory, ['rate', tariffs, '--usage', usage, '--json']);
    expect([ended.code, ended.err]).toEqual([0, '']);
    const lines = ended.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => line.session)).toEqual(['a1', 'c1', 'b1', undefined]);
    // 1.00 + 20 min x 6 + 110 s x 3/60 (5.5 to 6) - 2 min x 15.
    expect(lines[0]).toMatchObject({
      subscriber: 'alice',
      totals: { charges: 226, credits: -30, net: 196 },
    });
    // Ten minutes before midnight at 6, ten after it at 3.
    expect(lines[1].totals).toMatchObject({ net: 190 });
    // Five minutes of 3 + 2 cents royalty, half as much again: 37.5 to 38.
    expect(lines[2].totals).toMatchObject({ net: 38 });
    expect(lines[3].summary).toMatchObject({
      sessions: 3,
      records: 8,
      bad: 0,
      totals: { net: 424 },
    });
    expect(lines[3].summary.royalties).toEqual([
      { holder: 'Actor A', work: 'figure-2a', exact: '15', amount: 15 },
      { holder: 'Actor B', work: 'figure-2a', exact: '10', amount: 10 },
    ]);
  });

  test('as a table', () => {
    const { out: table } = headend(directory, ['rate', tariffs, '--usage', usage]);
    expect(table).toMatch(/^a1 +alice +2\.26 +-0\.30 +0\.00 +1\.96$/m);
    expect(table).toContain('8 records of 3 sessions\n');
  });

  test('with a bad line, the rest is rated and the exit code is 2', () => {
    const ended = shell(
      directory,
      `(head -3 "${usage}"; echo oops) > bad.ndjson; headend rate "${tariffs}" --usage bad.ndjson`,
    );
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('bad.ndjson:4  found what is not JSON');
    expect(ended.out).toContain('4 records of 2 sessions, 1 left out\n');
  });

  test('ends quietly when nobody reads on', () => {
    const line =
      '{"session":"s","tariff":"standard","timeline":"figure-1a","element":"interval-1","seconds":1,"closes":true}';
    const ended = shell(
      directory,
      `yes '${line}' | head -20000 > many.ndjson; headend rate "${tariffs}" --usage many.ndjson --json | head -1 | wc -l`,
    );
    expect([ended.out.trim(), ended.err]).toEqual(['1', '']);
  });

  test('that is not there', () => {
    const ended = headend(directory, ['rate', tariffs, '--usage', 'none.ndjson']);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('none.ndjson cannot be read');
  });
});
