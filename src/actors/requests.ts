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
 * goes on every five minutes, 400 times. The inbox remembers a request for longer after its last
 * arrival than it can be repeated, for all tries in between may be lost: 7.5 minutes, and a persistent
 * one 34.4 hours.
 *
 * Laws: test/actors/requests.test.ts.
 */
import type { Address } from '../machines/address.ts';
import { MESSAGE_LAWS } from '../machines/message-table.ts';
import type { Message, Outgoing } from '../machines/protocol.ts';
import { Memory } from './memory.ts';
import { PRIORITY, type Timeline, type TimerHandler, type TimerId } from './timeline.ts';

const SECOND_US = 1_000_000;
const FIRST_WAIT_US = 5 * SECOND_US;
const TRIES = 6;
const SLOW_WAIT_US = 300 * SECOND_US;
const SLOW_TRIES = 400;
const REMEMBERED_US = 450 * SECOND_US;
/** All waits together, and an hour for the slowest copy. */
const PERSISTENT_REMEMBERED_US =
  FIRST_WAIT_US * (2 ** TRIES - 1) + SLOW_TRIES * SLOW_WAIT_US + 3_600 * SECOND_US;

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

/** The requests of one participant that wait for their replies, and repeats them. */
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

  /** How many requests wait for a reply. */
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

  /** Stops repeating all but persistent requests: the participant was switched off. */
  withdrawFleeting(): void {
    for (const [requestId, { message }] of [...this.pending]) {
      if (!MESSAGE_LAWS[message.type].persistent) this.withdraw(requestId);
    }
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
  readonly from: Address;
  readonly request: Message;
  reply: Outgoing | null;
  by: Address;
  answers: number;
  touchedUs: number;
}
const NEW: Admission = { is: 'new' };
const IN_PROGRESS: Admission = { is: 'in-progress' };
const CONFLICT: Admission = { is: 'conflict' };

/** The requests that have come to one participant, and what each was answered. */
export class Inbox {
  private readonly timeline: Timeline;
  private readonly fleeting = new Memory<Admitted>(REMEMBERED_US);
  private readonly persistent = new Memory<Admitted>(PERSISTENT_REMEMBERED_US);

  constructor(timeline: Timeline) {
    this.timeline = timeline;
  }

  /** How many requests are remembered now. */
  get rememberedCount(): number {
    return this.fleeting.size + this.persistent.size;
  }

  /** Says whether a request from `from` was here before, and remembers that it was. */
  admit(from: Address, request: Message): Admission {
    const { requestId } = request;
    const { nowUs } = this.timeline;
    const memory = MESSAGE_LAWS[request.type].persistent ? this.persistent : this.fleeting;
    const known = this.recall(requestId);
    if (known === undefined) {
      const entry = { from, request, reply: null, by: '', answers: 0, touchedUs: nowUs };
      memory.remember(requestId, entry, nowUs);
      return NEW;
    }
    if (known.from !== from || !isSameRequest(known.request, request)) return CONFLICT;
    memory.touch(requestId, nowUs);
    if (known.reply === null) return IN_PROGRESS;
    known.answers += 1;
    return { is: 'answered-again', reply: known.reply, by: known.by, attempt: known.answers };
  }

  /** Remembers the reply `by` gives; returns the how-manieth sending of it this is. */
  answer(by: Address, reply: Outgoing): number {
    const known = this.recall(reply.requestId);
    if (known === undefined || known.from !== reply.to) return 1;
    known.reply = reply;
    known.by = by;
    known.answers += 1;
    return known.answers;
  }

  private recall(requestId: string): Admitted | undefined {
    return this.fleeting.recall(requestId) ?? this.persistent.recall(requestId);
  }
}

function isSameRequest(one: Message, other: Message): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
