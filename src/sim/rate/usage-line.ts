/**
 * Usage line: one record of another system's usage, read and checked.
 *
 *     {"session":"s1","tariff":"standard","timeline":"figure-1a","element":"interval-1","seconds":60}
 *
 * `seconds`, `frames` or `ticks` (what the timeline counts) say how much; `mode` is `first` or
 * `review`. A record may also say a `pause` (seconds), commercials `answered`, `surveys` taken part in,
 * and that it `closes` its session. Its first record of a session names tariff and timeline, and may have
 * `subscriber` and `facts`.
 */

/** A record with the fields that are there; what they mean is checked by usage-session.ts. */
export interface UsageLine {
  readonly session: string;
  readonly subscriber: string | null;
  readonly tariff: string | null;
  readonly timeline: string | null;
  readonly element: string | null;
  readonly mode: 'first' | 'review';
  readonly amount: { readonly unit: 'seconds' | 'frames' | 'ticks'; readonly value: number } | null;
  readonly at: number | null;
  readonly pause: number | null;
  readonly answered: readonly string[];
  readonly surveys: readonly string[];
  readonly facts: object | null;
  readonly closes: boolean;
}

/** A record that cannot be used: what is wrong, and what to write instead. */
export class BadUsage extends Error {
  override readonly name = 'BadUsage';
}

const KEYS = [
  'session',
  'subscriber',
  'tariff',
  'timeline',
  'element',
  'mode',
  'seconds',
  'frames',
  'ticks',
  'at',
  'pause',
  'answered',
  'surveys',
  'facts',
  'closes',
] as const;
type Key = (typeof KEYS)[number];
const KNOWN: ReadonlySet<string> = new Set(KEYS);
const NAME_LENGTH_MAX = 200;
const NO_NAMES: readonly string[] = [];
const UNITS = ['seconds', 'frames', 'ticks'] as const;

/**
 * Reads one line.
 *
 * @throws {BadUsage} when it is no record, or a field of it is not what it should be
 */
export function parseUsageLine(text: string): UsageLine {
  const record = recordIn(text);
  const session = nameIn(record, 'session');
  if (session === null) throw new BadUsage('found no session, expected "session": "NAME"');
  const element = nameIn(record, 'element');
  const amount = amountIn(record);
  if ((element === null) !== (amount === null)) {
    const [found, expected] =
      element === null
        ? ['an amount without an element', '"element" beside it']
        : ['an element without an amount', 'one of "seconds", "frames" and "ticks" beside it'];
    throw new BadUsage(`found ${found}, expected ${expected}`);
  }
  const { mode = 'first', facts = null, closes = false } = record;
  if (mode !== 'first' && mode !== 'review') throw wrong('mode', mode, '"first" or "review"');
  if (typeof closes !== 'boolean') throw wrong('closes', closes, 'true or false');
  if (typeof facts !== 'object' || Array.isArray(facts)) throw wrong('facts', facts, 'an object');
  return {
    session,
    subscriber: nameIn(record, 'subscriber'),
    tariff: nameIn(record, 'tariff'),
    timeline: nameIn(record, 'timeline'),
    element,
    mode,
    amount,
    at: numberIn(record, 'at'),
    pause: numberIn(record, 'pause'),
    answered: namesIn(record, 'answered'),
    surveys: namesIn(record, 'surveys'),
    facts,
    closes,
  };
}

type Fields = Readonly<Partial<Record<Key, unknown>>>;

function recordIn(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BadUsage('found what is not JSON, expected one record as a JSON object on a line');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadUsage('found no JSON object, expected one record as a JSON object on a line');
  }
  for (const key of Object.keys(value)) {
    if (!KNOWN.has(key)) throw new BadUsage(unknownKey(key));
  }
  return value;
}

function unknownKey(key: string): string {
  return `found the key ${JSON.stringify(key.slice(0, 60))}, expected one of ${KEYS.join(', ')}`;
}

function amountIn(record: Fields): UsageLine['amount'] {
  let amount: UsageLine['amount'] = null;
  for (const unit of UNITS) {
    const value = numberIn(record, unit);
    if (value === null) continue;
    if (amount !== null) {
      throw new BadUsage(`found "${amount.unit}" beside "${unit}", expected one of them`);
    }
    amount = { unit, value };
  }
  return amount;
}

function numberIn(record: Fields, key: Key): number | null {
  const value = record[key];
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && value >= 0 && Number.isFinite(value)) return value;
  throw wrong(key, value, 'a number of zero or more');
}

function nameIn(record: Fields, key: Key): string | null {
  const value = record[key];
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' && value !== '' && value.length <= NAME_LENGTH_MAX) return value;
  throw wrong(key, value, `a text of 1 to ${NAME_LENGTH_MAX} characters`);
}

function namesIn(record: Fields, key: Key): readonly string[] {
  const value = record[key];
  if (value === undefined || value === null) return NO_NAMES;
  const names: unknown = typeof value === 'string' ? [value] : value;
  const isList = Array.isArray(names) && names.every((name) => typeof name === 'string');
  if (!isList) throw wrong(key, value, 'a name, or a list of names');
  return names;
}

function wrong(key: string, value: unknown, expected: string): BadUsage {
  const shown = JSON.stringify(value) ?? 'nothing';
  return new BadUsage(`${key}: found ${shown.slice(0, 60)}, expected ${expected}`);
}
