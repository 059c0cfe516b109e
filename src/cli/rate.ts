/**
 * `headend rate FILE`: what sessions cost and earn, without a network to play them on (Bx).
 */
import { Command } from 'commander';
import { judgeRates, type RateVerdict } from '../sim/rate/judge.ts';
import { loadRateFile, type RatedFile } from '../sim/rate/load.ts';
import { UnusableScenario } from '../sim/scenario/problem.ts';
import { printLines } from './output.ts';
import { mark, paint } from './paint.ts';
import { caseInJson, caseLines } from './rate-case.ts';
import { usageOutput } from './rate-usage.ts';

interface RateFlags {
  readonly json?: true;
  readonly usage?: string;
}

/** `headend rate`, ready to be added to a program. */
export function rateCommand(): Command {
  return new Command('rate')
    .description('rate sessions, or the usage records of another system, by tariffs in a file')
    .argument('<file>', 'a rate file: tariffs, timelines, cases')
    .option('--usage <file>', "rate another system's usage records (NDJSON) by the file's tariffs")
    .option('--json', 'the result as JSON; with --usage a line for each session')
    .addHelpText(
      'after',
      `
Examples:
  headend rate scenarios/rating/flexible-billing.yaml
  headend rate scenarios/rating/another-system.yaml --usage scenarios/rating/another-system.ndjson

Exit codes: 0 everything was rated, 1 something the file expects does not hold, 2 something was
left out, or the file cannot be used.`,
    )
    .action(rateFile);
}

async function rateFile(file: string, { json, usage }: RateFlags): Promise<void> {
  const rated = loadRateFile(file);
  if (rated.problems.length > 0) {
    const { message } = new UnusableScenario(rated.problems);
    process.stderr.write(`${paint.bad('left out')}\n${message}\n`);
    process.exitCode = 2;
  }
  if (usage === undefined) {
    const verdicts = judgeRates(file, rated);
    if (verdicts.some(({ holds }) => !holds)) process.exitCode ??= 1;
    await printLines(json ? [inJson(rated, verdicts)] : tables(rated, verdicts));
    return;
  }
  const output = usageOutput(usage, rated, json === true);
  await printLines(output.lines);
  if (output.badCount() > 0) process.exitCode = 2;
}

/** A file with one case is that case; any other has a list. */
function inJson({ cases, isSingle }: RatedFile, verdicts: readonly RateVerdict[]): string {
  const [only] = cases;
  const result =
    isSingle && only !== undefined ? caseInJson(only) : { cases: cases.map(caseInJson) };
  const expectations = verdicts.length === 0 ? {} : { expectations: verdicts };
  return JSON.stringify({ ...result, ...expectations }, null, 2);
}

function* tables(
  { cases, currency, tariffs, timelines }: RatedFile,
  verdicts: readonly RateVerdict[],
): Generator<string> {
  for (const [index, one] of cases.entries()) {
    if (index > 0) yield '';
    yield* caseLines(one, currency);
  }
  if (cases.length === 0) {
    yield `no cases; ${tariffs.size} tariffs and ${timelines.size} timelines can be used`;
  }
  if (verdicts.length === 0) return;
  yield '';
  const held = verdicts.filter(({ holds }) => holds).length;
  yield `${paint.title('Expectations')}  ${held} of ${verdicts.length} hold`;
  for (const { title, shows, holds, explanation } of verdicts) {
    yield `  ${mark(holds)} ${title}  ${paint.quiet(shows.join(' '))}`.trimEnd();
    if (!holds) yield `      ${explanation}`;
  }
}
