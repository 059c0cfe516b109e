import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunRecord } from '../../src/sim/record.ts';
import { CROWD, headend, scratch } from './headend.ts';

const directory = scratch();
writeFileSync(join(directory, 'crowd.yaml'), CROWD);
let records: readonly RunRecord[] = [];

beforeAll(() => {
  const run = (...args: readonly string[]) => {
    const { code, err } = headend(directory, ['run', ...args]);
    expect([code, err]).toEqual([0, '']);
  };
  run('night.yaml', '--trace', 'night.ndjson');
  run('night.yaml', '--seed', '40', '--trace', 'other.ndjson');
  run('crowd.yaml', '--trace', 'crowd.ndjson');
  const lines = linesOf('night.ndjson');
  // The first line is the header, the last the footer.
  records = lines.slice(1, -1).map((line) => JSON.parse(line) as RunRecord);
  writeFileSync(join(directory, 'cut.ndjson'), `${lines.slice(0, 41).join('\n')}\n{"seq":`);
});

function linesOf(name: string): readonly string[] {
  return readFileSync(join(directory, name), 'utf8').trimEnd().split('\n');
}

function show(...args: readonly string[]) {
  return headend(directory, ['trace', 'show', ...args]);
}

/** The records that `trace show FILE FLAGS --json` prints. */
function shown(...flags: readonly string[]): readonly RunRecord[] {
  const { code, out, err } = show('night.ndjson', '--json', ...flags);
  expect([code, err]).toEqual([0, '']);
  const lines = out === '' ? [] : out.trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as RunRecord);
}

const US = 1_000_000;
const isFrom = (record: RunRecord, name: string) =>
  record.actor === name || ('from' in record && (record.from === name || record.to === name));
const FILTERS: readonly (readonly [string, readonly string[], (record: RunRecord) => boolean])[] = [
  ['everything', [], () => true],
  ['--of', ['--of', 'alice-1'], ({ conversation }) => conversation === 'alice-1'],
  ['--with a plain name', ['--with', 'alice'], (record) => isFrom(record, 'client/alice')],
  [
    '--with two names',
    ['--with', 'alice', '--with', 'client/bob'],
    (record) => isFrom(record, 'client/alice') || isFrom(record, 'client/bob'),
  ],
  [
    '--with everybody of a role',
    ['--with', 'client'],
    (record) => isFrom(record, 'client/alice') || isFrom(record, 'client/bob'),
  ],
  ['--type with a prefix', ['--type', 'payment.*'], ({ type }) => type.startsWith('payment.')],
  [
    'two --types',
    ['--type', 'order.place', '--type', 'bill'],
    ({ type }) => type === 'order.place' || type === 'bill',
  ],
  [
    'two --kinds',
    ['--kind', 'posting', '--kind', 'document'],
    ({ kind }) => kind === 'posting' || kind === 'document',
  ],
  // The run starts at 19:00, so 19:40 is 2,400 seconds after it.
  ['--from a clock time', ['--from', '19:40'], ({ atUs }) => atUs >= 2_400 * US],
  ['--from an instant', ['--from', '2026-06-06T19:40'], ({ atUs }) => atUs >= 2_400 * US],
  ['--until a span', ['--until', '1800s'], ({ atUs }) => atUs <= 1_800 * US],
  [
    '--from and --until',
    ['--from', '30m', '--until', '19:30:00.05'],
    ({ atUs }) => atUs >= 1_800 * US && atUs <= 1_800 * US + 50_000,
  ],
];

