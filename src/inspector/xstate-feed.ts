/**
 * XState feed: the machines at the cursor, told to whoever speaks the protocol of @xstate/inspect.
 *
 *     viewer ──xstate.inspecting──▶ ◀──service.register for every machine that runs
 *            ◀──service.event, service.state, service.register, service.stop, as the cursor goes on
 *            ──xstate.event──▶ what a person does, done by the script
 *
 * A session is known by its address. Where the cursor leaps or goes back, only what is different is
 * told. Nothing is kept for a viewer that does not read: it is brought up to date once it does.
 * Protocol: @xstate/inspect 0.8.0 (test/inspector/xstate-feed.test.ts drives its own receiver).
 */
import type { WebSocket } from 'ws';
import { hostOf } from '../machines/address.ts';
import type { RunRecord, TransitionRecord } from '../sim/record.ts';
import type { Desk } from './desk.ts';
import { eventOf } from './detail.ts';
import { machineAt } from './machine-shapes.ts';
import { sentenceFor } from './person-event.ts';
import { plain } from './plain.ts';
import type { Playable } from './playable.ts';
import { Running, type RunningMachine } from './running.ts';
import { Refused } from './stop.ts';
import type { MachineShape } from './why.ts';
import { eventFour, machineFour, stateFour } from './xstate-four.ts';

const LOOK_MS = 50;
/** Records told one by one; what is further behind is leapt over. */
const FOLLOWED_MAX = 2_000;
/** What may wait to be read by a viewer before nothing more is said. */
const WAITING_BYTES_MAX = 1024 * 1024;

type Fields = Readonly<Record<string, unknown>>;

/**
 * What to do with a socket of a viewer.
 *
 * @param log is told what a viewer asked for in vain
 */
export function xstateFeed(
  desk: Desk,
  log: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): (socket: WebSocket, moved?: () => void) => void {
  return (socket, moved = () => undefined) => {
    const feed = new Feed(desk, socket);
    const looking = setInterval(() => feed.look(), LOOK_MS);
    socket.on('close', () => clearInterval(looking));
    socket.on('error', () => socket.terminate());
    socket.on('message', (raw) => {
      const message = objectIn(String(raw));
      if (message?.type === 'xstate.inspecting') feed.begin();
      else if (message?.type === 'xstate.event') void act(desk, message, log).then(moved);
      else log('xstate: a message that is none of the protocol was left out');
    });
  };
}

/** What one viewer has been told. */
class Feed {
  private readonly desk: Desk;
  private readonly socket: WebSocket;
  private readonly definitions = new Map<string, string>();
  private run: Playable;
  private running: Running;
  private told = new Map<string, RunningMachine>();
  private isWatching = false;
  private isUpToDate = false;

  constructor(desk: Desk, socket: WebSocket) {
    this.desk = desk;
    this.socket = socket;
    this.run = desk.run;
    this.running = new Running(this.run.history);
  }

  /** Tells everything from the beginning. */
  begin(): void {
    this.isWatching = true;
    this.told = new Map();
    this.running.goTo(this.desk.position().cursor);
    this.isUpToDate = false;
    this.look();
  }

  /** Tells what has changed since the last look, as far as the viewer can take it. */
  look(): void {
    if (!this.isWatching || this.isBusy) return;
    const { cursor } = this.desk.position();
    if (this.run !== this.desk.run) {
      this.run = this.desk.run;
      this.running = new Running(this.run.history);
      this.running.goTo(cursor);
      this.isUpToDate = false;
      // The same number is another record now: whatever was told is told again.
      for (const [address, known] of this.told) this.told.set(address, { ...known, seq: 0 });
    }
    const behind = cursor - this.running.seq;
    if (behind < 0 || behind > FOLLOWED_MAX) {
      this.running.goTo(cursor);
      this.isUpToDate = false;
    }
    this.isUpToDate ||= this.catchUp();
    while (this.isUpToDate && this.running.seq < cursor && !this.isBusy) {
      const record = this.running.next();
      if (record !== null) this.tell(record);
    }
  }

