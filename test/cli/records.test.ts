import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as passing } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { EVENING } from './evening.ts';
import { headend, PROGRAM, scratch } from './headend.ts';

const directory = scratch();
writeFileSync(join(directory, 'evening.yaml'), EVENING);
headend(directory, ['run', 'evening.yaml', '--data', 'kept']);
headend(directory, ['run', 'evening.yaml', '--data', 'kept', '--seed', '8']);

function records(...args: readonly string[]) {
  return headend(directory, ['records', '--data', 'kept', ...args]);
}
/** A row of the table as its cells; columns are two blanks apart, at least. */
function cells(line = ''): readonly string[] {
  return line.trim().split(/ {2,}/);
}

describe('headend records', () => {
  const { code, out, err } = records();
  const lines = out.trimEnd().split('\n');

  test('has a row for each session in the order of their beginnings, and the totals', () => {
    expect([code, err]).toEqual([0, '']);
    // Two sessions of each of two runs, between a head and the totals.
    expect(lines).toHaveLength(1 + 4 + 1);
    const started = lines.slice(1, 5).map((line) => /20:0\d:00/.exec(line)?.[0]);
    expect(started).toEqual(['20:00:00', '20:00:00', '20:01:00', '20:01:00']);
  });

  test('says who played what and when, in time and frames, and what it came to', () => {
    // 28 minutes and 2 minutes at 24 frames a second; 1.00 + 1.68 - 0.30.
    expect(cells(lines[1]).slice(1)).toEqual([
      ...['alice', 'alice-viewing-1', 'film', 'few', '2026-06-01 20:00:00'],
      ...['28:00', '40,320', '2:00', '2,880', '2.68', '-0.30', '2.38 USD'],
    ]);
    expect(cells(lines[3]).slice(1)).toEqual([
      ...['bob', 'bob-viewing-1', 'film', 'few', '2026-06-01 20:01:00'],
      ...['5:00', '7,200', '1.30', '-0.50', '0.80 USD'],
    ]);
  });

  test('adds up what it shows', () => {
    // Twice 28 + 5 and 2 minutes; twice 2.38 + 0.80.
    expect(cells(lines[5])).toEqual([
      ...['4 sessions', '1:06:00', '95,040', '4:00', '5,760', '7.96', '-1.60', '6.36 USD'],
    ]);
  });

  test('leaves out columns in which nothing is said', () => {
    expect(cells(lines[0])).not.toContain('paused');
    expect(cells(lines[0])).not.toContain('played again');
  });

  test('--subscriber, --transmission and --run select', () => {
    const rows = (...args: readonly string[]) =>
      records(...args)
        .out.trimEnd()
        .split('\n')
        .slice(1, -1)
        .map(cells);
    expect(rows('--subscriber', 'bob').map(([, who]) => who)).toEqual(['bob', 'bob']);
    expect(rows('--subscriber', 'client/bob')).toHaveLength(2);
    expect(rows('--transmission', 'film')).toHaveLength(4);
    const [[run = ''] = []] = rows('--subscriber', 'bob');
    expect(rows('--run', run)).toHaveLength(2);
  });

  test('--json has the records and their totals', () => {
    const result = JSON.parse(records('--subscriber', 'alice', '--json').out);
    expect(result.records).toHaveLength(2);
    expect(result.records[0]).toMatchObject({
      run: expect.stringMatching(/^evening-[78]-[0-9a-f]{12}$/),
      started: '2026-06-01T20:00:00',
      currency: 'USD',
      session: 'alice-viewing-1',
      netMinor: 238,
    });
    expect(result.totals).toMatchObject([
      { currency: 'USD', sessions: 2, subsidy: { us: 240_000_000, frames: 5_760 }, netMinor: 476 },
    ]);
  });

  test.each([
    [['--subscriber', 'alise'], 'Did you mean "alice"?'],
    [['--subscriber', 'zorro'], 'There is alice, bob.'],
    [['--transmission', 'flim'], 'Did you mean "film"?'],
    [['--run', 'evening-9'], '--run evening-9: no such run'],
  ])('%j ends with 2, and says what there is', (args, hint) => {
    const ended = records(...args);
    expect([ended.code, ended.out]).toEqual([2, '']);
    expect(ended.err).toContain(hint);
  });

  test('a directory that is not there, or in which nothing was kept, ends with 2 and a remedy', () => {
    mkdirSync(join(directory, 'empty'), { recursive: true });
    for (const [name, what] of [
      ['nowhere', 'there is no such directory'],
      ['evening.yaml', 'there is no such directory'],
      ['empty', 'no run was kept in this directory'],
    ] as const) {
      const ended = headend(directory, ['records', '--data', name]);
      expect([ended.code, ended.out]).toEqual([2, '']);
      expect(ended.err).toContain(`--data ${name}: ${what}`);
      expect(ended.err).toContain(`headend run FILE --data ${name}`);
    }
  });

  test('a run in which nothing was played has no records, which is said', () => {
    headend(directory, ['run', 'night.yaml', '--data', 'orders']);
    const ended = headend(directory, ['records', '--data', 'orders']);
    expect([ended.code, ended.out]).toEqual([0, 'Nothing was played.\n']);
  });
});

