/**
 * Run checkpoints: `--checkpoint-every`, `--checkpoint` and `--resume` of `headend run`.
 *
 *     headend run big.yaml --checkpoint-every 10m            writes big-39.checkpoint, 39 being the seed
 *     headend run big.yaml --checkpoint-every 10m --resume   goes on from it
 *
 * A run that came to its end has no use for its checkpoint and removes it. So one that is there is of
 * a run that was killed, and is not written over without being asked.
 */
import { existsSync, statSync } from 'node:fs';
import { type Checkpoint, type Checkpoints, UnusableCheckpoint } from '../sim/checkpoint.ts';
import { civilClock, spanText } from '../sim/clock-text.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import {
  CHECKPOINT_START,
  readCheckpoint,
  removeCheckpoint,
  UnwritableCheckpoint,
  writeCheckpoint,
} from './checkpoint-file.ts';
import { type CheckpointHead, type RunIdentity, requireSameRun } from './checkpoint-head.ts';
import { UnusableRequest } from './complaint.ts';
import { DEFAULT_ENGINE, type EngineFlag } from './engine-flag.ts';
import { requireReplaceable } from './output-file.ts';
import { paint } from './paint.ts';

/** What a command has of them. */
export interface CheckpointFlags extends EngineFlag {
  /** In virtual microseconds. */
  readonly checkpointEvery?: number;
  readonly checkpoint?: string;
  readonly resume?: string | true;
}
/** The checkpoints of one run of the command line. */
export interface RunCheckpoints {
  readonly checkpoints: Checkpoints;
  /** To be called when everything the run is to leave behind is there. */
  finish(): void;
}

/** True when the run is to be put aside or taken up. */
export function asksForCheckpoints({ checkpointEvery, checkpoint, resume }: CheckpointFlags) {
  if (checkpointEvery !== undefined || resume !== undefined) return true;
  if (checkpoint === undefined) return false;
  throw new UnusableRequest(
    `--checkpoint ${checkpoint} says where to; say how often with --checkpoint-every 10m.`,
  );
}

/**
 * Gets the checkpoints of a run ready, and reads the one to go on from.
 *
 * @param typed the words of the command line, to be said again
 * @throws {UnusableRequest} when one is there that nobody goes on with
 * @throws {UnusableCheckpoint} when the one to go on from is unusable, or of another run
 */
export function runCheckpoints(
  flags: CheckpointFlags,
  scenario: Scenario,
  identity: RunIdentity,
  typed: readonly string[],
): RunCheckpoints {
  requireSavable(flags, identity);
  const usual = flags.checkpoint ?? `${scenario.name}-${scenario.seed}.checkpoint`;
  const { resume } = flags;
  if (resume === undefined) {
    const everyUs = flags.checkpointEvery ?? Number.POSITIVE_INFINITY;
    const command = commandOf(typed);
    requireNone(usual, command);
    say(`checkpoints every ${spanText(everyUs)} in ${usual}; after a kill: ${command} --resume`);
    return checkpointsIn(usual, { ...identity, node: process.version, command, everyUs }, null);
  }
  const source = resume === true ? usual : resume;
  const target = flags.checkpoint ?? source;
  if (target !== source) requireReplaceable(target, [], CHECKPOINT_START);
  const { head, checkpoint } = readCheckpoint(source);
  requireSameRun(source, head, identity);
  const from = checkpoint();
  const at = civilClock(scenario.epochUs)(from.atUs);
  say(`goes on from ${at}, record ${from.records}, as in ${source}`);
  const everyUs = flags.checkpointEvery ?? head.everyUs;
  return checkpointsIn(target, { ...head, node: process.version, everyUs }, from);
}

function checkpointsIn(
  path: string,
  head: Omit<CheckpointHead, 'atUs' | 'records'>,
  from: Checkpoint | null,
): RunCheckpoints {
  let fault = '';
  const keep = (checkpoint: Checkpoint) => {
    const { atUs, records } = checkpoint;
    try {
      writeCheckpoint(path, { ...head, atUs, records }, checkpoint);
    } catch (error) {
      if (!(error instanceof UnwritableCheckpoint)) throw error;
      // Said once: a run of days is worth more than its checkpoints.
      if (error.message !== fault) say(error.message);
      fault = error.message;
    }
  };
  return {
    checkpoints: { everyUs: head.everyUs, keep, from },
    finish() {
      removeCheckpoint(path);
    },
  };
}

function requireSavable({ engine, resume }: CheckpointFlags, { outputs }: RunIdentity): void {
  if (engine !== DEFAULT_ENGINE) {
    throw new UnusableRequest(
      `--engine ${engine} cannot be put aside: XState's own actors lose their timers when saved. ` +
        `Run with --engine ${DEFAULT_ENGINE}; the records are the same.`,
    );
  }
  const { trace } = outputs;
  if (trace !== null && existsSync(trace) && !statSync(trace).isFile()) {
    throw new UnusableRequest(
      `--trace ${trace} is no file that can be gone on with; with checkpoints, name an ordinary file.`,
    );
  }
  if (trace !== null && resume !== undefined && !existsSync(trace)) {
    throw new UnusableCheckpoint(
      `${trace} is gone, and the run cannot go on with its trace. Put it back, or run from the start ` +
        'without --resume.',
    );
  }
}

/** Refuses to write over what a killed run left to be gone on with. */
function requireNone(path: string, command: string): void {
  requireReplaceable(path, [], CHECKPOINT_START);
  if (!existsSync(path)) return;
  throw new UnusableRequest(
    `${path} is there already, of a run that did not come to its end. Go on with it:\n` +
      `  ${command} --resume\n` +
      'To begin anew instead, remove it, or name another file with --checkpoint.',
  );
}

/** What was typed, as a shell takes it. */
function commandOf(typed: readonly string[]): string {
  const words = typed.map((word) =>
    /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`,
  );
  return ['headend', ...words].join(' ');
}

/** On standard error: what a run prints is the same with and without checkpoints. */
function say(line: string): void {
  process.stderr.write(`${paint.quiet(line)}\n`);
}
