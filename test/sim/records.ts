/** Records by hand: a small run, record by record, for the tests of everything that reads records. */
import type { Handling } from '../../src/actors/journal.ts';
import type {
  DeliveredRecord,
  LostRecord,
  OutcomeRecord,
  RecordHeader,
  RunRecord,
  SentRecord,
} from '../../src/sim/record.ts';
import { type LineReader, RecordLines } from '../../src/sim/record-lines.ts';

export const HEADER: RecordHeader = {
  format: 'headend-record',
  version: 1,
  scenario: 'by-hand',
  seed: 39,
  // 2026-06-06T19:30:00Z: 20,610 days and 19.5 hours after 1970 (56 years, 14 leap days, day 157 of 2026).
  epochUs: (20_610 * 86_400 + 19.5 * 3_600) * 1_000_000,
  currency: 'USD',
};

interface Circumstances {
  readonly cause?: number | null;
  readonly conversation?: string | null;
}
interface Letter extends Circumstances {
  readonly body?: Readonly<Record<string, unknown>>;
  readonly attempt?: number;
}

/** Collects records; each method adds one at the present instant and returns it. */
export class RecordBook {
  readonly records: RunRecord[] = [];
  #atUs = 0;

  /** Moves on to an instant, in microseconds since the start. */
  at(atUs: number): this {
    this.#atUs = atUs;
    return this;
  }

  stimulus(text: string, actor = 'script', type = 'select') {
    return this.#add({ ...this.#common(actor, type, {}), kind: 'stimulus', text });
  }

  sent(from: string, to: string, type: string, letter: Letter = {}): SentRecord {
    return this.#add({
      ...this.#common(from, type, letter),
      kind: 'sent',
      from,
      to,
      channel: 'metro-cable.uplink',
      requestId: `${letter.conversation ?? 'r'}:${type}`,
      attempt: letter.attempt ?? 1,
      bytes: 160,
      body: letter.body ?? {},
    });
  }

  delivered(
    { to, from, type, seq, channel, requestId, conversation }: SentRecord,
    handled: Handling = 'new',
    body?: Readonly<Record<string, unknown>>,
  ): DeliveredRecord {
    return this.#add({
      ...this.#common(to, type, { cause: seq, conversation }),
      kind: 'delivered',
      from,
      to,
      channel,
      requestId,
      handled,
      ...(body === undefined ? {} : { body }),
    });
  }

  lost({ to, from, type, seq, channel, requestId, conversation }: SentRecord, reason: string) {
    const common = this.#common(channel, type, { cause: seq, conversation });
    const lost: LostRecord = { ...common, kind: 'lost', from, to, channel, requestId, reason };
    return this.#add(lost);
  }

  /** Sent now, and delivered `delayUs` later; the time stands at the delivery. */
  message(from: string, to: string, type: string, letter: Letter = {}, delayUs = 1_000) {
    const sent = this.sent(from, to, type, letter);
    this.#atUs += delayUs;
    return this.delivered(sent);
  }

  transition(actor: string, type: string, was: string, state: string, given: Circumstances = {}) {
    const common = this.#common(actor, type, given);
    return this.#add({ ...common, kind: 'transition', was, state, ignored: was === state });
  }

  started(actor: string, machine: string, state: string, given: Circumstances = {}) {
    return this.#add({ ...this.#common(actor, machine, given), kind: 'started', machine, state });
  }

  posting(type: string, legs: Readonly<Record<string, number>>, given: Circumstances = {}) {
    return this.#add({
      ...this.#common('credit-issuer', type, given),
      kind: 'posting',
      id: `${given.conversation ?? 'x'}:${type}`,
      currency: 'USD',
      legs: Object.entries(legs).map(([account, amountMinor]) => ({ account, amountMinor })),
    });
  }

  document(
    actor: string,
    type: string,
    number: string,
    body: Readonly<Record<string, unknown>>,
    given: Circumstances = {},
  ) {
    return this.#add({ ...this.#common(actor, type, given), kind: 'document', number, body });
  }

  outcome(
    actor: string,
    type: string,
    conversation: string,
    detail: OutcomeRecord['detail'] = {},
    cause: number | null = null,
  ) {
    const common = this.#common(actor, type, { cause, conversation });
    return this.#add({ ...common, kind: 'outcome', detail });
  }

  failure(actor: string, text: string) {
    return this.#add({ ...this.#common(actor, 'broken-invariant', {}), kind: 'failure', text });
  }

  #common(actor: string, type: string, { cause = null, conversation = null }: Circumstances) {
    const seq = this.records.length + 1;
    return { seq, atUs: this.#atUs, cause, actor, type, conversation };
  }

  #add<R extends RunRecord>(record: R): R {
    this.records.push(record);
    return record;
  }
}

/**
 * A small run with a record of every kind.
 *
 *     1 stimulus     5 delivered order.place       9 sent order.accepted        13 document bill
 *     2 started      6 transition                 10 lost order.accepted        14 outcome
 *     3 sent         7 sent payment.authorize     11 sent again                 15 failure
 *     4 transition   8 posting hold               12 delivered order.accepted
 */
export function everyKind(): RecordBook {
  const book = new RecordBook();
  const about = { conversation: 'alice-1' };
  const selects = book.stimulus('alice selects surround on cup-final');
  book.started('client/alice', 'client', 'on.idle', { cause: selects.seq });
  const place = book.sent('client/alice', 'processing-server', 'order.place', {
    ...about,
    cause: selects.seq,
    body: { transmission: 'cup-final', feature: 'surround', receivable: ['metro-cable'] },
  });
  book.transition('client/alice', 'user.select', 'on.idle', 'on.ordering', {
    cause: selects.seq,
    ...about,
  });
  const placed = book.at(12_000).delivered(place);
  book.transition('processing-server', 'order.place', 'ready', 'ready', {
    cause: placed.seq,
    ...about,
  });
  book.sent('processing-server/order-alice-1', 'billing-processor', 'payment.authorize', {
    ...about,
    cause: placed.seq,
    body: { client: 'client/alice', amountMinor: 399 },
  });
  book.posting('hold', { 'client/alice:credit': -399, 'client/alice:held': 399 }, about);
  const answer = { ...about, cause: placed.seq, body: { priceMinor: 399 } };
  const accepted = book.sent('processing-server', 'client/alice', 'order.accepted', answer);
  book.at(20_000).lost(accepted, 'noise on the line');
  const again = book.at(2_000_000).sent('processing-server', 'client/alice', 'order.accepted', {
    ...answer,
    attempt: 2,
  });
  book.at(2_012_000).delivered(again);
  book.at(2_413_000).document('billing-processor', 'bill', 'B-alice-1', {
    issuer: 'billing-processor',
    subscriber: 'client/alice',
    lines: [{ order: 'alice-1', amountMinor: 399 }],
    dueMinor: 399,
  });
  book.outcome('processing-server/order-alice-1', 'order.completed', 'alice-1', {
    client: 'client/alice',
    amountMinor: 399,
  });
  book.failure('client/alice', 'a held "é" is never negative, but it is -1');
  return book;
}

/** Has somebody read the lines of records, as in a run. */
export function readInto(reader: LineReader, records: readonly RunRecord[]): void {
  const lines = new RecordLines([reader]);
  for (const record of records) lines.read(record);
  lines.flush();
}
