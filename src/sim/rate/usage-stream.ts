/**
 * Usage stream: another system's usage records, rated as they come (Bx).
 *
 *     lines --parse--> records --by session--> whole ticks by element --closes, or the end--> rated
 *
 * Memory holds the open sessions, never the records: `SESSIONS_MAX` of them at most. A record that
 * cannot be used is told and left out; the rest is rated. After a session has closed, its name begins
 * another one.
 * Law (test/sim/rate/usage-stream.test.ts): cut anywhere and mixed with others, a session's records
 * come to the same (I15).
 */
import { rate } from '../../billing/rating/rating.ts';
import { RatingFault } from '../../billing/rating/rating-fault.ts';
import type { Tariff } from '../../billing/rating/tariff.ts';
import type { Timeline } from '../../billing/rating/timeline.ts';
import type { RatedSession } from '../../billing/rating/usage.ts';
import type { TextLine } from '../line-file.ts';
import { readFacts } from './usage-facts.ts';
import { BadUsage, parseUsageLine, type UsageLine } from './usage-line.ts';
import { UsageSession } from './usage-session.ts';

/** What usage is rated by. */
export interface UsageTariffs {
  readonly currency: string;
  readonly timelines: ReadonlyMap<string, Timeline>;
  readonly tariffs: ReadonlyMap<string, Tariff>;
}

/** A session after rating. */
export interface RatedUsage extends RatedSession {
  readonly session: string;
  readonly subscriber: string | null;
}

/** Hears how reading goes on. */
export interface UsageListener {
  /** A record that was left out, or a session that cannot be rated. */
  bad(line: number, sentence: string): void;
  read(records: number, openSessions: number): void;
}

/** Too many sessions are open at once. */
export class TooManySessions extends Error {
  override readonly name = 'TooManySessions';
}

export const SESSIONS_MAX = 100_000;
/** How often progress is told. */
const RECORDS_PER_TELLING = 1_024;

/**
 * Rates usage line by line; a session is given when it closes, the others at the end, oldest first.
 *
 * @throws {TooManySessions} when more than `sessionsMax` are open at once
 */
export function* rateUsage(
  lines: Iterable<TextLine>,
  tariffs: UsageTariffs,
  listener: UsageListener,
  sessionsMax = SESSIONS_MAX,
): Generator<RatedUsage> {
  const open = new Map<string, UsageSession>();
  let number = 0;
  let records = 0;
  for (const line of lines) {
    number = line.number;
    if (line.text?.trim() === '') continue;
    records += 1;
    if (records % RECORDS_PER_TELLING === 0) listener.read(records, open.size);
    const closed = take(line, open, tariffs, listener, sessionsMax);
    if (closed === null) continue;
    open.delete(closed.id);
    yield* rated(closed, number, listener);
  }
  listener.read(records, open.size);
  for (const session of open.values()) yield* rated(session, number, listener);
}

/** Adds a record to its session; gives the session when the record closes it. */
function take(
  line: TextLine,
  open: Map<string, UsageSession>,
  tariffs: UsageTariffs,
  listener: UsageListener,
  sessionsMax: number,
): UsageSession | null {
  try {
    if (line.text === null)
      throw new BadUsage('found bytes that are not UTF-8, expected JSON text');
    const record = parseUsageLine(line.text);
    const known = open.get(record.session);
    const session = known ?? opened(record, tariffs);
    session.add(record);
    if (known === undefined && open.size >= sessionsMax) throw tooMany(line.number, sessionsMax);
    if (known === undefined) open.set(record.session, session);
    return record.closes ? session : null;
  } catch (error) {
    if (!(error instanceof BadUsage)) throw error;
    listener.bad(line.number, error.message);
    return null;
  }
}

function opened(record: UsageLine, tariffs: UsageTariffs): UsageSession {
  const tariff = named('tariff', record.tariff, tariffs.tariffs);
  const timeline = named('timeline', record.timeline, tariffs.timelines);
  const facts = readFacts(record.facts, tariff, timeline, tariffs.currency);
  return new UsageSession(record, tariff, timeline, facts);
}

function named<T>(what: string, name: string | null, known: ReadonlyMap<string, T>): T {
  const value = name === null ? undefined : known.get(name);
  if (value !== undefined) return value;
  const names = [...known.keys()].slice(0, 20).join(', ') || 'one, but the file has none';
  const found = name === null ? 'nothing in the first record of a session' : JSON.stringify(name);
  throw new BadUsage(`${what}: found ${found}, expected one of ${names}`);
}

function* rated(
  session: UsageSession,
  line: number,
  listener: UsageListener,
): Generator<RatedUsage> {
  const { id, subscriber, tariff, timeline, facts } = session;
  try {
    yield { session: id, subscriber, ...rate(tariff, timeline, session.usage(), facts) };
  } catch (error) {
    if (!(error instanceof RatingFault)) throw error;
    listener.bad(line, `session ${id} cannot be rated: ${error.message}`);
  }
}

function tooMany(line: number, sessionsMax: number): TooManySessions {
  const count = sessionsMax.toLocaleString('en-US');
  return new TooManySessions(
    `line ${line}: more than ${count} sessions are open at once; say "closes": true in the last ` +
      'record of each session, or sort the file by session',
  );
}
