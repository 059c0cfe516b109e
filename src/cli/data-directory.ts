/**
 * Data directory: what runs leave behind when `--data DIR` asks for it, as JSON files kept by lowdb.
 *
 *     DIR/runs.json          the catalogue of runs: what was run, with what result, and where its trace is
 *     DIR/subscribers.json   the subscriber database: each subscriber's orders and bills, run by run
 *
 * Files are replaced whole (written beside, then renamed), so a kill leaves the old or the new one.
 * A run that is in the catalogue already (same scenario, seed and fingerprint) is not added again.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LowSync } from 'lowdb';
import { JSONFileSync } from 'lowdb/node';
import type { Bill } from '../billing/bill.ts';
import type { RecordReader, RunRecord } from '../sim/record.ts';
import type { RunResult } from '../sim/run.ts';

/** The directory cannot be used; the message says which file and what to do. */
export class UnusableDirectory extends Error {
  override readonly name = 'UnusableDirectory';
}

/** One run in the catalogue. */
export interface CataloguedRun {
  readonly run: string;
  readonly scenario: string;
  readonly title: string;
  readonly seed: number;
  readonly fingerprint: string;
  readonly holds: boolean;
  readonly messages: number;
  readonly virtualTimeUs: number;
  readonly trace: string | null;
}
/** How one order of a subscriber ended. */
export interface OrderEntry {
  readonly run: string;
  readonly order: string;
  readonly outcome: string;
  readonly atUs: number;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}
/** One subscriber in the database. */
export interface SubscriberEntry {
  readonly subscriber: string;
  readonly orders: OrderEntry[];
  readonly bills: { readonly run: string; readonly bill: Bill }[];
}

/** Collects how orders ended, from the records of a run. */
export class OrderEnds implements RecordReader {
  readonly ends: Omit<OrderEntry, 'run'>[] = [];

  read(record: RunRecord): void {
    if (record.kind !== 'outcome' || !record.type.startsWith('order.')) return;
    const { conversation, type: outcome, atUs, detail } = record;
    this.ends.push({ order: conversation ?? '', outcome, atUs, detail });
  }
}

/**
 * Adds a run to the catalogue, and what it did to the subscriber database.
 *
 * @throws {UnusableDirectory} when the directory cannot be made or a file in it is not ours
 */
export function keepRun(
  directory: string,
  result: RunResult,
  ends: OrderEnds,
  trace: string | null,
): void {
  const run = `${result.scenario}-${result.seed}-${result.fingerprint.slice(0, 12)}`;
  const runs = open<{ runs: CataloguedRun[] }>(directory, 'runs.json', { runs: [] });
  if (runs.data.runs.some((known) => known.run === run)) return;
  const { scenario, title, seed, fingerprint, holds, messages, virtualTimeUs } = result;
  runs.data.runs.push({
    run,
    scenario,
    title,
    seed,
    fingerprint,
    holds,
    messages,
    virtualTimeUs,
    trace,
  });
  keepSubscribers(directory, run, result, ends);
  save(runs, directory, 'runs.json');
}

function keepSubscribers(directory: string, run: string, result: RunResult, ends: OrderEnds): void {
  const start = { subscribers: [] as SubscriberEntry[] };
  const store = open<typeof start>(directory, 'subscribers.json', start);
  const known = new Map(store.data.subscribers.map((entry) => [entry.subscriber, entry]));
  const entryOf = (subscriber: string): SubscriberEntry => {
    const entry = known.get(subscriber) ?? { subscriber, orders: [], bills: [] };
    if (!known.has(subscriber)) store.data.subscribers.push(entry);
    known.set(subscriber, entry);
    return entry;
  };
  for (const end of ends.ends) entryOf(String(end.detail.client)).orders.push({ run, ...end });
  for (const bill of result.bills) entryOf(bill.subscriber).bills.push({ run, bill });
  save(store, directory, 'subscribers.json');
}

function open<Content extends object>(
  directory: string,
  name: string,
  start: Content,
): LowSync<Content> {
  const path = join(directory, name);
  try {
    mkdirSync(directory, { recursive: true });
    const store = new LowSync<Content>(new JSONFileSync(path), start);
    store.read();
    const [key] = Object.keys(start);
    const rows = (store.data as Record<string, unknown>)[key ?? ''];
    if (!Array.isArray(rows)) throw new TypeError(`it has no list of ${key}`);
    return store;
  } catch (error) {
    throw unusable(path, error);
  }
}

function save<Content extends object>(
  store: LowSync<Content>,
  directory: string,
  name: string,
): void {
  try {
    store.write();
  } catch (error) {
    throw unusable(join(directory, name), error);
  }
}

function unusable(path: string, error: unknown): UnusableDirectory {
  const said = error instanceof Error ? error.message : String(error);
  return new UnusableDirectory(
    `${path} cannot be used: ${said}. Give --data another directory, or move that file away.`,
  );
}
