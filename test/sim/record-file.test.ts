import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Fingerprint } from '../../src/sim/fingerprint.ts';
import type { RunRecord } from '../../src/sim/record.ts';
import {
  RecordWriter,
  readRecordFile,
  UnreadableRecord,
  UnwritableRecord,
} from '../../src/sim/record-file.ts';
import { RecordLines } from '../../src/sim/record-lines.ts';
import { everyKind, HEADER, readInto } from './records.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headend-record-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, records: readonly RunRecord[] = everyKind().records): string {
  const path = join(folder, name);
  const writer = new RecordWriter(path, HEADER);
  const fingerprint = new Fingerprint();
  const lines = new RecordLines([writer, fingerprint]);
  for (const record of records) lines.read(record);
  lines.flush();
  writer.close(fingerprint.hex());
  return path;
}

/** A file with this text, or these bytes. */
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function refusal(path: string): UnreadableRecord {
  try {
    readRecordFile(path).report();
  } catch (error) {
    if (error instanceof UnreadableRecord) return error;
    throw error;
  }
  throw new Error(`${path} was read`);
}

describe('a written record file', () => {
  test('gives the header and the same records again, as often as asked', () => {
    const { records } = everyKind();
    const read = readRecordFile(written('whole.ndjson'));
    expect(read.header).toEqual(HEADER);
    expect([...read.records]).toEqual(records);
    expect([...read.records]).toEqual(records);
  });

  test('reports that it is complete, how many records it has, and its fingerprint', () => {
    const { records } = everyKind();
    const fingerprint = new Fingerprint();
    readInto(fingerprint, records);
    const report = { complete: true, cutLine: null, records: 15, changed: false };
    expect(readRecordFile(written('report.ndjson')).report()).toEqual({
      ...report,
      fingerprint: fingerprint.hex(),
    });
  });

  test('has one line of JSON for the header, each record and the footer', () => {
    const { records } = everyKind();
    const fingerprint = new Fingerprint();
    readInto(fingerprint, records);
    const footer = { end: true, records: records.length, fingerprint: fingerprint.hex() };
    const lines = [HEADER, ...records, footer].map((line) => `${JSON.stringify(line)}\n`);
    expect(readFileSync(written('lines.ndjson'), 'utf8')).toBe(lines.join(''));
  });

  test('may be larger than every buffer', () => {
    // 3,000 records of more than 100 bytes: several pieces of 64 KiB, lines across their borders.
    const [first] = everyKind().records;
    if (first?.kind !== 'stimulus') throw new Error('the first record is a stimulus');
    const many = Array.from({ length: 3_000 }, (_, i) => ({
      ...first,
      seq: i + 1,
      text: 'é'.repeat(i % 90),
    }));
    const read = readRecordFile(written('large.ndjson', many));
    expect([...read.records]).toEqual(many);
    expect(read.report().complete).toBe(true);
  });

  test('without a footer says that it was cut short, with no line cut', () => {
    const path = join(folder, 'abandoned.ndjson');
    const writer = new RecordWriter(path, HEADER);
    readInto(writer, everyKind().records);
    writer.abandon();
    expect(readRecordFile(path).report()).toEqual({
      complete: false,
      cutLine: null,
      records: 15,
      fingerprint: null,
      changed: false,
    });
  });

  test('that was edited does not fit its fingerprint', () => {
    const text = readFileSync(written('to-edit.ndjson'), 'utf8');
    const path = file('edited.ndjson', text.replace('noise on the line', 'silence'));
    expect(readRecordFile(path).report()).toMatchObject({ complete: true, changed: true });
  });
});

