import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { RecordKind } from '../../src/sim/record.ts';
import { lineFormOf, RECORD_SCHEMA, recordSchemaText } from '../../src/sim/record-schema.ts';
import { everyKind, HEADER } from './records.ts';

const published = new URL('../../scenarios/record.schema.json', import.meta.url);
const isLine = new Ajv({ allowUnionTypes: true }).compile(RECORD_SCHEMA);
const { records } = everyKind();
const stopped = { ...records.find(({ kind }) => kind === 'started'), kind: 'stopped' };
const footer = { end: true, records: 15, fingerprint: '0'.repeat(64) };
const lines = [HEADER, ...records, stopped, footer];

test('the published file is this schema', () => {
  expect(readFileSync(published, 'utf8')).toBe(recordSchemaText());
});

test('the samples have every kind of record, and each kind has its definition', () => {
  const kinds: Readonly<Record<RecordKind, true>> = {
    stimulus: true,
    sent: true,
    delivered: true,
    lost: true,
    transition: true,
    started: true,
    stopped: true,
    posting: true,
    document: true,
    outcome: true,
    failure: true,
  };
  const sampled = new Set([...records.map(({ kind }) => kind), stopped.kind]);
  expect([...sampled].sort()).toEqual(Object.keys(kinds).sort());
  for (const kind of Object.keys(kinds)) expect(lineFormOf(kind), kind).not.toBeNull();
});

test.each(['header', 'footer', 'life', 'constructor', '__proto__', 3, null])(
  'the kind %s does not exist',
  (kind) => expect(lineFormOf(kind)).toBeNull(),
);

describe.each(
  lines.map((line) => ['kind' in line ? String(line.kind) : Object.keys(line)[0], line]),
)('a %s line', (_, line) => {
  test('is valid', () => expect(isLine(line)).toBe(true));

  test('is not valid without any one of its fields', () => {
    for (const name of Object.keys(line)) {
      const { [name as keyof typeof line]: _removed, ...rest } = line;
      expect(isLine(rest), `without ${name}`).toBe(false);
    }
  });

  test('is not valid with a field more, or with null or a list for a text or number', () => {
    expect(isLine({ ...line, more: 1 })).toBe(false);
    for (const name of Object.keys(line)) {
      expect(isLine({ ...line, [name]: [[]] }), `${name} as a list`).toBe(false);
      const nullable = name === 'cause' || name === 'conversation';
      expect(isLine({ ...line, [name]: null }), `${name} as null`).toBe(nullable);
    }
  });
});

test('an arrival may say what was altered on the way', () => {
  const arrival = records.find(({ kind }) => kind === 'delivered');
  expect(isLine({ ...arrival, body: { feature: 'forged' } })).toBe(true);
});
