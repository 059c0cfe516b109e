/**
 * Requests: how a question gets exactly one answer over a network that loses, repeats and reorders.
 *
 *     Outbox   ask ──▶ send, send again after 5, 10, 20 … s ──▶ answered, or failed
 *     Inbox    arrival ──▶ new │ in progress │ answered again from memory │ conflict
 *
 * At-least-once sending and a memory of answers together have the effect of exactly once: the
 * machines behind them see each request once and each reply once (I6, I7, I8).
 *
 * Limits: a request is tried `TRIES` times with doubling waits, 315 s in all; a persistent one then
 * goes on every ten minutes, 200 times. The inbox remembers for 15 minutes after the last arrival,
 * longer than any two tries are apart.
 *
 * Laws: test/actors/requests.test.ts.
 */

import { MESSAGE_LAWS } from '../machines/message-table.ts';
import type { Address, Message, Outgoing } from '../machines/protocol.ts';
import { Memory } from './memory.ts';
import { PRIORITY, type Timeline, type TimerHandler, type TimerId } from './timeline.ts';

const SECOND_US = 1_000_000;
const FIRST_WAIT_US = 5 * SECOND_US;
const TRIES = 6;
const SLOW_WAIT_US = 600 * SECOND_US;
const SLOW_TRIES = 200;
const REMEMBERED_US = 900 * SECOND_US;

/** A request that waits for its reply. */
export interface Pending {
  readonly by: Address;
  readonly message: Outgoing;
  attempt: number;
  /** The record of the latest sending. */
  sent: number;
  timer: TimerId;
}

/** What the outbox needs from the participant it belongs to. */
export interface Asking {
  /** Sends the message once more and returns the record of its sending. */
  send(pending: Pending): number;
  /** The last try stayed unanswered. */
  failed(pending: Pending): void;
}

export class Outbox implements TimerHandler<Pending> {
  readonly owner: Address;
  private readonly timeline: Timeline;
  private readonly asking: Asking;
  private readonly pending = new Map<string, Pending>();

  constructor(owner: Address, timeline: Timeline, asking: Asking) {
    this.owner = owner;
    this.timeline = timeline;
    this.asking = asking;
  }

  get waitingCount(): number {
    return this.pending.size;
  }

  /** Notes a request that has just been sent for the first time. */
  ask(by: Address, message: Outgoing, sent: number): void {
    this.withdraw(message.requestId);
    const pending: Pending = { by, message, attempt: 1, sent, timer: 0 };
    pending.timer = this.wait(pending);
    this.pending.set(message.requestId, pending);
  }

  /** Takes the request a reply answers off the list; undefined when nobody waits for it (any more). */
  settle(requestId: string): Pending | undefined {
    const pending = this.pending.get(requestId);
    if (pending !== undefined) this.withdraw(requestId);
    return pending;
  }

  /** Stops repeating a request. */
  withdraw(requestId: string): void {
    const pending = this.pending.get(requestId);
    if (pending === undefined) return;
    this.timeline.cancel(pending.timer);
    this.pending.delete(requestId);
  }

  /** Stops repeating everything: the participant was switched off. */
  withdrawAll(): void {
    for (const requestId of [...this.pending.keys()]) this.withdraw(requestId);
  }

  fire(pending: Pending): void {
    if (pending.attempt >= triesOf(pending.message)) {
      this.pending.delete(pending.message.requestId);
      this.asking.failed(pending);
      return;
    }
    pending.attempt += 1;
    pending.sent = this.asking.send(pending);
    pending.timer = this.wait(pending);
  }

  private wait(pending: Pending): TimerId {
    const waitUs =
      pending.attempt <= TRIES ? FIRST_WAIT_US * 2 ** (pending.attempt - 1) : SLOW_WAIT_US;
    return this.timeline.at(this.timeline.nowUs + waitUs, PRIORITY.timer, this, pending);
  }
}

function triesOf(message: Message): number {
  return MESSAGE_LAWS[message.type].persistent ? TRIES + SLOW_TRIES : TRIES;
}

/** What the inbox makes of an arriving request. */
export type Admission =
  | { readonly is: 'new' | 'in-progress' | 'conflict' }
  /** Answered before: send this again, as the `attempt`-th time. */
  | {
      readonly is: 'answered-again';
      readonly reply: Outgoing;
      readonly by: Address;
      readonly attempt: number;
    };

interface Admitted {
  readonly request: Message;
  reply: Outgoing | null;
  by: Address;
  answers: number;
}
const NEW: Admission = { is: 'new' };
const IN_PROGRESS: Admission = { is: 'in-progress' };
const CONFLICT: Admission = { is: 'conflict' };

export class Inbox {
  private readonly timeline: Timeline;
  private readonly admitted = new Memory<Admitted>(REMEMBERED_US);

  constructor(timeline: Timeline) {
    this.timeline = timeline;
  }

  get rememberedCount(): number {
    return this.admitted.size;
  }

  /** Says whether a request from `from` was here before, and remembers that it was. */
  admit(from: Address, request: Message): Admission {
    const key = keyOf(from, request.requestId);
    const known = this.admitted.recall(key);
    if (known === undefined) {
      const entry = { request, reply: null, by: '', answers: 0 };
      this.admitted.remember(key, entry, this.timeline.nowUs);
      return NEW;
    }
    if (!isSameRequest(known.request, request)) return CONFLICT;
    this.admitted.remember(key, known, this.timeline.nowUs);
    if (known.reply === null) return IN_PROGRESS;
    known.answers += 1;
    return { is: 'answered-again', reply: known.reply, by: known.by, attempt: known.answers };
  }

  /** Remembers the reply `by` gives; returns the how-manieth sending of it this is. */
  answer(by: Address, reply: Outgoing): number {
    const known = this.admitted.recall(keyOf(reply.to, reply.requestId));
    if (known === undefined) return 1;
    known.reply = reply;
    known.by = by;
    known.answers += 1;
    return known.answers;
  }
}

function keyOf(from: Address, requestId: string): string {
  return `${from} ${requestId}`;
}
function isSameRequest(one: Message, other: Message): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
