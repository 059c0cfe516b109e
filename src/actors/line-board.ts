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
import type { Address } from '../machines/address.ts';
import { type Call, lineMachine } from '../machines/line.ts';
import { happens, type Random, sampler } from './distribution.ts';
import type { Engine, MachineRun, Step } from './engine.ts';
import type { Journal } from './journal.ts';
import type { CallLaw } from './media.ts';
import type { Timeline } from './timeline.ts';

const ATTEMPTS = 3;
/** Why a repetition is dropped while the first copy waits: nothing is missing then. */
export const COPY_WAITS = 'a copy of it waits for the call';

/** Something that wants to pass a line; `key` tells a repetition of it. */
interface Waiting {
  readonly key: string;
  readonly pass: () => void;
  readonly lose: (reason: string) => void;
}
interface Line {
  readonly run: MachineRun;
  readonly random: Random;
  waiting: Waiting[];
  attempt: number;
}
export interface LineBoardSetting {
  readonly law: CallLaw;
  readonly timeline: Timeline;
  readonly engine: Engine;
  readonly journal: Journal;
  /** The draws of one client's line. */
  readonly stream: (client: Address) => Random;
}

/** Places the calls that messages to and from one plant's clients need. */
export class LineBoard {
  private readonly setting: LineBoardSetting;
  private readonly lines = new Map<Address, Line>();
  private readonly setUpUs: (random: Random) => number;
  private readonly lastsUs: ((random: Random) => number) | null;

  constructor(setting: LineBoardSetting) {
    this.setting = setting;
    this.setUpUs = sampler(setting.law.setUpUs);
    this.lastsUs = setting.law.lastsUs === null ? null : sampler(setting.law.lastsUs);
  }

  /** The machines of the lines that were ever used. */
  *machines(): Iterable<MachineRun> {
    for (const line of this.lines.values()) yield line.run;
  }

  /** Has `pass` called as soon as a call with `client` stands, or `lose` when none can be had. */
  use(client: Address, cause: number, waiting: Waiting): void {
    const line = this.line(client);
    if (line.run.state.startsWith('connected')) {
      this.absorb(line, line.run.send({ type: 'line.used' }), cause);
      waiting.pass();
      return;
    }
    if (line.waiting.some(({ key }) => key === waiting.key)) {
      waiting.lose(COPY_WAITS);
      return;
    }
    line.waiting.push(waiting);
    if (line.run.state === 'onHook') this.lift(line, cause);
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
    const seq = this.setting.journal.transition(line.run.address, step, cause, null);
    for (const { type } of step.emitted as readonly { type: string }[]) {
      if (type === 'line.connected') {
        line.attempt = 0;
        for (const { pass } of this.drain(line)) pass();
      } else if (type === 'line.failed') this.retry(line, seq);
    }
  }

  private retry(line: Line, cause: number): void {
    if (line.attempt < ATTEMPTS) {
      this.lift(line, cause);
      return;
    }
    line.attempt = 0;
    for (const { lose } of this.drain(line)) lose('no carrier');
  }

  private drain(line: Line): readonly Waiting[] {
    const { waiting } = line;
    line.waiting = [];
    return waiting;
  }

  private line(client: Address): Line {
    const known = this.lines.get(client);
    if (known !== undefined) return known;
    const { engine, journal, timeline, law, stream } = this.setting;
    const address = `${client}/line`;
    const machine: AnyStateMachine = lineMachine;
    const input = { idleMs: law.idleHangUpUs / 1_000 };
    const { run } = engine.start(machine, address, input, {
      timeline,
      currentRecord: () => journal.current,
      onTimer: (_run, step, armedBy) => this.absorb(line, step, armedBy),
    });
    const line: Line = { run, random: stream(client), waiting: [], attempt: 0 };
    this.lines.set(client, line);
    journal.started(address, run.machineId, run.state, journal.current);
    return line;
  }
}
