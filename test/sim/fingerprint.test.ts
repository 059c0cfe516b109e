import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fingerprint } from '../../src/sim/fingerprint.ts';
import type { RunRecord } from '../../src/sim/record.ts';
import { RecordLines } from '../../src/sim/record-lines.ts';
import { recordLine } from '../../src/sim/record-text.ts';
import { everyKind, readInto } from './records.ts';

/** The definition, in one piece. */
function hashOf(records: readonly RunRecord[]): string {
  const text = records.map((record) => `${recordLine(record)}\n`).join('');
  return createHash('sha256').update(Buffer.from(text, 'utf8')).digest('hex');
}

function fingerprintOf(records: readonly RunRecord[]): string {
  const fingerprint = new Fingerprint();
  readInto(fingerprint, records);
  return fingerprint.hex();
}

test('the fingerprint of no records is the SHA-256 of nothing', () => {
  // FIPS 180-4: SHA-256 of the empty message.
  expect(new Fingerprint().hex()).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
});

test('the fingerprint equals the SHA-256 of all lines in one piece, for any texts', () => {
  const [stimulus] = everyKind().records;
  const texts = fc.array(fc.string({ unit: 'binary', maxLength: 2_000 }), { maxLength: 60 });
  fc.assert(
    fc.property(texts, (all) => {
      const records = all.map((text, i) => ({ ...stimulus, seq: i + 1, text }) as RunRecord);
      expect(fingerprintOf(records)).toBe(hashOf(records));
    }),
    { seed: 39, numRuns: 1_000 },
  );
});

test('asking in between changes nothing', () => {
  const { records } = everyKind();
  const fingerprint = new Fingerprint();
  for (const [index, record] of records.entries()) {
    readInto(fingerprint, [record]);
    expect(fingerprint.hex()).toBe(hashOf(records.slice(0, index + 1)));
  }
});

test('two runs that differ in one field of one record have different fingerprints', () => {
  const { records } = everyKind();
  const other = records.map((record) => (record.seq === 8 ? { ...record, atUs: 1 } : record));
  expect(fingerprintOf(other)).not.toBe(fingerprintOf(records));
});

test('a record is made bytes once, however many read it', () => {
  let asked = 0;
  const [stimulus] = everyKind().records;
  const counted = {
    ...stimulus,
    get text() {
      asked += 1;
      return 'alice selects';
    },
  } as RunRecord;
  const readers = [new Fingerprint(), new Fingerprint(), new Fingerprint()];
  const lines = new RecordLines(readers);
  lines.read(counted);
  lines.flush();
  expect(asked).toBe(1);
  expect(new Set(readers.map((reader) => reader.hex())).size).toBe(1);
});
