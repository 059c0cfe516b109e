/**
 * YAML place: where the caret stands in a YAML text: under which keys, and whether a key or a value is
 * being written.
 *
 *     script:
 *       - { at: "19:30", do: ali│        path script - do, a value, begun with "ali"
 *
 * A reader of its own, because the text is being written and so is seldom valid. It knows indentation,
 * lists, flow mappings and lists over several lines, quotes, comments and block texts; not anchors or
 * several documents in a file.
 */

export interface YamlPlace {
  /** The keys around the caret, `-` for an item of a list. */
  readonly path: readonly string[];
  readonly is: 'key' | 'value' | 'text';
  /** What of the word was written already. */
  readonly prefix: string;
  /** The keys that stand beside it. */
  readonly taken: ReadonlySet<string>;
}

interface Level {
  readonly indent: number;
  readonly key: string;
}
interface Flow {
  readonly opens: '{' | '[';
  key: string | null;
  readonly keys: string[];
}
interface Reading {
  readonly levels: Level[];
  readonly flows: Flow[];
  /** What stands in a flow since the last comma or colon. */
  word: string;
  /** The indentation of the key whose block text goes on; null outside. */
  textIndent: number | null;
}

const KEY = /^("[^"]*"|'[^']*'|[^\s#{}[\],&*!|>'"%@`-][^#{}[\],]*?)\s*:(?=\s|$)/;

/** Where the caret stands. */
export function placeAt(text: string, caret: number): YamlPlace {
  const lines = text.slice(0, caret).split('\n');
  const reading: Reading = { levels: [], flows: [], word: '', textIndent: null };
  for (const line of lines.slice(0, -1)) readLine(reading, line);
  return lastLine(reading, lines.at(-1) ?? '', text, lines.length - 1);
}

function lastLine(reading: Reading, line: string, text: string, index: number): YamlPlace {
  if (reading.flows.length > 0) {
    readFlow(reading, line);
    return flowPlace(reading);
  }
  const indent = indentOf(line);
  if (reading.textIndent !== null && (indent > reading.textIndent || line.trim() === '')) {
    if (line.trim() !== '' || indent > reading.textIndent) return nowhere(reading);
  }
  if (/(?:^|\s)#/.test(line)) return nowhere(reading);
  const { column, rest } = openItems(reading, line);
  const key = KEY.exec(rest);
  if (key === null) {
    leave(reading, column);
    if (/^[{[]/.test(rest)) {
      readFlow(reading, rest);
      return flowPlace(reading);
    }
    const taken = keysBeside(text.split('\n'), index, column);
    const path = reading.levels.map((level) => level.key);
    return { path, is: 'key', prefix: rest.trim(), taken };
  }
  readLine(reading, line);
  if (reading.flows.length > 0) return flowPlace(reading);
  const value = rest.slice(key[0].length);
  const path = reading.levels.map((level) => level.key);
  const is = value.startsWith(' ') ? 'value' : 'text';
  return { path, is, prefix: value.trimStart(), taken: new Set() };
}

function readLine(reading: Reading, line: string): void {
  if (reading.flows.length > 0) {
    readFlow(reading, `${line}\n`);
    return;
  }
  const stripped = line.replace(/(^|\s)#.*$/, '');
  if (stripped.trim() === '') return;
  if (reading.textIndent !== null) {
    if (indentOf(line) > reading.textIndent) return;
    reading.textIndent = null;
  }
  const { column, rest } = openItems(reading, stripped);
  const key = KEY.exec(rest);
  leave(reading, column);
  if (key === null) {
    if (/^[{[]/.test(rest)) readFlow(reading, `${rest}\n`);
    return;
  }
  reading.levels.push({ indent: column, key: (key[1] ?? '').replace(/^["']|["']$/g, '') });
  const value = rest
    .slice(key[0].length)
    .trim()
    .replace(/^[&!]\S+\s*/, '');
  if (/^[|>]/.test(value)) reading.textIndent = column;
  else if (/^[{[]/.test(value)) readFlow(reading, `${value}${rest.endsWith(' ') ? ' ' : ''}`);
}

/** Takes the dashes a line begins with. */
function openItems(reading: Reading, line: string): { column: number; rest: string } {
  let column = indentOf(line);
  let rest = line.slice(column);
  for (let dash = /^-(?:\s+|$)/.exec(rest); dash !== null; dash = /^-(?:\s+|$)/.exec(rest)) {
    const { levels } = reading;
    for (let top = levels.at(-1); top !== undefined; top = levels.at(-1)) {
      // A list may stand as far left as the key it belongs to.
      if (top.indent < column || (top.indent === column && top.key !== '-')) break;
      levels.pop();
    }
    levels.push({ indent: column, key: '-' });
    column += dash[0].length;
    rest = rest.slice(dash[0].length);
  }
  return { column, rest };
}

function leave({ levels }: Reading, column: number): void {
  for (let top = levels.at(-1); top !== undefined && top.indent >= column; top = levels.at(-1)) {
    levels.pop();
  }
}

function readFlow(reading: Reading, text: string): void {
  const { flows } = reading;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    const top = flows.at(-1);
    if (quote !== '') {
      if (letter === quote) quote = '';
      reading.word += letter;
    } else if (letter === '"' || letter === "'") {
      quote = letter;
      reading.word += letter;
    } else if (letter === '#' && /\s/.test(text[at - 1] ?? ' ')) {
      at = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
    } else if (letter === '{' || letter === '[') {
      flows.push({ opens: letter, key: null, keys: [] });
      reading.word = '';
    } else if (letter === '}' || letter === ']') {
      flows.pop();
      reading.word = '';
      if (flows.length === 0) return;
    } else if (letter === ',') {
      if (top !== undefined) top.key = null;
      reading.word = '';
    } else if (letter === ':' && top?.opens === '{' && top.key === null) {
      top.key = reading.word.trim().replace(/^["']|["']$/g, '');
      top.keys.push(top.key);
      reading.word = '';
    } else reading.word += letter;
  }
}

function flowPlace({ levels, flows, word }: Reading): YamlPlace {
  const path = levels.map((level) => level.key);
  for (const { opens, key } of flows) {
    if (opens === '[') path.push('-');
    else if (key !== null) path.push(key);
  }
  const top = flows.at(-1);
  const is = top?.opens === '{' && top.key === null ? 'key' : 'value';
  return {
    path,
    is: top === undefined ? 'text' : is,
    prefix: word.trim(),
    taken: new Set(top?.keys),
  };
}

function nowhere({ levels }: Reading): YamlPlace {
  return { path: levels.map((level) => level.key), is: 'text', prefix: '', taken: new Set() };
}

/** The keys of the mapping that a line is part of, above and below it. */
function keysBeside(lines: readonly string[], index: number, column: number): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const step of [-1, 1]) {
    for (let at = index + step; at >= 0 && at < lines.length; at += step) {
      const line = lines[at] ?? '';
      if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
      const dashes = /^(\s*)((?:-\s+)*)/.exec(line);
      const indent = (dashes?.[1] ?? '').length + (dashes?.[2] ?? '').length;
      if ((dashes?.[1] ?? '').length < column && indent !== column) break;
      const isItem = dashes?.[2] !== '';
      if (isItem && step === 1) break;
      const key = KEY.exec(line.slice(indent))?.[1];
      if (indent === column && key !== undefined) keys.add(key);
      if (isItem) break;
    }
  }
  return keys;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
