/**
 * Session: one architect's desk: a scenario, its branches, a cursor, breakpoints, and what is asked of them.
 *
 *     page ──Request──▶ ask() ──▶ reply           a session needs no browser: tests ask it directly
 *     clock ──tick()──▶ goes on while it runs
 *
 * Time in the simulation is virtual; `tick` is told how much real time has passed while it is animated.
 * Units: virtual microseconds; `speed` in virtual seconds a second.
 */
import type { Engine } from '../actors/engine.ts';
import type { MessageType, Outgoing } from '../machines/protocol.ts';
import { isMessageType } from '../machines/message-table.ts';
import { PARTICIPANT_MACHINES, PROCESS_MACHINES } from '../sim/machinery.ts';
import type { RunRecord } from '../sim/record.ts';
import { namesOf } from '../sim/scenario/names.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import { parseSentence } from '../sim/scenario/sentence.ts';
import { Branch } from './branch.ts';
import { chartOf } from './chart.ts';
import { batchOf, StringTable } from './column-table.ts';
import { Cursor } from './cursor.ts';
import { detailOf } from './detail.ts';
import { divergenceOf } from './divergence.ts';
import { exported } from './export.ts';
import { moneyAt } from './money-at.ts';
import { propertiesAt } from './properties-at.ts';
import { saved } from './save.ts';
import { mistake, Refused, stopTest, stopText, type StopTest } from './stop.ts';
import { acceptedIn, type MachineShape } from './why.ts';
import type {
  BranchInfo,
  FutureEvent,
  InjectedMessage,
  Position,
  Replies,
  Request,
  RunMode,
  StopCondition,
} from './wire.ts';

/** What a session is about: the scenario, and the text it was read from. */
export interface Subject {
  readonly scenario: Scenario;
  readonly source: string;
  readonly file: string;
}

/** Records taken in one go before others get a turn. */
const SLICE = 2_000;
const FUTURE_SHOWN = 200;

/** Requests that the session answers; the others are the desk's (desk.ts). */
export type SessionRequest = Exclude<Request, { readonly do: 'hello' | 'open' }>;

/** Plays one scenario, forwards and backwards. */
export class Session {
  readonly subject: Subject;
  readonly engine: Engine | undefined;
  readonly strings = new StringTable();
  private readonly branches: Branch[];
  private current = 0;
  private cursor: Cursor;
  private mode: RunMode = 'paused';
  private speed = 60;
  private dueUs = 0;
  private stopped: string | null = null;
  private breakpoints: readonly StopCondition[] = [];
  private tests: readonly StopTest[] = [];
  /** What `run until` waits for, besides the breakpoints. */
  private awaited: { readonly test: StopTest; readonly text: string } | null = null;

  constructor(subject: Subject, engine?: Engine) {
    this.subject = subject;
    this.engine = engine;
    this.branches = [new Branch(subject.scenario, engine)];
    this.cursor = new Cursor(this.branch);
  }

  get isRunning(): boolean {
    return this.mode !== 'paused';
  }

  /** Goes on for `elapsedMs` of real time; true when something moved. */
  tick(elapsedMs: number): boolean {
    if (this.mode === 'paused') return false;
    const isTimed = this.mode === 'animated';
    if (isTimed) this.dueUs += Math.round(elapsedMs * 1_000 * this.speed);
    const before = this.cursor.seq;
    const until = Date.now() + SLICE_MS;
    do {
      if (isTimed && (this.nextUs() ?? 0) > this.dueUs) break;
      if (!this.goOn()) break;
    } while (Date.now() < until);
    return this.cursor.seq !== before || !this.isRunning;
  }

  /**
   * Answers a request.
   *
   * @throws {Refused} when it cannot be carried out; the message says what to do
   */
  async ask<Name extends SessionRequest['do']>(
    request: Extract<SessionRequest, { readonly do: Name }>,
  ): Promise<Replies[Name]>;
  async ask(request: SessionRequest): Promise<Replies[SessionRequest['do']]> {
    const { branch, cursor } = this;
    const { scenario } = this.subject;
    switch (request.do) {
      case 'records': {
        const first = Math.max(1, request.from);
        const records = branch.history.records.slice(first - 1, first - 1 + request.max);
        return batchOf(records, first, this.strings, request.strings);
      }
      case 'detail':
        return detailOf(branch.history, request.seq, scenario, (at) => this.machineFor(at));
      case 'chart':
        return chartOf(machineNamed(request.machine));
      case 'money':
        return moneyAt(branch.history, cursor.seq, cursor.view, scenario, scenario.currency);
      case 'properties':
        return propertiesAt(branch.history, cursor.seq, scenario);
      case 'future':
        return this.future();
      case 'accepts':
        return this.accepts(request.address);
      case 'compare':
        return divergenceOf(branch.history, this.branchAt(request.with).history, this.strings);
      case 'export':
        return exported(request.as, recordsAt(branch, request.seqs), this.subject);
      case 'save':
        return saved(request.as, this.subject, branch);
      default:
        this.move(request);
        return this.position();
    }
  }

