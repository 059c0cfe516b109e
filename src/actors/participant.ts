/**
 * Participant: one address on the network, the machine behind it, and the processes under it.
 *
 *     channel ──deliver──▶ inbox ──new──▶ machine ──step──▶ effects ──▶ channel, ledger, record
 *                              └─seen before──▶ the same answer again
 *     processing-server           the participant
 *     processing-server/order-17  a process of it, opened by its machine, gone when it has ended
 *
 * A message for a process that is not there goes to the participant's own machine, which may open
 * it, or answer for it. Requests, answers and their repetitions are the participant's, so they
 * outlive the process that made them.
 *
 * Law (I8): what a machine decides, posts and answers happens in one step; nothing comes between.
 */
import type { AnyStateMachine } from 'xstate';
import type { Address } from '../machines/address.ts';
import type { Emitted, OpenProcess, ProcessKind, TellProcess } from '../machines/effects.ts';
import { MESSAGE_LAWS } from '../machines/message-table.ts';
import type { Outgoing, RequestFailed } from '../machines/protocol.ts';
import type { Engine, Host, MachineRun, Step } from './engine.ts';
import type { Envelope, Journal } from './journal.ts';
import { Memory } from './memory.ts';
import { Inbox, Outbox, type Pending } from './requests.ts';
import type { Timeline } from './timeline.ts';

/** What a participant is part of. */
export interface Surroundings {
  readonly timeline: Timeline;
  readonly engine: Engine;
  readonly journal: Journal;
  readonly processes: Readonly<Record<ProcessKind, AnyStateMachine>>;
  /** Puts a message on the channel that leads to it; returns the record of its sending. */
  carry(from: Address, message: Outgoing, attempt: number, cause: number): number;
  /** Carries out an effect that is not the participant's own business. */
  perform(by: Address, effect: WorldEffect, cause: number): void;
}
/** The effects the world carries out; the others are the participant's. */
export type WorldEffect = Extract<
  Emitted,
  { type: 'ledger.post' | 'document.issue' | 'outcome' | 'access.rate' | 'programme.carry' }
>;

/** How a process ended. */
interface Ended {
  readonly state: string;
  touchedUs: number;
}
/** How long the end of a process is remembered, to answer for it: two days. */
const ENDED_US = 2 * 86_400 * 1_000_000;

/** Runs one participant's machine and processes, and speaks for them. */
export class Participant {
  readonly address: Address;
  readonly outbox: Outbox;
  readonly inbox: Inbox;
  private readonly around: Surroundings;
  private readonly host: Host;
  private readonly root: MachineRun;
  private readonly runs = new Map<Address, MachineRun>();
  private readonly ended = new Memory<Ended>(ENDED_US);

  constructor(address: Address, machine: AnyStateMachine, input: unknown, around: Surroundings) {
    this.address = address;
    this.around = around;
    this.inbox = new Inbox(around.timeline);
    this.outbox = new Outbox(address, around.timeline, {
      send: (pending) => this.sendAgain(pending),
      failed: (pending) => this.reportFailure(pending),
    });
    const { timeline, journal } = around;
    this.host = {
      timeline,
      currentRecord: () => journal.current,
      onTimer: (run, step, armedBy) => this.absorb(run, step, armedBy, null),
    };
    this.root = this.start(address, machine, input, 0).run;
  }

  /** The machines that run here: the participant's own, then its processes, oldest first. */
  *machines(): Iterable<MachineRun> {
    for (const run of this.runs.values()) yield run;
  }

  /** The machine that runs at an address now, the participant's own or a process's. */
  machineAt(address: Address): MachineRun | null {
    return this.runs.get(address) ?? null;
  }

  /** How many processes run here now. */
  get processCount(): number {
    return this.runs.size - 1;
  }

  /** The state of the machine at `address`; how it ended when it has; null when it never was. */
  stateOf(address: Address): string | null {
    return this.runs.get(address)?.state ?? this.ended.recall(address)?.state ?? null;
  }

  /** Takes a message from a channel. */
  deliver(envelope: Envelope, tampered: boolean): void {
    const { journal } = this.around;
    const run = this.runs.get(envelope.to) ?? this.root;
    if (this.root.isDeaf) {
      journal.lost(envelope, 'switched off');
      return;
    }
    const { role } = MESSAGE_LAWS[envelope.message.type];
    if (role === 'reply') this.takeReply(envelope, tampered);
    else if (role === 'request') this.takeRequest(run, envelope, tampered);
    else this.hand(run, envelope, journal.delivered(envelope, 'new', tampered));
  }

