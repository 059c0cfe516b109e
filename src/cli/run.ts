/**
 * `headend run FILE`: runs a scenario and says what came of it.
 */
import { Command, InvalidArgumentError } from 'commander';
import { FORMAT, type RecordReader } from '../sim/record.ts';
import { RecordWriter, UnwritableRecord } from '../sim/record-file.ts';
import { runScenario } from '../sim/run.ts';
import type { RunResult } from '../sim/run-result.ts';
import { loadScenario } from '../sim/scenario/load.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import { StoryLines } from '../sim/story-lines.ts';
import { ViewedSessions } from '../sim/viewed-sessions.ts';
import { UnusableRequest } from './complaint.ts';
import { DataDirectory } from './data-directory.ts';
import type { UnusableDirectory } from './data-file.ts';
import { collected, wholeNumber } from './flag.ts';
import { requireReplaceable } from './output-file.ts';
import { paint } from './paint.ts';
import { ProgressLine } from './progress.ts';
import { requirePicture, writePicture } from './session-svg.ts';
import { wordsOf } from './story-words.ts';
import { summaryLines, type Timing } from './summary.ts';

interface RunFlags {
  readonly json?: true;
  readonly seed?: number;
  readonly set: readonly string[];
  readonly trace?: string;
  readonly data?: string;
  readonly picture?: string;
  readonly session?: string;
  readonly story: 'short' | 'all' | 'none';
  readonly hints?: true;
}
const SHORT_STORY = 60;
/** So few sessions are drawn without being asked for. */
const FEW_SESSIONS = 3;
const MANY_SESSIONS = 12;
/** How every record file begins. */
const RECORD_START = `{"format":"${FORMAT.format}"`;

/** `headend run`, ready to be added to a program. */
export function runCommand(): Command {
  return new Command('run')
    .description('run a scenario: its story, bills, settlements, ledger and verdict')
    .argument('<file>', 'a scenario file')
    .option('--json', 'the result as JSON, for other programs')
    .option('--seed <n>', 'run with this seed instead of the one in the file', wholeNumber)
    .option(
      '--set <path=value>',
      'change one value of the file, e.g. subscribers.alice.credit=0',
      collected,
      [],
    )
    .option('--trace <file>', 'write every record to this file (NDJSON)')
    .option(
      '--data <dir>',
      'keep the run in this directory: catalogue of runs, subscriber database',
    )
    .option('--picture <file>', "draw how a viewing session's money accrued, as SVG")
    .option('--session <id>', 'draw this session (alice-viewing-2) instead of the first')
    .option(
      '--story <how>',
      'how much of the story to tell: short, all or none',
      storyLength,
      'short',
    )
    .option('--hints', 'say what to try next (on a terminal)')
    .addHelpText(
      'after',
      `
Examples:
  headend run scenarios/flagship.yaml --trace saturday.ndjson
  headend run scenarios/student.yaml --picture stella.svg --session stella-viewing-1
  headend run scenarios/student.yaml --data kept   then: headend records --data kept`,
    )
    .action((file: string, flags: RunFlags) => {
      run(file, flags);
    });
}

