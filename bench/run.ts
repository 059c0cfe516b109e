/**
 * Runs the benchmarks as `headend bench` asks for it: W1, R1, the ten messages, and W2.
 *
 *     node run.js '{"sizes":[1000,10000],"quick":false,"json":false,"chart":null}'
 *
 * Every program runs in a process of its own, one after another, in rounds, so that a busy moment of the
 * machine falls on all of them; each figure is the median of its rounds. Ratios of CPU time are the
 * ones to read where other work shares the machine.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, type as systemType, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { chartSvg } from './chart.ts';
import { expectedSeconds, misfit } from './fit.ts';
import type { IdleMeasurement, Measurement, PhaseMeasurement, TenMeasurement } from './measure.ts';
import { measurePhold } from './phold.ts';
import { measureRating } from './rating.ts';
import {
  type Finding,
  growthOf,
  type Machine,
  median,
  type Row,
  type Table,
  withFinding,
} from './report.ts';
import { findingLines } from './report-text.ts';
import { TEN_VARIANTS, type TenVariant } from './ten/variant.ts';
import { VARIANTS, type Variant } from './variant.ts';
import { requireSame } from './work.ts';

/** What `headend bench` asks for. */
interface Asked {
  readonly sizes: readonly number[];
  readonly quick: boolean;
  readonly json: boolean;
  /** Where the chart goes; null for nowhere. */
  readonly chart: string | null;
}

const ROUNDS = 3;
/** Runs that take longer than this are long enough to be made once. */
const LONG_SECONDS = 40;
const QUICK_CLIENTS = 1_000;
/** The sizes that the ten messages have published results for. */
const TEN_CLIENTS_MAX = 100_000;
const TEN_XSTATE_CLIENTS_MAX = 10_000;
const IDLE_VARIANTS: readonly Variant[] = ['plain', 'compiled', 'xstate'];
const IDLE_CLIENTS = 100_000;
const PHASE_VARIANTS: readonly Variant[] = ['plain', 'compiled', 'compiled-disk', 'xstate'];
const PHASE_CLIENTS = 10_000;

const MEASURE = fileURLToPath(new URL('./measure.js', import.meta.url));
const ROOT = new URL('../../', import.meta.url);

const asked = JSON.parse(process.argv[2] ?? '') as Asked;
const skipped: string[] = [];
let report: Finding = {};
for (const finding of findings(asked)) {
  report = withFinding(report, finding);
  const { machine, purchases = [] } = report;
  if (asked.chart !== null && machine !== undefined && finding.purchases !== undefined) {
    writeFileSync(asked.chart, `${chartSvg({ machine, purchases })}\n`);
  }
  if (!asked.json) for (const line of findingLines(finding)) print(line);
}
if (asked.json) print(JSON.stringify(report, null, 2));

/** One after another: who stops it has what was measured before. */
function* findings({ sizes, quick }: Asked): Generator<Finding> {
  const rounds = quick ? 1 : ROUNDS;
  yield { machine: thisMachine() };
  yield { phold: measurePhold() };
  yield { rating: quick ? null : measureRating() };
  for (const clients of sizes) {
    if (clients <= TEN_CLIENTS_MAX) yield { ten: [tenTable(clients, rounds)] };
  }
  const purchases: Table<Variant>[] = [];
  for (const clients of sizes) {
    const table = purchaseTable(clients, rounds);
    purchases.push(table);
    yield { purchases: [table] };
  }
  yield { growth: growthOf(purchases) };
  const [idleClients, phaseClients] = quick
    ? [QUICK_CLIENTS, QUICK_CLIENTS]
    : [IDLE_CLIENTS, PHASE_CLIENTS];
  yield { idle: IDLE_VARIANTS.map((variant) => idleOf(variant, idleClients)) };
  yield { phases: PHASE_VARIANTS.map((variant) => phasesOf(variant, phaseClients)) };
  yield { skipped };
}

function tenTable(clients: number, rounds: number): Table<TenVariant> {
  const variants = TEN_VARIANTS.filter((variant) => {
    if (variant !== 'xstate' || clients <= TEN_XSTATE_CLIENTS_MAX) return true;
    skipped.push(`ten messages on bare XState with ${clients} clients: would take minutes`);
    return false;
  });
  const taken = inRounds(
    variants,
    () => rounds,
    (variant) => inProcess<TenMeasurement>(['ten', variant, String(clients)]),
  );
  const rows = variants.map((variant) => {
    const measured = taken.get(variant) ?? [];
    return { ...rowFrom(variant, measured), setUpSeconds: 0, diskBytes: 0 };
  });
  return { clients, rows };
}

