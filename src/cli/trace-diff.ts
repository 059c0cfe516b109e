/**
 * `headend trace diff A B`: where two recorded runs part.
 *
 * Runs are equal when their records are: a header says what was run, and two headers may differ
 * over equal records (a scenario that was renamed). Exit codes: 0 equal, 1 different.
 */
import { Command } from 'commander';
import type { RecordHeader } from '../sim/record.ts';
import { type RecordFile, readRecordFile } from '../sim/record-file.ts';
import { type Difference, differenceText, firstDifference } from '../sim/trace/difference.ts';
import { wholeNumber } from './flag.ts';
import { printLines } from './output.ts';
import { mark } from './paint.ts';
import { endingNote, headline } from './trace-note.ts';

interface DiffFlags {
  readonly context: number;
  readonly json?: true;
}
interface HeaderDifference {
  readonly field: string;
  readonly left: string | number;
  readonly right: string | number;
}

const CONTEXT = 3;

/** `headend trace diff`, ready to be added to a program. */
export function traceDiffCommand(): Command {
  return new Command('diff')
    .description('the first record in which two recorded runs differ')
    .argument('<left>', 'a file that `headend run --trace` wrote')
    .argument('<right>', 'another one')
    .option(
      '--context <n>',
      'so many records before and after the difference',
      wholeNumber,
      CONTEXT,
    )
    .option('--json', 'the difference as JSON, for other programs')
    .addHelpText(
      'after',
      `
Example:
  headend trace diff before.ndjson after.ndjson --context 10

Exit codes: 0 the records are equal, 1 they differ, 2 a file cannot be read.`,
    )
    .action(diff);
}

async function diff(leftPath: string, rightPath: string, flags: DiffFlags): Promise<void> {
  const [left, right] = [readRecordFile(leftPath), readRecordFile(rightPath)];
  const headers = headerDifferences(left.header, right.header);
  const difference = firstDifference(left.records, right.records, flags.context);
  process.exitCode = difference === null ? 0 : 1;
  if (flags.json) {
    const result = { equal: difference === null, headers, difference };
    await printLines([JSON.stringify(result, null, 2)]);
    return;
  }
  await printLines([
    `< ${leftPath}: ${headline(left.header)}`,
    `> ${rightPath}: ${headline(right.header)}`,
    ...headers.map(({ field, left: l, right: r }) => `headers differ in ${field}: ${l} -> ${r}`),
    '',
    ...verdictLines(left, difference),
  ]);
  // A file that differs early is not read to its end only to say how it ends.
  if (difference !== null) return;
  const notes = [endingNote(leftPath, left), endingNote(rightPath, right)];
  await printLines(notes.filter((note) => note !== null));
}

function verdictLines(left: RecordFile, difference: Difference | null): readonly string[] {
  if (difference === null) {
    const count = left.report().records.toLocaleString('en-US');
    return [`${mark(true)} all ${count} records are equal`];
  }
  const seq = difference.left?.seq ?? difference.right?.seq;
  return [`${mark(false)} they differ from record ${seq} on`, differenceText(difference)];
}

function headerDifferences(left: RecordHeader, right: RecordHeader): readonly HeaderDifference[] {
  const fields = ['scenario', 'seed', 'epochUs', 'currency'] as const;
  return fields
    .filter((field) => left[field] !== right[field])
    .map((field) => ({ field, left: left[field], right: right[field] }));
}
