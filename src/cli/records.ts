/**
 * `headend records --data DIR`: the transaction records of a subscriber database (B2, B14).
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { nameOf } from '../machines/address.ts';
import { nearest } from '../sim/scenario/problem.ts';
import { UnusableRequest } from './complaint.ts';
import { type FileShape, readDataFile, UnusableDirectory } from './data-file.ts';
import { printLines } from './output.ts';
import { paint } from './paint.ts';
import { recordLines, totalsByCurrency } from './records-table.ts';
import { RUNS } from './run-catalogue.ts';
import { type SessionEntry, SUBSCRIBERS, type SubscriberDatabase } from './subscriber-database.ts';

interface RecordsFlags {
  readonly data: string;
  readonly subscriber?: string;
  readonly transmission?: string;
  readonly run?: string;
  readonly json?: true;
}

/** `headend records`, ready to be added to a program. */
export function recordsCommand(): Command {
  return new Command('records')
    .description('what subscribers played, as `run --data` kept it: times, frames, money')
    .requiredOption('--data <dir>', 'a directory that `headend run --data` wrote')
    .option('--subscriber <name>', 'of one subscriber only')
    .option('--transmission <id>', 'of one transmission only')
    .option('--run <id>', 'of one run only, as runs.json names it')
    .option('--json', 'the records and their totals as JSON, for other programs')
    .addHelpText(
      'after',
      `
Examples:
  headend records --data kept
  headend records --data kept --subscriber stella --json

Time is played at normal speed, frames where the frame rate is known. Positive are charges less
discounts, negative are credits. A run that was ended from outside is there as NAME-SEED-unfinished.

Exit codes: 0 everything was read, 2 a file is damaged or what was asked for is not there.`,
    )
    .action(records);
}

async function records(flags: RecordsFlags): Promise<void> {
  const { data } = flags;
  if (!existsSync(data) || !statSync(data).isDirectory()) {
    throw new UnusableRequest(
      `--data ${data}: there is no such directory. Write one with headend run FILE --data ${data}.`,
    );
  }
  if (![RUNS, SUBSCRIBERS].some(({ name }) => existsSync(join(data, name)))) {
    throw new UnusableRequest(
      `--data ${data}: no run was kept in this directory. Keep one with headend run FILE --data ${data}.`,
    );
  }
  const database = readOrSay(data, SUBSCRIBERS);
  const runs = (readOrSay(data, RUNS)?.runs ?? []).map(({ run }) => run);
  const entries = database === null ? [] : selected(database, runs, flags);
  if (flags.json) {
    const inJson = { records: entries.map(entryInJson), totals: totalsByCurrency(entries) };
    await printLines([JSON.stringify(inJson, null, 2)]);
  } else if (entries.length > 0) await printLines(recordLines(entries));
  else if (database !== null) await printLines(['Nothing was played.']);
  else if (runs.length > 0) await printLines(['Runs kept:', ...runs.map((run) => `  ${run}`)]);
}

/** What a file holds; null when it cannot be used, which is said. */
function readOrSay<Content extends object>(
  directory: string,
  shape: FileShape<Content>,
): Content | null {
  try {
    return readDataFile(directory, shape);
  } catch (error) {
    if (!(error instanceof UnusableDirectory)) throw error;
    process.stderr.write(`${paint.bad('left out')}\n${error.message}\n`);
    process.exitCode = 2;
    return null;
  }
}

/** The sessions asked for, in the order in which they began. */
function selected(
  { subscribers }: SubscriberDatabase,
  runs: readonly string[],
  { subscriber, transmission, run }: RecordsFlags,
): readonly SessionEntry[] {
  const all = subscribers.flatMap(({ sessions }) => sessions);
  const names = subscribers.map((entry) => nameOf(entry.subscriber));
  if (subscriber !== undefined) requireKnown('subscriber', nameOf(subscriber), names);
  const played = all.map(({ record }) => record.transmission);
  if (transmission !== undefined) requireKnown('transmission', transmission, played);
  if (run !== undefined) requireKnown('run', run, [...runs, ...all.map((entry) => entry.run)]);
  const wanted = all.filter(
    (entry) =>
      (subscriber === undefined || nameOf(entry.record.subscriber) === nameOf(subscriber)) &&
      (transmission === undefined || entry.record.transmission === transmission) &&
      (run === undefined || entry.run === run),
  );
  return wanted.sort((a, b) => compare(a.started, b.started));
}

function requireKnown(
  what: 'subscriber' | 'transmission' | 'run',
  name: string,
  known: readonly string[],
): void {
  if (known.includes(name)) return;
  const near = nearest(name, known);
  const some = [...new Set(known)].slice(0, LISTED_MAX).join(', ');
  const hint =
    near === null ? (some === '' ? '' : ` There is ${some}.`) : ` Did you mean "${near}"?`;
  const where = what === 'transmission' ? 'was played' : 'is in this directory';
  throw new UnusableRequest(`--${what} ${name}: no such ${what} ${where}.${hint}`);
}

const LISTED_MAX = 5;

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function entryInJson({ run, started, currency, record }: SessionEntry) {
  return { run, started, currency, ...record };
}