  /** Where the session is. */
  position(): Position {
    const { branch, cursor } = this;
    return {
      branch: this.current,
      head: branch.head,
      headUs: branch.world.timeline.nowUs,
      cursor: cursor.seq,
      cursorUs: cursor.atUs,
      mode: this.mode,
      speed: this.speed,
      ended: branch.isEnded && cursor.seq >= branch.head,
      stopped: this.stopped,
      breakpoints: this.breakpoints,
      branches: this.branches.map((one, index) => infoOf(one, index)),
      failure: branch.failure,
    };
  }

  private get branch(): Branch {
    return this.branchAt(this.current);
  }
  private branchAt(index: number): Branch {
    const branch = this.branches[index];
    if (branch === undefined) throw new Refused(`there is no branch ${index}`);
    return branch;
  }

  private move(request: Extract<SessionRequest, { do: Moving }>): void {
    const { cursor } = this;
    switch (request.do) {
      case 'goto':
        this.pause(null);
        while (cursor.branch.head < request.seq && cursor.branch.advance());
        cursor.goTo(request.seq);
        return;
      case 'step': {
        this.pause(null);
        const moved = request.back ? cursor.stepBack(request.unit) : cursor.step(request.unit);
        if (!moved) this.stopped = request.back ? 'the beginning' : 'the end of the run';
        return;
      }
      case 'run':
        this.run(request.mode, request.speed);
        return;
      case 'until':
        this.until(request.condition, request.back);
        return;
      case 'breakpoints':
        this.tests = request.breakpoints.map((one) => stopTest(one, this.names()));
        this.breakpoints = request.breakpoints;
        return;
      case 'act':
        this.act(request.sentence);
        return;
      case 'send':
        this.send(request.message);
        return;
      case 'fork':
        this.fork();
        return;
      case 'branch':
        this.branchAt(request.branch);
        this.current = request.branch;
        this.cursor = new Cursor(this.branch);
        this.cursor.goTo(Math.min(cursor.seq, this.branch.head));
        this.pause(null);
    }
  }

  private pause(why: string | null): void {
    this.mode = 'paused';
    this.stopped = why;
    this.awaited = null;
  }

  private run(mode: RunMode, speed: number): void {
    if (!Number.isFinite(speed) || speed <= 0 || speed > 1_000_000) {
      throw new Refused('the speed is a number above 0, at most 1,000,000 virtual seconds a second');
    }
    this.pause(null);
    this.mode = mode;
    this.speed = speed;
    this.dueUs = this.cursor.atUs;
  }

  private until(condition: StopCondition, back: boolean): void {
    const test = stopTest(condition, this.names());
    this.pause(null);
    if (back) {
      const found = this.cursor.backwards(test);
      this.stopped = found ? `at ${stopText(condition)}` : `${stopText(condition)} is not before here`;
      return;
    }
    this.awaited = { test, text: stopText(condition) };
    this.mode = 'express';
  }

  /** Takes some records on; false when that is all for now. */
  private goOn(): boolean {
    const { cursor } = this;
    let why: string | null = null;
    const stop: StopTest = (record, view) => {
      if (this.awaited?.test(record, view)) why = `at ${this.awaited.text}`;
      this.tests.forEach((test, index) => {
        const breakpoint = this.breakpoints[index];
        if (breakpoint !== undefined && test(record, view)) {
          why ??= `at the breakpoint ${stopText(breakpoint)}`;
        }
      });
      return why !== null;
    };
    const isTimed = this.mode === 'animated';
    const didStop = cursor.forwards(stop, isTimed ? 1 : SLICE);
    if (didStop) this.pause(why);
    else if (cursor.seq >= cursor.branch.head && cursor.branch.isEnded) this.pause('the end of the run');
    return this.isRunning;
  }

  private nextUs(): number | null {
    const next = this.branch.history.at(this.cursor.seq + 1);
    return next?.atUs ?? this.branch.world.timeline.nextDueUs();
  }

  private act(sentence: string): void {
    const read = parseSentence(sentence, this.names());
    if (!read.ok) throw new Refused(mistake(read.problem));
    this.forkWherePast();
    this.branch.intervene({ is: 'action', action: read.value }, sentence);
    this.cursor.step('record');
  }

