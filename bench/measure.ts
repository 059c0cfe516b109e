/**
 * Measures one variant in a process of its own and prints one line of JSON.
 *
 *     node measure.js run VARIANT CLIENTS        a run: wall time, CPU time, memory, what was done
 *     node measure.js phases VARIANT CLIENTS     a run under the sampling profiler: where the time goes
 *     node --expose-gc measure.js idle VARIANT CLIENTS     what a client costs that does nothing
 *     node measure.js ten VARIANT CLIENTS        a run of the ten messages, after a small one to warm up
 *
 * Rates count the run loop only; set-up is reported apart. CPU time is that of all threads of the
 * process, the garbage collector's and the compiler's among them: on a machine that others use, too, it is
 * the steadier of the two. Peak memory is the process's.
 */
import { phasesOf } from './phases.ts';
import { TEN_VARIANTS, type TenVariant, tenProgramOf } from './ten/variant.ts';
import { checkTen, type TenResult } from './ten/workload.ts';
import { programOf, VARIANTS, type Variant } from './variant.ts';
import { checkWork, type Work } from './work.ts';

/** How long something took. */
export interface Taken {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
}
/** What one run says. */
export interface Measurement extends Taken {
  readonly variant: Variant;
  readonly clients: number;
  readonly messages: number;
  readonly setUpSeconds: number;
  readonly peakMiB: number;
  /** Bytes written to disk; 0 where nothing is. */
  readonly diskBytes: number;
  readonly work: Work;
}
/** What one run of the ten messages says. */
export interface TenMeasurement extends Taken {
  readonly variant: TenVariant;
  readonly clients: number;
  readonly messages: number;
  readonly peakMiB: number;
}
/** What an idle client costs. */
export interface IdleMeasurement {
  readonly variant: Variant;
  readonly clients: number;
  readonly bytesEach: number;
}
/** Where the time of a run goes, in CPU seconds by phase. */
export interface PhaseMeasurement {
  readonly variant: Variant;
  readonly clients: number;
  readonly setUpSeconds: number;
  readonly phases: Readonly<Record<string, number>>;
}

/** So that everything that is made once is made before. */
const SMALL = 60;

/** The runs are short: without a first one, what is measured is the compiler. */
const TEN_WARM_UP = 1_000;

const [, , what, name = '', count = ''] = process.argv;
const measured = await measure(what, name, Number(count));
process.stdout.write(`${JSON.stringify(measured)}\n`);

function measure(kind: string | undefined, variant: string, clients: number) {
  if (kind === 'ten') return measureTen(oneOf(TEN_VARIANTS, variant), clients);
  const program = oneOf(VARIANTS, variant);
  if (kind === 'run') return measureRun(program, clients);
  if (kind === 'idle') return measureIdle(program, clients);
  if (kind === 'phases') return measurePhases(program, clients);
  throw new RangeError(`there is nothing called "${kind}" to measure`);
}

function measureRun(variant: Variant, clients: number): Measurement {
  const beganMs = performance.now();
  const program = programOf(variant, clients);
  const setUpSeconds = (performance.now() - beganMs) / 1_000;
  const taken = timed(() => program.run());
  const { diskBytes } = program;
  // Before anything is counted: counting takes memory, too.
  const peakMiB = peakOf();
  const work = program.work();
  checkWork(variant, clients, work);
  const { messages } = work;
  return { variant, clients, messages, ...taken, setUpSeconds, peakMiB, diskBytes, work };
}

async function measureTen(variant: TenVariant, clients: number): Promise<TenMeasurement> {
  const warmUp = await tenProgramOf(variant, TEN_WARM_UP);
  warmUp.program.run();
  const { program, keepsFractions } = await tenProgramOf(variant, clients);
  const results: TenResult[] = [];
  const taken = timed(() => results.push(program.run()));
  const [result] = results;
  if (result === undefined) throw new Error(`${variant} was not run`);
  checkTen(clients, result, keepsFractions);
  return { variant, clients, messages: result.messages, ...taken, peakMiB: peakOf() };
}

function measureIdle(variant: Variant, clients: number): IdleMeasurement {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error('idle clients are measured with --expose-gc');
  const heapBytes = () => {
    // The second time takes what the first has only let go of.
    gc();
    gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const small = programOf(variant, SMALL);
  small.arriveAll();
  const beforeBytes = heapBytes();
  const program = programOf(variant, clients);
  program.arriveAll();
  const bytesEach = Math.round((heapBytes() - beforeBytes) / clients);
  // Both are used once more, so that neither is taken before.
  if (small.diskBytes + program.diskBytes > 0) throw new Error('an idle client wrote something');
  return { variant, clients, bytesEach };
}

function measurePhases(variant: Variant, clients: number): PhaseMeasurement {
  const beganMs = performance.now();
  const program = programOf(variant, clients);
  const setUpSeconds = (performance.now() - beganMs) / 1_000;
  const phases = phasesOf(() => program.run());
  checkWork(variant, clients, program.work());
  return { variant, clients, setUpSeconds, phases };
}

function timed(act: () => unknown): Taken {
  const cpu = process.cpuUsage();
  const startedMs = performance.now();
  act();
  const wallSeconds = (performance.now() - startedMs) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  return { wallSeconds, cpuSeconds: (user + system) / 1_000_000 };
}

function peakOf(): number {
  return Math.round(process.resourceUsage().maxRSS / 1_024);
}

function oneOf<Name extends string>(names: readonly Name[], asked: string): Name {
  const found = names.find((one) => one === asked);
  if (found === undefined) throw new RangeError(`there is no variant "${asked}"`);
  return found;
}