  private get isBusy(): boolean {
    return this.socket.readyState !== 1 || this.socket.bufferedAmount > WAITING_BYTES_MAX;
  }

  /** Tells what differs from what was told; false when the viewer could not take all of it. */
  private catchUp(): boolean {
    const { machines } = this.running;
    for (const address of this.told.keys()) {
      if (machines.has(address)) continue;
      if (this.isBusy) return false;
      this.stop(address);
    }
    for (const [address, now] of machines) {
      const known = this.told.get(address);
      if (known?.seq === now.seq && known.machine === now.machine) continue;
      if (this.isBusy) return false;
      if (known?.machine === now.machine) this.state(address, now);
      else this.register(address, now);
    }
    return true;
  }

  private tell(record: RunRecord): void {
    const { actor, kind } = record;
    const now = this.running.machines.get(actor);
    if (kind === 'stopped') this.stop(actor);
    if (now === undefined) return;
    if (kind === 'started') this.register(actor, now);
    if (kind !== 'transition') return;
    const event = JSON.stringify(this.eventFor(record));
    this.send({ type: 'service.event', sessionId: actor, event });
    this.state(actor, now);
  }

  private register(address: string, now: RunningMachine): void {
    this.told.set(address, now);
    const machine = machineAt(this.run.history, address);
    // A trace may be of machines that are not ours.
    if (machine === null) return;
    const host = hostOf(address);
    this.send({
      type: 'service.register',
      sessionId: address,
      id: address,
      machine: this.definitionOf(machine),
      state: this.stateText(address, now, machine),
      ...(host === address ? {} : { parent: host }),
    });
  }

  private state(address: string, now: RunningMachine): void {
    this.told.set(address, now);
    const machine = machineAt(this.run.history, address);
    if (machine === null) return;
    const state = this.stateText(address, now, machine);
    this.send({ type: 'service.state', sessionId: address, state });
  }

  private stop(address: string): void {
    this.send({ type: 'service.stop', sessionId: address });
    this.told.delete(address);
  }

  private stateText(
    address: string,
    { state, seq }: RunningMachine,
    machine: MachineShape,
  ): string {
    const { history } = this.run;
    const record = history.at(seq);
    const isEvent = record?.kind === 'transition';
    const event = isEvent ? this.eventFor(record) : eventFour({ type: 'xstate.init' }, null);
    const context = plain(history.contextAfter(seq));
    return JSON.stringify(stateFour(machine, state, context, event, address));
  }

  private eventFor(record: TransitionRecord): Fields {
    const event = eventOf(this.run.history, record, this.desk.scenario);
    const { from } = event;
    return eventFour(event, typeof from === 'string' ? from : null);
  }

  private definitionOf(machine: MachineShape): string {
    const known = this.definitions.get(machine.id);
    if (known !== undefined) return known;
    const text = JSON.stringify(machineFour(machine));
    this.definitions.set(machine.id, text);
    return text;
  }

  private send(message: Fields): void {
    if (this.socket.readyState === 1) this.socket.send(JSON.stringify(message));
  }
}

/** Does what a viewer asks for, where it is what a person can do. */
async function act(desk: Desk, message: Fields, log: (line: string) => void): Promise<void> {
  const wrapped = objectIn(message.event);
  const { origin } = wrapped ?? {};
  const address = String(origin ?? message.service ?? '');
  const inner = wrapped?.data ?? wrapped;
  const event = typeof inner === 'object' && inner !== null ? (inner as Fields) : {};
  const sentence = sentenceFor(address, event);
  if (sentence === null) {
    log(
      `xstate: ${String(event.type)} for ${address || 'nobody'} was refused: only what a person does ` +
        '(user.select, user.cancel, ...) can be sent, to a client',
    );
    return;
  }
  try {
    // To where what came of it at once can be seen, not only that it was done.
    const { head } = await desk.ask<'act'>({ do: 'act', sentence });
    await desk.ask<'goto'>({ do: 'goto', seq: head });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    log(`xstate: "${sentence}" was refused: ${error.message}`);
  }
}

function objectIn(text: unknown): Fields | null {
  if (typeof text !== 'string') return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Fields) : null;
  } catch {
    return null;
  }
}