function purchaseTable(clients: number, rounds: number): Table<Variant> {
  const variants = VARIANTS.filter((variant) => {
    const why = misfit(variant, clients);
    if (why !== null) skipped.push(`W2, ${variant} with ${clients} clients: ${why}`);
    return why === null;
  });
  const taken = inRounds(
    variants,
    (variant) => (expectedSeconds(variant, clients) > LONG_SECONDS ? 1 : rounds),
    (variant) => inProcess<Measurement>(['run', variant, String(clients)]),
  );
  requireSameWork(clients, [...taken.values()].flat());
  const rows = variants.map((variant) => {
    const measured = taken.get(variant) ?? [];
    return {
      ...rowFrom(variant, measured),
      setUpSeconds: median(measured.map(({ setUpSeconds }) => setUpSeconds)),
      diskBytes: measured[0]?.diskBytes ?? 0,
    };
  });
  return { clients, rows };
}

/** The network does what the yardstick does, whatever runs it and whoever reads. */
function requireSameWork(clients: number, measured: readonly Measurement[]): void {
  const plain = measured.find(({ variant }) => variant === 'plain');
  if (plain === undefined) return;
  for (const { variant, work } of measured) {
    requireSame(`${variant} with ${clients} clients, beside plain`, plain.work, work);
  }
}

function idleOf(variant: Variant, clients: number): IdleMeasurement {
  return inProcess(['idle', variant, String(clients)], ['--expose-gc']);
}
function phasesOf(variant: Variant, clients: number): PhaseMeasurement {
  return inProcess(['phases', variant, String(clients)]);
}

/** One after another, round by round; each as many rounds as it may have. */
function inRounds<Name extends string, Found>(
  variants: readonly Name[],
  roundsOf: (variant: Name) => number,
  measure: (variant: Name) => Found,
): ReadonlyMap<Name, readonly Found[]> {
  const taken = new Map<Name, Found[]>(variants.map((variant) => [variant, []]));
  for (let round = 0; round < Math.max(...variants.map(roundsOf)); round += 1) {
    for (const variant of variants) {
      if (round < roundsOf(variant)) taken.get(variant)?.push(measure(variant));
    }
  }
  return taken;
}

function rowFrom<Name extends string>(
  variant: Name,
  measured: readonly (TenMeasurement | Measurement)[],
): Omit<Row<Name>, 'setUpSeconds' | 'diskBytes'> {
  return {
    variant,
    rounds: measured.length,
    messages: measured[0]?.messages ?? 0,
    perSecond: median(measured.map(({ messages, wallSeconds }) => messages / wallSeconds)),
    cpuUs: median(measured.map(({ messages, cpuSeconds }) => (cpuSeconds * 1e6) / messages)),
    peakMiB: Math.max(...measured.map(({ peakMiB }) => peakMiB)),
  };
}

function inProcess<Found>(args: readonly string[], flags: readonly string[] = []): Found {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[Kmeasuring ${args.join(' ')}`);
  const heapMiB = Math.floor((totalmem() * 0.85) / 1_024 ** 2);
  const all = [...flags, `--max-old-space-size=${heapMiB}`, MEASURE, ...args];
  const out = execFileSync(process.execPath, all, { encoding: 'utf8' });
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  return JSON.parse(out) as Found;
}

function thisMachine(): Machine {
  const [processor] = cpus();
  return {
    system: `${systemType()} ${release()}`,
    processor: processor?.model.trim() ?? 'an unknown processor',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 1_024 ** 3),
    node: process.version,
    versions: {
      Headend: versionOf('package.json'),
      XState: versionOf('node_modules/xstate/package.json'),
      RxJS: versionOf('node_modules/rxjs/package.json'),
      simjs: versionOf('node_modules/simjs/package.json'),
    },
    date: new Date().toISOString().slice(0, 10),
  };
}

function versionOf(manifest: string): string {
  const { version } = JSON.parse(readFileSync(new URL(manifest, ROOT), 'utf8')) as {
    readonly version: string;
  };
  return version;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
