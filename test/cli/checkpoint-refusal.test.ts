/**
 * Checkpoints that cannot be gone on with: each is refused with what is wrong and what to do.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { readCheckpoint, writeCheckpoint } from '../../src/cli/checkpoint-file.ts';
import type { CheckpointHead } from '../../src/cli/checkpoint-head.ts';
import { headend, scratch } from './headend.ts';
import { killed, TOWN } from './killed.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const directory = scratch();
const path = (name: string) => join(directory, name);
const RUN = ['run', 'town.yaml', '--trace', 'cut.ndjson', '--checkpoint', 'cut.checkpoint'];
/** What comes before the bytes of v8: a tag, and how many they are. */
const PART_HEADER_BYTES = 5;
/** The town in two files, so that each can change. */
const REST = TOWN.slice(TOWN.indexOf('script:'));
const BASE = TOWN.slice(0, TOWN.indexOf('script:'));

beforeAll(async () => {
  writeFileSync(path('base.yaml'), BASE);
  writeFileSync(path('town.yaml'), `extends: base.yaml\nscenario: Saturday night\n${REST}`);
  const args = [...RUN, '--checkpoint-every', '5m'];
  expect(await killed(directory, args, 'cut.checkpoint')).toBe('SIGKILL');
  for (const name of ['cut.checkpoint', 'cut.ndjson', 'base.yaml', 'town.yaml']) {
    copyFileSync(path(name), path(`${name}.kept`));
  }
});
beforeEach(() => {
  for (const name of ['cut.checkpoint', 'cut.ndjson', 'base.yaml', 'town.yaml']) {
    copyFileSync(path(`${name}.kept`), path(name));
  }
});

/** What is in the files that a run goes on with. */
function digests(): readonly string[] {
  return ['cut.checkpoint', 'cut.ndjson'].map((name) =>
    createHash('sha256')
      .update(readFileSync(path(name)))
      .digest('hex'),
  );
}

/** Tries to go on, which must change nothing; gives what was said. */
function refusal(more: readonly string[] = [], run: readonly string[] = RUN): string {
  const before = digests();
  const { code, out, err } = headend(directory, [...run, '--resume', ...more]);
  expect([code, out], err).toEqual([2, '']);
  expect(err).toContain('cannot go on\n');
  expect(err).not.toContain('    at ');
  expect(digests()).toEqual(before);
  return err;
}

/** Writes the checkpoint anew with another head, as a whole file. */
function behead(change: (head: CheckpointHead) => Partial<CheckpointHead>): void {
  const { head, checkpoint } = readCheckpoint(path('cut.checkpoint'));
  writeCheckpoint(path('cut.checkpoint'), { ...head, ...change(head) }, checkpoint());
}

describe('a file that is not as it was written', () => {
  test.each([
    ['in its first line', 0.00002],
    ['in its head', 0.0001],
    ['in its middle', 0.5],
    ['at its end', 1],
  ])('is damaged %s', (_, share) => {
    const bytes = readFileSync(path('cut.checkpoint'));
    const at = Math.min(bytes.length - 1, 30 + Math.floor(bytes.length * share));
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(path('cut.checkpoint'), bytes);
    expect(refusal()).toContain('cut.checkpoint is damaged');
  });

  test.each([20, 100, 1_000])('is damaged when cut after %i bytes', (length) => {
    const bytes = readFileSync(path('cut.checkpoint'));
    expect(bytes.length).toBeGreaterThan(length);
    writeFileSync(path('cut.checkpoint'), bytes.subarray(0, length));
    expect(refusal()).toContain('cut.checkpoint is damaged');
  });

  test('is no checkpoint at all', () => {
    expect(refusal(['town.yaml'], RUN.slice(0, 4))).toContain(
      'town.yaml is no checkpoint of Headend',
    );
  });

  test('is of a later format', () => {
    const bytes = readFileSync(path('cut.checkpoint'), 'latin1');
    const later = bytes.replace('headend-checkpoint 1 ', 'headend-checkpoint 2 ');
    writeFileSync(path('cut.checkpoint'), later, 'latin1');
    expect(refusal()).toContain('cut.checkpoint has format 2, and this Headend reads format 1');
  });
});

test('a checkpoint whose state only a later Node can read is refused by the name of that Node', () => {
  const bytes = readFileSync(path('cut.checkpoint'));
  const [firstEnd = 0, headEnd = 0] = [...bytes.entries()].flatMap(([at, byte]) =>
    byte === 10 ? [at] : [],
  );
  // How v8 begins what it writes: 255, and the version of its format.
  const stateAt = headEnd + 1 + PART_HEADER_BYTES;
  const state = Buffer.concat([Buffer.from([255, 99]), bytes.subarray(stateAt + 2)]);
  const content = Buffer.concat([bytes.subarray(firstEnd + 1, stateAt), state]);
  const digest = createHash('sha256').update(content).digest('hex');
  const whole = Buffer.concat([Buffer.from(`headend-checkpoint 1 ${digest}\n`), content]);
  writeFileSync(path('cut.checkpoint'), whole);
  expect(refusal()).toContain(`cut.checkpoint was written by Node ${process.version}`);
});

