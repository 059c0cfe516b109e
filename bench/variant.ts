/**
 * Variants: the programs that W2 is measured on, from what the work costs to what is done on top of it.
 *
 *     happy path only ── plain ── compiled, unread ── … in memory ── … to disk
 *                                 XState, unread       bare XState
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineName } from '../src/actors/engine.ts';
import { ENGINES } from '../src/sim/engines.ts';
import { FORMAT, type RecordReader, type RunRecord } from '../src/sim/record.ts';
import { RecordWriter } from '../src/sim/record-file.ts';
import { RecordLines } from '../src/sim/record-lines.ts';
import type { Scenario } from '../src/sim/scenario/model.ts';
import { World } from '../src/sim/world.ts';
import { BareNetwork } from './bare-xstate.ts';
import { HappyPath } from './happy-path.ts';
import { TYPES } from './plain/letter.ts';
import { PlainNetwork } from './plain/network.ts';
import { purchases } from './purchases.ts';
import { type Issued, ledgerWork, type Work } from './work.ts';

export const VARIANTS = [
  'happy-path',
  'plain',
  'compiled',
  'compiled-memory',
  'compiled-disk',
  'bare-xstate',
  'xstate',
] as const;
export type Variant = (typeof VARIANTS)[number];

/** A program that is ready to run. */
export interface Program {
  run(): void;
  /** Ends what the run began: closes files, takes stock. Not part of what is measured. */
  work(): Work;
  /** Bytes written to disk; 0 where nothing is. */
  readonly diskBytes: number;
  /** Has every client system come to the network, none of them doing anything. */
  arriveAll(): void;
}

/** What each is called, and what it does. */
export const VARIANT_TITLES: Readonly<Record<Variant, { title: string; does: string }>> = {
  'happy-path': {
    title: 'bare minimum, happy path only',
    does: 'the same messages in plain JavaScript, and nothing that a lost one would need',
  },
  plain: {
    title: 'plain JavaScript, the same work',
    does: 'the yardstick: the real protocol by hand; every message is that of the network, at its instant',
  },
  compiled: {
    title: 'compiled, unread',
    does: 'the network on the compiled engine; nobody reads its records',
  },
  'compiled-memory': {
    title: 'compiled, records in memory',
    does: 'the same, with every record kept in an array',
  },
  'compiled-disk': {
    title: 'compiled, records to disk',
    does: 'the same, with every record written to a file',
  },
  'bare-xstate': {
    title: 'bare XState actors',
    does: 'the same machines as XState actors, wired straight to the queue: no network, no records',
  },
  xstate: {
    title: 'XState, unread',
    does: 'the network on XState’s own actors; nobody reads its records',
  },
};

/** A variant with `clients` clients, set up. */
export function programOf(variant: Variant, clients: number): Program {
  switch (variant) {
    case 'happy-path':
      return wired(new HappyPath(clients));
    case 'bare-xstate':
      return wired(new BareNetwork(clients));
    case 'plain':
      return new PlainProgram(clients);
    case 'compiled':
    case 'xstate':
      return new NetworkProgram(clients, variant);
    case 'compiled-memory':
      return new NetworkProgram(clients, 'compiled', new RecordsInMemory());
    case 'compiled-disk':
      return new NetworkProgram(clients, 'compiled', new RecordsOnDisk(purchases(clients)));
  }
}

/** What a program that draws its own numbers can say. */
function wired(network: HappyPath | BareNetwork): Program {
  const unsaid = { finalUs: null, carriedBytes: null, byType: null, bills: null, statements: null };
  return {
    run: () => network.run(),
    work: () => ({
      displayed: network.displayed,
      messages: network.messages,
      ...ledgerWork(network.ledger, 'USD'),
      ...unsaid,
    }),
    diskBytes: 0,
    // They have no people who come: all clients are there from the start.
    arriveAll: () => undefined,
  };
}

class PlainProgram implements Program {
  readonly diskBytes = 0;
  private readonly network: PlainNetwork;
  private readonly currency: string;

  constructor(clients: number) {
    const scenario = purchases(clients);
    this.currency = scenario.currency;
    this.network = new PlainNetwork(scenario);
  }

  run(): void {
    this.network.run();
  }

  arriveAll(): void {
    for (const person of this.network.people) this.network.clients.arrive(person);
  }

