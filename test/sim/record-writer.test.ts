import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { UnusableCheckpoint } from '../../src/sim/checkpoint.ts';
import { Fingerprint } from '../../src/sim/fingerprint.ts';
import type { RunRecord } from '../../src/sim/record.ts';
import { RecordWriter, UnwritableRecord } from '../../src/sim/record-file.ts';
import { everyKind, HEADER, readInto } from './records.ts';

const folder = mkdtempSync(join(tmpdir(), 'headend-writer-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'run.ndjson');
const { records } = everyKind();

function fingerprintOf(all: readonly RunRecord[]): string {
  const fingerprint = new Fingerprint();
  readInto(fingerprint, all);
  return fingerprint.hex();
}

/** Writes records up to the cut, is put aside, and writes `ahead` more before it is killed. */
function killedAfter(cut: number, ahead: number): unknown {
  const writer = new RecordWriter(path, HEADER);
  readInto(writer, records.slice(0, cut));
  const saved = structuredClone(writer.save());
  readInto(writer, records.slice(cut, cut + ahead));
  writer.abandon();
  return saved;
}

function writtenInOneGo(): string {
  const writer = new RecordWriter(path, HEADER);
  readInto(writer, records);
  writer.close(fingerprintOf(records));
  return readFileSync(path, 'utf8');
}

test('a file cut anywhere and gone on with is the file written in one go', () => {
  const whole = writtenInOneGo();
  for (const cut of records.keys()) {
    for (const ahead of [0, 1, records.length]) {
      const saved = killedAfter(cut, ahead);
      const writer = new RecordWriter(path, HEADER, true);
      writer.load(saved);
      readInto(writer, records.slice(cut));
      writer.close(fingerprintOf(records));
      expect(readFileSync(path, 'utf8'), `cut after ${cut}, ${ahead} ahead`).toBe(whole);
    }
  }
});

test('a file is put aside as often as asked, the latest time counting', () => {
  const whole = writtenInOneGo();
  const writer = new RecordWriter(path, HEADER);
  let saved: unknown = null;
  for (const record of records.slice(0, 6)) {
    readInto(writer, [record]);
    saved = structuredClone(writer.save());
  }
  writer.abandon();
  const rest = new RecordWriter(path, HEADER, true);
  rest.load(saved);
  readInto(rest, records.slice(6));
  rest.close(fingerprintOf(records));
  expect(readFileSync(path, 'utf8')).toBe(whole);
});

test('what was passed on is in the file, whole and counted, before anybody closes it', () => {
  const writer = new RecordWriter(path, HEADER);
  readInto(writer, records);
  const lines = [HEADER, ...records].map((line) => `${JSON.stringify(line)}\n`).join('');
  expect(readFileSync(path, 'utf8')).toBe(lines);
  const saved = { recordCount: records.length, bytes: Buffer.byteLength(lines) };
  expect(writer.save()).toMatchObject(saved);
  writer.abandon();
});

test.each([
  ['is shorter than it was', () => truncateSync(path, 400)],
  [
    'says something else',
    () => writeFileSync(path, readFileSync(path, 'utf8').replace('alice', 'aluce')),
  ],
])('a file that %s is not gone on with, and is left as it is', (_, harm) => {
  const saved = killedAfter(records.length, 0);
  harm();
  const harmed = readFileSync(path, 'utf8');
  const writer = new RecordWriter(path, HEADER, true);
  expect(() => writer.load(saved)).toThrow(UnusableCheckpoint);
  expect(() => writer.load(saved)).toThrow(/run\.ndjson does not begin with the 15 records/);
  writer.abandon();
  expect(readFileSync(path, 'utf8')).toBe(harmed);
});

test('a file that is gone is not made anew to be gone on with', () => {
  expect(() => new RecordWriter(join(folder, 'gone.ndjson'), HEADER, true)).toThrow(
    UnwritableRecord,
  );
});
