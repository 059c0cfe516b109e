import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CROWD, headend, NO_CREDIT, scratch, shell } from './headend.ts';

const directory = scratch();
writeFileSync(join(directory, 'crowd.yaml'), CROWD);
const ESCAPE = '\u001b[';

describe('the exit code of a run', () => {
  test('is 0 when everything expected holds', () => {
    const { code, out, err } = headend(directory, ['run', 'night.yaml']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('HOLDS  2 orders completed, 0 voided');
  });

  test('is 1 when an expectation does not hold, and the summary says which', () => {
    const { code, out, err } = headend(directory, ['run', 'night.yaml', ...NO_CREDIT]);
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain('✗ alice hears it');
    expect(out).toContain('DOES NOT HOLD  1 order completed, 1 voided');
  });

  test('is 0 when nothing is expected, which the summary says', () => {
    const { code, out } = headend(directory, ['run', 'night.yaml', '--set', 'expect=[]']);
    expect(code).toBe(0);
    expect(out).toContain('Expectations  none: nothing was expected of this run');
  });

  test.each([
    ['a file that is not there', ['nowhere.yaml'], 'nowhere.yaml'],
    ['a path that is not in the file', ['night.yaml', '--set', 'nope=1'], '"nope"'],
    ['a setting that is none', ['night.yaml', '--set', 'nope'], '--set nope'],
    ['a value of the wrong kind', ['night.yaml', '--set', 'seed=many'], 'seed'],
    ['a negative seed', ['night.yaml', '--seed', '-1'], 'It is a whole number'],
    ['a seed that is a word', ['night.yaml', '--seed', 'x'], 'It is a whole number'],
    ['a length of story that is none', ['night.yaml', '--story', 'long'], 'short, all or none'],
    ['a trace where no folder is', ['night.yaml', '--trace', 'no/x.ndjson'], 'no/x.ndjson'],
  ])('is 2 for %s, which it names', (_, args, named) => {
    const { code, out, err } = headend(directory, ['run', ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(named);
    expect(err).not.toContain('    at ');
  });
});

describe('run --json', () => {
  const { code, out, err } = headend(directory, ['run', 'night.yaml', '--json']);
  const result = JSON.parse(out);

  test('prints one JSON value and nothing else', () => {
    expect([code, err]).toEqual([0, '']);
    expect(result).toMatchObject({ scenario: 'night', title: 'Saturday night', seed: 39 });
  });

  test('says how far the run went, and names it by a fingerprint', () => {
    expect(result.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    // Bob selects forty minutes after the start, and the end is at most four hours after it.
    expect(result.virtualTimeUs).toBeGreaterThan(40 * 60 * 1_000_000);
    expect(result.virtualTimeUs).toBeLessThanOrEqual(4 * 3_600 * 1_000_000);
    expect(result.messages).toBeGreaterThan(0);
    // Two clients, a source, the two processors and the credit issuer.
    expect(result.participants).toBe(6);
  });

  test('has claims, expectations and invariants with whether they hold', () => {
    expect(result.claims).toMatchObject([
      { id: 'U1', holds: true },
      { id: 'U7', holds: true },
    ]);
    expect(result.expectations).toMatchObject([{ text: 'alice hears it', holds: true }]);
    expect(result.invariants.length).toBeGreaterThan(0);
    for (const { name, holds } of result.invariants) {
      expect([typeof name, holds]).toEqual(['string', true]);
    }
  });

  test('has bills, settlements, royalties, the ledger and the traffic', () => {
    expect(result.bills).toMatchObject([
      { subscriber: 'client/alice', dueMinor: 399 },
      { subscriber: 'client/bob', dueMinor: 399 },
    ]);
    // 65 % of 399 is 259.35, rounded once to 259.
    expect(result.settlements).toMatchObject([{ totalMinor: 259 }, { totalMinor: 259 }]);
    expect(result.royalties).toEqual([]);
    expect(result.ledger.balanced).toBe(true);
    expect(result.ledger.accounts).toContainEqual({
      account: 'source/metro-cable:revenue',
      currency: 'USD',
      balanceMinor: 2 * 259,
    });
    expect(result.media).toMatchObject([{ source: 'metro-cable', medium: 'cable' }]);
  });

  test('has its timing apart from the run', () => {
    expect(Object.keys(result.timing).sort()).toEqual(['messagesPerSecond', 'wallMs']);
    const again = JSON.parse(headend(directory, ['run', 'night.yaml', '--json']).out);
    expect({ ...again, timing: null }).toEqual({ ...result, timing: null });
  });

  test('says that an expectation does not hold, and ends with 1', () => {
    const failed = headend(directory, ['run', 'night.yaml', '--json', ...NO_CREDIT]);
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.out).expectations).toMatchObject([{ holds: false }]);
  });

  test('another seed is another run', () => {
    const other = JSON.parse(
      headend(directory, ['run', 'night.yaml', '--json', '--seed', '40']).out,
    );
    expect(other.seed).toBe(40);
    expect(other.fingerprint).not.toBe(result.fingerprint);
  });
});

describe('the output', () => {
  test('has no colours in a pipe or where NO_COLOR asks for none, and has them when forced', () => {
    expect(headend(directory, ['run', 'night.yaml']).out).not.toContain(ESCAPE);
    expect(headend(directory, ['run', 'nowhere.yaml']).err).not.toContain(ESCAPE);
    expect(headend(directory, ['run', 'night.yaml'], { FORCE_COLOR: '1' }).out).toContain(ESCAPE);
    const both = headend(directory, ['run', 'night.yaml'], { FORCE_COLOR: '1', NO_COLOR: '1' });
    expect(both.out).not.toContain(ESCAPE);
  });

  test('--story none leaves the story out, all tells every line of it', () => {
    const bare = headend(directory, ['run', 'night.yaml', '--story', 'none']).out;
    expect(bare).not.toContain('alice selects surround');
    const cut = headend(directory, ['run', 'crowd.yaml']).out;
    expect(cut).toMatch(/… [\d,]+ more lines: headend run crowd\.yaml --story all/);
    const all = headend(directory, ['run', 'crowd.yaml', '--story', 'all']).out;
    expect(all).not.toContain('--story all');
    expect(all.split('\n').length).toBeGreaterThan(cut.split('\n').length);
  });

  test.each([
    'headend run crowd.yaml --story all | head -1',
    'headend run crowd.yaml --json | head -1',
    'headend trace show crowd.ndjson | head -1',
    'headend trace show crowd.ndjson --json | head -1',
  ])('a reader who leaves early is no failure: %s', (line) => {
    if (!existsSync(join(directory, 'crowd.ndjson'))) {
      headend(directory, ['run', 'crowd.yaml', '--trace', 'crowd.ndjson']);
    }
    const { code, out, err } = shell(directory, line);
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n')).toHaveLength(2);
  });
});
