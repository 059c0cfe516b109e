/**
 * Source code: files of the repository, with and without what is only prose in them.
 *
 *     const a = 'new Date()'; // setTimeout     source
 *     const a = 'new Date()';                   withoutComments
 *     const a = '          ';                   codeOnly
 *
 * What is left out becomes blanks, so lines keep their numbers and columns.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What is made, fetched or kept by tools, and no part of the source. */
const NOT_SOURCE = /^(?:\.git|node_modules|coverage|\.headend|dist.*)$/;

export interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every file under a directory of the repository, in the order of their paths. */
export function sourceFiles(directory = '.'): readonly SourceFile[] {
  return pathsIn(join(ROOT, directory))
    .sort()
    .map((path) => ({
      path: relative(ROOT, path).split(sep).join('/'),
      text: readFileSync(path, 'utf8'),
    }));
}

function pathsIn(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return NOT_SOURCE.test(entry.name) ? [] : pathsIn(path);
    return entry.isFile() ? [path] : [];
  });
}

// One token at a time; a slash begins a regular expression only where no value can have ended.
const COMMENT = String.raw`\/\/[^\n]*|\/\*[\s\S]*?\*\/`;
const STRING = String.raw`'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"`;
const REGEX = String.raw`(?<=(?:^|[(,=:[!&|?{};>]|\breturn|\bcase)\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])*\/[a-z]*`;
/** A template's own text: up to the end or a hole, and from a hole's end on. */
const TEMPLATE_TEXT = String.raw`(?:\\[\s\S]|\$(?!\{)|[^\\$\x60])*`;
const TOKEN = new RegExp(`(${COMMENT})|(${STRING})|(${REGEX})|[\`{}]`, 'gm');
const TEMPLATE = new RegExp(`${TEMPLATE_TEXT}(\`|\\$\\{)`, 'y');

/** The source without comments. */
export function withoutComments(text: string): string {
  return blanked(text, false);
}

/** The source without comments and without the texts in it; the code in a template's holes stays. */
export function codeOnly(text: string): string {
  return blanked(text, true);
}

function blanked(text: string, isCodeOnly: boolean): string {
  let result = '';
  let end = 0;
  // One entry for each open brace: whether its end goes on with a template.
  const holes: boolean[] = [];
  const keep = (to: number) => {
    result += text.slice(end, to);
    end = to;
  };
  const drop = (to: number) => {
    result += text.slice(end, to).replace(/[^\n]/g, ' ');
    end = to;
  };
  for (;;) {
    TOKEN.lastIndex = end;
    const token = TOKEN.exec(text);
    if (token === null) break;
    const [whole, comment] = token;
    keep(token.index);
    const isTemplateText = whole === '`' || (whole === '}' && holes.pop() === true);
    if (whole === '{') holes.push(false);
    if (isTemplateText) {
      keep(end + 1);
      TEMPLATE.lastIndex = end;
      const [rest = '', stop = ''] = TEMPLATE.exec(text) ?? [];
      const textEnd = end + rest.length - stop.length;
      if (isCodeOnly) drop(textEnd);
      keep(textEnd + stop.length);
      if (stop === '${') holes.push(true);
    } else if (comment !== undefined || (isCodeOnly && whole.length > 1)) {
      drop(end + whole.length);
    } else {
      keep(end + whole.length);
    }
  }
  keep(text.length);
  return result;
}
