import { expect, test } from 'vitest';
import { blocksIn } from './doc-block.ts';

/** A document, with ~~~ for the fences. */
function blocks(...lines: readonly string[]) {
  return blocksIn('X.md', lines.join('\n').replaceAll('~~~', '```'));
}

test('commands of sh blocks are found with their lines and exit codes', () => {
  expect(
    blocks(
      'npx headend not-in-a-block',
      '~~~sh',
      'npm ci',
      'npx headend run x.yaml',
      '$ npx headend run y.yaml --set a=1   # exit 1, it is declined',
      'npm start',
      'npx headendless',
      '~~~',
      '~~~text',
      'npx headend in-other-text',
      '~~~',
    ),
  ).toEqual([
    { kind: 'command', line: 4, text: 'npx headend run x.yaml', exit: 0 },
    { kind: 'command', line: 5, text: 'npx headend run y.yaml --set a=1', exit: 1 },
    { kind: 'command', line: 6, text: 'npm start', exit: 0 },
  ]);
});

test('yaml and ts blocks are found when they are marked', () => {
  expect(
    blocks(
      '<!-- run -->',
      '~~~yaml',
      'a: 1',
      '~~~',
      '~~~yaml',
      'b: 2',
      '~~~',
      '<!-- run -->',
      '',
      '~~~ts',
      'c;',
      'd;',
      '~~~',
    ),
  ).toEqual([
    { kind: 'yaml', line: 3, text: 'a: 1\n' },
    { kind: 'ts', line: 11, text: 'c;\nd;\n' },
  ]);
});

test.each([
  ['text comes between', ['<!-- run -->', 'As you see:', '~~~yaml', 'a: 1', '~~~'], 'X.md:1'],
  ['another language follows', ['', '<!-- run -->', '~~~json', '{}', '~~~'], 'X.md:2'],
  ['the document ends', ['<!-- run -->'], 'X.md:1'],
  ['a block is not closed', ['~~~sh', 'npx headend run x.yaml'], 'X.md:1'],
])('nothing is left out in silence when %s', (_, lines, place) => {
  expect(() => blocks(...lines)).toThrow(place);
});
