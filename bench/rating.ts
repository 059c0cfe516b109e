/**
 * R1: usage records rated as they are read, beside plain JavaScript that adds up the same in floats.
 *
 *     line --JSON.parse--> seconds by element --close--> amounts        both
 *     exact, checked, line by line, with royalties                      Headend
 *     float sums times float rates, rounded                             plain JavaScript
 *
 * Both read the same lines from memory and must come to the same sums. The file is a thousand sessions
 * at once, each cut into pieces of ten seconds or so, as set-top boxes report them.
 */
import { loadRateFile } from '../src/sim/rate/load.ts';
import { rateUsage } from '../src/sim/rate/usage-stream.ts';

/** Records per second of both. */
export interface RatingMeasurement {
  readonly records: number;
  readonly sessions: number;
  readonly plainPerSecond: number;
  readonly headendPerSecond: number;
  /** Headend's rate as a share of plain JavaScript's. */
  readonly ratio: number;
}

const RECORDS = 500_000;
const SESSIONS_OPEN = 1_000;
const PIECES = 50;
const ROUNDS = 3;
const PIECE_SECONDS = 10;

const FILE = `tariffs:
  standard: { initial: 1.00, programming: 6 cents per minute, subsidy: 15 cents per minute }
timelines:
  film:
    elements:
      - { id: interval-1, length: 20m }
      - { id: commercial-1, kind: subsidy, length: 2m }
      - { id: interval-2, length: 20m }
`;
const INITIAL_CENTS = 100;
const CENTS_PER_SECOND: Readonly<Record<string, number>> = {
  'interval-1': 0.1,
  'commercial-1': -0.25,
  'interval-2': 0.1,
};
const ELEMENTS = Object.keys(CENTS_PER_SECOND);

/** Measures both, in rounds of which the fastest counts. */
export function measureRating(): RatingMeasurement {
  const lines = usageLines();
  const tariffs = loadRateFile('bench.yaml', () => FILE);
  const taken = { plain: Infinity, headend: Infinity };
  for (let round = 0; round < ROUNDS; round += 1) {
    const plain = timed(() => plainNet(lines));
    const headend = timed(() => {
      const numbered = lines.map((text, index) => ({ number: index + 1, text, last: false }));
      const listener = {
        bad: (line: number, sentence: string) => {
          throw new Error(`line ${line}: ${sentence}`);
        },
        read: () => {},
      };
      let net = 0;
      for (const { totals } of rateUsage(numbered, tariffs, listener)) net += totals.netMinor;
      return net;
    });
    if (plain.result !== headend.result) {
      throw new Error(`rated ${headend.result} cents, but plain JavaScript ${plain.result}`);
    }
    taken.plain = Math.min(taken.plain, plain.seconds);
    taken.headend = Math.min(taken.headend, headend.seconds);
  }
  return {
    records: lines.length,
    sessions: RECORDS / PIECES,
    plainPerSecond: lines.length / taken.plain,
    headendPerSecond: lines.length / taken.headend,
    ratio: taken.plain / taken.headend,
  };
}

/** Sessions of `PIECES` records each, a thousand of them open at any time. */
function usageLines(): readonly string[] {
  const lines: string[] = [];
  for (let batch = 0; batch < RECORDS / PIECES / SESSIONS_OPEN; batch += 1) {
    for (let piece = 0; piece < PIECES; piece += 1) {
      for (let one = 0; one < SESSIONS_OPEN; one += 1) {
        const session = `s${batch}-${one}`;
        const element = ELEMENTS[Math.floor((piece * ELEMENTS.length) / PIECES)];
        const seconds = element === 'commercial-1' ? PIECE_SECONDS / 2 : PIECE_SECONDS;
        const start = piece === 0 ? { tariff: 'standard', timeline: 'film' } : {};
        const end = piece === PIECES - 1 ? { closes: true } : {};
        lines.push(JSON.stringify({ session, ...start, element, seconds, ...end }));
      }
    }
  }
  return lines;
}

function plainNet(lines: readonly string[]): number {
  const open = new Map<string, Map<string, number>>();
  let net = 0;
  for (const line of lines) {
    const { session, element, seconds, closes } = JSON.parse(line) as {
      readonly session: string;
      readonly element: string;
      readonly seconds: number;
      readonly closes?: boolean;
    };
    let sums = open.get(session);
    if (sums === undefined) {
      sums = new Map();
      open.set(session, sums);
    }
    sums.set(element, (sums.get(element) ?? 0) + seconds);
    if (closes !== true) continue;
    open.delete(session);
    net += INITIAL_CENTS;
    for (const [name, sum] of sums) net += Math.round(sum * (CENTS_PER_SECOND[name] ?? 0));
  }
  return net;
}

function timed(act: () => number): { readonly result: number; readonly seconds: number } {
  const startedMs = performance.now();
  const result = act();
  return { result, seconds: (performance.now() - startedMs) / 1_000 };
}
