import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { judgeRates } from '../../../src/sim/rate/judge.ts';
import { loadRateFile } from '../../../src/sim/rate/load.ts';

const directory = mkdtempSync(join(tmpdir(), 'headend-judge-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

// The clip: 2 min x 6 c, and 1 min x 15 c back, so 12 - 15 = -3.
const CLIP = `
tariffs: { plain: { programming: 6 cents per minute, subsidy: 15 cents per minute } }
timelines:
  clip:
    elements: [{ id: clip, length: 2m }, { id: ad, kind: subsidy, length: 1m }]
cases: [{ id: clip, tariff: plain, timeline: clip, events: [{ t: 0, type: PLAY }] }]
expect:
`;
const HEAD = '"tariff":"plain","timeline":"clip"';
writeFileSync(
  join(directory, 'usage.ndjson'),
  [
    `{"session":"s1",${HEAD},"element":"clip","seconds":60}`,
    `{"session":"s2",${HEAD},"element":"clip","seconds":30,"closes":true}`,
    '{"session":"s1","element":"clip","seconds":60}',
    `{"session":"s2",${HEAD},"element":"clip","seconds":30}`,
  ].join('\n'),
);
writeFileSync(join(directory, 'bad.ndjson'), `{"session":"s1",${HEAD},"element":"clip"}\nno JSON`);

function verdictOf(expectation: string) {
  const path = join(directory, 'clip.yaml');
  writeFileSync(path, `${CLIP}  - { that: it is so, shows: [Bx], ${expectation} }\n`);
  const [verdict] = judgeRates(path, loadRateFile(path));
  return verdict;
}

test.each([
  'case: clip, net: -0.03',
  'case: clip, charges: 0.12, credits: -0.15, discounts: 0, net: -0.03',
  'usage: usage.ndjson, session: s1, charges: 0.12, net: 0.12',
])('holds when every amount is as expected: %s', (expectation) => {
  expect(verdictOf(expectation)).toMatchObject({ title: 'it is so', shows: ['Bx'], holds: true });
});

test.each([
  'case: clip, net: -0.02',
  'case: clip, charges: 0.13, net: -0.03',
  'case: clip, credits: -0.14, net: -0.03',
  'case: clip, discounts: -0.01, net: -0.03',
])('does not hold when one amount is another, and says what was found: %s', (expectation) => {
  const { holds, explanation } = verdictOf(expectation) ?? {};
  expect(holds).toBe(false);
  expect(explanation).toBe(
    'charges 0.12 USD, credits -0.15 USD, discounts 0.00 USD, net -0.03 USD',
  );
});

test.each([
  ['usage: usage.ndjson, session: s3, net: 0', 'has 0 sessions named s3, not one'],
  ['usage: usage.ndjson, session: s2, net: 0.03', 'has 2 sessions named s2, not one'],
  ['usage: bad.ndjson, session: s1, net: 0', 'bad.ndjson:1: '],
])(
  'does not hold when the session is not there once, or a record is bad: %s',
  (expectation, why) => {
    const { holds, explanation } = verdictOf(expectation) ?? {};
    expect(holds).toBe(false);
    expect(explanation).toContain(why);
  },
);

test.each([
  ['case: clap, net: 0', '"clap"'],
  ['case: clip, session: s1, usage: usage.ndjson, net: 0', 'session'],
  ['session: s1, net: 0', 'usage'],
  ['case: clip', 'net'],
])('cannot be used when it means no case, two things, or no amount: %s', (expectation, why) => {
  expect(() => verdictOf(expectation)).toThrow(why);
});
