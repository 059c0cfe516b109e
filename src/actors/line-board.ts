/**
 * Line board: the telephone lines of one plant's clients.
 *
 *     message ──call stands──▶ goes on at once
 *             └─no call──▶ waits while the call is placed ──▶ goes on, or is lost: no carrier
 *
 * Whoever speaks first, the client or the head end, has the call placed; both directions then use
 * it. A call that fails is placed again, `ATTEMPTS` times in all.
 *
 * Law (test/actors/line-board.test.ts): nothing passes a line without a standing call, and nothing
 * waits for ever.
 */
import type { AnyStateMachine } from 'xstate';
import { type Address, hostOf } from '../machines/address.ts';
import { type Call, lineMachine } from '../machines/line.ts';
import { happens, type Random, sampler } from './distribution.ts';
import type { Engine, Host, MachineRun, Step } from './engine.ts';
import type { Envelope, Journal } from './journal.ts';
import type { CallLaw } from './media.ts';
import {
  type RandomSource,
  type RandomState,
  type RandomStream,
  randomStream,
} from './random-stream.ts';
import { type SavedRun, savedRun } from './saved-run.ts';
import type { Timeline } from './timeline.ts';

const ATTEMPTS = 3;
/** Why a repetition is dropped while the first copy waits: nothing is missing then. */
export const COPY_WAITS = 'a copy of it waits for the call';

/** One client's line; `waiting` are the messages that wait for its call, oldest first. */
interface Line {
  readonly run: MachineRun;
  readonly random: RandomStream;
  waiting: Envelope[];
  attempt: number;
  /** What it was saved as, if nothing has happened to it since. */
  saved: LineState | null;
}
/** A line as plain data that it no longer changes. */
interface LineState {
  readonly run: SavedRun;
  readonly random: RandomState;
  readonly waiting: readonly Envelope[];
  readonly attempt: number;
}
/** The lines of a board, by client, in the order in which they were first used. */
export type BoardState = ReadonlyMap<Address, LineState>;
export interface LineBoardSetting {
  readonly law: CallLaw;
  readonly timeline: Timeline;
  readonly engine: Engine;
  readonly journal: Journal;
  readonly random: RandomSource;
  /** What a client's line draws for. */
  readonly purpose: string;
  /** Sends on a message that may pass its line. */
  readonly pass: (envelope: Envelope) => void;
}
const machine: AnyStateMachine = lineMachine;

/** Places the calls that messages to and from one plant's clients need. */
export class LineBoard {
  private readonly setting: LineBoardSetting;
  private readonly host: Host;
  private readonly lines = new Map<Address, Line>();
  /** The lines that were there when the board was saved; each is taken up when it is first asked for. */
  private before: BoardState = new Map();
  private readonly setUpUs: (random: Random) => number;
  private readonly lastsUs: ((random: Random) => number) | null;

  constructor(setting: LineBoardSetting) {
    const { law, timeline, journal } = setting;
    this.setting = setting;
    this.host = {
      timeline,
      currentRecord: () => journal.current,
      onTimer: ({ address }, step, armedBy) => {
        const line = this.known(hostOf(address));
        if (line !== undefined) this.absorb(line, step, armedBy);
      },
    };
    this.setUpUs = sampler(law.setUpUs);
    this.lastsUs = law.lastsUs === null ? null : sampler(law.lastsUs);
  }

  /** The machines of the lines that were ever used. */
  *machines(): Iterable<MachineRun> {
    for (const client of this.clients()) {
      const line = this.known(client);
      if (line !== undefined) yield line.run;
    }
  }
  /** The machine of the line at an address, `client/alice/line`; null when it was never used. */
  machineAt(address: Address): MachineRun | null {
    const run = this.known(hostOf(address))?.run;
    return run?.address === address ? run : null;
  }

