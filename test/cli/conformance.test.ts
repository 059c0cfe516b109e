import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CLAIMS } from '../../src/sim/claims.ts';
import { headend, NIGHT, scratch } from './headend.ts';

const directory = scratch();
mkdirSync(join(directory, 'none'));
mkdirSync(join(directory, 'two/deeper'), { recursive: true });
writeFileSync(join(directory, 'two/night.yaml'), NIGHT);
writeFileSync(join(directory, 'two/again.yaml'), NIGHT);
// Neither a file of another kind nor one further down is a scenario of the directory.
writeFileSync(join(directory, 'two/notes.txt'), 'no scenario');
writeFileSync(join(directory, 'two/deeper/bad.yaml'), 'a: [');
mkdirSync(join(directory, 'bad'));
writeFileSync(join(directory, 'bad/night.yaml'), NIGHT);
writeFileSync(join(directory, 'bad/bad.yaml'), 'a: [');
// 2 min x 6 cents
const RATES = `tariffs: { plain: { programming: 6 cents per minute } }
timelines: { clip: { elements: [{ id: clip, length: 2m }] } }
cases: [{ id: clip, tariff: plain, timeline: clip, events: [{ t: 0, type: PLAY }] }]
expect: [{ shows: [Bx], case: clip, net: NET }]
`;
for (const [name, net] of [
  ['rates', '0.12'],
  ['dearer', '0.13'],
  ['unrated', '0.12 }, { case: none, net: 1'],
] as const) {
  mkdirSync(join(directory, name, 'rating'), { recursive: true });
  writeFileSync(join(directory, name, 'night.yaml'), NIGHT);
  writeFileSync(join(directory, name, 'rating/clip.yaml'), RATES.replace('NET', net));
}

function conformance(...args: readonly string[]) {
  return headend(directory, ['conformance', ...args]);
}

test('--json gives one row per claim and nothing else; 1 when a row does not hold', () => {
  const { code, out, err } = conformance('two', '--json');
  expect([code, err]).toEqual([1, '']);
  const shown = new Set(['U1', 'U7']);
  expect(JSON.parse(out)).toEqual({
    rows: CLAIMS.map(({ id, title }) => ({
      id,
      title,
      scenarios: shown.has(id) ? ['again', 'night'] : [],
      holds: shown.has(id),
    })),
  });
});

test('for people it is one line per claim, with who shows it or why it does not hold', () => {
  const { code, out } = conformance('two');
  const lines = out.trimEnd().split('\n');
  expect(code).toBe(1);
  expect(lines).toHaveLength(CLAIMS.length + 2);
  expect(lines[0]).toMatch(/^✓ U1 .* again night$/);
  expect(lines[1]).toMatch(/^✗ U2 .* no scenario shows it$/);
  expect(lines.at(-1)).toBe(`2 of ${CLAIMS.length} claims hold, shown by 2 scenarios`);
});

test('--only lists one id, or all that begin with a letter, and the exit code is theirs', () => {
  const { code, out } = conformance('two', '--only', 'U7', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out).rows).toMatchObject([{ id: 'U7', holds: true }]);
  const everyU = JSON.parse(conformance('two', '--only', 'U', '--json').out).rows;
  expect(everyU.map(({ id }: { readonly id: string }) => id)).toEqual(
    CLAIMS.map(({ id }) => id).filter((id) => id.startsWith('U')),
  );
  const none = conformance('two', '--only', 'X');
  expect([none.code, none.out]).toEqual([2, '']);
  expect(none.err).toContain('Ids are U1 to U26, B1 to B24 and Ba to Bx.');
});

test('rate files under rating/ show what needs no network', () => {
  const { code, out, err } = conformance('rates', '--only', 'Bx', '--json');
  expect([code, err]).toEqual([0, '']);
  expect(JSON.parse(out).rows).toMatchObject([
    { id: 'Bx', scenarios: ['rating/clip'], holds: true },
  ]);
  const dearer = conformance('dearer', '--only', 'Bx');
  expect(dearer.code).toBe(1);
  expect(dearer.out).toContain('net 0.12 USD');
});

test('a rate file that cannot be used is told as a scenario is, and ends with 2', () => {
  const { code, err } = conformance('unrated', '--only', 'U1');
  expect(code).toBe(2);
  expect(err).toContain('found "none", expected a case');
});

test('a scenario that cannot be used is told after the table of the others, and ends with 2', () => {
  const { code, out, err } = conformance('bad', '--only', 'U7');
  expect(code).toBe(2);
  expect(out).toMatch(/^✓ U7 .* night\n/);
  expect(err).toContain('bad/bad.yaml');
});

test.each([
  ['nowhere', 'nowhere cannot be read'],
  ['none', 'none has no scenario (*.yaml) in it'],
])('ends with 2 for a directory without scenarios: %s', (name, said) => {
  const { code, out, err } = conformance(name);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(said);
});
