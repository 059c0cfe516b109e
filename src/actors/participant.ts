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
import type { Address } from '../machines/address.ts';
import {
  type Emitted,
  isMessage,
  type OpenProcess,
  type TellProcess,
} from '../machines/effects.ts';
import { MESSAGE_LAWS } from '../machines/message-table.ts';
import type { Outgoing } from '../machines/protocol.ts';
import type { MachineRun, Step } from './engine.ts';
import type { Envelope } from './journal.ts';
import type { ParticipantState } from './participant-state.ts';
import { ProcessTable } from './process-table.ts';
import { type Asking, failureOf, Inbox, Outbox, type Pending } from './requests.ts';
import { savedRun } from './saved-run.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Runs one participant's machine and processes, and speaks for them.
 *
 * There can be millions of them: what most never need is made when it is needed first.
 */
export class Participant implements Asking {
  /** The source whose plant it speaks over; empty at the head end. */
  readonly home: string;
  private readonly around: Surroundings;
  private readonly root: MachineRun;
  /** The requests that wait for their answers; null when none does. */
  outbox: Outbox | null = null;
  private inbox: Inbox | null = null;
  private processes: ProcessTable | null = null;
  /** What it was saved as, if it has done nothing since. */
  private saved: ParticipantState | null;

  /**
   * @param root the participant's own machine, started or taken up
   * @param saved what it goes on from, if it was saved
   */
  constructor(
    root: MachineRun,
    home: string,
    around: Surroundings,
    saved: ParticipantState | null = null,
  ) {
    this.home = home;
    this.around = around;
    this.root = root;
    this.saved = saved;
    if (saved === null) return;
    const { processes, outbox, inbox } = saved;
    if (processes !== null) this.processes = new ProcessTable(around, processes);
    if (outbox !== null) this.outbox = new Outbox(this.address, around.timeline, this, outbox);
    if (inbox !== null) this.inbox = new Inbox(around.timeline, inbox);
  }

  get address(): Address {
    return this.root.address;
  }

  /** Its machine has just been started: says so, and does what it did at first. */
  begin(first: Step): void {
    this.enter(this.root, first, 0);
  }

  /**
   * Where it is.
   *
   * @throws {UnsavableRun} on an engine that cannot put machines aside
   */
  save(): ParticipantState {
    this.saved ??= {
      home: this.home,
      root: savedRun(this.root),
      processes: this.processes?.save() ?? null,
      outbox: this.outbox?.save() ?? null,
      inbox: this.inbox?.save() ?? null,
    };
    return this.saved;
  }

  /** The machines that run here: the participant's own, then its processes, oldest first. */
  *machines(): Iterable<MachineRun> {
    yield this.root;
    if (this.processes !== null) yield* this.processes.runs();
  }

  /** The machine that runs at an address now, the participant's own or a process's. */
  machineAt(address: Address): MachineRun | null {
    if (address === this.address) return this.root;
    return this.processes === null ? null : this.processes.at(address);
  }

  /** How many processes run here now. */
  get processCount(): number {
    return this.processes?.runningCount ?? 0;
  }

  /** The state of the machine at `address`; how it ended when it has; null when it never was. */
  stateOf(address: Address): string | null {
    return this.machineAt(address)?.state ?? this.processes?.endOf(address) ?? null;
  }

  /** Takes a message from a channel. */
  deliver(envelope: Envelope, tampered: boolean): void {
    this.saved = null;
    const { journal } = this.around;
    if (this.root.isDeaf) {
      journal.lost(envelope, 'switched off');
      return;
    }
    const { role } = MESSAGE_LAWS[envelope.message.type];
    const addressed = this.machineAt(envelope.to);
    if (role === 'reply') this.takeReply(addressed, envelope, tampered);
    else if (role === 'request') this.takeRequest(addressed ?? this.root, envelope, tampered);
    else this.hand(addressed ?? this.root, envelope, journal.delivered(envelope, 'new', tampered));
  }

  /** Takes something that is not a message: what a person or the script does; returns its record. */
  tell(event: { readonly type: string }, cause: number): void {
    const timed = { atUs: this.around.timeline.nowUs, ...event };
    this.absorb(this.root, this.root.send(timed), cause, null);
    if (this.root.isDeaf) this.outbox?.withdrawFleeting();
  }

