/**
 * Judge: finds out which expectations a run fulfils, while it runs.
 *
 *     record ──▶ read ────────▶ watches that want its kind
 *     event ───▶ afterEvent ──▶ watches of conditions            verdicts ──▶ one for each
 *
 * Streaming: see watch.ts for what is kept. A file of records is judged the same way as a run, with
 * a view of the world that knows what the file tells.
 */
import { formatMoney } from '../../billing/money.ts';
import { type Clock, elapsedClock } from '../clock-text.ts';
import { asSaved, type KeptReader } from '../keepable.ts';
import type { RecordKind, RunRecord } from '../record.ts';
import { phrase } from '../trace/phrase.ts';
import type { WorldView } from './condition.ts';
import { watchCondition } from './condition-watch.ts';
import { watchBalance, watchBills, watchOrder, watchSettled, watchState } from './ending-watch.ts';
import {
  watchInOrder,
  watchMessage,
  watchNever,
  watchQuiet,
  watchSeveral,
} from './message-watch.ts';
import type { Check, Expectation, Verdict } from './model.ts';
import { OrderEnds } from './order-ends.ts';
import { matches, type Pattern } from './pattern.ts';
import type { BodyOf } from './record-fields.ts';
import { watchResponse } from './response-watch.ts';
import { SentBodies } from './sent-bodies.ts';
import type { Watch, WatchTools } from './watch.ts';

/** Judges expectations on the records, and the world, it is shown. */
export class Judge implements KeptReader {
  readonly #cases: readonly { readonly expectation: Expectation; readonly watch: Watch }[];
  readonly #ofEveryKind: readonly Watch[];
  readonly #ofKind = new Map<RecordKind, Watch[]>();
  readonly #ofWorld: readonly Watch[];
  readonly #bodies: SentBodies;
  readonly #ends: OrderEnds;
  #lastSeq: number | null = null;

  /**
   * @param view is asked after events and in `verdicts`
   * @param clock writes the instants in explanations; by default the time since the start
   * @param bodiesKnown tells what messages said, when somebody keeps that already; by default the
   *   judge keeps what it needs (sent-bodies.ts)
   * @param currency of the amounts in explanations; without it they have none
   */
  constructor(
    expectations: readonly Expectation[],
    view: WorldView,
    clock: Clock = elapsedClock,
    bodiesKnown: BodyOf | null = null,
    currency = '',
  ) {
    const patterns = expectations.flatMap(({ check }) => patternsIn(check));
    this.#bodies = new SentBodies(bodiesKnown === null ? patterns : []);
    this.#ends = new OrderEnds(patterns);
    const bodyOf = bodiesKnown ?? this.#bodies.bodyOf;
    const tools: WatchTools = {
      view,
      clock,
      matches: (pattern, record) => matches(pattern, record, bodyOf),
      say: (record) => phrase(record, clock),
      money: (amountMinor) => formatMoney(amountMinor, currency).trimEnd(),
      instead: (order) => this.#ends.instead(order),
    };
    this.#cases = expectations.map((expectation) => ({
      expectation,
      watch: watchFor(expectation.check, tools),
    }));
    const watches = this.#cases.map(({ watch }) => watch);
    this.#ofEveryKind = watches.filter(({ kinds }) => kinds === null);
    this.#ofWorld = watches.filter(({ afterEvent }) => afterEvent !== undefined);
    for (const watch of watches) {
      for (const kind of watch.kinds ?? []) {
        const known = this.#ofKind.get(kind);
        if (known === undefined) this.#ofKind.set(kind, [watch]);
        else known.push(watch);
      }
    }
  }

  read(record: RunRecord): void {
    this.#lastSeq = record.seq;
    if (this.#bodies.needed) this.#bodies.read(record);
    this.#ends.read(record);
    for (const watch of this.#ofEveryKind) watch.read(record);
    const interested = this.#ofKind.get(record.kind);
    if (interested === undefined) return;
    for (const watch of interested) watch.read(record);
  }

  /** To be called after every event, when all its records were read. */
  afterEvent(atUs: number): void {
    for (const watch of this.#ofWorld) watch.afterEvent?.(atUs, this.#lastSeq);
  }

  save(): unknown {
    const saved: SavedJudge = {
      lastSeq: this.#lastSeq,
      bodies: this.#bodies.save(),
      ends: this.#ends.save(),
      watches: this.#cases.map(({ watch }) => watch.state),
    };
    return saved;
  }

  load(state: unknown): void {
    const { lastSeq, bodies, ends, watches } = asSaved<SavedJudge>(state);
    this.#lastSeq = lastSeq;
    this.#bodies.load(bodies);
    this.#ends.load(ends);
    for (const [index, { watch }] of this.#cases.entries()) watch.state = watches[index];
  }

  /** One verdict for each expectation, in their order; `endUs` is when the run ended. */
  verdicts(endUs: number): readonly Verdict[] {
    return this.#cases.map(({ expectation, watch }) => ({ expectation, ...watch.finding(endUs) }));
  }
}

interface SavedJudge {
  readonly lastSeq: number | null;
  readonly bodies: unknown;
  readonly ends: unknown;
  /** One for each expectation, in their order. */
  readonly watches: readonly unknown[];
}

/** The patterns in a check. */
export function patternsIn(check: Check): readonly Pattern[] {
  switch (check.check) {
    case 'message':
    case 'never':
      return [check.pattern];
    case 'in-order':
    case 'all-of':
    case 'any-of':
      return check.patterns;
    case 'quiet':
      return [check.pattern, check.after];
    case 'leads-to':
      return [check.from, check.to];
    default:
      return [];
  }
}

function watchFor(check: Check, tools: WatchTools): Watch {
  switch (check.check) {
    case 'message':
      return watchMessage(check, tools);
    case 'in-order':
      return watchInOrder(check, tools);
    case 'all-of':
    case 'any-of':
      return watchSeveral(check, tools);
    case 'never':
      return watchNever(check, tools);
    case 'quiet':
      return watchQuiet(check, tools);
    case 'leads-to':
      return watchResponse(check, tools);
    case 'state':
      return watchState(check, tools);
    case 'order':
      return watchOrder(check, tools);
    case 'bills':
      return watchBills(check, tools);
    case 'settled':
      return watchSettled(check, tools);
    case 'balance':
      return watchBalance(check, tools);
    case 'always':
    case 'sometimes':
    case 'eventually':
      return watchCondition(check, tools);
  }
}
