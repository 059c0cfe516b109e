/**
 * Arrows: who may import whom, read from the import statements.
 *
 *     cli ──▶ inspector ──▶ sim ──▶ actors ──▶ machines ──▶ billing        testing ──▶ sim
 *
 * A part may import everything to its right. Libraries are kept behind few files each, so that a
 * new version of one is a change to those.
 */
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { sourceFiles, withoutComments } from './source-code.ts';

/** The parts of ours that each part may import, besides itself. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  billing: [],
  machines: ['billing'],
  actors: ['machines', 'billing'],
  sim: ['actors', 'machines', 'billing'],
  inspector: ['sim', 'actors', 'machines', 'billing'],
  cli: ['inspector', 'sim', 'actors', 'machines', 'billing'],
  testing: ['sim', 'actors', 'machines', 'billing'],
};
/** Parts that know these only by their types. */
const TYPES_ONLY: ReadonlySet<string> = new Set(['cli -> actors', 'testing -> actors']);

interface Library {
  readonly library: RegExp;
  readonly users: RegExp;
  /** Files that may import its types as well. */
  readonly typeUsers?: RegExp;
}
const LIBRARIES: readonly Library[] = [
  {
    library: /^xstate$/,
    users: /^src\/(?:machines\/|actors\/xstate-engine\.ts$)/,
    typeUsers:
      /^src\/actors\/(?:engine|surroundings|line-board|compiled\/(?:read-machine|tables))\.ts$/,
  },
  { library: /^rxjs$/, users: /^src\/actors\// },
  { library: /^(?:lowdb(?:\/node)?|commander|picocolors)$/, users: /^src\/cli\// },
  { library: /^(?:ajv|yaml|fastest-levenshtein)$/, users: /^src\/sim\// },
  { library: /^pure-rand\//, users: /^src\/actors\/random-stream\.ts$/ },
  { library: /^@noble\/hashes\//, users: /^src\/(?:sim|machines)\// },
  { library: /^(?:elkjs\/.*|ws)$/, users: /^src\/inspector\// },
  { library: /^vitest$/, users: /^src\/testing\// },
  // What the surroundings are is not the business of the parts below.
  { library: /^node:/, users: /^src\/(?:sim|inspector|cli|testing)\// },
];

interface Import {
  readonly path: string;
  readonly specifier: string;
  readonly isType: boolean;
}

const imports = sourceFiles('src').flatMap(({ path, text }) => importsIn(path, text));
const ours = imports.filter(({ specifier }) => specifier.startsWith('.'));
const foreign = imports.filter(({ specifier }) => !specifier.startsWith('.'));

test('imports are read: values, types, exports and what is imported for its effects', () => {
  const text = [
    "import a from 'a';",
    "import type { B } from './b.ts';",
    "import {\n  c,\n  type D,\n} from 'c';",
    "export { e } from './e.ts';",
    "export type { F } from './f.ts';",
    "import 'g';",
    "const h = await import('./h.ts');",
    "// import i from 'i';",
  ].join('\n');
  expect(importsIn('x', text).map(({ specifier, isType }) => [specifier, isType])).toEqual([
    ['a', false],
    ['./b.ts', true],
    ['c', false],
    ['./e.ts', false],
    ['./f.ts', true],
    ['g', false],
    ['./h.ts', false],
  ]);
});

test('every part of the source has its arrows', () => {
  const parts = new Set(sourceFiles('src').map(({ path }) => partOf(path)));
  expect([...parts].sort()).toEqual(Object.keys(PARTS).sort());
});

test('nothing points back', () => {
  expect(ours.length).toBeGreaterThan(0);
  const wrong = ours.filter(({ path, specifier, isType }) => {
    const [from, to] = [partOf(path), partOf(targetOf(path, specifier))];
    if (from === to) return false;
    if (PARTS[from]?.includes(to) !== true) return true;
    return TYPES_ONLY.has(`${from} -> ${to}`) && !isType;
  });
  expect(wrong).toEqual([]);
});

test('a library is imported only where it has its place', () => {
  expect(foreign.length).toBeGreaterThan(0);
  const wrong = foreign.filter(({ path, specifier, isType }) => {
    const place = LIBRARIES.find(({ library }) => library.test(specifier));
    if (place === undefined) return true;
    return !place.users.test(path) && !(isType && place.typeUsers?.test(path) === true);
  });
  expect(wrong).toEqual([]);
});

test('every library that has a place is imported somewhere', () => {
  const unused = LIBRARIES.filter(
    ({ library }) => !foreign.some(({ specifier }) => library.test(specifier)),
  );
  expect(unused).toEqual([]);
});

function importsIn(path: string, text: string): readonly Import[] {
  const code = withoutComments(text);
  const statement =
    /^(?:import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm;
  return [...code.matchAll(statement)].map(([, type, from, effect, late]) => ({
    path,
    specifier: from ?? effect ?? late ?? '',
    isType: type !== undefined,
  }));
}

function targetOf(path: string, specifier: string): string {
  return posix.join(posix.dirname(path), specifier);
}

/** `src/sim/trace/filter.ts` is in `sim`. */
function partOf(path: string): string {
  return path.split('/')[1] ?? '';
}