describe('a damaged file', () => {
  function damaged(name: string, spoil: (path: string) => void): string {
    const copy = `damaged-${name}`;
    cpSync(join(directory, 'kept'), join(directory, copy), { recursive: true });
    spoil(join(directory, copy, name));
    return copy;
  }
  const cut = (path: string) => truncateSync(path, readFileSync(path).length >> 1);

  test('of runs is said to be, and the records are still shown', () => {
    const data = damaged('runs.json', cut);
    const { code, out, err } = headend(directory, ['records', '--data', data]);
    expect(code).toBe(2);
    expect(err).toContain(`${data}/runs.json cannot be used`);
    expect(out).toBe(records().out);
  });

  test('of subscribers is said to be, and the runs are still shown', () => {
    const data = damaged('subscribers.json', cut);
    const { code, out, err } = headend(directory, ['records', '--data', data]);
    expect(code).toBe(2);
    expect(err).toContain(`${data}/subscribers.json cannot be used`);
    expect(out).toMatch(/^Runs kept:\n {2}evening-7-[0-9a-f]{12}\n {2}evening-8-[0-9a-f]{12}\n$/);
  });

  test.each([
    ['{"subscribers":[1]}', 'subscribers[0] names no subscriber'],
    ['{"subscribers":[{"subscriber":"client/a","orders":[]}]}', 'no list of bills'],
    [
      '{"subscribers":[{"subscriber":"client/a","orders":[],"bills":[],"sessions":[{"run":"r"}]}]}',
      'subscribers[0].sessions[0] is no transaction record',
    ],
  ])('%s is said to be what it is', (text, what) => {
    const data = damaged('subscribers.json', (path) => writeFileSync(path, text));
    const { code, err } = headend(directory, ['records', '--data', data]);
    expect(code).toBe(2);
    expect(err).toContain(what);
  });

  test('is left as it is by a run, which is kept in the other file and told', () => {
    const data = damaged('subscribers.json', cut);
    const path = join(directory, data, 'subscribers.json');
    const before = readFileSync(path, 'utf8');
    const args = ['run', 'evening.yaml', '--data', data, '--seed', '9'];
    const { code, out, err } = headend(directory, args);
    expect(code).toBe(2);
    expect(err).toContain(`${data}/subscribers.json cannot be used`);
    expect(out).toContain('HOLDS');
    expect(readFileSync(path, 'utf8')).toBe(before);
    const { runs } = JSON.parse(readFileSync(join(directory, data, 'runs.json'), 'utf8'));
    expect(runs.map(({ seed }: { seed: number }) => seed)).toEqual([7, 8, 9]);
  });
});

test('a file from before there was viewing is read, and added to', () => {
  mkdirSync(join(directory, 'old'), { recursive: true });
  const old = { subscribers: [{ subscriber: 'client/alice', orders: [], bills: [] }] };
  writeFileSync(join(directory, 'old/subscribers.json'), JSON.stringify(old));
  expect(headend(directory, ['run', 'evening.yaml', '--data', 'old']).code).toBe(0);
  const { out } = headend(directory, ['records', '--data', 'old', '--subscriber', 'alice']);
  expect(out).toContain('alice-viewing-1');
});

test('a run that is killed leaves records that can be read, and the next one replaces them', async () => {
  // A session a minute: each begins when the one before is stopped, for a day and more.
  const plays = Array.from({ length: 2_000 }, (_, minute) => {
    const at = `${String(Math.floor(minute / 60) + 1).padStart(2, '0')}h${minute % 60}m`;
    return `  - { after: ${at}, do: alice plays film with few }`;
  });
  const text = EVENING.replace(/script:.*/s, `script:\n${plays.join('\n')}\nexpect: []\n`);
  writeFileSync(join(directory, 'long.yaml'), text);
  const child = spawn(process.execPath, [PROGRAM, 'run', 'long.yaml', '--data', 'killed'], {
    cwd: directory,
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  while (child.exitCode === null && !existsSync(join(directory, 'killed/subscribers.json'))) {
    await passing(5);
  }
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
  const { code, out } = headend(directory, ['records', '--data', 'killed', '--json']);
  expect(code).toBe(0);
  const { records: left } = JSON.parse(out);
  // The first writing is when a hundred sessions are closed.
  const closed = left.filter((record: { closed: boolean }) => record.closed);
  expect(closed.length).toBeGreaterThanOrEqual(100);
  expect(new Set(left.map(({ run }: { run: string }) => run))).toEqual(
    new Set(['long-7-unfinished']),
  );

  const short = EVENING.replace(/script:.*/s, `script:\n${plays[0]}\nexpect: []\n`);
  writeFileSync(join(directory, 'long.yaml'), short);
  expect(headend(directory, ['run', 'long.yaml', '--data', 'killed']).code).toBe(0);
  const after = JSON.parse(headend(directory, ['records', '--data', 'killed', '--json']).out);
  expect(after.records).toHaveLength(1);
  expect(after.records[0].run).toMatch(/^long-7-[0-9a-f]{12}$/);
});
