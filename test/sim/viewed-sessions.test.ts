import { describe, expect, test } from 'vitest';
import { totalsOf } from '../../src/billing/rating/rated-line.ts';
import { formatRatio } from '../../src/billing/ratio.ts';
import { accrualText } from '../../src/sim/picture/accrual-text.ts';
import { sessionPicture } from '../../src/sim/picture/session-picture.ts';
import type { RunRecord } from '../../src/sim/record.ts';
import { runScenario } from '../../src/sim/run.ts';
import { loadScenario } from '../../src/sim/scenario/load.ts';
import { ViewedSessions } from '../../src/sim/viewed-sessions.ts';
import { EVENING } from '../cli/evening.ts';

const MINUTE_US = 60_000_000;
const NOISE = `conditions:
  - { on: metro-cable uplink, loss: 20%, duplicates: 20%, reorders: 20% }
`;

function viewedIn(text: string) {
  const scenario = loadScenario('evening.yaml', { readFile: () => Buffer.from(text) });
  const viewed = new ViewedSessions();
  const records: RunRecord[] = [];
  const result = runScenario(scenario, {
    readers: [viewed, { read: (record) => records.push(record) }],
  });
  return { scenario, sessions: viewed.sessions, result, records };
}

describe.each([
  ['a quiet network', EVENING],
  ['a network that loses, doubles and reorders', `${EVENING}${NOISE}`],
])('on %s', (_, text) => {
  const { scenario, sessions, result } = viewedIn(text);
  const [alice, bob] = sessions;

  test('sessions come in the order in which they began, with all that was played', () => {
    expect(result.failure).toBeNull();
    expect(sessions.map(({ session }) => session)).toEqual(['alice-viewing-1', 'bob-viewing-1']);
    const playedUs = sessions.map(({ segments }) =>
      segments.reduce((sum, { fromTick, toTick }) => sum + toTick - fromTick, 0),
    );
    // All thirty minutes; five of them.
    expect(playedUs).toEqual([30 * MINUTE_US, 5 * MINUTE_US]);
  });

  test('lines are those on the bill', () => {
    // 1.00 + 28 min at 0.06, less 2 min at 0.15; 1.00 + 5 min at 0.06, less 0.50 for the poll.
    expect(sessions.map(({ lines }) => totalsOf(lines ?? []).netMinor)).toEqual([238, 80]);
    expect(result.bills.map(({ netMinor }) => netMinor).sort((a, b) => a - b)).toEqual([80, 238]);
  });

  test('a picture ends at what the session came to, before what is only known at the end', () => {
    const ends = [alice, bob].map((session) => {
      if (session === undefined) throw new Error('there are two sessions');
      const { points } = sessionPicture(scenario, session).accrual;
      const last = points.at(-1);
      return last && [formatRatio(last.positiveExact), formatRatio(last.negativeExact)];
    });
    expect(ends).toEqual([
      ['268', '-30'],
      ['130', '0'],
    ]);
  });

  test('a picture has the titles of the scenario', () => {
    if (alice === undefined) throw new Error('alice has a session');
    const [title] = accrualText(sessionPicture(scenario, alice)).split('\n');
    expect(title).toBe('The Film, with a commercial (alice-viewing-1)');
  });
});

test('a session that is still played has no lines, and is known as far as it was rated', () => {
  const { sessions, result } = viewedIn(EVENING.replace('seed: 7', 'seed: 7\nuntil: "20:28"'));
  expect(result.quiet).toBe(false);
  const alice = sessions.find(({ session }) => session === 'alice-viewing-1');
  expect(alice?.lines).toBeNull();
  // Reported each minute, the last time at 27 minutes and some.
  expect(alice?.segments.at(-1)?.toTick).toBe(27 * MINUTE_US);
});

test('nothing is viewed where usage was not rated', () => {
  expect(viewedIn(EVENING.replace('seed: 7', 'seed: 7\nuntil: "20:01"')).sessions).toEqual([]);
});

test('the session asked for is kept however many came before it', () => {
  const { records } = viewedIn(EVENING);
  const viewed = new ViewedSessions('alice-viewing-1');
  const bobs = records.filter(({ conversation }) => conversation === 'bob-viewing-1');
  for (let copy = 1; copy <= 1_001; copy += 1) {
    for (const record of bobs) viewed.read({ ...record, conversation: `bob-viewing-${copy}` });
  }
  for (const record of records) viewed.read(record);
  const ids = viewed.sessions.map(({ session }) => session);
  // The first 1,000, and the one asked for.
  expect(ids).toHaveLength(1_001);
  expect(ids).toContain('alice-viewing-1');
});