  /** Sends a message on as soon as a call with `client` stands; it is lost when none can be had. */
  use(client: Address, envelope: Envelope): void {
    const line = this.line(client);
    if (line.run.state.startsWith('connected')) {
      this.absorb(line, line.run.send({ type: 'line.used' }), envelope.sent);
      this.setting.pass(envelope);
      return;
    }
    if (line.waiting.some((other) => isCopy(envelope, other))) {
      this.setting.journal.lost(envelope, COPY_WAITS);
      return;
    }
    line.saved = null;
    line.waiting.push(envelope);
    if (line.run.state === 'onHook') this.lift(line, envelope.sent);
  }

  /** @throws {UnsavableRun} on an engine that cannot put machines aside */
  save(): BoardState {
    const board = new Map(this.before);
    for (const [client, line] of this.lines) {
      line.saved ??= stateOf(line);
      board.set(client, line.saved);
    }
    return board;
  }
  /** Goes on with the lines of a board that was saved. */
  load(board: BoardState): void {
    this.before = board;
  }

  private *clients(): Iterable<Address> {
    yield* this.before.keys();
    for (const client of this.lines.keys()) if (!this.before.has(client)) yield client;
  }

  /** The line of a client, if it was ever used. */
  private known(client: Address): Line | undefined {
    const line = this.lines.get(client);
    if (line !== undefined) return line;
    const saved = this.before.get(client);
    if (saved === undefined) return undefined;
    const { attempt } = saved;
    const run = this.setting.engine.resume(machine, saved.run.address, saved.run, this.host);
    const random = randomStream(saved.random);
    return this.add(client, { run, random, waiting: [...saved.waiting], attempt, saved });
  }

  private add(client: Address, line: Line): Line {
    this.lines.set(client, line);
    return line;
  }

  private lift(line: Line, cause: number): void {
    line.attempt += 1;
    const call: Call = {
      setUpMs: this.setUpUs(line.random) / 1_000,
      lastsMs: this.lastsUs === null ? null : this.lastsUs(line.random) / 1_000,
      fails: happens(line.random, this.setting.law.failsPpm),
    };
    const lift = { type: 'line.lift', call };
    this.absorb(line, line.run.send(lift), cause);
  }

  private absorb(line: Line, step: Step, cause: number): void {
    line.saved = null;
    const seq = this.setting.journal.transition(line.run.address, step, cause, null);
    for (const { type } of step.emitted as readonly { type: string }[]) {
      if (type === 'line.connected') {
        line.attempt = 0;
        for (const envelope of this.drain(line)) this.setting.pass(envelope);
      } else if (type === 'line.failed') this.retry(line, seq);
    }
  }

  private retry(line: Line, cause: number): void {
    if (line.attempt < ATTEMPTS) {
      this.lift(line, cause);
      return;
    }
    line.attempt = 0;
    for (const envelope of this.drain(line)) this.setting.journal.lost(envelope, 'no carrier');
  }

  private drain(line: Line): readonly Envelope[] {
    const { waiting } = line;
    line.waiting = [];
    return waiting;
  }

  private line(client: Address): Line {
    const known = this.known(client);
    if (known !== undefined) return known;
    const { engine, journal, law, random, purpose } = this.setting;
    const address = `${client}/line`;
    const input = { idleMs: law.idleHangUpUs / 1_000 };
    const { run } = engine.start(machine, address, input, this.host);
    const stream = random.stream(client, purpose);
    const line = this.add(client, { run, random: stream, waiting: [], attempt: 0, saved: null });
    journal.started(address, run.machineId, run.state, journal.current);
    return line;
  }
}

function stateOf({ run, random, waiting, attempt }: Line): LineState {
  return { run: savedRun(run), random: random.state, waiting: [...waiting], attempt };
}
/** True of two sendings of one message: the second is nothing new. */
function isCopy({ message: one }: Envelope, { message: other }: Envelope): boolean {
  return one.requestId === other.requestId && one.type === other.type;
}
