/**
 * YAML node: from the nodes of a YAML library to a document with places.
 *
 * Every scalar arrives as text and is resolved here by the rules of YAML 1.2's core schema, whatever
 * version the file declares, so that 19:30 is text and 50.00 keeps its decimals.
 */
import { isAlias, isMap, isScalar, type Node, type Scalar as ScalarNode } from 'yaml';
import {
  DEPTH_MAX,
  type Entry,
  type Place,
  pathTo,
  type Scalar,
  type ScalarValue,
  VALUES_MAX,
  type Value,
} from './document.ts';
import { quoted } from './problem.ts';
import type { ProblemList } from './problem-list.ts';

/** What reading a node needs to know about its file. */
export interface NodeSource {
  readonly text: string;
  readonly placeOf: (offset: number) => Place;
  readonly problems: ProblemList;
  /** Where the root belongs in the document; '' for a whole file. */
  readonly path: string;
}

/** Longer than any key; account names and addresses are keys too. */
const KEY_LENGTH_MAX = 200;
const INTEGER = /^[-+]?[0-9]+$/;
const BASED = /^0(o[0-7]+|x[0-9a-fA-F]+)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const NOT_FINITE = /^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/;

/** The document of a file's root node; mistakes are reported and left out. */
export function documentOf(root: Node, source: NodeSource): Value {
  return new NodeReader(source).read(root, source.path, 0);
}

/** What plain (unquoted) text stands for. Text for 1e999 or .inf is a number that is not finite. */
function scalarOf(text: string): Scalar {
  if (text === '' || text === '~' || /^(null|Null|NULL)$/.test(text)) return null;
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  if (INTEGER.test(text) || BASED.test(text) || FLOAT.test(text)) return Number(text);
  if (NOT_FINITE.test(text)) {
    if (/nan/i.test(text)) return Number.NaN;
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  return text;
}

class NodeReader {
  readonly #source: NodeSource;
  /** Own table of anchors: the library looks each alias up by walking the whole file. */
  readonly #anchors = new Map<string, Node>();
  #valueCount = 0;

  constructor(source: NodeSource) {
    this.#source = source;
  }

  read(node: Node, path: string, depth: number): Value {
    const at = this.#placeOf(node);
    if (isAlias(node)) return this.#readAlias(node.source, at, path, depth);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    if (node.tag !== undefined) {
      this.#report(at, path, `the tag ${quoted(node.tag)}`, 'a value without a tag');
      return nothingAt(at);
    }
    this.#valueCount += 1;
    if (this.#valueCount > VALUES_MAX) {
      if (this.#valueCount === VALUES_MAX + 1) {
        this.#report(at, path, `more than ${VALUES_MAX} values`, 'fewer aliases of aliases');
      }
      return nothingAt(at);
    }
    if (isScalar(node)) return this.#scalar(node, at);
    if (depth >= DEPTH_MAX) {
      this.#report(at, path, 'too many levels, one inside another', `at most ${DEPTH_MAX} levels`);
      return nothingAt(at);
    }
    if (isMap<Node | null, Node | null>(node)) return this.#mapping(node.items, at, path, depth);
    const items = 'items' in node && Array.isArray(node.items) ? (node.items as Node[]) : [];
    return {
      kind: 'list',
      at,
      items: items.map((item, index) => this.read(item, pathTo(path, index), depth + 1)),
    };
  }

  #mapping(
    pairs: readonly { readonly key: Node | null; readonly value: Node | null }[],
    at: Place,
    path: string,
    depth: number,
  ): Value {
    const entries = new Map<string, Entry>();
    for (const { key, value } of pairs) {
      const keyAt = key === null ? at : this.#placeOf(key);
      if (!isScalar(key) || key.tag !== undefined || String(key.value).length > KEY_LENGTH_MAX) {
        const expected = `a key that is text of at most ${KEY_LENGTH_MAX} characters`;
        this.#report(keyAt, path, 'a key that is no name', expected);
        continue;
      }
      const name = String(key.value);
      if (key.anchor !== undefined) this.#anchors.set(key.anchor, key);
      if (name === '<<' && key.type === 'PLAIN') {
        this.#report(
          keyAt,
          pathTo(path, name),
          'a merge key',
          '"extends", which merges whole files',
        );
        continue;
      }
      const first = entries.get(name);
      if (first !== undefined) {
        const expected = `one of each key (the first is on line ${first.keyAt.line})`;
        this.#report(keyAt, pathTo(path, name), `the key ${quoted(name)} again`, expected);
        continue;
      }
      const read =
        value === null ? nothingAt(keyAt) : this.read(value, pathTo(path, name), depth + 1);
      entries.set(name, { keyAt, value: read });
    }
    return { kind: 'mapping', at, entries };
  }

  #readAlias(name: string, at: Place, path: string, depth: number): Value {
    const anchored = this.#anchors.get(name);
    if (anchored === undefined) {
      this.#report(at, path, `the alias ${quoted(name)}`, 'an anchor of that name before it');
      return nothingAt(at);
    }
    return this.read(anchored, path, depth);
  }

  #scalar(node: ScalarNode, at: Place): ScalarValue {
    const text = String(node.value);
    const isPlain = node.type === 'PLAIN';
    const [start = 0, end = 0] = node.range ?? [];
    const written = this.#source.text.slice(start, end);
    const textColumn = written === text ? 0 : written.slice(1, -1) === text ? 1 : null;
    return { kind: 'scalar', at, scalar: isPlain ? scalarOf(text) : text, text, textColumn };
  }

  #placeOf(node: Node): Place {
    return this.#source.placeOf(node.range?.[0] ?? 0);
  }

  #report(at: Place, path: string, found: string, expected: string): void {
    this.#source.problems.add({ at, path, found, expected });
  }
}

function nothingAt(at: Place): ScalarValue {
  return { kind: 'scalar', at, scalar: null, text: '', textColumn: null };
}
