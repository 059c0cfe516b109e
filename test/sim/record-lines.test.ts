import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunRecord } from '../../src/sim/record.ts';
import { type LineReader, RecordLines } from '../../src/sim/record-lines.ts';
import { recordLine } from '../../src/sim/record-text.ts';
import { runScenario } from '../../src/sim/run.ts';
import { loadScenario } from '../../src/sim/scenario/load.ts';
import { everyKind } from './records.ts';

/** Keeps what it is given, piece by piece. */
class Pieces implements LineReader {
  readonly texts: string[] = [];
  readonly counts: number[] = [];

  readLines(bytes: Uint8Array, count: number): void {
    this.texts.push(Buffer.from(bytes).toString('utf8'));
    this.counts.push(count);
  }

  get text(): string {
    return this.texts.join('');
  }
}

const [stimulus] = everyKind().records;
/** A record whose line has so many bytes. */
function recordOf(bytes: number): RunRecord {
  const record = { ...stimulus, text: '' } as RunRecord;
  return { ...record, text: 'x'.repeat(bytes - 1 - recordLine(record).length) } as RunRecord;
}
function textOf(records: readonly RunRecord[]): string {
  return records.map((record) => `${recordLine(record)}\n`).join('');
}

test('the pieces, put together, are all lines in their order, whatever their lengths', () => {
  const sizes = fc.oneof(
    fc.integer({ min: 200, max: 900 }),
    fc.constantFrom(262_143, 262_144, 3e5),
  );
  fc.assert(
    fc.property(fc.array(sizes, { maxLength: 60 }), (all) => {
      const records = all.map(recordOf);
      const [one, other] = [new Pieces(), new Pieces()];
      const lines = new RecordLines([one, other]);
      for (const record of records) lines.read(record);
      lines.flush();
      expect(one.text).toBe(textOf(records));
      expect(one.counts).toEqual(one.texts.map((text) => text.split('\n').length - 1));
      expect(other).toEqual(one);
    }),
    { seed: 11, numRuns: 100 },
  );
});

test('lines wait until there are 256 KiB of them, or until they are asked for', () => {
  const pieces = new Pieces();
  const lines = new RecordLines([pieces]);
  // 262 lines of 1,000 bytes are 262,000; 263 are more than 262,144.
  for (let count = 0; count < 262; count += 1) lines.read(recordOf(1_000));
  expect(pieces.counts).toEqual([]);
  lines.read(recordOf(1_000));
  expect(pieces.counts).toEqual([263]);
  lines.read(recordOf(1_000));
  lines.flush();
  lines.flush();
  expect(pieces.counts).toEqual([263, 1]);
});

test('lines that a reader has refused are not passed on again', () => {
  const pieces = new Pieces();
  const full = {
    readLines() {
      throw new Error('the disk is full');
    },
  };
  const lines = new RecordLines([pieces, full]);
  lines.read(recordOf(500));
  expect(() => lines.flush()).toThrow('the disk is full');
  lines.flush();
  expect(pieces.counts).toEqual([1]);
});

test('what was recorded before somebody stopped the run is passed on', () => {
  const path = fileURLToPath(new URL('../../scenarios/flagship.yaml', import.meta.url));
  const pieces = new Pieces();
  const seen: RunRecord[] = [];
  const impatient = {
    read(record: RunRecord) {
      seen.push(record);
      if (seen.length === 20) throw new Error('seen enough');
    },
  };
  const guests = { lines: [pieces], readers: [impatient] };
  expect(() => runScenario(loadScenario(path), guests)).toThrow('seen enough');
  expect(pieces.text).toBe(textOf(seen));
});