function run(file: string, flags: RunFlags): void {
  const { trace, data, picture, session = null } = flags;
  const seed = flags.seed === undefined ? {} : { seed: flags.seed };
  const scenario = loadScenario(file, { ...seed, set: flags.set });
  requireOutputs(file, flags);
  const directory = data === undefined ? null : new DataDirectory(data, scenario, sayNotKept);
  const story = storyFor(scenario, flags.story);
  const viewed = new ViewedSessions(session);
  const readers = [
    ...(flags.json ? [] : [story]),
    ...(flags.json && picture === undefined ? [] : [viewed]),
    ...(directory === null ? [] : [directory]),
  ];
  const { result, timing } = play(scenario, trace, readers);
  directory?.keep(result, trace ?? null);
  process.exitCode = result.holds ? 0 : 1;
  if (directory?.isSound === false) process.exitCode = 2;
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ ...inJson(result), timing }, null, 2)}\n`);
  } else {
    const told = flags.story === 'none' ? [] : storyOf(story, file);
    const viewing = { sessions: viewed.sessions, pictures: pictureCount(viewed, flags.story) };
    const summary = summaryLines(result, scenario, viewing, timing);
    process.stdout.write(`${[paint.title(scenario.title), ...told, ...summary].join('\n')}\n`);
    if (flags.hints && process.stdout.isTTY) process.stdout.write(hints(file));
  }
  // Last, so that a wrong session costs the picture and not the run.
  if (picture !== undefined) writePicture(picture, scenario, viewed.sessions, session);
}

/** Refuses what would destroy something, before the run. */
function requireOutputs(file: string, { trace, picture, session }: RunFlags): void {
  if (trace !== undefined) requireReplaceable(trace, [file], RECORD_START);
  if (picture !== undefined) requirePicture(picture, trace === undefined ? [file] : [file, trace]);
  else if (session !== undefined) {
    throw new UnusableRequest(
      `--session ${session} says whose picture to draw; say with --picture FILE.svg where to.`,
    );
  }
}

function sayNotKept({ message }: UnusableDirectory): void {
  process.stderr.write(`${paint.bad('not kept')}\n${message}\n`);
}

function storyFor(scenario: Scenario, story: RunFlags['story']): StoryLines {
  const words = wordsOf(scenario);
  return story === 'all'
    ? new StoryLines(words, Infinity)
    : new StoryLines(words, SHORT_STORY, 'what-matters');
}

function pictureCount({ sessions }: ViewedSessions, story: RunFlags['story']): number {
  if (story === 'none') return 0;
  if (story === 'all') return MANY_SESSIONS;
  return sessions.length <= FEW_SESSIONS ? FEW_SESSIONS : 0;
}

function play(scenario: Scenario, trace: string | undefined, readers: readonly RecordReader[]) {
  const header = {
    ...FORMAT,
    scenario: scenario.name,
    seed: scenario.seed,
    epochUs: scenario.epochUs,
    currency: scenario.currency,
  };
  const writer = trace === undefined ? null : new RecordWriter(trace, header);
  const progress = new ProgressLine(scenario.epochUs);
  const startedMs = performance.now();
  const result = guarded(writer, () =>
    runScenario(scenario, {
      readers,
      lines: writer === null ? [] : [writer],
      onProgress: (state) => progress.show(state),
    }),
  );
  const wallMs = performance.now() - startedMs;
  progress.clear();
  writer?.close(result.fingerprint);
  const timing: Timing = {
    wallMs: Math.round(wallMs),
    messagesPerSecond: Math.round(result.messages / (wallMs / 1_000)),
  };
  return { result, timing };
}

/** Runs `act`; when it fails, what was recorded so far is still written. */
function guarded<T>(writer: RecordWriter | null, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof UnwritableRecord)) writer?.abandon();
    throw error;
  }
}

/** The result in the words of the other files: texts for expectations and invariants. */
function inJson({ expectations, invariants, transactions, ...result }: RunResult) {
  return {
    ...result,
    sessions: transactions,
    expectations: expectations.map(({ expectation, holds, explanation, seq }) => ({
      text: expectation.title,
      shows: expectation.shows,
      holds,
      explanation,
      seq,
    })),
    invariants,
  };
}

function storyOf(story: StoryLines, file: string): string[] {
  if (story.lines.length === 0) return [];
  const more =
    story.untoldCount === 0
      ? []
      : [
          paint.quiet(
            `  … ${story.untoldCount.toLocaleString('en-US')} more lines: headend run ${file} --story all`,
          ),
        ];
  return ['', ...story.lines.map((line) => `  ${line}`), ...more];
}

function hints(file: string): string {
  return [
    '',
    paint.section('Try next'),
    `  npx headend run ${file} --set subscribers.alice.credit=1   a purchase that is declined`,
    `  npx headend run ${file} --trace night.ndjson               keep every record`,
    '  npx headend trace show night.ndjson --of alice-1            one order, message by message',
    '  npx headend conformance                                     every claim and what shows it',
    '',
  ].join('\n');
}

function storyLength(text: string): RunFlags['story'] {
  if (text === 'short' || text === 'all' || text === 'none') return text;
  throw new InvalidArgumentError('It is short, all or none.');
}
