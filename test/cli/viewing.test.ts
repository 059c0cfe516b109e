import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EVENING } from './evening.ts';
import { headend, scratch } from './headend.ts';

const directory = scratch();
writeFileSync(join(directory, 'evening.yaml'), EVENING);
const { code, out, err } = headend(directory, ['run', 'evening.yaml']);
/** The lines of a section of the summary, its headline first. */
function section(title: string): readonly string[] {
  const lines = out.split('\n');
  const from = lines.findIndex((line) => line.startsWith(`${title}  `));
  return lines.slice(from, lines.indexOf('', from));
}

describe('the summary of a run with viewing', () => {
  test('has a row for each session: time played, charges, credits, net', () => {
    expect([code, err]).toEqual([0, '']);
    const [headline, alice, bob] = section('Viewing').map((line) => line.replace(/ +/g, ' '));
    expect(headline).toBe('Viewing 2 sessions, 3.18 USD net');
    // 1.00 + 28 min at 0.06, less 2 min at 0.15.
    expect(alice).toBe(
      ' alice The Film, with a commercial alice-viewing-1 28:00 played 2:00 of commercials charges 2.68 credits -0.30 2.38 USD',
    );
    // 1.00 + 5 min at 0.06, less 0.50 for the poll.
    expect(bob).toBe(
      ' bob The Film, with a commercial bob-viewing-1 5:00 played charges 1.30 credits -0.50 0.80 USD',
    );
  });

  test('tells a session on a bill by its title and its number of lines', () => {
    // Initial fee, part-1, spot, part-2; initial fee, part-1, poll.
    expect(section('Bills').join('\n')).toContain('The Film (4 lines)  2.38 USD');
    expect(section('Bills').join('\n')).toContain('The Film (3 lines)  0.80 USD');
    expect(out).not.toContain('The Film: part-1');
  });

  test('has the royalties', () => {
    // 15 minutes with Actor A at 0.03.
    expect(section('Royalties').map((line) => line.replace(/ +/g, ' '))).toEqual([
      'Royalties 1 statement, 0.45 USD',
      ' Actor A R-actor-a-1 The Film 0.45 USD',
    ]);
  });

  test('draws a few sessions, and says what is on the bill besides', () => {
    expect(out).toContain('The Film, with a commercial (alice-viewing-1)\n  from 20:00:00, 30m');
    expect(out).toContain('On the bill besides: poll -0.50; net 0.80 USD.');
    const bare = headend(directory, ['run', 'evening.yaml', '--story', 'none']).out;
    expect(bare).toContain('Viewing  2 sessions');
    expect(bare).not.toContain('▒');
  });

  test('counts sessions where there were no orders', () => {
    expect(out).toContain('HOLDS  2 viewing sessions closed\n');
  });

  test('says what account credit a bill used and left', () => {
    // Alone, the commercial of 2 min at 1.60 is worth 3.20, against 2.68 of charges.
    const rich = headend(directory, [
      'run',
      'evening.yaml',
      '--set',
      'tariffs.plain.subsidy=160 cents per minute',
    ]).out;
    expect(rich).toContain('The Film (4 lines), account credit left: 0.52 USD');
    expect(rich).toContain('which leaves 0.52 USD of account credit (B-alice-1)');
  });
});

test('many sessions are listed and not drawn, unless all is to be told', () => {
  const replays = [21, 22, 23].map(
    (hour) => `  - { at: "${hour}:00", do: alice plays film with few }`,
  );
  const text = EVENING.replace('expect: []', `${replays.join('\n')}\nexpect: []`);
  writeFileSync(join(directory, 'replays.yaml'), text);
  const short = headend(directory, ['run', 'replays.yaml']).out;
  expect(short).toContain('Viewing  5 sessions');
  expect(short).not.toContain('━ programming');
  const all = headend(directory, ['run', 'replays.yaml', '--story', 'all']).out;
  expect(all.split('━ programming')).toHaveLength(5 + 1);
});

