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
  const heap = new PlainHeap();
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

function median(rates: readonly number[]): number {
  const sorted = [...rates].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] as number;
}

class Mulberry32 {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A draw in (0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) * 2 ** -32;
  }

  /** A draw of mean 1. `Math.log` on both sides: the queue is what is measured. */
  exponential(): number {
    return -Math.log(this.next());
  }
}

/** The yardstick: a 4-ary heap over (time, sequence) with three words of payload and nothing else. */
class PlainHeap {
  t = 0;
  a = 0;
  b = 0;
  c = 0;
  n = 0;
  seq = 0;
  readonly T = new Float64Array(1 << 15);
  readonly Q = new Float64Array(1 << 15);
  readonly A = new Int32Array(1 << 15);
  readonly B = new Int32Array(1 << 15);
  readonly C = new Int32Array(1 << 15);

  push(t: number, a: number, b: number, c: number): void {
    const { T, Q, A, B, C } = this;
    const q = this.seq++;
    let i = this.n++;
    while (i > 0) {
      const p = (i - 1) >> 2;
      if ((T[p] as number) <= t) break;
      this.#move(i, p);
      i = p;
    }
    T[i] = t;
    Q[i] = q;
    A[i] = a;
    B[i] = b;
    C[i] = c;
  }

  pop(): boolean {
    if (this.n === 0) return false;
    const { T, Q, A, B, C } = this;
    this.t = T[0] as number;
    this.a = A[0] as number;
    this.b = B[0] as number;
    this.c = C[0] as number;
    const n = --this.n;
    const t = T[n] as number;
    const q = Q[n] as number;
    const [a, b, c] = [A[n] as number, B[n] as number, C[n] as number];
    let i = 0;
    for (;;) {
      let k = (i << 2) + 1;
      if (k >= n) break;
      const e = Math.min(k + 4, n);
      let m = k;
      let mt = T[k] as number;
      let mq = Q[k] as number;
      for (k++; k < e; k++) {
        const kt = T[k] as number;
        if (kt < mt || (kt === mt && (Q[k] as number) < mq)) {
          m = k;
          mt = kt;
          mq = Q[k] as number;
        }
      }
      if (mt > t || (mt === t && mq > q)) break;
      this.#move(i, m);
      i = m;
    }
    T[i] = t;
    Q[i] = q;
    A[i] = a;
    B[i] = b;
    C[i] = c;
    return true;
  }

  #move(to: number, from: number): void {
    this.T[to] = this.T[from] as number;
    this.Q[to] = this.Q[from] as number;
    this.A[to] = this.A[from] as number;
    this.B[to] = this.B[from] as number;
    this.C[to] = this.C[from] as number;
  }
}
