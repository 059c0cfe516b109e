/**
 * Subscriber database: what a data directory keeps of each subscriber, run by run (B14).
 *
 *     subscribers.json   { subscribers: [{ subscriber, orders, bills, sessions: [{ run, record }] }] }
 *
 * Of a viewing session the latest version of its transaction record is kept. What a run has not
 * finished yet is under a name of its own (`RUN-unfinished`), which it loses when the run ends.
 */
import type { Bill } from '../billing/bill.ts';
import type { TransactionRecord } from '../billing/rating/transaction.ts';
import type { FileShape } from './data-file.ts';

/** How one order of a subscriber ended. */
export interface OrderEntry {
  readonly run: string;
  readonly order: string;
  readonly outcome: string;
  readonly atUs: number;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}
/** A bill a subscriber was sent. */
export interface BillEntry {
  readonly run: string;
  readonly bill: Bill;
}
/** One viewing session of a subscriber. */
export interface SessionEntry {
  readonly run: string;
  /** When it began, as civil time: `2026-06-01T20:00:00`. */
  readonly started: string;
  readonly currency: string;
  readonly record: TransactionRecord;
}
/** One subscriber in the database. */
export interface SubscriberEntry {
  readonly subscriber: string;
  orders: OrderEntry[];
  bills: BillEntry[];
  sessions: SessionEntry[];
}
export interface SubscriberDatabase {
  subscribers: SubscriberEntry[];
}

export const SUBSCRIBERS: FileShape<SubscriberDatabase> = {
  name: 'subscribers.json',
  start: () => ({ subscribers: [] }),
  faultIn: databaseFault,
};

/** True when something of a run is in the database. */
export function hasRun({ subscribers }: SubscriberDatabase, run: string): boolean {
  const isIts = (entry: { readonly run: string }) => entry.run === run;
  return subscribers.some(
    ({ orders, bills, sessions }) =>
      orders.some(isIts) || bills.some(isIts) || sessions.some(isIts),
  );
}

/** Takes everything of a run out, and the subscribers of whom nothing else was known. */
export function dropRun(database: SubscriberDatabase, run: string): void {
  const isOthers = (entry: { readonly run: string }) => entry.run !== run;
  for (const entry of database.subscribers) {
    entry.orders = entry.orders.filter(isOthers);
    entry.bills = entry.bills.filter(isOthers);
    entry.sessions = entry.sessions.filter(isOthers);
  }
  database.subscribers = database.subscribers.filter(
    ({ orders, bills, sessions }) => orders.length + bills.length + sessions.length > 0,
  );
}

/** What is to be added to the database. */
export interface Additions {
  readonly orders: readonly OrderEntry[];
  readonly bills: readonly BillEntry[];
  /** A session that is there already is replaced. */
  readonly sessions: readonly SessionEntry[];
}

/** Adds orders, bills and sessions to their subscribers. */
export function addEntries(database: SubscriberDatabase, added: Additions): void {
  const known = new Map(database.subscribers.map((entry) => [entry.subscriber, entry]));
  const entryOf = (subscriber: string): SubscriberEntry => {
    const there = known.get(subscriber);
    if (there !== undefined) return there;
    const entry = { subscriber, orders: [], bills: [], sessions: [] };
    database.subscribers.push(entry);
    known.set(subscriber, entry);
    return entry;
  };
  for (const order of added.orders) entryOf(String(order.detail.client)).orders.push(order);
  for (const bill of added.bills) entryOf(bill.bill.subscriber).bills.push(bill);
  for (const session of added.sessions) {
    const { sessions } = entryOf(session.record.subscriber);
    const at = sessions.findIndex(
      ({ run, record }) => run === session.run && record.session === session.record.session,
    );
    if (at < 0) sessions.push(session);
    else sessions[at] = session;
  }
}

/** Gives a run the name under which it is known from now on. */
export function renameRun({ subscribers }: SubscriberDatabase, was: string, run: string): void {
  for (const entry of subscribers) {
    entry.sessions = entry.sessions.map((one) => (one.run === was ? { ...one, run } : one));
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** Also makes room for sessions where the file is from before there were any. */
function databaseFault(content: unknown): string | null {
  const { subscribers } = fieldsOf(content);
  if (!Array.isArray(subscribers)) return 'it has no list of subscribers';
  for (const [index, entry] of subscribers.entries()) {
    const where = `subscribers[${index}]`;
    const fields = fieldsOf(entry) as Record<string, unknown>;
    if (typeof fields.subscriber !== 'string') return `${where} names no subscriber`;
    fields.sessions ??= [];
    for (const list of ['orders', 'bills', 'sessions']) {
      if (!Array.isArray(fields[list])) return `${where} has no list of ${list}`;
    }
    const bad = (fields.sessions as readonly unknown[]).findIndex((one) => !isSession(one));
    if (bad >= 0) return `${where}.sessions[${bad}] is no transaction record`;
  }
  return null;
}

function isSession(entry: unknown): boolean {
  const { run, started, currency, record } = fieldsOf(entry);
  const { session, subscriber, transmission, delivery, closed, ...fields } = fieldsOf(record);
  const texts = [run, started, currency, session, subscriber, transmission, delivery];
  const played = ['programming', 'subsidy', 'review'].map((kind) => fieldsOf(fields[kind]));
  const numbers = [
    fields.pausedUs,
    fields.positiveMinor,
    fields.negativeMinor,
    fields.netMinor,
    ...played.map(({ us }) => us),
    ...played.map(({ frames }) => (frames === null ? 0 : frames)),
  ];
  return (
    typeof closed === 'boolean' &&
    texts.every((text) => typeof text === 'string') &&
    numbers.every((number) => Number.isSafeInteger(number))
  );
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
