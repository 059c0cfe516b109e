/**
 * Data directory of a run that is gone on with: it holds what it would have held, each thing once.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { TransactionRecord } from '../../src/billing/rating/transaction.ts';
import { DataDirectory } from '../../src/cli/data-directory.ts';
import { UnusableCheckpoint } from '../../src/sim/checkpoint.ts';
import type { RunRecord } from '../../src/sim/record.ts';
import type { RunResult } from '../../src/sim/run-result.ts';
import { HEADER, RecordBook } from '../sim/records.ts';

const folder = mkdtempSync(join(tmpdir(), 'headend-data-'));
afterAll(() => rmSync(folder, { recursive: true }));
const SCENARIO = { name: 'long', seed: 7, epochUs: HEADER.epochUs, currency: 'USD' };
const RESULT = {
  ...SCENARIO,
  scenario: 'long',
  title: 'Long',
  fingerprint: 'f'.repeat(64),
  bills: [],
};

/** So many sessions are over that the subscriber database is written four times on the way. */
const SESSIONS = 450;
const records = evening();

/** Sessions of fifty people, each noted when it is open and when it is closed; some orders between. */
function evening(): readonly RunRecord[] {
  const book = new RecordBook();
  for (let n = 0; n < SESSIONS + 5; n += 1) {
    book.at(n * 1_000_000);
    if (n < SESSIONS) note(book, n, 1);
    if (n >= 5) note(book, n - 5, 2);
    if (n % 40 === 0) {
      const detail = { client: `client/p${n % 50}`, amountMinor: 399 };
      book.outcome('processing-server', 'order.completed', `p${n % 50}-${n}`, detail);
    }
  }
  return book.records;
}

function note(book: RecordBook, n: number, version: number): void {
  const session = `s${n}`;
  const amount = { us: version, frames: null };
  const record: TransactionRecord = {
    number: `${session}/${version}`,
    record: 'transaction',
    session,
    version,
    subscriber: `client/p${n % 50}`,
    transmission: 'film',
    delivery: 'few',
    startedAtUs: n,
    notedAtUs: n + version,
    programming: amount,
    subsidy: amount,
    review: amount,
    pausedUs: 0,
    positiveMinor: 0,
    negativeMinor: 0,
    netMinor: 0,
    closed: version === 2,
  };
  book.document('subscriber-database', 'transaction-record', record.number, { ...record });
}

function directory(name: string): DataDirectory {
  return new DataDirectory(join(folder, name), SCENARIO, (fault) => {
    throw fault;
  });
}

function readAll(data: DataDirectory, from: number, until: number): void {
  for (const record of records.slice(from, until)) data.read(record);
}

function finished(data: DataDirectory): void {
  data.keep(RESULT as unknown as RunResult, null);
}

function kept(name: string): readonly string[] {
  return ['runs.json', 'subscribers.json'].map((file) =>
    readFileSync(join(folder, name, file), 'utf8'),
  );
}

test('it is the same, wherever the checkpoint was and however far the run came after it', () => {
  const whole = directory('whole');
  readAll(whole, 0, records.length);
  finished(whole);
  expect(kept('whole')[1]).toContain('"session": "s449"');
  for (const cut of [0, 150, 300, 600, 900]) {
    for (const ahead of [0, 20, 250, records.length]) {
      const name = `cut-${cut}-${ahead}`;
      const killed = directory(name);
      readAll(killed, 0, cut);
      const saved = structuredClone(killed.save());
      readAll(killed, cut, cut + ahead);
      const resumed = directory(name);
      resumed.load(saved);
      readAll(resumed, cut, records.length);
      finished(resumed);
      expect(kept(name), name).toEqual(kept('whole'));
    }
  }
});

test('a run whose sessions were taken away is not gone on with', () => {
  const killed = directory('emptied');
  readAll(killed, 0, 600);
  const saved = structuredClone(killed.save());
  rmSync(join(folder, 'emptied', 'subscribers.json'));
  const resumed = directory('emptied');
  expect(() => resumed.load(saved)).toThrow(UnusableCheckpoint);
  expect(() => resumed.load(saved)).toThrow(/emptied no longer has the sessions/);
});
