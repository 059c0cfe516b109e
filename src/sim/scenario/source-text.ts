/**
 * Source text: one YAML file, read into a document that knows the place of every key and value.
 *
 *     bytes --UTF-8--> text --CST tokens, depth checked--> nodes --> document
 *
 * Only plain YAML 1.2 is a scenario: mappings with text keys, lists, scalars, anchors and aliases.
 * Tags, merge keys, further documents and duplicate keys are mistakes.
 * Any bytes are read within about a second: size, tokens, nesting and values behind aliases have
 * limits, because the YAML composer calls itself once per level (test/sim/scenario/hostile.test.ts).
 */
import { Composer, type Document, Lexer, LineCounter, Parser } from 'yaml';
import { DEPTH_MAX, outsideFiles, type Place, type Value } from './document.ts';
import type { ProblemList } from './problem-list.ts';
import { documentOf } from './yaml-node.ts';

/** What problems call a kind of file. */
export interface FileKind {
  /** `a scenario file`. */
  readonly name: string;
  /** What a file of this kind is, and how it begins. */
  readonly whole: string;
}
export const SCENARIO_FILE: FileKind = {
  name: 'a scenario file',
  whole: 'a scenario that begins with "scenario: TITLE"',
};

const SIZE_BYTES_MAX = 1_048_576;
/** About eight thousand dense lines. */
const TOKENS_MAX = 150_000;
/** The parser keeps a few entries per level that a scenario has. */
const STACK_DEPTH_MAX = 64;

/** What the parser says, as what was found and what to write instead. */
const EXPLANATIONS: Readonly<Record<string, readonly [found: string, expected: string]>> = {
  TAB_AS_INDENT: ['a tab', 'spaces: YAML lines are never indented by tabs'],
  MISSING_CHAR: ['something left open', 'the closing bracket, brace, quotation mark or colon'],
  BLOCK_AS_IMPLICIT_KEY: [
    'a value on the line of another key',
    'quotation marks around text with ": "',
  ],
  BAD_ALIAS: ['an alias that names nothing', 'an anchor before its alias'],
};

/**
 * Reads one file.
 *
 * Returns null, with the reasons in `problems`, when the file is not YAML that a document can be made
 * of. Problems in single values (duplicate keys, tags) are reported and the rest is read.
 *
 * @param file how problems name the file
 * @param path where the text belongs in the document; not '' for the value of an option, which has
 *   no lines
 */
export function readSourceText(
  file: string,
  source: string | Uint8Array,
  problems: ProblemList,
  path = '',
  kind: FileKind = SCENARIO_FILE,
): Value | null {
  const nowhere = outsideFiles(file);
  const fail = (found: string, expected: string, at = nowhere) => {
    problems.add({ at, path, found, expected });
    return null;
  };
  const text = decoded(source);
  if (!text.ok) return fail(text.found, text.expected);
  const lines = new LineCounter();
  lines.addNewLine(0);
  const placeOf = (offset: number): Place => {
    if (path !== '') return nowhere;
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const tokens = tokensOf(text.text, lines);
  if (!tokens.ok) return fail(tokens.found, tokens.expected, placeOf(tokens.offset));
  const documents = composed(tokens.tokens, text.text.length);
  const [document, second] = documents;
  if (second !== undefined) {
    return fail('a second document', 'one document in a file', placeOf(second.range[0]));
  }
  for (const error of document?.errors ?? []) {
    const [found, expected] = EXPLANATIONS[error.code] ?? [
      `a mistake in the YAML (${error.message})`,
      'valid YAML',
    ];
    problems.add({ at: placeOf(error.pos[0]), path, found, expected });
  }
  if (document !== undefined && document.errors.length > 0) return null;
  if (document === undefined || document.contents === null || isBlank(document)) {
    return fail('nothing', path === '' ? kind.whole : 'a value');
  }
  return documentOf(document.contents, { text: text.text, placeOf, problems, path });
}

type Failure = { readonly ok: false; readonly found: string; readonly expected: string };

function decoded(source: string | Uint8Array): { ok: true; text: string } | Failure {
  const sizeBytes = source.length;
  if (sizeBytes > SIZE_BYTES_MAX) {
    return { ok: false, found: `${sizeBytes} bytes`, expected: `at most ${SIZE_BYTES_MAX} bytes` };
  }
  const expected = 'text in UTF-8';
  if (typeof source === 'string') return textOrFailure(source.replace(/^\uFEFF/, ''));
  const [first, second] = source;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { ok: false, found: 'text in UTF-16', expected };
  }
  try {
    return textOrFailure(new TextDecoder('utf-8', { fatal: true }).decode(source));
  } catch {
    return { ok: false, found: 'bytes that are not UTF-8', expected };
  }
}

function textOrFailure(text: string): { ok: true; text: string } | Failure {
  const at = text.search(FORBIDDEN);
  if (at < 0) return { ok: true, text };
  const code = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return { ok: false, found: `the control character U+${code}`, expected: 'text in UTF-8' };
}

/** What no YAML file may hold: control characters other than tab and line ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;

type Tokens = { ok: true; tokens: Parameters<Composer['compose']>[0] };

function tokensOf(text: string, lines: LineCounter): Tokens | (Failure & { offset: number }) {
  const parser = new Parser(lines.addNewLine);
  const tokens = [];
  let tokenCount = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    tokenCount += 1;
    if (parser.stack.length > STACK_DEPTH_MAX) {
      const offset = parser.offset;
      return {
        ok: false,
        offset,
        found: 'too many levels, one inside another',
        expected: `at most ${DEPTH_MAX} levels`,
      };
    }
    if (tokenCount > TOKENS_MAX) {
      const expected = `at most ${TOKENS_MAX} words and marks; populations make many alike`;
      return { ok: false, offset: parser.offset, found: 'a file too long to check', expected };
    }
  }
  tokens.push(...parser.end());
  return { ok: true, tokens };
}

function composed(tokens: Tokens['tokens'], sizeChars: number): readonly Document.Parsed[] {
  // A file can hold a mistake per character; the stack of each would cost ten times the mistake.
  const stackLines = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    // The failsafe schema reads every scalar as text: yaml-node.ts decides what it stands for.
    const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, prettyErrors: false });
    return [...composer.compose(tokens, true, sizeChars)];
  } finally {
    Error.stackTraceLimit = stackLines;
  }
}

/** True for a file of comments and white space only. */
function isBlank(document: Document.Parsed): boolean {
  const { contents } = document;
  return contents !== null && contents.range[0] === contents.range[1] && contents.tag === undefined;
}
