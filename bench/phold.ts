/**
 * PHOLD: the scheduler against a plain typed heap, on the classic hold model.
 *
 *     1,024 processes, 16 events each --> fire: count, draw a destination --> schedule one event
 *                                           ^                                        |
 *                                           +------- exp(1.0) + 0.1 seconds ---------+
 *
 * Both sides draw the same numbers in the same order from mulberry32(12345) and stop after
 * 2,000,000 events. The plain side keeps time as a fraction, as the published workload does; ours
 * keeps whole microseconds. Only the ratio of the two means anything on another machine.
 */
import { PRIORITY } from '../src/actors/timeline.ts';
import { Scheduler } from '../src/sim/scheduler.ts';
import { Mulberry32 } from './mulberry.ts';
import { PlainHeap } from './plain-heap.ts';
import { median } from './report.ts';

/** What one measurement found. */
export interface PholdResult {
  readonly plainPerSecond: number;
  readonly kernelPerSecond: number;
  /** kernelPerSecond / plainPerSecond. */
  readonly ratio: number;
}

const PROCESSES = 1024;
const EVENTS_EACH = 16;
const EVENTS = 2_000_000;
const ROUNDS = 5;
/** int32 fold of h * 31 + c over the counters: the published check value of the workload. */
const PLAIN_CHECKSUM = -1598673080;

/**
 * Events per second of both, interleaved, the median of five rounds each after one to warm up.
 *
 * @throws {Error} when either side did not do the work it was measured for
 */
export function measurePhold(): PholdResult {
  runPlain();
  runKernel();
  const plain: number[] = [];
  const kernel: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    plain.push(runPlain());
    kernel.push(runKernel());
  }
  const plainPerSecond = median(plain);
  const kernelPerSecond = median(kernel);
  return { plainPerSecond, kernelPerSecond, ratio: kernelPerSecond / plainPerSecond };
}

function runPlain(): number {
  const random = new Mulberry32(12345);
  const heap = new PlainHeap(PROCESSES * EVENTS_EACH);
  const counts = new Int32Array(PROCESSES);
  for (let process = 0; process < PROCESSES; process++) {
    for (let k = 0; k < EVENTS_EACH; k++) heap.push(random.exponential() + 0.1, process, 0, 0);
  }
  const start = process.hrtime.bigint();
  let done = 0;
  while (done < EVENTS && heap.pop()) {
    const at = heap.t;
    counts[heap.a] = (counts[heap.a] as number) + 1;
    done++;
    const destination = (random.next() * PROCESSES) | 0;
    heap.push(at + random.exponential() + 0.1, destination, 0, 0);
  }
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const checksum = counts.reduce((sum, count) => (sum * 31 + count) | 0, 0);
  if (checksum !== PLAIN_CHECKSUM) throw new Error(`plain PHOLD: checksum ${checksum} is wrong`);
  assertDone('plain', done, counts);
  return EVENTS / seconds;
}

function runKernel(): number {
  const random = new Mulberry32(12345);
  const scheduler = new Scheduler({ eventsPerInstantMax: EVENTS });
  const counts = new Int32Array(PROCESSES);
  const delayUs = (): number => Math.round((random.exponential() + 0.1) * 1e6);
  const handler = {
    owner: 'phold',
    fire(process: number): void {
      counts[process] = (counts[process] as number) + 1;
      const destination = (random.next() * PROCESSES) | 0;
      scheduler.at(scheduler.nowUs + delayUs(), PRIORITY.delivery, handler, destination);
    },
  };
  for (let process = 0; process < PROCESSES; process++) {
    for (let k = 0; k < EVENTS_EACH; k++) {
      scheduler.at(delayUs(), PRIORITY.delivery, handler, process);
    }
  }
  const start = process.hrtime.bigint();
  let done = 0;
  while (done < EVENTS && scheduler.step()) done++;
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  assertDone('kernel', scheduler.firedCount, counts);
  return EVENTS / seconds;
}

function assertDone(side: string, done: number, counts: Int32Array): void {
  const counted = counts.reduce((sum, count) => sum + count, 0);
  if (done === EVENTS && counted === EVENTS) return;
  throw new Error(`${side} PHOLD: ${done} events fired and ${counted} counted, not ${EVENTS}`);
}
