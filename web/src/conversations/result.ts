/**
 * Result: how a flow stands, in a word, a shape and a tone.
 *
 * What says more outranks what says less: an order that was completed stays so when its charge is captured.
 */
import { lastNotAfter, type Records } from '../store/records.ts';
import type { Flow } from './flow.ts';

export type Tone = 'good' | 'bad' | 'open' | 'quiet';
export interface Result {
  readonly word: string;
  readonly icon: string;
  readonly tone: Tone;
}

const OPEN: Result = { word: 'open', icon: '◌', tone: 'open' };
const good = (word: string) => ({ word, icon: '✓', tone: 'good' }) as const;
const bad = (word: string) => ({ word, icon: '✕', tone: 'bad' }) as const;
const open = (word: string) => ({ word, icon: '◐', tone: 'open' }) as const;
const quiet = (word: string) => ({ word, icon: '·', tone: 'quiet' }) as const;

/** By type, with the rank: a higher one covers a lower. */
const RESULTS: Readonly<Record<string, readonly [rank: number, result: Result]>> = {
  'options.shown': [1, good('shown')],
  'interaction.shown': [1, good('shown')],
  'schedule.shown': [1, open('choosing')],
  'viewing.started': [2, open('playing')],
  'viewing.ended': [3, good('ended')],
  'session.rated': [4, good('rated')],
  'charge.captured': [1, open('captured')],
  'charge.released': [1, open('released')],
  'feature.displayed': [2, open('displayed')],
  'delivery.failed': [2, bad('not delivered')],
  'order.completed': [5, good('completed')],
  'order.voided': [6, bad('voided')],
  'order.given-up': [5, bad('given up')],
  'auction.lost': [1, open('deciding')],
  'auction.won': [3, good('won')],
  'auction.unsold': [3, quiet('unsold')],
  bill: [1, open('issued')],
  'settlement-statement': [1, open('stated')],
  'royalty-statement': [1, good('stated')],
  'royalties.stated': [2, good('stated')],
  'bill.acknowledged': [2, good('received')],
  'settlement.noted': [3, good('noted')],
  'settlement.paid': [4, good('paid')],
  'billing.information-accepted': [3, good('handed over')],
};

/** How a flow stands once record `cursor` was made. */
export function resultAt(records: Records, flow: Flow, cursor: number): Result {
  let best: Result = OPEN;
  let rank = 0;
  const last = lastNotAfter(flow.results, cursor);
  for (let index = 0; index <= last; index += 1) {
    const type = records.typeText(flow.results[index] ?? 0);
    const [at, result] = RESULTS[type] ?? [
      1,
      /fail|refus|void|lost/.test(type) ? bad(wordOf(type)) : good(wordOf(type)),
    ];
    if (at < rank) continue;
    rank = at;
    best = result;
  }
  return best;
}

function wordOf(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1).replaceAll('-', ' ');
}

/** The number of the result that says what a flow came to in money; 0 before there is one. */
export function costSeqAt(records: Records, flow: Flow, cursor: number): number {
  for (let index = lastNotAfter(flow.results, cursor); index >= 0; index -= 1) {
    const seq = flow.results[index] ?? 0;
    if (COSTS.has(records.typeText(seq))) return seq;
  }
  return 0;
}

const COSTS = new Set([
  'order.completed',
  'session.rated',
  'bill',
  'settlement.paid',
  'royalty-statement',
  'auction.won',
]);

/** What a result says that a flow came to, in minor units; null where it says nothing of money. */
export function costOf(record: Readonly<Record<string, unknown>>): number | null {
  const told = [record.detail, record.body].find((one) => typeof one === 'object' && one !== null);
  const fields = (told ?? {}) as Readonly<Record<string, unknown>>;
  for (const name of ['netMinor', 'dueMinor', 'totalMinor', 'priceMinor', 'amountMinor']) {
    const amount = fields[name];
    if (typeof amount === 'number') return amount;
  }
  return null;
}

/** What a bill, statement or settlement is for: its first line, and how many more there are. */
export function itemsText(record: Readonly<Record<string, unknown>>): string {
  const { body, detail } = record as {
    readonly body?: { readonly lines?: readonly Readonly<Record<string, unknown>>[] };
    readonly detail?: Readonly<Record<string, unknown>>;
  };
  const lines = body?.lines ?? [];
  const first = String(lines[0]?.description ?? lines[0]?.work ?? '');
  if (first !== '') return lines.length > 1 ? `${first}, and ${lines.length - 1} more` : first;
  const items = detail?.items;
  if (typeof items !== 'number') return '';
  return items === 1 ? 'one item' : `${items} items`;
}

/** What a flow is about, from its first message: `surround sound on Cup Final`. */
export function aboutText(
  body: Readonly<Record<string, unknown>> | null,
  titles: Readonly<Record<string, string>>,
): string {
  const name = (field: string) => {
    const id = body?.[field];
    return typeof id === 'string' ? (titles[id] ?? id) : '';
  };
  const [feature, transmission, auction] = ['feature', 'transmission', 'auction'].map(name);
  if (feature !== '' && transmission !== '') return `${feature} on ${transmission}`;
  return transmission || auction || '';
}
