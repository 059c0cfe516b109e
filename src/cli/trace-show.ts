/**
 * `headend trace show FILE`: the records of a run, filtered, one a line.
 */
import { Command } from 'commander';
import type { RunRecord } from '../sim/record.ts';
import { type RecordFile, readRecordFile } from '../sim/record-file.ts';
import { recordLine } from '../sim/record-text.ts';
import { columns, LEGEND } from '../sim/trace/columns.ts';
import { wholeNumber } from './flag.ts';
import { printLines } from './output.ts';
import { paint } from './paint.ts';
import { endingNote, headline } from './trace-note.ts';
import { nothingMatched } from './trace-nothing.ts';
import {
  addSelectionOptions,
  type Selection,
  type SelectionFlags,
  selectionOf,
} from './trace-selection.ts';

interface ShowFlags extends SelectionFlags {
  readonly limit?: number;
  readonly json?: true;
}

/** Nobody scrolls further than this; a file or a pipe takes everything. */
const TERMINAL_LINES_MAX = 500;

/** `headend trace show`, ready to be added to a program. */
export function traceShowCommand(): Command {
  const command = new Command('show')
    .description('the records of a recorded run, one a line')
    .argument('<file>', 'a file that `headend run --trace` wrote');
  return addSelectionOptions(command)
    .option('--limit <n>', 'show at most so many records (on a terminal 500)', wholeNumber)
    .option('--json', 'the records as they are in the file (NDJSON), for other programs')
    .addHelpText(
      'after',
      `
Examples:
  headend trace show night.ndjson --of alice-1
  headend trace show night.ndjson --with alice --type 'payment.*' --from 19:30 --until 19:31
  headend trace show night.ndjson --cause-of 512`,
    )
    .action(show);
}

async function show(path: string, flags: ShowFlags): Promise<void> {
  const file = readRecordFile(path);
  const selection = selectionOf(file, flags);
  const isForPeople = flags.json === undefined;
  const limit =
    flags.limit ?? (isForPeople && process.stdout.isTTY ? TERMINAL_LINES_MAX : Infinity);
  const tally: Tally = { matchCount: 0 };
  await printLines(
    isForPeople
      ? shownLines(file, selection, limit, tally)
      : jsonLines(selection.records, limit, tally),
  );
  const reason = tally.matchCount === 0 ? nothingMatched(flags, file.records) : null;
  for (const note of [reason, endingNote(path, file)]) {
    if (note === null) continue;
    if (isForPeople) await printLines([paint.bad(note)]);
    else process.stderr.write(`${note}\n`);
  }
}

/** How many records matched; known when all lines were taken. */
interface Tally {
  matchCount: number;
}

function* shownLines(
  file: RecordFile,
  selection: Selection,
  limit: number,
  tally: Tally,
): Generator<string> {
  yield paint.title(headline(file.header));
  yield `Shown: ${selection.text}`;
  yield paint.quiet(LEGEND);
  for (const record of selection.records) {
    tally.matchCount += 1;
    if (tally.matchCount <= limit) yield columns(record);
  }
  const { matchCount } = tally;
  const shownCount = Math.min(matchCount, limit);
  const total = count(file.report().records);
  yield paint.quiet(`${count(shownCount)} of ${total} records shown`);
  if (matchCount > shownCount) {
    yield paint.quiet(
      `${count(matchCount - shownCount)} more match: --limit ${matchCount} shows them all`,
    );
  }
}

function* jsonLines(records: Iterable<RunRecord>, limit: number, tally: Tally): Generator<string> {
  for (const record of records) {
    tally.matchCount += 1;
    if (tally.matchCount > limit) return;
    yield recordLine(record);
  }
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}
