/**
 * Load: a scenario from a file, or from an object in code, ready to run.
 *
 *     file --source-text, extend--> document --override--> document --build--> Scenario
 *
 * Whatever the bytes, the result is a scenario or `UnusableScenario` with every reason
 * (test/sim/scenario/hostile.test.ts).
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { buildScenario } from './build.ts';
import { outsideFiles, shown, type Value } from './document.ts';
import { type ReadFile, readExtended } from './extend.ts';
import type { Scenario } from './model.ts';
import { documentOfObject } from './object-value.ts';
import { overridden } from './override.ts';
import { ProblemList } from './problem-list.ts';

export interface LoadOptions {
  /** Replaces the file's seed. */
  readonly seed?: number;
  /** `path=value`, in the order in which they apply: `subscribers.alice.credit=0`. */
  readonly set?: readonly string[];
  /** Reads a file; from the disk when absent. */
  readonly readFile?: ReadFile;
}

/**
 * Reads and checks a scenario file with everything it extends.
 *
 * @throws {UnusableScenario} when the file, one it extends, or an option cannot be used
 */
export function loadScenario(path: string, options: LoadOptions = {}): Scenario {
  const problems = new ProblemList();
  const document = readExtended(path, options.readFile ?? readFileSync, problems);
  const name = basename(path).replace(/\.ya?ml$/, '');
  return scenarioOf(document, name, options, problems);
}

/**
 * Checks a scenario written as an object, which says what a file would say.
 *
 * Problems name `name` as their file and have no lines. A file is extended only by a file.
 *
 * @throws {UnusableScenario} when the object is no scenario
 */
export function defineScenario(name: string, document: unknown): Scenario {
  const problems = new ProblemList();
  const value = documentOfObject(name, document, problems);
  if (value.kind === 'mapping' && value.entries.has('extends')) {
    const expected = 'the object itself; only files extend files';
    problems.add({ at: value.at, path: 'extends', found: 'the key "extends"', expected });
  }
  return scenarioOf(value, name, {}, problems);
}

function scenarioOf(
  read: Value | null,
  name: string,
  { seed, set = [] }: LoadOptions,
  problems: ProblemList,
): Scenario {
  if (read?.kind !== 'mapping') {
    if (read !== null) {
      const expected = 'a mapping that begins with "scenario: TITLE"';
      problems.add({ at: read.at, path: '', found: shown(read), expected });
    }
    problems.throwIfAny();
  }
  let document = read ?? { kind: 'mapping', at: outsideFiles(name), entries: new Map() };
  for (const setting of set) document = overridden(document, setting, problems);
  if (seed !== undefined)
    document = overridden(document, `seed=${seed}`, problems, `--seed ${seed}`);
  const scenario = buildScenario(document, name, problems);
  problems.throwIfAny();
  return scenario;
}
