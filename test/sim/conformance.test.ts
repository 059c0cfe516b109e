import { expect, test } from 'vitest';
import { CLAIMS } from '../../src/sim/claims.ts';
import { conformanceOf } from '../../src/sim/conformance.ts';
import { loadScenario } from '../../src/sim/scenario/load.ts';
import type { Scenario } from '../../src/sim/scenario/model.ts';
import { SMALL } from './scenario/small-network.ts';

/** The small network, expecting what is given as items of a YAML list. */
function expecting(name: string, ...items: readonly string[]): Scenario {
  const text = `${SMALL.slice(0, SMALL.indexOf('expect:'))}expect:\n  - ${items.join('\n  - ')}\n`;
  return loadScenario(`${name}.yaml`, { readFile: () => Buffer.from(text) });
}
const TRUE = 'message: feature.received from alice';
// Nobody cancels in this scenario.
const FALSE = 'message: order.cancel from alice';

const good = expecting('good', `{ shows: [U1, U8], ${TRUE} }`, `{ shows: [U9], ${TRUE} }`);

function holding(...scenarios: readonly Scenario[]): readonly string[] {
  return conformanceOf(scenarios)
    .rows.filter(({ holds }) => holds)
    .map(({ id }) => id);
}

test('every claim has one row, in the order of the claims, whatever is run', () => {
  const ids = CLAIMS.map(({ id }) => id);
  expect(ids).toEqual([
    ...Array.from({ length: 26 }, (_, index) => `U${index + 1}`),
    ...Array.from({ length: 24 }, (_, index) => `B${index + 1}`),
    ...[...'abcdefghijklmnopqrstuvwx'].map((letter) => `B${letter}`),
  ]);
  expect(new Set(CLAIMS.map(({ title }) => title)).size).toBe(26 + 24 + 24);
  for (const scenarios of [[], [good]]) {
    expect(conformanceOf(scenarios).rows.map(({ id }) => id)).toEqual(ids);
  }
});

test('a claim that no scenario shows does not hold', () => {
  const { rows, reasons } = conformanceOf([]);
  expect(rows.filter(({ holds }) => holds)).toEqual([]);
  expect(reasons.get('U7')).toEqual(['no scenario shows it']);
});

test('a claim holds when a scenario shows it and what shows it holds', () => {
  expect(holding(good)).toEqual(['U1', 'U8', 'U9']);
  expect(conformanceOf([good]).rows[0]?.scenarios).toEqual(['good']);
});

test('breaking one expectation brings down the rows it showed, and no other', () => {
  const broken = expecting('broken', `{ shows: [U1, U8], ${FALSE} }`, `{ shows: [U9], ${TRUE} }`);
  expect(holding(broken)).toEqual(['U9']);
  const { reasons } = conformanceOf([broken]);
  expect(reasons.get('U1')).toEqual([expect.stringMatching(/^broken: ".*" does not hold$/)]);
});

test('a claim that holds in one scenario and not in another does not hold', () => {
  const broken = expecting('broken', `{ shows: [U1], ${FALSE} }`);
  expect(holding(good, broken)).toEqual(['U8', 'U9']);
  expect(holding(broken, good)).toEqual(['U8', 'U9']);
  expect(conformanceOf([good, broken]).rows[0]?.scenarios).toEqual(['good', 'broken']);
});

test('two expectations that show one claim must both hold', () => {
  expect(
    holding(expecting('half', `{ shows: [U1], ${TRUE} }`, `{ shows: [U1], ${FALSE} }`)),
  ).toEqual([]);
});

test('an expectation that shows nothing brings down no row', () => {
  expect(holding(expecting('plain', `{ shows: [U1], ${TRUE} }`, `{ ${FALSE} }`))).toEqual(['U1']);
});

test('a scenario that stops before its end shows nothing', () => {
  // Three events are too few for a purchase, so the run counts as a runaway.
  const stopped: Scenario = { ...good, eventsMax: 3 };
  expect(holding(stopped)).toEqual([]);
  expect(conformanceOf([stopped]).reasons.get('U1')?.join('\n')).toContain('the run stopped');
});

test('each scenario is announced once, in order, before it is run', () => {
  const names: string[] = [];
  const other = expecting('other', `{ shows: [U2], ${TRUE} }`);
  conformanceOf([good, other], { onRun: ({ name }) => names.push(name) });
  expect(names).toEqual(['good', 'other']);
});

test('only what is asked for has a row, and only scenarios that show it are run', () => {
  const names: string[] = [];
  const other = expecting('other', `{ shows: [U2], ${TRUE} }`, `{ shows: [U9], ${FALSE} }`);
  const plain = expecting('plain', `{ ${FALSE} }`);
  const { rows } = conformanceOf([good, other, plain], {
    isAsked: ({ id }) => id === 'U1' || id === 'U8',
    onRun: ({ name }) => names.push(name),
  });
  expect(rows).toMatchObject([
    { id: 'U1', scenarios: ['good'], holds: true },
    { id: 'U8', scenarios: ['good'], holds: true },
  ]);
  expect(names).toEqual(['good']);
  // U9 has one that holds and one that does not, so it needs both.
  const both = conformanceOf([good, other, plain], { isAsked: ({ id }) => id === 'U9' });
  expect(both.rows).toMatchObject([{ id: 'U9', scenarios: ['good', 'other'], holds: false }]);
});

test('a rate file shows claims as scenarios do, and brings them down as they do', () => {
  const verdict = { title: 'it costs 5.04', shows: ['Bx', 'U1'], explanation: 'net 5.03 USD' };
  const rated = (holds: boolean) =>
    conformanceOf([good], { rates: [{ name: 'rating/cases', verdicts: [{ ...verdict, holds }] }] });
  const rowOf = (id: string, holds: boolean) => rated(holds).rows.find((row) => row.id === id);
  expect(rowOf('Bx', true)).toMatchObject({ scenarios: ['rating/cases'], holds: true });
  expect(rowOf('U1', true)).toMatchObject({ scenarios: ['good', 'rating/cases'], holds: true });
  expect(rowOf('Bx', false)?.holds).toBe(false);
  expect(rowOf('U1', false)?.holds).toBe(false);
  expect(rowOf('U8', false)?.holds).toBe(true);
  expect(rated(false).reasons.get('Bx')).toEqual([
    'rating/cases: "it costs 5.04" does not hold: net 5.03 USD',
  ]);
});
