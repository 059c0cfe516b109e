/**
 * Order ends: how orders ended, for the explanations of expectations that waited for something else.
 *
 *     order.place of alice-1 was not followed by …; instead order alice-1 was voided: declined
 *
 * Orders that a pattern names are kept for the whole run, of the others at least the latest
 * `ENDS_KEPT_MIN`, at most twice as many, so that memory does not grow with the run.
 */
import { Keeper } from '../keepable.ts';
import type { OutcomeRecord, RunRecord } from '../record.ts';
import type { Pattern } from './pattern.ts';

const ENDS_KEPT_MIN = 4_096;
/** How an end is told; a client gives up because the order ended, so that is told last. */
const ENDS: Readonly<Record<string, string>> = {
  'order.completed': 'was completed',
  'order.voided': 'was voided',
  'order.refused': 'was refused',
  'order.given-up': 'was given up',
};

/** Remembers how orders ended. */
export class OrderEnds extends Keeper {
  readonly #named: ReadonlySet<string>;
  protected state = {
    ofNamed: new Map<string, OutcomeRecord>(),
    // Two generations, as in sent-bodies.ts.
    young: new Map<string, OutcomeRecord>(),
    old: new Map<string, OutcomeRecord>(),
  };

  constructor(patterns: readonly Pattern[]) {
    super();
    this.#named = new Set(patterns.flatMap(({ of }) => of ?? []));
  }

  read(record: RunRecord): void {
    if (record.kind !== 'outcome' || !Object.hasOwn(ENDS, record.type)) return;
    const order = record.conversation;
    if (order === null) return;
    const known = this.#endOf(order);
    if (known !== undefined && record.type === 'order.given-up') return;
    const { state } = this;
    if (this.#named.has(order)) {
      state.ofNamed.set(order, record);
      return;
    }
    state.young.set(order, record);
    if (state.young.size < ENDS_KEPT_MIN) return;
    state.old = state.young;
    state.young = new Map();
  }

  /** `; instead order alice-1 was voided: declined`; empty for what has no known end. */
  instead(order: string | null): string {
    const end = order === null ? undefined : this.#endOf(order);
    if (end === undefined) return '';
    const { reason } = end.detail;
    const because = reason === undefined ? '' : `: ${reason}`;
    const instead = end.type === 'order.completed' ? '' : 'instead ';
    return `; ${instead}order ${order} ${ENDS[end.type]}${because}`;
  }

  #endOf(order: string): OutcomeRecord | undefined {
    const { ofNamed, young, old } = this.state;
    return ofNamed.get(order) ?? young.get(order) ?? old.get(order);
  }
}
