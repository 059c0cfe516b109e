/**
 * Recorder: turns what actors say into records, numbers them and hands them to the readers.
 *
 * Numbers are given whether or not anybody reads, so nothing a run does depends on its readers.
 * Readers are called in the order they were added, synchronously; what they throw stops the run.
 * Every record is one literal with its keys in the order of the file, because this is the hot path.
 */
import type { Step } from '../actors/engine.ts';
import type { Envelope, Handling, Journal } from '../actors/journal.ts';
import type { Entry } from '../billing/ledger.ts';
import type { Address } from '../machines/address.ts';
import type { IssuedDocument, Outcome } from '../machines/effects.ts';
import type { Message } from '../machines/protocol.ts';
import type { RecordReader, RunRecord } from './record.ts';

/** How far a recorder has counted. */
export interface RecorderState {
  readonly current: number;
  readonly deliveredCount: number;
}

/** The journal of a run. */
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

  save(): RecorderState {
    return { current: this.current, deliveredCount: this.deliveredCount };
  }
  /** Counts on from where another was; what it recorded is not repeated. */
  load({ current, deliveredCount }: RecorderState): void {
    this.current = current;
    this.deliveredCount = deliveredCount;
  }

  stimulus(actor: Address, type: string, text: string): number {
    const seq = this.number();
    if (this.isUnread) return seq;
    const atUs = this.nowUs();
    const kind = 'stimulus';
    return this.write({ seq, atUs, kind, actor, type, cause: null, conversation: null, text });
  }

  sent(envelope: Envelope, cause: number): number {
    const seq = this.number();
    if (this.isUnread) return seq;
    const { from, to, message, channel, attempt, bytes } = envelope;
    return this.write({
      seq,
      atUs: this.nowUs(),
      kind: 'sent',
      actor: from,
      type: message.type,
      cause,
      conversation: message.conversation,
      from,
      to,
      channel,
      requestId: message.requestId,
      attempt,
      bytes,
      body: bodyOf(message),
    });
  }

  delivered(envelope: Envelope, handled: Handling, tampered: boolean): number {
    this.deliveredCount += 1;
    const seq = this.number();
    if (this.isUnread) return seq;
    const { from, to, message, channel, sent } = envelope;
    const record: RunRecord = {
      seq,
      atUs: this.nowUs(),
      kind: 'delivered',
      actor: to,
      type: message.type,
      cause: sent,
      conversation: message.conversation,
      from,
      to,
      channel,
      requestId: message.requestId,
      handled,
    };
    return this.write(tampered ? { ...record, body: bodyOf(message) } : record);
  }

  lost(envelope: Envelope, reason: string): number {
    const seq = this.number();
    if (this.isUnread) return seq;
    const { from, to, message, channel, sent } = envelope;
    return this.write({
      seq,
      atUs: this.nowUs(),
      kind: 'lost',
      actor: channel,
      type: message.type,
      cause: sent,
      conversation: message.conversation,
      from,
      to,
      channel,
      requestId: message.requestId,
      reason,
    });
  }

  transition(actor: Address, step: Step, cause: number, conversation: string | null): number {
    const seq = this.number();
    if (this.isUnread) return seq;
    const { event: type, was, state, ignored } = step;
    const atUs = this.nowUs();
    const kind = 'transition';
    return this.write({ seq, atUs, kind, actor, type, cause, conversation, was, state, ignored });
  }

  started(actor: Address, machine: string, state: string, cause: number): number {
    return this.life('started', actor, machine, state, cause);
  }
  stopped(actor: Address, machine: string, state: string, cause: number): number {
    return this.life('stopped', actor, machine, state, cause);
  }

  posting(actor: Address, entry: Entry, cause: number): number {
    const seq = this.number();
    if (this.isUnread) return seq;
    const { kind: type, conversation, id, currency, legs } = entry;
    const atUs = this.nowUs();
    const kind = 'posting';
    return this.write({ seq, atUs, kind, actor, type, cause, conversation, id, currency, legs });
  }

  issued(actor: Address, document: IssuedDocument, conversation: string, cause: number): number {
    const seq = this.number();
    if (this.isUnread) return seq;
    const type = documentType(document);
    const { number } = document;
    const atUs = this.nowUs();
    const kind = 'document';
    const body = { ...document };
    return this.write({ seq, atUs, kind, actor, type, cause, conversation, number, body });
  }

  outcome(actor: Address, { name: type, conversation, detail }: Outcome, cause: number): number {
    const seq = this.number();
    if (this.isUnread) return seq;
    const atUs = this.nowUs();
    return this.write({ seq, atUs, kind: 'outcome', actor, type, cause, conversation, detail });
  }

  failure(actor: Address, type: string, text: string): number {
    const cause = this.current === 0 ? null : this.current;
    const seq = this.number();
    if (this.isUnread) return seq;
    const atUs = this.nowUs();
    const kind = 'failure';
    return this.write({ seq, atUs, kind, actor, type, cause, conversation: null, text });
  }

  private life(
    kind: 'started' | 'stopped',
    actor: Address,
    machine: string,
    state: string,
    after: number,
  ): number {
    const seq = this.number();
    if (this.isUnread) return seq;
    const cause = after === 0 ? null : after;
    const atUs = this.nowUs();
    const type = kind;
    const conversation = null;
    return this.write({ seq, atUs, kind, actor, type, cause, conversation, machine, state });
  }

  private number(): number {
    this.current += 1;
    return this.current;
  }

  private get isUnread(): boolean {
    return this.readers.length === 0;
  }

  private write(record: RunRecord): number {
    for (const reader of this.readers) reader.read(record);
    return record.seq;
  }
}

/** What sort of document it is, as records name it. */
function documentType(document: IssuedDocument): string {
  if ('record' in document) return 'transaction-record';
  if ('holder' in document) return 'royalty-statement';
  return 'subscriber' in document ? 'bill' : 'settlement-statement';
}

/** What a message says beyond its envelope. */
function bodyOf(message: Message): Readonly<Record<string, unknown>> {
  const body: Record<string, unknown> = {};
  for (const key in message) {
    if (key === 'type' || key === 'requestId' || key === 'conversation' || key === 'to') continue;
    body[key] = message[key as keyof Message];
  }
  return body;
}
