/**
 * Extend: a scenario on top of the files it extends, each value remembering its own file.
 *
 *     night.yaml   extends: networks/metropolis.yaml
 *                  subscribers: { alice: { credit: 5 } }      mappings merge key by key
 *                  script: [...]                              lists and scalars replace
 *
 * Of several files the later replaces the earlier; the extending file replaces them all. Paths are
 * relative to the file that names them. Laws (test/sim/scenario/extend.test.ts): a problem in a merged
 * value names the file that wrote it; a file that extends itself, over any number of others, is a
 * mistake.
 */
import { dirname, isAbsolute, join, normalize } from 'node:path';
import { type Entry, outsideFiles, type Place, pathTo, shown, type Value } from './document.ts';
import { quoted } from './problem.ts';
import type { ProblemList } from './problem-list.ts';
import { type FileKind, readSourceText, SCENARIO_FILE } from './source-text.ts';

/** Gives a file's content; throws when there is none. */
export type ReadFile = (path: string) => string | Uint8Array;

/** More files than any scenario is made of. */
const FILES_MAX = 64;

/**
 * Reads a file and everything it extends into one document, without its `extends`.
 *
 * Returns null, with the reasons in `problems`, when the file itself cannot be used.
 */
export function readExtended(
  path: string,
  readFile: ReadFile,
  problems: ProblemList,
  kind: FileKind = SCENARIO_FILE,
): Value | null {
  const file = normalize(path);
  return new Extending(readFile, problems, kind).read(file, outsideFiles(file));
}

/** `upper` on top of `lower`: mappings merge by key, everything else replaces. */
function merged(lower: Value, upper: Value): Value {
  if (lower.kind !== 'mapping' || upper.kind !== 'mapping') return upper;
  const entries = new Map<string, Entry>(lower.entries);
  for (const [key, entry] of upper.entries) {
    const below = entries.get(key);
    const value = below === undefined ? entry.value : merged(below.value, entry.value);
    entries.set(key, { keyAt: entry.keyAt, value });
  }
  return { ...upper, entries };
}

class Extending {
  readonly #kind: FileKind;
  readonly #readFile: ReadFile;
  readonly #problems: ProblemList;
  /** The files being read, each extended by the one before it. */
  readonly #chain: string[] = [];
  /** Each file is read once, however many extend it. */
  readonly #read = new Map<string, Value | null>();

  constructor(readFile: ReadFile, problems: ProblemList, kind: FileKind) {
    this.#kind = kind;
    this.#readFile = readFile;
    this.#problems = problems;
  }

  read(path: string, namedAt: Place): Value | null {
    const known = this.#read.get(path);
    if (known !== undefined) return known;
    this.#problems.nameFile(path);
    if (this.#chain.includes(path)) {
      const chain = [...this.#chain.slice(this.#chain.indexOf(path)), path].join(' -> ');
      return this.#fail(namedAt, `a file that extends itself: ${chain}`, 'another file');
    }
    if (this.#read.size + this.#chain.length >= FILES_MAX) {
      return this.#fail(namedAt, `more than ${FILES_MAX} files`, 'fewer files');
    }
    const content = this.#contentOf(path, namedAt);
    if (content === null) return null;
    this.#chain.push(path);
    const own = readSourceText(path, content, this.#problems, '', this.#kind);
    const value = own === null ? null : this.#onTopOfItsBases(path, own);
    this.#chain.pop();
    this.#read.set(path, value);
    return value;
  }

  #contentOf(path: string, namedAt: Place): string | Uint8Array | null {
    try {
      return this.#readFile(path);
    } catch (error) {
      const isRoot = namedAt.line === 0;
      const found = isRoot ? reasonOf(error) : `${quoted(path)}: ${reasonOf(error)}`;
      return this.#fail(namedAt, found, `${this.#kind.name} that can be read`);
    }
  }

  #onTopOfItsBases(path: string, own: Value): Value {
    if (own.kind !== 'mapping') return own;
    const entries = new Map(own.entries);
    const extended = entries.get('extends');
    entries.delete('extends');
    let below: Value | null = null;
    for (const { text, at } of extended === undefined ? [] : this.#basesOf(extended)) {
      const basePath = isAbsolute(text) ? normalize(text) : join(dirname(path), text);
      const base = this.read(basePath, at);
      if (base !== null) below = below === null ? base : merged(below, base);
    }
    const upper: Value = { ...own, entries };
    return below === null ? upper : merged(below, upper);
  }

  #basesOf(extended: Entry): { text: string; at: Place }[] {
    const { value } = extended;
    const named = value.kind === 'list' ? value.items : [value];
    const bases: { text: string; at: Place }[] = [];
    named.forEach((base, index) => {
      if (base.kind === 'scalar' && typeof base.scalar === 'string') {
        bases.push({ text: base.scalar, at: base.at });
        return;
      }
      const path = value.kind === 'list' ? pathTo('extends', index) : 'extends';
      const expected = `the path of ${this.#kind.name}, or a list of paths`;
      this.#problems.add({ at: base.at, path, found: shown(base), expected });
    });
    return bases;
  }

  #fail(at: Place, found: string, expected: string): null {
    this.#problems.add({ at, path: at.line === 0 ? '' : 'extends', found, expected });
    return null;
  }
}

/** Why a file could not be read, in words that need no manual. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons = new Map([
    ['ENOENT', 'no such file'],
    ['EISDIR', 'a folder'],
    ['EACCES', 'a file that may not be read'],
    ['ENOTDIR', 'a file where a folder should be'],
    ['ENAMETOOLONG', 'a path that is too long'],
    ['ERR_INVALID_ARG_VALUE', 'a path that no file can have'],
  ]);
  return (
    reasons.get(code) ??
    `no readable file (${error instanceof Error ? error.message : String(error)})`
  );
}
