/**
 * Object value: a scenario written as an object in code, as a document without lines.
 *
 * Arrays are lists; other objects are mappings of their own enumerable text keys, without those that
 * are undefined. What a file could not say (functions, symbols, cycles) is a mistake at its path.
 */
import {
  DEPTH_MAX,
  type Entry,
  outsideFiles,
  type Place,
  pathTo,
  type ScalarValue,
  VALUES_MAX,
  type Value,
} from './document.ts';
import type { ProblemList } from './problem-list.ts';

/** The document of `object`; mistakes are reported and left out. */
export function documentOfObject(name: string, object: unknown, problems: ProblemList): Value {
  const at = outsideFiles(name);
  let valueCount = 0;
  const read = (value: unknown, path: string, depth: number): Value => {
    valueCount += 1;
    if (depth > DEPTH_MAX || valueCount > VALUES_MAX) {
      problems.addUnlessKnown({ at, path, found: 'values without end', expected: 'fewer values' });
      return scalarAt(at, null);
    }
    if (isScalar(value)) return scalarAt(at, value);
    if (Array.isArray(value)) {
      const items = value.map((item, index) => read(item, pathTo(path, index), depth + 1));
      return { kind: 'list', at, items };
    }
    if (typeof value !== 'object' || value === null) {
      problems.add({ at, path, found: `a ${typeof value}`, expected: 'what a file could say' });
      return scalarAt(at, null);
    }
    const entries = new Map<string, Entry>();
    for (const [key, inner] of Object.entries(value)) {
      if (inner === undefined) continue;
      entries.set(key, { keyAt: at, value: read(inner, pathTo(path, key), depth + 1) });
    }
    return { kind: 'mapping', at, entries };
  };
  return read(object, '', 0);
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function scalarAt(at: Place, scalar: ScalarValue['scalar']): ScalarValue {
  return {
    kind: 'scalar',
    at,
    scalar,
    text: scalar === null ? '' : String(scalar),
    textColumn: null,
  };
}
