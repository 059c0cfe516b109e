/**
 * `headend bench`: how fast it is here, beside plain JavaScript, bare XState and simjs in the same run.
 *
 *     this command ──builds, when older than its sources──▶ dist-bench ──▶ bench/run.ts, a process of its own
 *
 * The benchmarks are in a clone of the repository only; an installed package has none.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { UnusableRequest } from './complaint.ts';
import { wholeNumber } from './flag.ts';
import { paint } from './paint.ts';

interface BenchFlags {
  readonly sizes?: readonly number[];
  readonly quick?: boolean;
  readonly json?: boolean;
  readonly chart?: string;
}

/** Up to 100,000 on any machine; a million takes memory and half an hour. */
const SIZES = [1_000, 10_000, 100_000];
const QUICK_SIZES = [1_000];
/** A client for each source. */
const CLIENTS_MIN = 6;

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RUN = join(ROOT, 'dist-bench/bench/run.js');
/** Its age is that of the youngest source that was built. */
const STAMP = join(ROOT, 'dist-bench/.built');

/** `headend bench`, ready to be added to a program. */
export function benchCommand(): Command {
  return new Command('bench')
    .description('how fast it is here, beside plain JavaScript, bare XState and simjs')
    .option('--sizes <list>', `numbers of clients (${SIZES.join(',')})`, sizesIn)
    .option('--quick', `one round with ${QUICK_SIZES.join(',')} clients`)
    .option('--json', 'the figures as JSON, for other programs')
    .option('--chart <file>', 'draw the purchases into this SVG file', chartFile)
    .addHelpText(
      'after',
      `
Examples:
  headend bench --quick
  headend bench --sizes 1000,10000,100000,1000000 --chart docs/bench.svg

Figures are ratios to programs measured in the same run; each table is printed, and the chart drawn
anew, as soon as it is measured. It needs a clone of the repository.

Exit codes: 0 measured, 1 a program did other work than it should, 2 the benchmarks are not here.`,
    )
    .action(bench);
}

function bench({ sizes, quick = false, json = false, chart }: BenchFlags): void {
  buildIfOld();
  const asked = {
    sizes: sizes ?? (quick ? QUICK_SIZES : SIZES),
    quick,
    json,
    chart: chart ?? null,
  };
  const { status } = spawnSync(process.execPath, [RUN, JSON.stringify(asked)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  process.exitCode = status === 0 ? 0 : 1;
}

/** Sizes as they are written, `1000,10000`; each once, the smallest first. */
function sizesIn(text: string): readonly number[] {
  const sizes = text.split(',').map((size) => wholeNumber(size.trim()));
  if (sizes.some((size) => size < CLIENTS_MIN)) {
    throw new InvalidArgumentError(
      `There are at least ${CLIENTS_MIN} clients, one for each source.`,
    );
  }
  return [...new Set(sizes)].sort((one, other) => one - other);
}

/** Where a chart can go, as an absolute path. */
function chartFile(text: string): string {
  if (!text.endsWith('.svg')) throw new InvalidArgumentError('It is a file that ends in .svg.');
  const file = resolve(text);
  if (!existsSync(dirname(file))) {
    throw new InvalidArgumentError(`There is no folder ${dirname(text)}.`);
  }
  return file;
}

/**
 * Builds the benchmarks when a source is younger than the last build.
 *
 * @throws {UnusableRequest} when they are not here, or cannot be built
 */
function buildIfOld(): void {
  if (!existsSync(join(ROOT, 'bench/run.ts'))) {
    throw new UnusableRequest(
      'The benchmarks are not part of the installed package. Clone the repository, run "npm ci" there, and then "npm run bench".',
    );
  }
  const youngestMs = Math.max(youngestIn('src'), youngestIn('bench'));
  if (existsSync(RUN) && existsSync(STAMP) && Math.ceil(statSync(STAMP).mtimeMs) >= youngestMs)
    return;
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  if (!existsSync(compiler)) {
    throw new UnusableRequest(
      'The benchmarks are not built, and there is no compiler: run "npm ci".',
    );
  }
  process.stderr.write(`${paint.quiet('building the benchmarks')}\n`);
  const config = join(ROOT, 'tsconfig.bench.json');
  const built = spawnSync(process.execPath, [compiler, '-p', config], { encoding: 'utf8' });
  if (built.status !== 0) {
    throw new UnusableRequest(`The benchmarks do not compile:\n${built.stdout}`);
  }
  writeFileSync(STAMP, '');
  utimesSync(STAMP, youngestMs / 1_000, youngestMs / 1_000);
}

/** When the youngest file of a folder was written, in whole milliseconds. */
function youngestIn(folder: string): number {
  const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  const agesMs = entries.map(({ parentPath, name }) => statSync(join(parentPath, name)).mtimeMs);
  return Math.floor(Math.max(...agesMs));
}