describe('a checkpoint of another run', () => {
  test('is refused when the scenario was changed, by the name of the file', () => {
    writeFileSync(path('town.yaml'), `${readFileSync(path('town.yaml'), 'utf8')}# later\n`);
    expect(refusal()).toContain('town.yaml was changed after it was begun');
  });

  test('is refused when a file that is extended was changed, by its name', () => {
    writeFileSync(path('base.yaml'), BASE.replace('3.99', '4.99'));
    const said = refusal();
    expect(said).toContain('base.yaml was changed after it was begun');
    expect(said).not.toContain('town.yaml was changed');
  });

  test.each([
    ['the seed', ['--seed', '7'], 'the seed was 39, and is 7'],
    ['a setting', ['--set', 'seed=39'], '--set was not given, and is seed=39'],
    ['the story', ['--story', 'all'], '--story was short, and is all'],
    ['a session', ['--picture', 'x.svg', '--session', 'x'], '--session was not given, and is x'],
    ['the data', ['--data', 'kept'], '--data was not given, and is kept'],
  ])('is refused when %s differs', (_, more, words) => {
    const said = refusal(more);
    expect(said).toContain(words);
    expect(said).toContain('it goes on by: headend run town.yaml --trace cut.ndjson');
  });

  test('is refused without the trace it was begun with', () => {
    const [run = '', file = ''] = RUN;
    const said = refusal([], [run, file, '--checkpoint', 'cut.checkpoint']);
    expect(said).toContain('--trace was cut.ndjson, and is not given');
  });

  test('is refused when another Headend began it', () => {
    behead(({ program }) => ({ program: { ...program, version: '0.0.1' } }));
    expect(refusal()).toMatch(/it was begun by Headend 0\.0\.1, and this is \d+\.\d+\.\d+/);
  });

  test('is refused when this Headend was changed since', () => {
    behead(({ program }) => ({ program: { ...program, digest: '0'.repeat(64) } }));
    expect(refusal()).toContain('Headend itself was changed after it was begun');
  });

  test('says all that differs at once', () => {
    writeFileSync(path('base.yaml'), BASE.replace('3.99', '4.99'));
    const said = refusal(['--seed', '7']);
    expect(said).toContain('base.yaml was changed');
    expect(said).toContain('the seed was 39, and is 7');
  });
});

describe('a trace that cannot be gone on with', () => {
  test('is gone', () => {
    rmSync(path('cut.ndjson'));
    const { code, err } = headend(directory, [...RUN, '--resume']);
    expect(code).toBe(2);
    expect(err).toContain('cut.ndjson is gone, and the run cannot go on with its trace');
    expect(err).toContain('Put it back');
  });

  test('is empty', () => {
    writeFileSync(path('cut.ndjson'), '');
    expect(refusal()).toContain('cut.ndjson does not begin with the');
  });

  test('was changed', () => {
    const text = readFileSync(path('cut.ndjson'), 'utf8');
    writeFileSync(path('cut.ndjson'), text.replace('alice', 'carol'));
    expect(refusal()).toContain('cut.ndjson does not begin with the');
  });
});

test('the XState engine cannot go on with a checkpoint, nor write one', () => {
  expect(refusal(['--engine', 'xstate'])).toContain('Run with --engine compiled');
});

test('where to without how often is half a wish', () => {
  const { code, err } = headend(directory, ['run', 'town.yaml', '--checkpoint', 'x.checkpoint']);
  expect(code).toBe(2);
  expect(err).toContain('say how often with --checkpoint-every 10m');
});

test('another file is not written over', () => {
  writeFileSync(path('diary'), 'Dear diary');
  const args = ['run', 'town.yaml', '--checkpoint-every', '5m', '--checkpoint', 'diary'];
  const { code, err } = headend(directory, args);
  expect(code).toBe(2);
  expect(err).toContain('diary is there already and is no older output of this command');
  expect(readFileSync(path('diary'), 'utf8')).toBe('Dear diary');
});

test('a checkpoint that cannot be written costs the checkpoint, not the run', () => {
  const to = ['--checkpoint', 'no/such/x.checkpoint'];
  const args = ['run', 'night.yaml', '--checkpoint-every', '5m', ...to];
  const { code, out, err } = headend(directory, args);
  expect(code).toBe(0);
  expect(out).toContain('HOLDS  2 orders completed');
  // Once, however many there were to write.
  expect(err.split('cannot be written to no/such/x.checkpoint')).toHaveLength(2);
  expect(err).toContain('The run goes on');
});
