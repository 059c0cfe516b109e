import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { CROWD, headend, scratch } from './headend.ts';

const directory = scratch();
writeFileSync(join(directory, 'crowd.yaml'), CROWD);

beforeAll(() => {
  for (const args of [
    ['night.yaml', '--trace', 'night.ndjson'],
    ['night.yaml', '--seed', '40', '--trace', 'other.ndjson'],
    ['crowd.yaml', '--trace', 'crowd.ndjson'],
  ]) {
    const { code, err } = headend(directory, ['run', ...args]);
    expect([code, err]).toEqual([0, '']);
  }
});

describe('trace export', () => {
  const exported = (...args: readonly string[]) => headend(directory, ['trace', 'export', ...args]);

  test.each([
    ['mermaid', /^sequenceDiagram\n {4}participant p1 as client\/alice\n/],
    ['plantuml', /^@startuml\nparticipant "client\/alice" as p1\n[\s\S]*@enduml\n$/],
  ] as const)('writes a part of a trace in %s, to a file just the same', (format, form) => {
    const args = ['night.ndjson', '--of', 'alice-1', '--format', format];
    const { code, out } = exported(...args);
    expect(code).toBe(0);
    expect(out).toMatch(form);
    expect(out).not.toContain('bob');
    const written = exported(...args, '--output', `alice.${format}`);
    expect([written.code, written.out]).toEqual([0, '']);
    expect(readFileSync(join(directory, `alice.${format}`), 'utf8')).toBe(out);
    // An older diagram may be written over.
    expect(exported(...args, '--output', `alice.${format}`).code).toBe(0);
  });

  test('is in Mermaid when nothing is said', () => {
    const { out } = exported('night.ndjson', '--of', 'alice-1');
    expect(out).toBe(exported('night.ndjson', '--of', 'alice-1', '--format', 'mermaid').out);
    expect(out).toMatch(/: 19:\d\d:\d\d\.\d+ order\.place$/m);
  });

  test.each([
    ['too much to draw', ['crowd.ndjson', '--format', 'mermaid'], 'narrow it to a participant'],
    [
      'an output that is the input',
      ['night.ndjson', '--of', 'alice-1', '--output', 'night.ndjson'],
      'night.ndjson is read by this command',
    ],
    [
      'an output that is something else',
      ['night.ndjson', '--of', 'alice-1', '--output', 'other.ndjson'],
      'is no older output of this command',
    ],
    ['a format that is none', ['night.ndjson', '--format', 'dot'], 'mermaid, plantuml'],
    [
      'a file that cannot be written',
      ['night.ndjson', '--of', 'alice-1', '--format', 'mermaid', '--output', 'no/x.mmd'],
      'no/x.mmd',
    ],
  ])('ends with 2 for %s', (_, args, said) => {
    const { code, out, err } = exported(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
  });
});
