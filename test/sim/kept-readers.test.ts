/**
 * Kept readers: whoever reads a run can be put aside after any record and taken up by a fresh one.
 */
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { describe, expect, test } from 'vitest';
import type { WorldView } from '../../src/sim/expect/condition.ts';
import type { RunRecord } from '../../src/sim/record.ts';
import { runScenario } from '../../src/sim/run.ts';
import { RunReaders } from '../../src/sim/run-readers.ts';
import { loadScenario } from '../../src/sim/scenario/load.ts';
import type { Scenario } from '../../src/sim/scenario/model.ts';
import { plainWords } from '../../src/sim/story.ts';
import { StoryLines } from '../../src/sim/story-lines.ts';
import { ViewedSessions } from '../../src/sim/viewed-sessions.ts';

const SCENARIOS = fileURLToPath(new URL('../../scenarios/', import.meta.url));
/** Between them they have every kind of check there is, viewing, faults and royalties. */
const NAMES = [
  'flagship',
  'student',
  'bad-network',
  'actors-songs-minutes',
  'auction-night',
  'premiere',
  'medium-dial-up',
  'seen-enough',
  'two-bills',
  'one-bill',
  'nobody-sells-it',
];
const CHECKS = [
  ...['message', 'in-order', 'all-of', 'never', 'quiet', 'leads-to'],
  ...['state', 'order', 'bills', 'settled', 'balance', 'always', 'sometimes', 'eventually'],
];

/** A world that answers anything, always the same; conditions differ by the record they are asked at. */
const VIEW: WorldView = {
  stateOf: () => 'on.watching',
  balanceOf: () => 0,
  ordersIn: () => 1,
  accessRateOf: () => null,
  messagesInFlight: () => 1,
};

/** Everyone who reads in `headend run`. */
class Everyone {
  readonly story: StoryLines;
  readonly viewed = new ViewedSessions();
  readonly readers: RunReaders;

  constructor(scenario: Scenario) {
    this.story = new StoryLines(
      plainWords(scenario.epochUs, scenario.currency),
      60,
      'what-matters',
    );
    const checkpoints = { everyUs: Number.POSITIVE_INFINITY, keep: () => undefined, from: null };
    const readers = [this.story, this.viewed];
    this.readers = new RunReaders(scenario, VIEW, { readers, checkpoints });
  }

  read(records: readonly RunRecord[]): void {
    for (const record of records) {
      for (const reader of this.readers.inOrder) reader.read(record);
      this.readers.judge.afterEvent(record.atUs);
    }
  }

  found(endUs: number) {
    const { monitors, judge, documents, fingerprint } = this.readers;
    for (const monitor of monitors) monitor.atEnd(true);
    this.readers.flush();
    const { bills, settlements, royalties, transactions } = documents;
    return {
      invariants: monitors.map((monitor) => monitor.verdict()),
      verdicts: judge.verdicts(endUs),
      documents: [bills, settlements, royalties].map(({ kept, count, totalMinor }) => [
        kept,
        count,
        totalMinor,
      ]),
      transactions,
      fingerprint: fingerprint.hex(),
      story: [this.story.lines, this.story.untoldCount],
      sessions: this.viewed.sessions,
    };
  }
}

function recordsOf(scenario: Scenario): readonly RunRecord[] {
  const records: RunRecord[] = [];
  runScenario(scenario, { readers: [{ read: (record) => void records.push(record) }] });
  return records;
}

test('between them, the scenarios have every kind of check', () => {
  const checks = NAMES.flatMap((name) =>
    loadScenario(`${SCENARIOS}${name}.yaml`).expectations.map(({ check }) => check.check),
  );
  expect(new Set(checks)).toEqual(new Set(CHECKS));
});

describe.each(NAMES)('the readers of %s', (name) => {
  const scenario = loadScenario(`${SCENARIOS}${name}.yaml`);
  const records = recordsOf(scenario);
  const endUs = records.at(-1)?.atUs ?? 0;
  const uncut = new Everyone(scenario);
  uncut.read(records);
  const expected = uncut.found(endUs);

  test('find the same when they are cut, as those that were not', () => {
    // Twelve cuts all over the run, none of which is a multiple of another.
    const cuts = Array.from({ length: 12 }, (_, n) =>
      Math.floor((records.length * (n + 0.5)) / 12.3),
    );
    for (const cut of [0, ...cuts, records.length]) {
      const first = new Everyone(scenario);
      first.read(records.slice(0, cut));
      const second = new Everyone(scenario);
      second.readers.load(deserialize(serialize(first.readers.save())));
      second.read(records.slice(cut));
      expect(second.found(endUs), `cut after ${cut}`).toEqual(expected);
    }
  });

  test('find the same when they are cut again and again', () => {
    let everyone = new Everyone(scenario);
    const step = Math.ceil(records.length / 40);
    for (let at = 0; at < records.length; at += step) {
      everyone.read(records.slice(at, at + step));
      const saved = serialize(everyone.readers.save());
      everyone = new Everyone(scenario);
      everyone.readers.load(deserialize(saved));
    }
    expect(everyone.found(endUs)).toEqual(expected);
  });

  test('monitors keep nothing outside of what they save', () => {
    const fresh = new Everyone(scenario);
    const read = new Everyone(scenario);
    read.read(records);
    for (const [index, monitor] of read.readers.monitors.entries()) {
      const untouched = fresh.readers.monitors[index];
      monitor.load(untouched?.save());
      expect({ ...monitor }, monitor.id).toEqual({ ...untouched });
    }
  });
});

test('the readers of a run without checkpoints refuse to be put aside', () => {
  const readers = new RunReaders(loadScenario(`${SCENARIOS}flagship.yaml`), VIEW, {});
  expect(() => readers.save()).toThrow('only the readers of a run with checkpoints are put aside');
});
