/**
 * Checkpoints of the command line: a killed run goes on to what it would have come to.
 */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { headend, scratch } from './headend.ts';
import { killed, TOWN } from './killed.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const directory = scratch();
writeFileSync(join(directory, 'town.yaml'), TOWN);
const CHECKPOINT = join(directory, 'town-39.checkpoint');
const KEPT = join(directory, 'kept.checkpoint');
const OUTPUTS = ['--trace', 'cut.ndjson', '--data', 'cut'];
const BEGIN = ['run', 'town.yaml', ...OUTPUTS, '--checkpoint-every', '5m'];

function read(name: string): Buffer {
  return readFileSync(join(directory, name));
}

/** Without how long it took. */
function untimed(json: string): unknown {
  const { timing, ...result } = JSON.parse(json);
  return result;
}

describe('a run that was killed', () => {
  const whole = headend(directory, [
    'run',
    'town.yaml',
    '--json',
    '--trace',
    'whole.ndjson',
    '--data',
    'whole',
  ]);

  beforeAll(async () => {
    expect(await killed(directory, BEGIN, 'town-39.checkpoint')).toBe('SIGKILL');
    copyFileSync(CHECKPOINT, KEPT);
    copyFileSync(join(directory, 'cut.ndjson'), join(directory, 'killed.ndjson'));
  });

  test('leaves a checkpoint, and no end of its trace', () => {
    expect(existsSync(CHECKPOINT)).toBe(true);
    expect(read('cut.ndjson').length).toBeLessThan(read('whole.ndjson').length);
    expect(read('cut.ndjson').toString()).not.toContain('"end":true');
  });

  test('is not begun anew by mistake', () => {
    const { code, out, err } = headend(directory, BEGIN);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(
      'town-39.checkpoint is there already, of a run that did not come to its end',
    );
    expect(err).toContain(
      'headend run town.yaml --trace cut.ndjson --data cut --checkpoint-every 5m --resume',
    );
    expect(read('town-39.checkpoint').equals(readFileSync(KEPT))).toBe(true);
  });

  test('goes on to the same result, trace and data as one that was not', () => {
    // What a kill in the middle of writing leaves beside the checkpoint before it.
    writeFileSync(`${CHECKPOINT}.part`, readFileSync(CHECKPOINT).subarray(0, 1_000));
    const { code, out, err } = headend(directory, [...BEGIN, '--json', '--resume']);
    expect(code, err).toBe(0);
    expect(err).toMatch(
      /^goes on from \d\d:\d\d:\d\d[.\d]*, record \d+, as in town-39\.checkpoint\n$/,
    );
    expect(untimed(out)).toEqual(untimed(whole.out));
    expect(read('cut.ndjson').equals(read('whole.ndjson'))).toBe(true);
    expect(read('cut/subscribers.json').equals(read('whole/subscribers.json'))).toBe(true);
    const [cut, once] = ['cut', 'whole'].map((name) => read(`${name}/runs.json`).toString());
    expect(cut?.replace('cut.ndjson', 'whole.ndjson')).toBe(once);
  });

  test('has no checkpoint any more when it came to its end', () => {
    expect(existsSync(CHECKPOINT)).toBe(false);
    expect(existsSync(`${CHECKPOINT}.part`)).toBe(false);
    const { code, err } = headend(directory, [...BEGIN, '--resume']);
    expect(code).toBe(2);
    expect(err).toContain('there is no checkpoint at town-39.checkpoint');
    expect(err).toContain('Run it without --resume');
  });

  test('prints the same story and summary as one that was not', () => {
    const shown = headend(directory, ['run', 'town.yaml']).out;
    copyFileSync(join(directory, 'killed.ndjson'), join(directory, 'cut.ndjson'));
    const resumed = headend(directory, [
      'run',
      'town.yaml',
      ...OUTPUTS,
      '--resume',
      'kept.checkpoint',
    ]);
    expect(resumed.code, resumed.err).toBe(0);
    const timeless = (text: string) => text.replace(/ in [\d.]+ s \([\d,]+ messages\/s\)/, '');
    expect(timeless(resumed.out)).toBe(timeless(shown));
  });
});