  private send({ from, to, type, conversation, body }: InjectedMessage): void {
    if (!isMessageType(type)) throw new Refused(`there is no message type ${type}`);
    for (const address of [from, to]) {
      if (this.cursor.view.stateOf(address) === null) {
        throw new Refused(`nobody is at ${address} here`);
      }
    }
    this.forkWherePast();
    const requestId = `injected:${type}:${this.branch.interventions.length + 1}`;
    const message = { ...body, type, to, requestId, conversation } as Outgoing<MessageType>;
    this.branch.intervene({ is: 'message', from, message }, `${type} from ${from} to ${to} is put on the wire`);
    this.cursor.step('record');
  }

  private forkWherePast(): void {
    if (this.cursor.seq < this.branch.head) this.fork();
  }

  private fork(): void {
    const fork = this.branch.forkAt(this.cursor.seq, this.current, this.engine);
    this.branches.push(fork);
    this.current = this.branches.length - 1;
    this.cursor = new Cursor(fork);
    this.cursor.goTo(fork.head);
    this.pause(null);
  }

  private future(): readonly FutureEvent[] {
    const { branch, cursor } = this;
    if (cursor.seq < branch.head) return comingAfter(branch, cursor.seq);
    const events: FutureEvent[] = [];
    for (const { dueUs, owner, argument } of branch.world.timeline.pending()) {
      events.push({ atUs: dueUs, owner, what: whatOf(argument), setBy: null });
      if (events.length >= FUTURE_SHOWN) break;
    }
    return events;
  }

  private accepts(address: string): Replies['accepts'] {
    const machine = this.machineFor(address);
    const state = this.cursor.view.stateOf(address);
    if (machine === null || state === null) return { events: [], sentences: [] };
    return { events: acceptedIn(machine, state), sentences: [] };
  }

  private machineFor(address: string): MachineShape | null {
    const { history } = this.branch;
    const first = history.records.find(
      (record) => record.kind === 'started' && record.actor === address,
    );
    if (first?.kind !== 'started') return null;
    return machineByName.get(first.machine) ?? null;
  }

  private names() {
    return namesOf(this.subject.scenario);
  }
}

type Moving =
  | 'goto'
  | 'step'
  | 'run'
  | 'until'
  | 'breakpoints'
  | 'act'
  | 'send'
  | 'fork'
  | 'branch';

/** A slice of real time in which a run goes on before others get a turn. */
const SLICE_MS = 12;

const machineByName: ReadonlyMap<string, MachineShape> = new Map(
  [...Object.values(PARTICIPANT_MACHINES), ...Object.values(PROCESS_MACHINES)].map((machine) => {
    const shape = machine as unknown as MachineShape;
    return [shape.id, shape] as const;
  }),
);

function machineNamed(name: string): MachineShape {
  const machine = machineByName.get(name);
  if (machine === undefined) throw new Refused(`there is no machine ${name}`);
  return machine;
}

function recordsAt({ history }: Branch, seqs: readonly number[]): readonly RunRecord[] {
  return seqs.flatMap((seq) => history.at(seq) ?? []);
}

function infoOf({ forkedFrom, interventions, head, isEnded }: Branch, index: number): BranchInfo {
  const latest = interventions.at(-1);
  return {
    branch: index,
    title: latest?.text ?? (index === 0 ? 'as the scenario says' : 'the same again'),
    forkedFrom,
    interventions: interventions.map(({ atUs, text }) => ({ atUs, text })),
    records: head,
    ended: isEnded,
  };
}

/** What is known to come, with hindsight: what was set before a record and happened after it. */
function comingAfter({ history }: Branch, seq: number): readonly FutureEvent[] {
  const events: FutureEvent[] = [];
  for (const record of history.records.slice(seq)) {
    if (record.cause === null || record.cause > seq) continue;
    if (record.kind !== 'delivered' && record.kind !== 'transition' && record.kind !== 'lost') continue;
    events.push({ atUs: record.atUs, owner: record.actor, what: record.type, setBy: record.cause });
    if (events.length >= FUTURE_SHOWN) break;
  }
  return events;
}

/** What a pending timer is about, from what it will be fired with. */
function whatOf(argument: unknown): string {
  if (typeof argument !== 'object' || argument === null) return 'timer';
  if ('text' in argument) return String(argument.text);
  const envelope = 'envelope' in argument ? argument.envelope : argument;
  if (typeof envelope === 'object' && envelope !== null && 'message' in envelope) {
    const { message } = envelope;
    if (typeof message === 'object' && message !== null && 'type' in message) return String(message.type);
  }
  return 'timer';
}
