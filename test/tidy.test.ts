/**
 * Tidy: house rules that no compiler sees. Each rule names its reason, so that the failure teaches.
 */
import { describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { codeOnly, type SourceFile, sourceFiles, withoutComments } from './source-code.ts';

interface Rule {
  readonly banned: RegExp;
  readonly reason: string;
}

/** Where a run must come out the same every time. */
const DETERMINISTIC = /^src\/(?:machines|actors|billing|sim)\//;
const DETERMINISM: readonly Rule[] = [
  { banned: /\bMath\.random\b/, reason: "draw from the run's seed: sim/random.ts" },
  { banned: /\bDate\.now\b|\bnew Date\(\)/, reason: 'ask the timeline: a run has its own time' },
  { banned: /\bperformance\b/, reason: 'how long something takes is no part of a run' },
  {
    // A clock handed to a library has methods of these names.
    banned: /(?<![.\w])set(?:Timeout|Interval|Immediate)\b(?!:)|\bqueueMicrotask\b|\bnextTick\b/,
    reason: 'schedule it on the timeline, which alone says what comes next',
  },
  {
    banned: /\basync\b|\bawait\b|\bPromise\b|\.then\(/,
    reason: 'what a promise runs, and when, is not the timeline’s decision',
  },
];
const EVERYWHERE: readonly Rule[] = [
  {
    banned: /\bas any\b|:\s*any\b|[<|,&]\s*any\s*[>|,&[]|\bany\[\]/,
    reason: 'name the type, or take `unknown` and look',
  },
  {
    banned: /[\w)\]]!(?!=)/,
    reason: 'say what happens when it is not there, or hold it with invariant()',
  },
  { banned: /\bsendParent\b/, reason: 'it is untyped; emit the message' },
  { banned: /\bexport default\b/, reason: 'a thing has one name, wherever it is imported' },
];
/** Also in comments. */
const IN_PROSE: readonly Rule[] = [
  { banned: /\b(?:TODO|FIXME|XXX)\b/, reason: 'do it, or open an issue' },
];
const IN_NAMES: readonly Rule[] = [
  {
    banned: /(?:^|[/-])(?:utils?|helpers?|common|managers?)(?=[-./])/,
    reason: 'name the file after the one thing it is',
  },
  {
    banned: /(?:^|\/)(?!testing\/index\.ts)[^/]*\/index\.ts$/,
    reason: 'import what a thing is in: a barrel hides where that is',
  },
];
const ON_MACHINES: readonly Rule[] = [
  {
    banned: /(?<![\w.~/-])\/(?:home|root|work|tmp|Users|var\/folders)\/[\w.]/,
    reason: 'this path exists on one machine only',
  },
  { banned: /\b[A-Z]:\\Users\b/, reason: 'this path exists on one machine only' },
  {
    banned: /\b(?:registry|npm|pypi|artifactory|nexus)\.(?!npmjs\.com\b)[\w-]+\.[\w.-]*\w/,
    reason: 'where packages come from is the business of who installs them',
  },
];

/** What the package exports: `./dist/sim/api.js` is made from `src/sim/api.ts`. */
const DOORS: ReadonlySet<string> = new Set(
  Object.values(manifest.exports).map(({ default: built }) =>
    built.replace(/^\.\/dist\//, 'src/').replace(/\.js$/, '.ts'),
  ),
);

/** Longer files than this are more than one thing. */
const LINES_MAX = { src: 250, test: 300 } as const;

const src = sourceFiles('src');
const tests = sourceFiles('test');
const everything = sourceFiles();

describe('a run comes out the same every time', () => {
  test.each(DETERMINISM)('no $banned: $reason', ({ banned }) => {
    const files = src.filter(({ path }) => DETERMINISTIC.test(path));
    expect(files.length).toBeGreaterThan(0);
    expect(found(banned, files, codeOnly)).toEqual([]);
  });
});

describe('the source', () => {
  test.each(EVERYWHERE)('has no $banned: $reason', ({ banned }) => {
    expect(found(banned, src, codeOnly)).toEqual([]);
  });

  test.each(IN_PROSE)('has no $banned, in comments neither: $reason', ({ banned }) => {
    expect(found(banned, src)).toEqual([]);
  });

  test.each(IN_NAMES)('has no file named $banned: $reason', ({ banned }) => {
    const paths = [...src, ...tests].map(({ path }) => path);
    expect(paths.filter((path) => banned.test(path))).toEqual([]);
  });

  test('has no file that only passes on what others export, besides those of the package', () => {
    const barrels = src.filter(({ path, text }) => {
      const rest = withoutComments(text).replace(/^export [^;]* from '[^']*';$/gm, '');
      return rest.trim() === '' && !DOORS.has(path);
    });
    expect(barrels.map(({ path }) => path)).toEqual([]);
  });

  test('says at the head of every file what the file is', () => {
    const bare = src.filter(({ text }) => !/^(?:#![^\n]*\n)?\/\*\*/.test(text));
    expect(bare.map(({ path }) => path)).toEqual([]);
  });
});

describe('a file is one thing', () => {
  test('no file is longer than its kind may be', () => {
    const long = [...src, ...tests]
      .filter(({ path }) => !path.endsWith('.json'))
      .filter(({ path, text }) => linesIn(text) > LINES_MAX[kindOf(path)])
      .map(({ path, text }) => `${path} has ${linesIn(text)} lines`);
    expect(long).toEqual([]);
  });
});

describe('the project speaks of itself alone', () => {
  test.each(ON_MACHINES)('no file has $banned: $reason', ({ banned }) => {
    expect(found(banned, everything)).toEqual([]);
  });
});

/** Where a pattern is found: `src/a.ts:12: the line`. */
function found(
  banned: RegExp,
  files: readonly SourceFile[],
  partOf: (text: string) => string = (text) => text,
): readonly string[] {
  return files.flatMap(({ path, text }) => {
    if (!banned.test(partOf(text))) return [];
    const lines = text.split('\n');
    return partOf(text)
      .split('\n')
      .flatMap((part, index) =>
        banned.test(part) ? [`${path}:${index + 1}: ${lines[index]?.trim().slice(0, 120)}`] : [],
      );
  });
}

function kindOf(path: string): 'src' | 'test' {
  return path.startsWith('src/') ? 'src' : 'test';
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}
