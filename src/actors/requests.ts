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
import type { Message, Outgoing, RequestFailed } from '../machines/protocol.ts';
import { Memory, type MemoryState } from './memory.ts';
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

/** A request that waits for its reply, as of its latest sending; plain data that never changes. */
export interface Pending {
  readonly by: Address;
  readonly message: Outgoing;
  readonly attempt: number;
  /** The record of the latest sending. */
  readonly sent: number;
}

/** What the outbox needs from the participant it belongs to. */
export interface Asking {
  /** Sends the message once more, as the `attempt`-th time, and returns the record of its sending. */
  sendAgain(pending: Pending, attempt: number): number;
  /** The last try stayed unanswered. */
  reportFailure(pending: Pending): void;
}
/** A request's next try. */
interface NextTry {
  readonly timer: TimerId;
  readonly isPersistent: boolean;
}
/** What an outbox waits with: the next try of each request. */
export type OutboxState = ReadonlyMap<string, NextTry>;

/** The requests of one participant that wait for their replies, and repeats them. */
export class Outbox implements TimerHandler<Pending> {
  readonly owner: Address;
  private readonly timeline: Timeline;
  private readonly asking: Asking;
  private readonly waiting: Map<string, NextTry>;

  constructor(owner: Address, timeline: Timeline, asking: Asking, from: OutboxState | null = null) {
    this.owner = owner;
    this.timeline = timeline;
    this.asking = asking;
    this.waiting = new Map(from);
  }

  get kind() {
    return 'requests' as const;
  }

  /** How many requests wait for a reply. */
  get waitingCount(): number {
    return this.waiting.size;
  }

  /** Notes a request that has just been sent for the first time. */
  ask(by: Address, message: Outgoing, sent: number): void {
    this.withdraw(message.requestId);
    this.wait({ by, message, attempt: 1, sent });
  }

  /** Stops repeating a request; false when it is not waited for (any more). */
  withdraw(requestId: string): boolean {
    const next = this.waiting.get(requestId);
    if (next === undefined) return false;
    this.timeline.cancel(next.timer);
    return this.waiting.delete(requestId);
  }

  /** Stops repeating all but persistent requests: the participant was switched off. */
  withdrawFleeting(): void {
    for (const [requestId, { isPersistent }] of this.waiting) {
      if (!isPersistent) this.withdraw(requestId);
    }
  }

  fire(pending: Pending): void {
    const { message, attempt } = pending;
    if (attempt >= triesOf(message)) {
      this.waiting.delete(message.requestId);
      this.asking.reportFailure(pending);
      return;
    }
    const sent = this.asking.sendAgain(pending, attempt + 1);
    this.wait({ ...pending, attempt: attempt + 1, sent });
  }

  /** The requests themselves are with their timers. */
  save(): OutboxState {
    return new Map(this.waiting);
  }

  private wait(pending: Pending): void {
    const { message, attempt } = pending;
    const waitUs = attempt <= TRIES ? FIRST_WAIT_US * 2 ** (attempt - 1) : SLOW_WAIT_US;
    const dueUs = this.timeline.nowUs + waitUs;
    const timer = this.timeline.at(dueUs, PRIORITY.timer, this, pending);
    this.waiting.set(message.requestId, { timer, isPersistent: isPersistent(message) });
  }
}

/** What its asker hears of a request that stayed unanswered. */
export function failureOf({ message }: Pending, atUs: number): RequestFailed {
  const { type: request, requestId, to, conversation } = message;
  return { type: 'request.failed', request, requestId, to, conversation, atUs };
}

function triesOf(message: Message): number {
  return isPersistent(message) ? TRIES + SLOW_TRIES : TRIES;
}

function isPersistent({ type }: Message): boolean {
  return MESSAGE_LAWS[type].persistent;
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

/** A request that came, and what it was answered. */
export interface Admitted {
  readonly from: Address;
  readonly request: Message;
  readonly reply: Outgoing | null;
  readonly by: Address;
  readonly answers: number;
  readonly touchedUs: number;
}
/** What an inbox remembers. */
export interface InboxState {
  readonly fleeting: MemoryState<Admitted>;
  readonly persistent: MemoryState<Admitted>;
}
const NEW: Admission = { is: 'new' };
const IN_PROGRESS: Admission = { is: 'in-progress' };
const CONFLICT: Admission = { is: 'conflict' };

/** The requests that have come to one participant, and what each was answered. */
export class Inbox {
  private readonly timeline: Timeline;
  private readonly fleeting: Memory<Admitted>;
  private readonly persistent: Memory<Admitted>;
  /** The one remembered last, for most are answered in the step in which they come. */
  private latest: Admitted | null = null;

  constructor(timeline: Timeline, from: InboxState | null = null) {
    this.timeline = timeline;
    this.fleeting = new Memory(REMEMBERED_US, from?.fleeting);
    this.persistent = new Memory(PERSISTENT_REMEMBERED_US, from?.persistent);
  }

  /** How many requests are remembered now. */
  get rememberedCount(): number {
    return this.fleeting.size + this.persistent.size;
  }

  /** Says whether a request from `from` was here before, and remembers that it was. */
  admit(from: Address, request: Message): Admission {
    const { requestId } = request;
    const { nowUs: touchedUs } = this.timeline;
    const memory = this.memoryFor(request);
    const known = this.recall(requestId);
    if (known === undefined) {
      this.latest = { from, request, reply: null, by: '', answers: 0, touchedUs };
      memory.remember(requestId, this.latest);
      return NEW;
    }
    this.latest = null;
    if (known.from !== from || !isSameRequest(known.request, request)) return CONFLICT;
    const { reply, by } = known;
    if (reply === null) {
      memory.renew(requestId, { ...known, touchedUs });
      return IN_PROGRESS;
    }
    const attempt = known.answers + 1;
    memory.renew(requestId, { ...known, answers: attempt, touchedUs });
    return { is: 'answered-again', reply, by, attempt };
  }

  /** Remembers the reply `by` gives; returns the how-manieth sending of it this is. */
  answer(by: Address, reply: Outgoing): number {
    const { requestId } = reply;
    const { latest } = this;
    const known = latest?.request.requestId === requestId ? latest : this.recall(requestId);
    this.latest = null;
    if (known === undefined || known.from !== reply.to) return 1;
    const { from, request, touchedUs } = known;
    const answers = known.answers + 1;
    const answered = { from, request, reply, by, answers, touchedUs };
    this.memoryFor(request).replace(requestId, answered);
    return answers;
  }

  save(): InboxState {
    return { fleeting: this.fleeting.save(), persistent: this.persistent.save() };
  }

  private memoryFor(request: Message): Memory<Admitted> {
    return isPersistent(request) ? this.persistent : this.fleeting;
  }

  private recall(requestId: string): Admitted | undefined {
    return this.fleeting.recall(requestId) ?? this.persistent.recall(requestId);
  }
}

function isSameRequest(one: Message, other: Message): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