describe('run --json', () => {
  const result = JSON.parse(headend(directory, ['run', 'evening.yaml', '--json']).out);

  test('has a transaction record for each session', () => {
    expect(result.sessions).toHaveLength(2);
    expect(result.sessions).toContainEqual(
      expect.objectContaining({
        session: 'alice-viewing-1',
        subscriber: 'client/alice',
        // 28 and 2 minutes, at 24 frames a second.
        programming: { us: 28 * 60_000_000, frames: 28 * 60 * 24 },
        subsidy: { us: 2 * 60_000_000, frames: 2 * 60 * 24 },
        positiveMinor: 268,
        negativeMinor: -30,
        netMinor: 238,
        closed: true,
      }),
    );
    expect(result).not.toHaveProperty('transactions');
  });

  test('has the royalty statements', () => {
    expect(result.royalties).toMatchObject([
      { holder: 'Actor A', lines: [{ work: 'The Film', amountMinor: 45 }], totalMinor: 45 },
    ]);
  });

  test("has bills' lines in full", () => {
    const bill = result.bills.find(({ subscriber }: { subscriber: string }) =>
      subscriber.endsWith('alice'),
    );
    expect(bill.lines).toHaveLength(4);
    expect(bill.lines[2]).toMatchObject({
      order: 'alice-viewing-1',
      kind: 'credit',
      amountMinor: -30,
      origin: { element: 'spot', mode: 'subsidy', quantity: '120', unit: 's', rate: '-1/4' },
    });
  });
});

describe('run --picture', () => {
  const picture = (name: string) => readFileSync(join(directory, name), 'utf8');

  test('draws the first session, or the one asked for, also over an older picture', () => {
    expect(headend(directory, ['run', 'evening.yaml', '--picture', 'one.svg']).code).toBe(0);
    expect(picture('one.svg')).toMatch(/^<svg .*<\/svg>\n$/s);
    expect(picture('one.svg')).toContain(
      '(alice-viewing-1), from 20:00:00, 30m, played to the end',
    );
    const args = ['--picture', 'one.svg', '--session', 'bob-viewing-1', '--json'];
    expect(headend(directory, ['run', 'evening.yaml', ...args]).code).toBe(0);
    expect(picture('one.svg')).toContain('(bob-viewing-1), from 20:01:00, 5m, cancelled at 5:00');
  });

  test('a session that is none ends with 2 and the nearest, after the run was told', () => {
    const args = ['--picture', 'none.svg', '--session', 'bob-viewing-2'];
    const ended = headend(directory, ['run', 'evening.yaml', ...args]);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('--session bob-viewing-2: the run has no such viewing session');
    expect(ended.err).toContain('Did you mean "bob-viewing-1"?');
    expect(ended.out).toContain('HOLDS  2 viewing sessions closed');
    expect(existsSync(join(directory, 'none.svg'))).toBe(false);
  });

  test('a run in which nothing is played ends with 2 and says how to play', () => {
    const ended = headend(directory, ['run', 'night.yaml', '--picture', 'none.svg']);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('nothing was played in this run');
    expect(ended.err).toContain('alice plays');
  });

  mkdirSync(join(directory, 'there'), { recursive: true });
  test.each([
    [['--picture', 'evening.yaml'], 'this command uses that file for something else'],
    [['--picture', 'x', '--trace', './x'], 'this command uses that file for something else'],
    [['--picture', 'night.yaml'], 'is no older output of this command'],
    [['--picture', 'nowhere/x.svg'], 'its folder is not there'],
    [['--picture', 'there'], 'cannot be written'],
    [['--session', 'bob-viewing-1'], 'say with --picture FILE.svg'],
  ])('%j ends with 2, and nothing is lost', (args, why) => {
    const before = picture('night.yaml');
    const ended = headend(directory, ['run', 'evening.yaml', ...args]);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain(why);
    expect(ended.err).not.toContain('    at ');
    expect(picture('evening.yaml')).toBe(EVENING);
    expect(picture('night.yaml')).toBe(before);
  });
});
