/**
 * Sent bodies: what messages said, kept until they have arrived.
 *
 * The record of an arrival names the record of the sending (its cause) and does not repeat the body.
 * Only messages that one of the given patterns looks into are kept, and of those at least the latest
 * `BODIES_KEPT_MIN`, at most twice as many: one sent before those counts as unknown, so that memory
 * does not grow with the run.
 */
import { Keeper } from '../keepable.ts';
import type { DeliveredRecord, LostRecord, RunRecord } from '../record.ts';
import { meansType, type Pattern } from './pattern.ts';
import type { Fields } from './record-fields.ts';

const BODIES_KEPT_MIN = 32_768;

/** Keeps the bodies that `patterns` need. */
export class SentBodies extends Keeper {
  readonly #patterns: readonly Pattern[];
  // Two generations instead of one map with deletions, whose first key is ever slower to find.
  protected state = { young: new Map<number, Fields>(), old: new Map<number, Fields>() };
  /** False when no pattern looks into a message that arrived or was lost. */
  readonly needed: boolean;

  constructor(patterns: readonly Pattern[]) {
    super();
    this.#patterns = patterns.filter(
      ({ kind, fields }) => fields.length > 0 && (kind === 'delivered' || kind === 'lost'),
    );
    this.needed = this.#patterns.length > 0;
  }

  read(record: RunRecord): void {
    if (record.kind !== 'sent') return;
    if (!this.#patterns.some((pattern) => meansType(pattern, record.type))) return;
    const { state } = this;
    state.young.set(record.seq, record.body);
    if (state.young.size < BODIES_KEPT_MIN) return;
    state.old = state.young;
    state.young = new Map();
  }

  /** The body that an arriving or lost message was sent with; null when it is not known. */
  readonly bodyOf = ({ cause }: DeliveredRecord | LostRecord): Fields | null =>
    cause === null ? null : (this.state.young.get(cause) ?? this.state.old.get(cause) ?? null);
}