describe('a file cut after any of its bytes', () => {
  test('gives every record that is whole, and says what is missing', () => {
    const { records } = everyKind();
    const bytes = readFileSync(written('to-cut.ndjson'));
    const ends = [...bytes.keys()].filter((index) => bytes[index] === 10);
    const headerEnd = ends[0] ?? 0;
    for (let length = 0; length <= bytes.length; length += 1) {
      const path = file('cut.ndjson', bytes.subarray(0, length));
      if (length < headerEnd) {
        expect(refusal(path).line, `cut at ${length}`).toBe(1);
        continue;
      }
      // A line is whole when all its bytes are there, even without its line feed.
      const wholeLines = ends.filter((end) => end <= length).length;
      const count = Math.min(wholeLines - 1, records.length);
      const atLineEnd = bytes[length - 1] === 10 || ends.includes(length);
      const read = readRecordFile(path);
      expect([...read.records], `cut at ${length}`).toEqual(records.slice(0, count));
      expect(read.report(), `cut at ${length}`).toMatchObject({
        complete: wholeLines === records.length + 2,
        cutLine: atLineEnd ? null : wholeLines + 1,
        records: count,
      });
    }
  });
});

describe('a file that cannot be used', () => {
  const lines = () => readFileSync(written('lines.ndjson'), 'utf8').trimEnd().split('\n');
  const changed = (name: string, line: number, change: (text: string) => string) =>
    file(
      name,
      `${lines()
        .map((text, i) => (i + 1 === line ? change(text) : text))
        .join('\n')}\n`,
    );

  test('is named with its line, what is wrong, and what to do', () => {
    const path = changed('broken.ndjson', 5, (text) => text.slice(0, 20));
    const error = refusal(path);
    expect(error.line).toBe(5);
    expect(error.message).toBe(
      `${path}:5 cannot be read: it is not JSON; ` +
        'run the scenario again to write it anew, or cut the file before this line',
    );
  });

  test.each([
    [
      'an unknown kind',
      3,
      (t: string) => t.replace('"started"', '"begun"'),
      'unknown kind "begun"',
    ],
    ['a missing field', 2, (t: string) => t.replace(/,"text":"[^"]*"/, ''), "property 'text'"],
    ['a field too many', 2, (t: string) => t.replace('{', '{"x":1,'), 'additional properties'],
    ['a text as a number', 3, (t: string) => t.replace('"atUs":0', '"atUs":"0"'), 'atUs must be'],
    ['a gap in the count', 4, (t: string) => t.replace('"seq":3', '"seq":4'), 'seq is 4 where 3'],
    ['a list', 4, () => '[]', 'not an object'],
    ['a footer that counts wrong', 17, (t: string) => t.replace('15', '14'), 'counts 14 records'],
    ['no header', 1, () => '{}', 'not the header'],
    ['a header without a seed', 1, (t: string) => t.replace('"seed":39,', ''), "property 'seed'"],
  ])('%s is refused at its line', (name, line, change, says) => {
    const error = refusal(changed(`${name}.ndjson`, line, change));
    expect(error.line).toBe(line);
    expect(error.message).toContain(says);
  });

  test('a newer version asks for a newer Headend', () => {
    const path = changed('newer.ndjson', 1, (t) => t.replace('"version":1', '"version":2'));
    expect(refusal(path).message).toContain('version is 2, and this Headend reads 1; read it with');
  });

  test('records after the footer are refused', () => {
    const text = lines();
    const path = file('after.ndjson', [...text, text[1], ''].join('\n'));
    expect(refusal(path)).toMatchObject({ line: 18 });
  });

  test('an empty file, a missing one, a folder and bytes that are no text are refused', () => {
    expect(refusal(file('empty.ndjson', '')).message).toContain('the file is empty');
    expect(refusal(join(folder, 'missing.ndjson'))).toMatchObject({ line: 0 });
    expect(refusal(folder)).toMatchObject({ line: 0 });
    expect(refusal(file('bytes.ndjson', Uint8Array.of(0xff, 0xfe, 10, 0))).line).toBe(1);
  });

  test('a folder that does not exist cannot be written to', () => {
    expect(() => new RecordWriter(join(folder, 'no', 'such.ndjson'), HEADER)).toThrow(
      UnwritableRecord,
    );
  });
});