describe('trace show', () => {
  test.each(FILTERS)('%s keeps what it says, and no more', (_, flags, isKept) => {
    const kept = records.filter(isKept);
    expect(kept.length).toBeGreaterThan(0);
    expect(shown(...flags)).toEqual(kept);
  });

  test('--cause-of gives the way from a stimulus to the record', () => {
    const completed = records.find(({ type }) => type === 'order.completed');
    const way = shown('--cause-of', String(completed?.seq));
    expect(way[0]).toMatchObject({ kind: 'stimulus', cause: null });
    expect(way.at(-1)).toEqual(completed);
    expect(way.slice(1).map(({ cause }) => cause)).toEqual(way.slice(0, -1).map(({ seq }) => seq));
  });

  test('--follow gives what came of a record, to which other filters apply', () => {
    const selects = records.find(({ kind }) => kind === 'stimulus');
    const after = shown('--follow', String(selects?.seq));
    const known = new Set([selects?.seq, ...after.map(({ seq }) => seq)]);
    expect(after.every(({ cause }) => cause !== null && known.has(cause))).toBe(true);
    const placed = shown('--follow', String(selects?.seq), '--type', 'order.place');
    expect(placed.slice(0, 2).map(({ kind }) => kind)).toEqual(['sent', 'delivered']);
    // Bob places an order too, but not because Alice selects.
    expect(new Set(placed.map(({ conversation }) => conversation))).toEqual(new Set(['alice-1']));
  });

  test('for people it has the legend, the filter in words and how many of how many', () => {
    const { code, out } = show('night.ndjson', '--of', 'alice-1', '--limit', '2');
    const lines = out.trimEnd().split('\n');
    const all = records.filter(({ conversation }) => conversation === 'alice-1').length;
    expect(code).toBe(0);
    expect(lines.slice(0, 2)).toEqual([
      'night, seed 39, starts 2026-06-06T19:00:00',
      'Shown: about alice-1',
    ]);
    expect(lines[2]).toMatch(/^ +seq +at +kind +type +conversation +what$/);
    expect(lines.slice(5)).toEqual([
      `2 of ${records.length} records shown`,
      `${all - 2} more match: --limit ${all} shows them all`,
    ]);
  });

  test('says that nothing matched, and what is near to a word that is nowhere', () => {
    const { code, out } = show('night.ndjson', '--of', 'alise-1', '--type', 'order.place');
    expect(code).toBe(0);
    expect(out).toContain(
      'Nothing matched. No record is about "alise-1". Did you mean "alice-1"?\n',
    );
    // A type that there is, and that no record of this night has.
    const absent = show('night.ndjson', '--type', 'interaction.update', '--json');
    expect([absent.code, absent.out]).toEqual([0, '']);
    expect(absent.err).toBe('Nothing matched. No record is of type interaction.update.\n');
  });

  test.each([
    ['order.plcae', 'Did you mean "order.place"?'],
    ['paymnt.*', 'Did you mean "payment.*"?'],
    ['xyzzy', 'no record of any run has such a type'],
  ])('ends with 2 for the type %s, which there cannot be', (type, said) => {
    const { code, out, err } = show('night.ndjson', '--type', type);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
  });

  test('a pipe takes every record, however many', () => {
    const { out } = show('crowd.ndjson');
    const count = linesOf('crowd.ndjson').length - 2;
    expect(count).toBeGreaterThan(500);
    // Three lines before the records, one after.
    expect(out.trimEnd().split('\n')).toHaveLength(3 + count + 1);
  });

  test('--json with --limit gives the first records only', () => {
    expect(shown('--limit', '3')).toEqual(records.slice(0, 3));
  });

  test('a file that was cut short is shown as far as it goes, and says so', () => {
    // Forty records, and a line that was begun.
    const { code, out } = show('cut.ndjson');
    expect(code).toBe(0);
    expect(out).toContain('40 of 40 records shown');
    expect(out).toContain('cut.ndjson was cut short in line 42');
    const json = show('cut.ndjson', '--json');
    expect(json.out.trimEnd().split('\n')).toHaveLength(40);
    expect(json.err).toContain('cut.ndjson was cut short in line 42');
  });

  test('a file that was changed afterwards says so', () => {
    const text = readFileSync(join(directory, 'night.ndjson'), 'utf8');
    writeFileSync(
      join(directory, 'changed.ndjson'),
      text.replace('"amountMinor":399', '"amountMinor":1'),
    );
    expect(show('changed.ndjson').out).toContain('changed.ndjson was changed after it was written');
    expect(show('night.ndjson').out).not.toContain('was changed');
  });

  test.each([
    ['a file that is not there', ['no.ndjson'], 'no.ndjson cannot be read'],
    ['a file that is no trace', ['night.yaml'], 'night.yaml:1 cannot be read'],
    ['nobody of that name', ['night.ndjson', '--with', 'alise'], 'Did you mean "alice"?'],
    ['a kind that is none', ['night.ndjson', '--kind', 'sents'], 'A kind is one of stimulus, sent'],
    ['a type that is none', ['night.ndjson', '--type', 'pay*'], 'a prefix (payment.*)'],
    ['an instant that is none', ['night.ndjson', '--from', 'noon'], '--from noon'],
    ['an end before the start', ['night.ndjson', '--until', '18:00'], '2026-06-06T19:00:00'],
    ['a cause that is none', ['night.ndjson', '--cause-of', '99999'], 'no record 99999'],
    [
      'a record to follow that is none',
      ['night.ndjson', '--follow', '99999', '--json'],
      'no record 99999',
    ],
    [
      'both ways at once',
      ['night.ndjson', '--follow', '1', '--cause-of', '1'],
      'cannot be used with',
    ],
    ['a limit that is none', ['night.ndjson', '--limit', 'x'], 'It is a whole number'],
  ])('ends with 2 for %s', (_, args, said) => {
    const { code, out, err } = show(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
    expect(err).not.toContain('    at ');
  });
});

describe('trace diff', () => {
  const diff = (...args: readonly string[]) => headend(directory, ['trace', 'diff', ...args]);

  test('ends with 0 for equal records', () => {
    copyFileSync(join(directory, 'night.ndjson'), join(directory, 'copy.ndjson'));
    const { code, out } = diff('night.ndjson', 'copy.ndjson');
    expect(code).toBe(0);
    expect(out).toContain(`all ${records.length} records are equal`);
    expect(out).not.toContain('headers differ');
  });

  test('ends with 1 at the first record that differs, with its fields and the headers', () => {
    const others = linesOf('other.ndjson').slice(1, -1);
    const first = records.findIndex((record, index) => JSON.stringify(record) !== others[index]);
    const { code, out } = diff('night.ndjson', 'other.ndjson', '--context', '1');
    expect(code).toBe(1);
    expect(out).toContain('headers differ in seed: 39 -> 40');
    expect(out).toContain(`they differ from record ${first + 1} on`);
    // One shared record, then the first that differs and one more of each side.
    expect(out.match(/^[<>] +\d+ /gm)).toHaveLength(4);
    const [left, right] = [records[first]?.atUs, JSON.parse(others[first] ?? '').atUs];
    expect(out).toContain(`atUs: ${left} -> ${right}`);
  });

  test('--json says the same to other programs', () => {
    const different = diff('night.ndjson', 'other.ndjson', '--json');
    expect(different.code).toBe(1);
    expect(JSON.parse(different.out)).toMatchObject({
      equal: false,
      headers: [{ field: 'seed', left: 39, right: 40 }],
      difference: { fields: [{ path: 'atUs' }] },
    });
    const same = diff('night.ndjson', 'night.ndjson', '--json');
    expect([same.code, JSON.parse(same.out)]).toEqual([
      0,
      { equal: true, headers: [], difference: null },
    ]);
  });

  test('a file that was cut short differs where it ends', () => {
    const { code, out } = diff('night.ndjson', 'cut.ndjson');
    expect(code).toBe(1);
    expect(out).toContain('they differ from record 41 on');
    expect(out).toContain('> (ended)');
  });

  test('ends with 2 for a file that cannot be read, on either side', () => {
    for (const files of [
      ['no.ndjson', 'night.ndjson'],
      ['night.ndjson', 'no.ndjson'],
    ]) {
      const { code, err } = diff(...files);
      expect(code).toBe(2);
      expect(err).toContain('no.ndjson cannot be read');
    }
  });
});
