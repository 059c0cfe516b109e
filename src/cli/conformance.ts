/**
 * `headend conformance`: every claim of the source texts, what shows it, and whether it holds.
 *
 *     DIR/*.yaml         scenarios, run
 *     DIR/rating/*.yaml  rate files, rated without a network; those that expect nothing show nothing
 */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Command } from 'commander';
import { CLAIMS } from '../sim/claims.ts';
import {
  type Conformance,
  type ConformanceRow,
  conformanceOf,
  type JudgedRates,
} from '../sim/conformance.ts';
import { ENGINES } from '../sim/engines.ts';
import { judgeRates } from '../sim/rate/judge.ts';
import { loadRateFile } from '../sim/rate/load.ts';
import { loadScenario } from '../sim/scenario/load.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import { UnusableScenario } from '../sim/scenario/problem.ts';
import { UnusableRequest } from './complaint.ts';
import { type EngineFlag, engineOption } from './engine-flag.ts';
import { printLines } from './output.ts';
import { mark, paint } from './paint.ts';
import { scenarioFilesIn } from './scenario-directory.ts';

interface ConformanceFlags extends EngineFlag {
  readonly json?: true;
  readonly only?: string;
}

/** `headend conformance`, ready to be added to a program. */
export function conformanceCommand(): Command {
  return new Command('conformance')
    .description('every claim of the source texts, and the scenarios that show it')
    .argument('[dir]', 'the directory with the scenarios', 'scenarios')
    .option('--json', 'the rows as JSON, for other programs')
    .addOption(engineOption())
    .option('--only <id>', 'only this claim, or all that begin with a letter: U7, U')
    .addHelpText(
      'after',
      `
Examples:
  headend conformance
  headend conformance my-scenarios --only U1

Exit codes: 0 every row holds, 1 one does not, 2 a scenario cannot be used.`,
    )
    .action(conformance);
}

async function conformance(
  directory: string,
  { json, only = '', engine }: ConformanceFlags,
): Promise<void> {
  const isAsked = ({ id }: { readonly id: string }) =>
    only.length > 1 ? id === only : id.startsWith(only);
  if (!CLAIMS.some(isAsked)) {
    throw new UnusableRequest(
      `--only ${only}: there is no such claim. Ids are U1 to U26, B1 to B24 and Ba to Bx.`,
    );
  }
  const unusable: UnusableScenario[] = [];
  const scenarios = usableOf(scenarioFilesIn(directory), loadScenario, unusable);
  const rates = usableOf(rateFilesIn(directory), judged, unusable);
  const { rows, reasons } = conformanceOf(scenarios, {
    engine: ENGINES[engine],
    rates,
    isAsked,
    onRun: showProgress,
  });
  clearProgress();
  await printLines(json ? [JSON.stringify({ rows }, null, 2)] : tableLines(rows, reasons));
  for (const { message } of unusable) {
    process.stderr.write(`${paint.bad('cannot be used')}\n${message}\n`);
  }
  const verdict = rows.every(({ holds }) => holds) ? 0 : 1;
  process.exitCode = unusable.length > 0 ? 2 : verdict;
}

/** What is read of each file; one that cannot be used is put with the others of its kind. */
function usableOf<T>(
  files: readonly string[],
  read: (file: string) => T,
  unusable: UnusableScenario[],
): readonly T[] {
  return files.flatMap((file) => {
    try {
      return [read(file)];
    } catch (error) {
      if (!(error instanceof UnusableScenario)) throw error;
      unusable.push(error);
      return [];
    }
  });
}

/** The rate files of a directory of scenarios; it need not have any. */
function rateFilesIn(directory: string): readonly string[] {
  const rating = join(directory, 'rating');
  return existsSync(rating) ? scenarioFilesIn(rating) : [];
}

/** A rate file, judged; what cannot be rated in it makes it unusable. */
function judged(file: string): JudgedRates {
  const rated = loadRateFile(file);
  if (rated.problems.length > 0) throw new UnusableScenario(rated.problems);
  return { name: `rating/${basename(file, '.yaml')}`, verdicts: judgeRates(file, rated) };
}

function* tableLines(
  rows: readonly ConformanceRow[],
  reasons: Conformance['reasons'],
): Generator<string> {
  const idWidth = Math.max(...rows.map(({ id }) => id.length));
  const titleWidth = Math.max(...rows.map(({ title }) => title.length));
  for (const { id, title, scenarios, holds } of rows) {
    const why = reasons.get(id) ?? [];
    const [shownBy, below] = scenarios.length === 0 ? [why, []] : [scenarios, why];
    const head = `${mark(holds)} ${id.padEnd(idWidth)}  ${title.padEnd(titleWidth)}`;
    yield `${head}  ${paint.quiet(shownBy.join(' '))}`;
    for (const reason of below) yield `    ${reason}`;
  }
  const held = rows.filter(({ holds }) => holds).length;
  const exhibitCount = new Set(rows.flatMap(({ scenarios }) => scenarios)).size;
  const shown = `${exhibitCount} ${exhibitCount === 1 ? 'scenario' : 'scenarios'}`;
  yield '';
  yield `${held} of ${rows.length} claims hold, shown by ${shown}`;
}

/** Says on a terminal what is running, so that a long one does not look stuck. */
function showProgress({ name }: Scenario): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[Krunning ${name}`);
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
}
