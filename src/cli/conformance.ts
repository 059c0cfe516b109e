/**
 * `headend conformance`: every claim of the source texts, what shows it, and whether it holds.
 */
import { Command } from 'commander';
import { type Conformance, type ConformanceRow, conformanceOf } from '../sim/conformance.ts';
import { loadScenario } from '../sim/scenario/load.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import { UnusableScenario } from '../sim/scenario/problem.ts';
import { UnusableRequest } from './complaint.ts';
import { printLines } from './output.ts';
import { mark, paint } from './paint.ts';
import { scenarioFilesIn } from './scenario-directory.ts';

interface ConformanceFlags {
  readonly json?: true;
  readonly only?: string;
}

/** `headend conformance`, ready to be added to a program. */
export function conformanceCommand(): Command {
  return new Command('conformance')
    .description('every claim of the source texts, and the scenarios that show it')
    .argument('[dir]', 'the directory with the scenarios', 'scenarios')
    .option('--json', 'the rows as JSON, for other programs')
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
  { json, only = '' }: ConformanceFlags,
): Promise<void> {
  const { scenarios, unusable } = load(scenarioFilesIn(directory));
  const { rows: all, reasons } = conformanceOf(scenarios, showProgress);
  clearProgress();
  const rows = all.filter(({ id }) => (only.length > 1 ? id === only : id.startsWith(only)));
  if (rows.length === 0) {
    const [first, last] = [all[0]?.id, all.at(-1)?.id];
    throw new UnusableRequest(
      `--only ${only}: there is no such claim. Ids are ${first} to ${last}.`,
    );
  }
  await printLines(
    json ? [JSON.stringify({ rows }, null, 2)] : tableLines(rows, reasons, scenarios.length),
  );
  for (const { message } of unusable) {
    process.stderr.write(`${paint.bad('cannot be used')}\n${message}\n`);
  }
  const verdict = rows.every(({ holds }) => holds) ? 0 : 1;
  process.exitCode = unusable.length > 0 ? 2 : verdict;
}

function load(files: readonly string[]) {
  const scenarios: Scenario[] = [];
  const unusable: UnusableScenario[] = [];
  for (const file of files) {
    try {
      scenarios.push(loadScenario(file));
    } catch (error) {
      if (!(error instanceof UnusableScenario)) throw error;
      unusable.push(error);
    }
  }
  return { scenarios, unusable };
}

function* tableLines(
  rows: readonly ConformanceRow[],
  reasons: Conformance['reasons'],
  scenarioCount: number,
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
  const ran = `${scenarioCount} ${scenarioCount === 1 ? 'scenario' : 'scenarios'}`;
  yield '';
  yield `${held} of ${rows.length} claims hold, shown by ${ran}`;
}

/** Says on a terminal what is running, so that a long one does not look stuck. */
function showProgress({ name }: Scenario): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[Krunning ${name}`);
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
}
