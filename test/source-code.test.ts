import { expect, test } from 'vitest';
import { codeOnly, sourceFiles, withoutComments } from './source-code.ts';

/** Blanks are hard to count: each run of them becomes one. */
const squeezed = (text: string) => text.replace(/ +/g, ' ').trim();

/** A hole in a template is written with § below, lest it look like a slip. */
const written = (text: string) => text.replaceAll('§', '$');

const CASES: readonly (readonly [source: string, noComments: string, code: string])[] = [
  ['a(); // b()', 'a();', 'a();'],
  ['a(/* b() */);', 'a( );', 'a( );'],
  ["a('b()'); c", "a('b()'); c", 'a( ); c'],
  ["a('it\\'s // b'); c", "a('it\\'s // b'); c", 'a( ); c'],
  ['a("http://b"); c', 'a("http://b"); c', 'a( ); c'],
  ['a(`b §{c(`d §{e}`)} f`); g', 'a(`b §{c(`d §{e}`)} f`); g', 'a(` §{c(` §{e}`)} `); g'],
  ['a(`b §{{ c: 1 }} // d`); e', 'a(`b §{{ c: 1 }} // d`); e', 'a(` §{{ c: 1 }} `); e'],
  ["a(/['\"`]/g); b('c')", "a(/['\"`]/g); b('c')", 'a( ); b( )'],
  ['a = b / c; // d / e', 'a = b / c;', 'a = b / c;'],
  ['a.replace(/[/]{2}/, b) // c', 'a.replace(/[/]{2}/, b)', 'a.replace( , b)'],
];

test.each(CASES)('prose and code are told apart in %s', (source, noComments, code) => {
  expect(squeezed(withoutComments(written(source)))).toBe(written(noComments));
  expect(squeezed(codeOnly(written(source)))).toBe(written(code));
});

test('lines and columns stay where they are in every file of the project', () => {
  for (const { path, text } of sourceFiles('src')) {
    const ends = text.split('\n').map((line) => line.length);
    expect(
      codeOnly(text)
        .split('\n')
        .map((line) => line.length),
      path,
    ).toEqual(ends);
  }
});
