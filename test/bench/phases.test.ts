import { existsSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { expect, test } from 'vitest';
import { PHASE_NAMES, phasesOf, sumsOf } from '../../bench/phases.ts';

let count = 0;
function node(functionName: string, url: string, children: readonly number[] = []) {
  count += 1;
  const callFrame = { functionName, url, scriptId: '0', lineNumber: 0, columnNumber: 0 };
  return { id: count, callFrame, children: [...children] } satisfies Profiler.ProfileNode;
}

test('a sample counts for the file that was running, a built-in one for the file that called it', () => {
  const root = node('(root)', '', [2, 6, 7]);
  const post = node('post', 'file:///x/dist-bench/src/billing/ledger.js', [3, 4]);
  const get = node('get', '');
  const mac = node('mac', 'file:///x/node_modules/@noble/hashes/hmac.js', [5]);
  const encode = node('encode', 'node:internal/encoding');
  const garbage = node('(garbage collector)', '');
  const main = node('main', 'file:///x/elsewhere.js');
  const nodes = [root, post, get, mac, encode, garbage, main];
  const samples = [root.id, post.id, get.id, mac.id, encode.id, garbage.id, main.id];
  const timeDeltas = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];
  const sums = sumsOf({ nodes, samples, timeDeltas, startTime: 0, endTime: 0 });
  expect(sums).toEqual({
    ...Object.fromEntries(PHASE_NAMES.map((name) => [name, 0])),
    'ledger and bills': 110 / 1e6,
    tokens: 11_000 / 1e6,
    'garbage collection': 100_000 / 1e6,
    'the rest': 1_000_001 / 1e6,
  });
});

test.each([
  ['src/machines/order/machine.js', 'machines'],
  ['src/machines/token.js', 'tokens'],
  ['src/actors/compiled/compiled-run.js', 'engine'],
  ['src/actors/xstate-engine.js', 'engine'],
  ['src/actors/participant.js', 'participants'],
  ['src/actors/requests.js', 'requests'],
  ['src/actors/memory.js', 'requests'],
  ['src/actors/channel.js', 'channels'],
  ['src/actors/transit.js', 'channels'],
  ['src/actors/distribution.js', 'draws'],
  ['src/sim/random.js', 'draws'],
  ['src/sim/scheduler.js', 'queue'],
  ['src/sim/timer-heap.js', 'queue'],
  ['src/sim/recorder.js', 'records'],
  ['src/sim/record-lines.js', 'records'],
  ['src/sim/json-bytes.js', 'records'],
  ['src/sim/code-unit.js', 'records'],
  ['src/sim/fingerprint.js', 'records'],
  ['src/billing/bill.js', 'ledger and bills'],
  ['bench/plain/order-desk.js', 'plain desks'],
  ['bench/plain/post-office.js', 'requests'],
])('%s is %s', (file, phase) => {
  const source = new URL(`../../${file.replace('.js', '.ts')}`, import.meta.url);
  expect(existsSync(source), 'a file that is there').toBe(true);
  count = 0;
  const nodes = [node('(root)', '', [2]), node('f', `file:///x/dist-bench/${file}`)];
  const profile = { nodes, samples: [2], timeDeltas: [1_000_000], startTime: 0, endTime: 0 };
  expect(sumsOf(profile)[phase]).toBe(1);
});

test('what runs under the profiler runs once, and takes some time', () => {
  let runs = 0;
  const sums = phasesOf(() => {
    runs += 1;
    let sum = 0;
    for (let n = 0; n < 3_000_000; n += 1) sum += Math.sqrt(n);
    if (sum < 0) throw new Error('sums of roots are above zero');
  });
  expect(runs).toBe(1);
  expect(Object.values(sums).reduce((sum, one) => sum + one, 0)).toBeGreaterThan(0);
});
