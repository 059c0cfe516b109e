/**
 * `headend run FILE`: runs a scenario and says what came of it.
 */
import { Command, InvalidArgumentError } from 'commander';
import type { Checkpoints } from '../sim/checkpoint.ts';
import { ENGINES } from '../sim/engines.ts';
import type { KeptReader } from '../sim/keepable.ts';
import { FORMAT, type RecordHeader } from '../sim/record.ts';
import { RecordWriter, UnwritableRecord } from '../sim/record-file.ts';
import { runScenario } from '../sim/run.ts';
import { loadScenario } from '../sim/scenario/load.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import { StoryLines } from '../sim/story-lines.ts';
import { ViewedSessions } from '../sim/viewed-sessions.ts';
import { ReadFiles, type RunIdentity } from './checkpoint-head.ts';
import { UnusableRequest } from './complaint.ts';
import { DataDirectory } from './data-directory.ts';
import type { UnusableDirectory } from './data-file.ts';
import { engineOption } from './engine-flag.ts';
import { collected, spanUs, wholeNumber } from './flag.ts';
import { runWithRoom } from './heap-room.ts';
import { requireReplaceable } from './output-file.ts';
import { paint } from './paint.ts';
import { programDigest, VERSION } from './program.ts';
import { ProgressLine } from './progress.ts';
import { asksForCheckpoints, type CheckpointFlags, runCheckpoints } from './run-checkpoints.ts';
import { hints, reportJson, reportText, type StoryLength } from './run-report.ts';
import { requirePicture, writePicture } from './session-svg.ts';
import { wordsOf } from './story-words.ts';
import type { Timing } from './summary.ts';

interface RunFlags extends CheckpointFlags {
  readonly json?: true;
  readonly seed?: number;
  readonly set: readonly string[];
  readonly trace?: string;
  readonly data?: string;
  readonly picture?: string;
  readonly session?: string;
  readonly story: StoryLength;
  readonly hints?: true;
}
const SHORT_STORY = 60;
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
    .addOption(engineOption())
    .option('--checkpoint-every <time>', 'put the run aside so often, in its time: 10m, 1h', spanUs)
    .option('--checkpoint <file>', 'where to, instead of SCENARIO-SEED.checkpoint')
    .option('--resume [file]', 'go on with a run that was killed, from its checkpoint')
    .option('--hints', 'say what to try next (on a terminal)')
    .addHelpText(
      'after',
      `
Examples:
  headend run scenarios/flagship.yaml --trace saturday.ndjson
  headend run scenarios/student.yaml --picture stella.svg --session stella-viewing-1
  headend run scenarios/student.yaml --data kept   then: headend records --data kept
  headend run big.yaml --checkpoint-every 10m      after a kill: the same with --resume`,
    )
    .action((file: string, flags: RunFlags) => {
      run(file, flags);
    });
}

function run(file: string, flags: RunFlags): void {
  const { trace = null, data = null, picture, session = null } = flags;
  const seed = flags.seed === undefined ? {} : { seed: flags.seed };
  const read = new ReadFiles();
  const scenario = loadScenario(file, { ...seed, set: flags.set, readFile: read.read });
  requireOutputs(file, flags);
  const endedElsewhere = runWithRoom(scenario);
  if (endedElsewhere !== null) {
    process.exitCode = endedElsewhere;
    return;
  }
  const checkpoints = asksForCheckpoints(flags)
    ? runCheckpoints(flags, scenario, identityOf(scenario, read, flags), process.argv.slice(2))
    : null;
  const directory = data === null ? null : new DataDirectory(data, scenario, sayNotKept);
  const story = storyFor(scenario, flags.story);
  const viewed = new ViewedSessions(session);
  // A run that is gone on with may be asked for anything that the first was not.
  const isWanted = (wanted: boolean) => wanted || checkpoints !== null;
  const readers = [
    ...(isWanted(!flags.json) ? [story] : []),
    ...(isWanted(!flags.json || picture !== undefined) ? [viewed] : []),
    ...(directory === null ? [] : [directory]),
  ];
  const ended = { file, scenario, ...play(scenario, flags, readers, checkpoints?.checkpoints) };
  directory?.keep(ended.result, trace);
  process.exitCode = ended.result.holds ? 0 : 1;
  if (directory?.isSound === false) process.exitCode = 2;
  process.stdout.write(
    flags.json ? reportJson(ended) : reportText(ended, story, viewed, flags.story),
  );
  if (!flags.json && flags.hints && process.stdout.isTTY) process.stdout.write(hints(file));
  checkpoints?.finish();
  // Last, so that a wrong session costs the picture and not the run.
  if (picture !== undefined) writePicture(picture, scenario, viewed.sessions, session);
}

function identityOf(scenario: Scenario, { digests }: ReadFiles, flags: RunFlags): RunIdentity {
  const { trace = null, data = null, session = null } = flags;
  return {
    program: { version: VERSION, digest: programDigest() },
    scenario: scenario.name,
    seed: scenario.seed,
    files: digests,
    set: flags.set,
    outputs: { trace, data, story: flags.story === 'all' ? 'all' : 'short', session },
  };
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

function storyFor(scenario: Scenario, story: StoryLength): StoryLines {
  const words = wordsOf(scenario);
  return story === 'all'
    ? new StoryLines(words, Infinity)
    : new StoryLines(words, SHORT_STORY, 'what-matters');
}

function play(
  scenario: Scenario,
  { trace, engine }: RunFlags,
  readers: readonly KeptReader[],
  checkpoints: Checkpoints | undefined,
) {
  const from = checkpoints?.from ?? null;
  const writer =
    trace === undefined ? null : new RecordWriter(trace, headerOf(scenario), from !== null);
  const progress = new ProgressLine(scenario.epochUs, from?.events ?? 0);
  const lines = writer === null ? [] : [writer];
  const startedMs = performance.now();
  const result = guarded(writer, () =>
    runScenario(scenario, {
      engine: ENGINES[engine],
      readers,
      lines,
      onProgress: (state) => progress.show(state),
      ...(checkpoints === undefined ? {} : { checkpoints }),
    }),
  );
  const wallMs = performance.now() - startedMs;
  progress.clear();
  writer?.close(result.fingerprint);
  const messages = result.messages - (from?.messages ?? 0);
  const timing: Timing = {
    wallMs: Math.round(wallMs),
    messagesPerSecond: Math.round(messages / (wallMs / 1_000)),
  };
  return { result, timing, engine };
}

function headerOf({ name: scenario, seed, epochUs, currency }: Scenario): RecordHeader {
  return { ...FORMAT, scenario, seed, epochUs, currency };
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

function storyLength(text: string): StoryLength {
  if (text === 'short' || text === 'all' || text === 'none') return text;
  throw new InvalidArgumentError('It is short, all or none.');
}