  /** Takes something that is not a message: what a person or the script does; returns its record. */
  tell(event: { readonly type: string }, cause: number): void {
    const timed = { ...event, atUs: this.around.timeline.nowUs };
    this.absorb(this.root, this.root.send(timed), cause, null);
    if (this.root.isDeaf) this.outbox.withdrawFleeting();
  }

  /** Switched off or out of order, it says nothing, but does not forget what must be settled. */
  private sendAgain({ by, message, attempt, sent }: Pending): number {
    return this.root.isDeaf ? sent : this.around.carry(by, message, attempt, sent);
  }

  private takeReply(envelope: Envelope, tampered: boolean): void {
    const asked = this.outbox.settle(envelope.message.requestId);
    const run = this.runs.get(envelope.to);
    const isWaitedFor = asked !== undefined && run !== undefined;
    const seq = this.around.journal.delivered(envelope, isWaitedFor ? 'new' : 'stale', tampered);
    if (isWaitedFor) this.hand(run, envelope, seq);
  }

  private takeRequest(run: MachineRun, envelope: Envelope, tampered: boolean): void {
    const admission = this.inbox.admit(envelope.from, envelope.message);
    const seq = this.around.journal.delivered(envelope, admission.is, tampered);
    if (admission.is === 'new') this.hand(run, envelope, seq);
    else if (admission.is === 'answered-again') {
      this.around.carry(admission.by, admission.reply, admission.attempt, seq);
    }
  }

  private hand(run: MachineRun, envelope: Envelope, cause: number): void {
    const { message, from, to } = envelope;
    const { nowUs } = this.around.timeline;
    const ended = to === run.address ? undefined : this.ended.recall(to)?.state;
    const event =
      ended === undefined
        ? { ...message, from, atUs: nowUs }
        : { ...message, from, atUs: nowUs, ended };
    this.absorb(run, run.send(event), cause, message.conversation);
  }

  private reportFailure({ by, message, sent }: Pending): void {
    const run = this.runs.get(by);
    if (run === undefined) return;
    const event: RequestFailed = {
      type: 'request.failed',
      request: message.type,
      requestId: message.requestId,
      to: message.to,
      conversation: message.conversation,
      atUs: this.around.timeline.nowUs,
    };
    this.absorb(run, run.send(event), sent, message.conversation);
  }

  private start(address: Address, machine: AnyStateMachine, input: unknown, cause: number) {
    const { engine, journal } = this.around;
    const { run, first } = engine.start(machine, address, input, this.host);
    this.runs.set(address, run);
    const seq = journal.started(address, run.machineId, run.state, cause);
    this.perform(run, first.emitted, seq);
    return { run, seq };
  }

  private open({ process, id, input, first }: OpenProcess, cause: number): void {
    const address = `${this.address}/${id}`;
    const running = this.runs.get(address);
    if (running !== undefined) {
      // Two messages that may each open it can overtake one another: the second finds it open.
      this.absorb(running, running.send(first), cause, conversationOf(first));
      return;
    }
    const { run, seq } = this.start(address, this.around.processes[process], input, cause);
    this.absorb(run, run.send(first), seq, conversationOf(first));
  }

  private tellProcess({ id, event }: TellProcess, cause: number): void {
    const run = this.runs.get(`${this.address}/${id}`);
    if (run !== undefined) this.absorb(run, run.send(event), cause, null);
  }

  private absorb(run: MachineRun, step: Step, cause: number, conversation: string | null): void {
    const seq = this.around.journal.transition(run.address, step, cause, conversation);
    this.perform(run, step.emitted, seq);
    if (!run.isDone) return;
    this.around.journal.stopped(run.address, run.machineId, run.state, seq);
    this.runs.delete(run.address);
    const { nowUs } = this.around.timeline;
    this.ended.remember(run.address, { state: run.state, touchedUs: nowUs }, nowUs);
  }

  private perform(run: MachineRun, emitted: readonly Emitted[], cause: number): void {
    for (const effect of emitted) {
      if ('to' in effect) this.send(run.address, effect, cause);
      else if (effect.type === 'batch') this.perform(run, effect.emitted, cause);
      else if (effect.type === 'process.open') this.open(effect, cause);
      else if (effect.type === 'process.tell') this.tellProcess(effect, cause);
      else if (effect.type === 'request.withdraw') this.outbox.withdraw(effect.requestId);
      else this.around.perform(run.address, effect, cause);
    }
  }

  private send(by: Address, message: Outgoing, cause: number): void {
    const { role } = MESSAGE_LAWS[message.type];
    const attempt = role === 'reply' ? this.inbox.answer(by, message) : 1;
    const sent = this.around.carry(by, message, attempt, cause);
    if (role === 'request') this.outbox.ask(by, message, sent);
  }
}

function conversationOf(first: OpenProcess['first']): string | null {
  return 'conversation' in first ? first.conversation : null;
}