  /** A timer of one of its machines has fired; `armedBy` is the record under which it was set. */
  timerFired(run: MachineRun, step: Step, armedBy: number): void {
    this.absorb(run, step, armedBy, null);
  }

  /** Switched off or out of order, it says nothing, but does not forget what must be settled. */
  sendAgain({ by, message, sent }: Pending, attempt: number): number {
    this.saved = null;
    return this.root.isDeaf ? sent : this.around.carry(by, message, attempt, sent);
  }

  /** Who asked, if it is still there, hears that nobody answered. */
  reportFailure(pending: Pending): void {
    this.saved = null;
    const run = this.machineAt(pending.by);
    if (run === null) return;
    const failure = failureOf(pending, this.around.timeline.nowUs);
    this.absorb(run, run.send(failure), pending.sent, failure.conversation);
  }

  private takeReply(run: MachineRun | null, envelope: Envelope, tampered: boolean): void {
    const wasAsked = this.settle(envelope.message.requestId);
    const isWaitedFor = wasAsked && run !== null;
    const seq = this.around.journal.delivered(envelope, isWaitedFor ? 'new' : 'stale', tampered);
    if (isWaitedFor) this.hand(run, envelope, seq);
  }

  private takeRequest(run: MachineRun, envelope: Envelope, tampered: boolean): void {
    this.inbox ??= new Inbox(this.around.timeline);
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
    const ended = to === run.address ? undefined : this.processes?.endOf(to);
    const event =
      ended === undefined
        ? { from, atUs: nowUs, ...message }
        : { from, atUs: nowUs, ended, ...message };
    this.absorb(run, run.send(event), cause, message.conversation);
  }

  private enter(run: MachineRun, { emitted }: Step, cause: number): number {
    const seq = this.around.journal.started(run.address, run.machineId, run.state, cause);
    this.perform(run, emitted, seq);
    return seq;
  }

  private open({ process, id, input, first }: OpenProcess, cause: number): void {
    const address = `${this.address}/${id}`;
    const conversation = 'conversation' in first ? first.conversation : null;
    const running = this.machineAt(address);
    if (running !== null) {
      // Two messages that may each open it can overtake one another: the second finds it open.
      this.absorb(running, running.send(first), cause, conversation);
      return;
    }
    this.processes ??= new ProcessTable(this.around);
    const { run, first: entered } = this.processes.start(process, address, input);
    const seq = this.enter(run, entered, cause);
    this.absorb(run, run.send(first), seq, conversation);
  }

  private tellProcess({ id, event }: TellProcess, cause: number): void {
    const run = this.machineAt(`${this.address}/${id}`);
    if (run !== null) this.absorb(run, run.send(event), cause, null);
  }

  private absorb(run: MachineRun, step: Step, cause: number, conversation: string | null): void {
    this.saved = null;
    this.processes?.changed(run);
    const seq = this.around.journal.transition(run.address, step, cause, conversation);
    this.perform(run, step.emitted, seq);
    if (!run.isDone) return;
    this.around.journal.stopped(run.address, run.machineId, run.state, seq);
    this.processes?.end(run);
  }

  private perform(run: MachineRun, emitted: readonly Emitted[], cause: number): void {
    for (const effect of emitted) {
      if (isMessage(effect)) this.send(run.address, effect, cause);
      else if (effect.type === 'batch') this.perform(run, effect.emitted, cause);
      else if (effect.type === 'process.open') this.open(effect, cause);
      else if (effect.type === 'process.tell') this.tellProcess(effect, cause);
      else if (effect.type === 'request.withdraw') this.settle(effect.requestId);
      else this.around.perform(run.address, effect, cause);
    }
  }

  private send(by: Address, message: Outgoing, cause: number): void {
    const { role } = MESSAGE_LAWS[message.type];
    const attempt = role === 'reply' ? (this.inbox?.answer(by, message) ?? 1) : 1;
    const sent = this.around.carry(by, message, attempt, cause);
    if (role !== 'request') return;
    this.outbox ??= new Outbox(this.address, this.around.timeline, this);
    this.outbox.ask(by, message, sent);
  }

  /** A request needs no more repeating; false when it was not waited for. */
  private settle(requestId: string): boolean {
    if (this.outbox === null) return false;
    const wasAsked = this.outbox.withdraw(requestId);
    if (this.outbox.waitingCount === 0) this.outbox = null;
    return wasAsked;
  }
}
