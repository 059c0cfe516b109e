/**
 * Measures one variant of W2 in a process of its own and prints one line of JSON.
 *
 *     node measure.js plain|bare|headend|headend-disk CLIENTS
 *
 * Rates count the run loop only; set-up is reported apart; peak memory is the process's.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FORMAT } from '../src/sim/record.ts';
import { RecordWriter } from '../src/sim/record-file.ts';
import { World } from '../src/sim/world.ts';
import { BareNetwork } from './bare-xstate.ts';
import { PlainNetwork } from './plain.ts';
import { purchases, purchasesEach } from './purchases.ts';

/** What one measurement says. */
export interface Measurement {
  readonly variant: string;
  readonly clients: number;
  readonly messages: number;
  readonly perSecond: number;
  readonly runSeconds: number;
  readonly setUpSeconds: number;
  readonly peakMiB: number;
  /** Bytes written to disk; 0 where nothing is. */
  readonly bytes: number;
}
interface Runnable {
  run(): void;
  messages(): number;
  displayed(): number;
  isBalanced(): boolean;
  bytes(): number;
}

const VARIANTS: Readonly<Record<string, (clients: number) => Runnable>> = {
  plain: (clients) => handWired(new PlainNetwork(clients)),
  bare: (clients) => handWired(new BareNetwork(clients)),
  headend: (clients) => networkOf(new World(purchases(clients)), () => 0),
  'headend-disk': (clients) => recordedNetwork(clients),
};

function handWired(network: PlainNetwork | BareNetwork): Runnable {
  return {
    run: () => network.run(),
    messages: () => network.messages,
    displayed: () => network.displayed,
    isBalanced: () => network.ledger.totals().every(({ totalMinor }) => totalMinor === 0),
    bytes: () => 0,
  };
}

function networkOf(world: World, bytes: () => number): Runnable {
  return {
    run: () => void world.run(),
    messages: () => world.recorder.deliveredCount,
    displayed: () => world.ordersIn('completed'),
    isBalanced: () => world.ledger.totals().every(({ totalMinor }) => totalMinor === 0),
    bytes,
  };
}

function recordedNetwork(clients: number): Runnable {
  const folder = mkdtempSync(join(tmpdir(), 'headend-bench-'));
  const path = join(folder, 'w2.ndjson');
  const scenario = purchases(clients);
  const { name, seed, epochUs, currency } = scenario;
  const writer = new RecordWriter(path, { ...FORMAT, scenario: name, seed, epochUs, currency });
  const world = new World(scenario, { readers: [writer] });
  let bytes = 0;
  const finish = () => {
    writer.close('');
    bytes = statSync(path).size;
    rmSync(folder, { recursive: true });
  };
  return {
    ...networkOf(world, () => bytes),
    run: () => {
      world.run();
      finish();
    },
  };
}

function measure(variant: string, clients: number): Measurement {
  const make = VARIANTS[variant];
  if (make === undefined) throw new RangeError(`there is no variant "${variant}"`);
  const beganMs = performance.now();
  const network = make(clients);
  const startedMs = performance.now();
  network.run();
  const runSeconds = (performance.now() - startedMs) / 1_000;
  if (network.displayed() !== clients * purchasesEach(clients)) {
    throw new Error(
      `${variant}: ${network.displayed()} purchases instead of ${clients * purchasesEach(clients)}`,
    );
  }
  if (!network.isBalanced()) throw new Error(`${variant}: the ledger does not balance`);
  return {
    variant,
    clients,
    messages: network.messages(),
    perSecond: Math.round(network.messages() / runSeconds),
    runSeconds,
    setUpSeconds: (startedMs - beganMs) / 1_000,
    peakMiB: Math.round(process.resourceUsage().maxRSS / 1_024),
    bytes: network.bytes(),
  };
}

const [variant = '', clients = ''] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(measure(variant, Number(clients)))}\n`);
