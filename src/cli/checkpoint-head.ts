/**
 * Checkpoint head: which run a checkpoint is of, so that no other goes on with it.
 *
 * A run is what its scenario's files say, the settings of the command line, and the program. What it
 * writes on the way (trace, story) is in the checkpoint as well, so it is asked for again.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UnusableCheckpoint } from '../sim/checkpoint.ts';

/** A file that a scenario was read from. */
export interface ReadFileDigest {
  readonly file: string;
  readonly digest: string;
}
/** What a run keeps on its way, as the command line names it. */
export interface KeptOutputs {
  readonly trace: string | null;
  readonly data: string | null;
  readonly story: 'short' | 'all';
  readonly session: string | null;
}
/** Which run it is. */
export interface RunIdentity {
  readonly program: { readonly version: string; readonly digest: string };
  readonly scenario: string;
  readonly seed: number;
  readonly files: readonly ReadFileDigest[];
  readonly set: readonly string[];
  readonly outputs: KeptOutputs;
}
export interface CheckpointHead extends RunIdentity {
  /** The Node that wrote it. */
  readonly node: string;
  /** What was typed, to be typed again. */
  readonly command: string;
  readonly everyUs: number;
  readonly atUs: number;
  readonly records: number;
}

/** Reads files and remembers what was in them. */
export class ReadFiles {
  readonly digests: ReadFileDigest[] = [];

  /** @throws what the file system throws */
  readonly read = (file: string): Uint8Array => {
    const content = readFileSync(file);
    this.digests.push({ file, digest: createHash('sha256').update(content).digest('hex') });
    return content;
  };
}

/**
 * Refuses to go on with a run that is not the one that was begun.
 *
 * @throws {UnusableCheckpoint} naming every difference and the command that goes on with it
 */
export function requireSameRun(path: string, head: CheckpointHead, now: RunIdentity): void {
  const differences = [
    ...programDifferences(head, now),
    ...fileDifferences(head, now),
    ...unlessSame('the seed', String(head.seed), String(now.seed)),
    ...unlessSame('--set', head.set.join(' '), now.set.join(' ')),
    ...unlessSame('--trace', head.outputs.trace, now.outputs.trace),
    ...unlessSame('--data', head.outputs.data, now.outputs.data),
    ...unlessSame('--story', head.outputs.story, now.outputs.story),
    ...unlessSame('--session', head.outputs.session, now.outputs.session),
  ];
  if (differences.length === 0) return;
  throw new UnusableCheckpoint(
    [
      `${path} is of another run:`,
      ...differences.map((difference) => `  ${difference}`),
      `With all that as it was, it goes on by: ${head.command} --resume ${path}`,
      'To begin anew instead, remove it and run without --resume.',
    ].join('\n'),
  );
}

function programDifferences({ program }: RunIdentity, now: RunIdentity): readonly string[] {
  const { version, digest } = now.program;
  if (program.version !== version) {
    return [`it was begun by Headend ${program.version}, and this is ${version}`];
  }
  return program.digest === digest ? [] : ['Headend itself was changed after it was begun'];
}

function fileDifferences(then: RunIdentity, now: RunIdentity): readonly string[] {
  if (then.scenario !== now.scenario) {
    return [`it is of the scenario ${then.scenario}, not of ${now.scenario}`];
  }
  if (then.files.length !== now.files.length) {
    const names = then.files.map(({ file }) => file).join(', ');
    return [`the scenario was made of other files: ${names}`];
  }
  return now.files.flatMap(({ file, digest }, index) =>
    digest === then.files[index]?.digest ? [] : [`${file} was changed after it was begun`],
  );
}

function unlessSame(what: string, then: string | null, now: string | null): readonly string[] {
  const said = (value: string | null) => (value === null || value === '' ? 'not given' : value);
  return then === now ? [] : [`${what} was ${said(then)}, and is ${said(now)}`];
}
