/**
 * Load rate file: tariffs, timelines and cases from a file, the cases rated.
 *
 *     file --source-text, extend--> document --cents-form--> document --build--> RatedFile
 *
 * A case that cannot be rated is left out and told; the others are rated. Any other mistake makes the
 * whole file unusable.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Tariff } from '../../billing/rating/tariff.ts';
import type { Timeline } from '../../billing/rating/timeline.ts';
import { shown } from '../scenario/document.ts';
import { type ReadFile, readExtended } from '../scenario/extend.ts';
import { type Problem, UnusableScenario } from '../scenario/problem.ts';
import { ProblemList } from '../scenario/problem-list.ts';
import { buildRateFile } from './build.ts';
import type { RateExpectation } from './build-expect.ts';
import { inNativeForm } from './cents-form.ts';
import type { RatedCase } from './model.ts';

/** A rate file after rating. */
export interface RatedFile {
  readonly currency: string;
  readonly timelines: ReadonlyMap<string, Timeline>;
  readonly tariffs: ReadonlyMap<string, Tariff>;
  readonly cases: readonly RatedCase[];
  /** True when the file is itself its only case. */
  readonly isSingle: boolean;
  /** What it expects of its cases and of usage records; judge.ts says whether it holds. */
  readonly expectations: readonly RateExpectation[];
  /** What is wrong with the cases that are missing. */
  readonly problems: readonly Problem[];
}

const RATE_FILE = {
  name: 'a rate file',
  whole: 'a rate file with "tariffs", "timelines" and "cases"',
};

/**
 * Reads a rate file with everything it extends, and rates its cases.
 *
 * @param readFile reads a file; from the disk when absent
 * @throws {UnusableScenario} when the file, or one it extends, cannot be used, or its only case cannot
 */
export function loadRateFile(path: string, readFile: ReadFile = readFileSync): RatedFile {
  const problems = new ProblemList();
  const document = readExtended(path, readFile, problems, RATE_FILE);
  if (document === null) throw new UnusableScenario(problems.sorted());
  if (document.kind !== 'mapping') {
    const expected = RATE_FILE.whole;
    problems.add({ at: document.at, path: '', found: shown(document), expected });
    throw new UnusableScenario(problems.sorted());
  }
  const built = buildRateFile(inNativeForm(document, problems), basename(path), problems);
  const { cases, ...file } = built;
  const found = problems.sorted();
  if (built.isSingle || problems.isFull || found.some((problem) => !isOfCase(problem))) {
    problems.throwIfAny();
  }
  return { ...file, cases: cases.map(({ rated }) => rated), problems: found };
}

function isOfCase({ path }: Problem): boolean {
  return /^cases\.\d+(\.|$)/.test(path);
}
