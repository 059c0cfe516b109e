/**
 * Recorder: turns what actors say into records, numbers them and hands them to the readers.
 *
 * Numbers are given whether or not anybody reads, so nothing a run does depends on its readers.
 * Readers are called in the order they were added, synchronously; what they throw stops the run.
 */
import type { Step } from '../actors/engine.ts';
import type { Envelope, Handled, Journal } from '../actors/journal.ts';
import type { Bill } from '../billing/bill.ts';
import type { Entry } from '../billing/ledger.ts';
import type { SettlementStatement } from '../billing/statement.ts';
import type { Outcome } from '../machines/effects.ts';
import type { Address, Message } from '../machines/protocol.ts';
import type { RecordReader, RunRecord } from './record.ts';

/** A record before it is numbered. */
type Draft = RunRecord extends infer R
  ? R extends RunRecord
    ? Omit<R, 'seq' | 'atUs'>
    : never
  : never;

export class Recorder implements Journal {
  /** How many records there are, which is the number of the latest. */
  current = 0;
  /** How many messages were delivered to a participant. */
  deliveredCount = 0;
  private readonly nowUs: () => number;
  private readonly readers: RecordReader[] = [];

  constructor(nowUs: () => number) {
    this.nowUs = nowUs;
  }

  addReader(reader: RecordReader): void {
    this.readers.push(reader);
  }

  stimulus(actor: Address, type: string, text: string): number {
    if (this.isUnread()) return this.current;
    const head = { kind: 'stimulus' as const, actor, type, cause: null, conversation: null };
    return this.write({ ...head, text });
  }

  sent(envelope: Omit<Envelope, 'sent'>, cause: number): number {
    if (this.isUnread()) return this.current;
    const { from, to, message, channel, attempt, bytes } = envelope;
    const { type, conversation, requestId } = message;
    return this.write({
      kind: 'sent',
      actor: from,
      type,
      cause,
      conversation,
      from,
      to,
      channel,
      requestId,
      attempt,
      bytes,
      body: bodyOf(message),
    });
  }

  delivered(envelope: Envelope, handled: Handled, tampered: boolean): number {
    this.deliveredCount += 1;
    if (this.isUnread()) return this.current;
    const { from, to, message, channel, sent } = envelope;
    const { type, conversation, requestId } = message;
    const draft = {
      kind: 'delivered' as const,
      actor: to,
      type,
      cause: sent,
      conversation,
      from,
      to,
      channel,
      requestId,
      handled,
    };
    return this.write(tampered ? { ...draft, body: bodyOf(message) } : draft);
  }

  lost(envelope: Envelope, reason: string): number {
    if (this.isUnread()) return this.current;
    const { from, to, message, channel, sent } = envelope;
    const { type, conversation, requestId } = message;
    const head = { kind: 'lost' as const, actor: channel, type, cause: sent, conversation };
    return this.write({ ...head, from, to, channel, requestId, reason });
  }

  transition(actor: Address, step: Step, cause: number, conversation: string | null): number {
    if (this.isUnread()) return this.current;
    const { event: type, was, state, ignored } = step;
    const head = { kind: 'transition' as const, actor, type, cause, conversation };
    return this.write({ ...head, was, state, ignored });
  }

  started(actor: Address, machine: string, state: string, cause: number): number {
    return this.life('started', actor, machine, state, cause);
  }
  stopped(actor: Address, machine: string, state: string, cause: number): number {
    return this.life('stopped', actor, machine, state, cause);
  }

  posting(actor: Address, entry: Entry, cause: number): number {
    if (this.isUnread()) return this.current;
    const { kind: type, conversation, id, currency, legs } = entry;
    return this.write({ kind: 'posting', actor, type, cause, conversation, id, currency, legs });
  }

  issued(
    actor: Address,
    document: Bill | SettlementStatement,
    conversation: string,
    cause: number,
  ): number {
    if (this.isUnread()) return this.current;
    const type = 'subscriber' in document ? 'bill' : 'settlement-statement';
    const head = { kind: 'document' as const, actor, type, cause, conversation };
    return this.write({ ...head, number: document.number, body: { ...document } });
  }

  outcome(actor: Address, { name: type, conversation, detail }: Outcome, cause: number): number {
    if (this.isUnread()) return this.current;
    return this.write({ kind: 'outcome', actor, type, cause, conversation, detail });
  }

  failure(actor: Address, type: string, text: string): number {
    if (this.isUnread()) return this.current;
    const cause = this.current === 1 ? null : this.current - 1;
    return this.write({ kind: 'failure', actor, type, cause, conversation: null, text });
  }

  private life(
    kind: 'started' | 'stopped',
    actor: Address,
    machine: string,
    state: string,
    cause: number,
  ): number {
    if (this.isUnread()) return this.current;
    const head = { kind, actor, type: kind, cause: cause === 0 ? null : cause };
    return this.write({ ...head, conversation: null, machine, state });
  }

  /** Counts the record that is about to be written, and says whether nobody wants to see it. */
  private isUnread(): boolean {
    this.current += 1;
    return this.readers.length === 0;
  }

  private write(draft: Draft): number {
    const { kind, actor, ...rest } = draft;
    const record = { seq: this.current, atUs: this.nowUs(), kind, actor, ...rest } as RunRecord;
    const { seq } = record;
    for (const reader of this.readers) reader.read(record);
    return seq;
  }
}

function bodyOf(message: Message): Readonly<Record<string, unknown>> {
  const {
    type: _type,
    requestId: _id,
    conversation: _flow,
    to: _to,
    ...body
  } = message as Message & {
    to?: Address;
  };
  return body;
}