  work(): Work {
    const { office, ledger, clients, billing, sources } = this.network;
    let carriedBytes = 0;
    for (const { downlink, uplink, programmeBytes } of sources.values()) {
      carriedBytes += downlink.bytes + uplink.bytes + programmeBytes;
    }
    const counts = TYPES.map((type, kind) => [type, office.delivered[kind] ?? 0] as const);
    return {
      displayed: clients.displayed,
      messages: office.delivered.reduce((sum, count) => sum + count, 0),
      ...ledgerWork(ledger, this.currency),
      finalUs: office.timeline.nowUs,
      carriedBytes,
      byType: Object.fromEntries(counts),
      bills: billing.bills,
      statements: billing.statements,
    };
  }
}

/** Somebody who reads the records of a run, and what is known of them afterwards. */
interface Reading {
  readonly reader: RecordReader;
  /** Called once when the run is over. */
  end(): void;
  readonly diskBytes: number;
  readonly records: Iterable<RunRecord>;
}

class NetworkProgram implements Program {
  private readonly scenario: Scenario;
  private readonly world: World;
  private readonly reading: Reading | null;

  constructor(clients: number, engine: EngineName, reading: Reading | null = null) {
    this.scenario = purchases(clients);
    this.reading = reading;
    const readers = reading === null ? [] : [reading.reader];
    this.world = new World(this.scenario, { engine: ENGINES[engine], readers });
  }

  get diskBytes(): number {
    return this.reading?.diskBytes ?? 0;
  }

  run(): void {
    this.world.run();
    this.reading?.end();
  }

  arriveAll(): void {
    for (const { id: population, count, receives } of this.scenario.populations) {
      for (let n = 1; n <= count; n += 1) {
        const id = `${population}-${n}`;
        this.world.addClient({ id, receives: receives[0]?.value ?? [], patienceUs: 3_600_000_000 });
      }
    }
  }

  work(): Work {
    const { world, scenario } = this;
    let carriedBytes = 0;
    for (const plant of world.network.traffic()) {
      const { downlinkBytes, uplinkBytes, controlBytes, programmeBytes } = plant;
      carriedBytes += downlinkBytes + uplinkBytes + controlBytes + programmeBytes;
    }
    return {
      displayed: world.ordersIn('completed'),
      messages: world.recorder.deliveredCount,
      ...ledgerWork(world.ledger, scenario.currency),
      finalUs: world.timeline.nowUs,
      carriedBytes,
      ...(this.reading === null ? UNREAD : readWork(this.reading.records)),
    };
  }
}

const UNREAD = { byType: null, bills: null, statements: null } as const;

/** What only records tell. */
function readWork(records: Iterable<RunRecord>): Pick<Work, 'byType' | 'bills' | 'statements'> {
  const byType: Record<string, number> = {};
  const bills = { count: 0, totalMinor: 0 };
  const statements = { count: 0, totalMinor: 0 };
  let recordCount = 0;
  for (const record of records) {
    recordCount += 1;
    if (record.kind === 'delivered') byType[record.type] = (byType[record.type] ?? 0) + 1;
    else if (record.kind === 'document' && record.type === 'bill') count(bills, record, 'dueMinor');
    else if (record.kind === 'document') count(statements, record, 'totalMinor');
  }
  return recordCount === 0 ? UNREAD : { byType, bills, statements };
}
function count(
  issued: { -readonly [Key in keyof Issued]: Issued[Key] },
  { body }: { readonly body: Readonly<Record<string, unknown>> },
  amount: string,
): void {
  issued.count += 1;
  issued.totalMinor += Number(body[amount]);
}

class RecordsInMemory implements Reading {
  readonly records: RunRecord[] = [];
  readonly diskBytes = 0;
  readonly reader: RecordReader = { read: (record) => void this.records.push(record) };

  end(): void {}
}

class RecordsOnDisk implements Reading {
  readonly reader: RecordLines;
  /** They are on disk, and counted by the footer there. */
  readonly records: readonly RunRecord[] = [];
  diskBytes = 0;
  private readonly folder: string;
  private readonly path: string;
  private readonly writer: RecordWriter;

  constructor({ name, seed, epochUs, currency }: Scenario) {
    this.folder = mkdtempSync(join(tmpdir(), 'headend-bench-'));
    this.path = join(this.folder, 'w2.ndjson');
    const header = { ...FORMAT, scenario: name, seed, epochUs, currency };
    this.writer = new RecordWriter(this.path, header);
    this.reader = new RecordLines([this.writer]);
    process.once('exit', () => rmSync(this.folder, { recursive: true, force: true }));
  }

  end(): void {
    this.reader.flush();
    this.writer.close('');
    this.diskBytes = statSync(this.path).size;
    rmSync(this.folder, { recursive: true });
  }
}
