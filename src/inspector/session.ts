/**
 * Session: one architect's desk: a scenario, its branches, a cursor, breakpoints, and what is asked of them.
 *
 *     page ──Request──▶ ask() ──▶ reply           a session needs no browser: tests ask it directly
 *     clock ──tick()──▶ goes on while it runs
 *
 * Time in the simulation is virtual; `tick` is told how much real time has passed while it is animated.
 * What is done in the past is done in a fork: the run itself is never changed.
 */
import type { Engine } from '../actors/engine.ts';
import { isMessageType } from '../machines/message-table.ts';
import type { MessageType, Outgoing } from '../machines/protocol.ts';
import { civilClock } from '../sim/clock-text.ts';
import type { RunRecord } from '../sim/record.ts';
import { parseSentence } from '../sim/scenario/sentence.ts';
import { Branch } from './branch.ts';
import { chartOf } from './chart.ts';
import { batchOf, StringTable } from './column-table.ts';
import { Cursor } from './cursor.ts';
import { detailOf } from './detail.ts';
import { divergenceOf } from './divergence.ts';
import { exported } from './export.ts';
import { futureAfter } from './future.ts';
import { machineAt, machineNamed } from './machine-shapes.ts';
import { isMove, type Move, type SessionRequest } from './move.ts';
import { offlinePage } from './offline.ts';
import type { Playable } from './playable.ts';
import { Retrospect } from './retrospect.ts';
import { RunControl } from './run-control.ts';
import { saved } from './save.ts';
import { mistake, Refused } from './stop.ts';
import { branchInfo, liveBranch, namesIn, type Subject, vocabularyIn } from './subject.ts';
import { acceptedIn } from './why.ts';
import type { InjectedMessage, Position, Replies } from './wire.ts';

/** The most records a page gets at once. */
const RECORDS_MAX = 20_000;
/** Plays one scenario, forwards and backwards. */
export class Session {
  readonly subject: Subject;
  readonly engine: Engine | undefined;
  readonly strings = new StringTable();
  private readonly control: RunControl;
  private readonly branches: Playable[];
  private readonly retrospects = new Map<Playable, Retrospect>();
  private current = 0;
  private cursor: Cursor;

  /** @param recorded the run, where it is not to be executed */
  constructor(subject: Subject, engine?: Engine, recorded?: Playable) {
    this.subject = subject;
    this.engine = engine;
    const { scenario, epochUs } = subject;
    this.control = new RunControl(civilClock(epochUs));
    if (recorded !== undefined) this.branches = [recorded];
    else this.branches = scenario === null ? [] : [new Branch(scenario, engine)];
    this.cursor = new Cursor(this.branch, this.retrospect.views);
  }

  get isRunning(): boolean {
    return this.control.mode !== 'paused';
  }

  /** Goes on for `elapsedMs` of real time; true when something moved. */
  tick(elapsedMs: number): boolean {
    return this.control.tick(this.cursor, elapsedMs);
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
    const { branch, cursor, subject } = this;
    const { history } = branch;
    switch (request.do) {
      case 'records': {
        const first = Math.max(1, Math.trunc(request.from) || 1);
        const max = Math.min(RECORDS_MAX, Math.trunc(request.max) || 0);
        const records = history.records.slice(first - 1, first - 1 + max);
        return batchOf(records, first, this.strings, request.strings);
      }
      case 'detail':
        return detailOf(history, request.seq, subject.scenario, (at) => machineAt(history, at));
      case 'chart':
        return chartOf(machineNamed(request.machine));
      case 'money':
        return this.retrospect.moneyAt(cursor.seq);
      case 'properties':
        return this.retrospect.propertiesAt(cursor.seq);
      case 'future':
        return futureAfter(branch, cursor.seq);
      case 'accepts': {
        const machine = machineAt(history, request.address);
        const state = cursor.view.stateOf(request.address);
        return { events: machine === null || state === null ? [] : acceptedIn(machine, state) };
      }
      case 'compare':
        return divergenceOf(history, this.branchAt(request.with).history, this.strings);
      case 'export':
        if (request.as === 'html') return offlinePage(branch, cursor.seq, subject);
        return exported(
          request.as,
          recordsAt(branch, request.seqs),
          subject,
          (seq) => history.at(seq)?.cause ?? null,
        );
      case 'save':
        return saved(request.as, subject, liveBranch(branch));
      default:
        if (!isMove(request))
          throw new Refused(`nobody here can "${String((request as { do: unknown }).do)}"`);
        this.move(request);
        return this.position();
    }
  }

  /** Where the session is. */
  position(): Position {
    const { branch, cursor, control } = this;
    return {
      branch: this.current,
      head: branch.head,
      headUs: branch.headUs,
      cursor: cursor.seq,
      cursorUs: cursor.atUs,
      mode: control.mode,
      speed: control.speed,
      ended: branch.isEnded && cursor.seq >= branch.head,
      stopped: control.stopped,
      breakpoints: control.breakpoints,
      branches: this.branches.map(branchInfo),
      failure: branch.failure,
    };
  }

  /** The run that the cursor moves over. */
  get branch(): Playable {
    return this.branchAt(this.current);
  }
  private get retrospect(): Retrospect {
    const { branch, subject } = this;
    const known = this.retrospects.get(branch);
    if (known !== undefined) return known;
    const made = new Retrospect(branch, subject.scenario, subject.currency);
    this.retrospects.set(branch, made);
    return made;
  }
  private branchAt(index: number): Playable {
    const branch = this.branches[index];
    if (branch === undefined) throw new Refused(`there is no branch ${index}`);
    return branch;
  }

  private move(request: Move): void {
    const { cursor, control } = this;
    switch (request.do) {
      case 'goto':
        control.pause(null);
        while (cursor.branch.head < request.seq && cursor.branch.advance());
        cursor.goTo(request.seq);
        return;
      case 'step': {
        control.pause(null);
        const moved = request.back ? cursor.stepBack(request.unit) : cursor.step(request.unit);
        if (!moved) control.stopped = request.back ? 'the beginning' : 'the end of the run';
        return;
      }
      case 'run':
        control.run(cursor, request.mode, request.speed);
        return;
      case 'until':
        control.until(cursor, request.condition, request.back, this.vocabulary());
        return;
      case 'breakpoints':
        control.setBreakpoints(request.breakpoints, this.vocabulary());
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
        this.stand(request.branch, cursor.seq);
    }
  }

  private act(sentence: string): void {
    const read = parseSentence(sentence, namesIn(this.subject));
    if (!read.ok) throw new Refused(mistake(read.problem));
    this.forkWherePast();
    liveBranch(this.branch).intervene({ is: 'action', action: read.value }, sentence);
    this.passDeed();
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
    const text = `${type} from ${from} to ${to} is put on the wire`;
    liveBranch(this.branch).intervene({ is: 'message', from, message }, text);
    this.passDeed();
  }

  /** A deed makes several records at once: past them all, the next deed is done in this run, too. */
  private passDeed(): void {
    this.cursor.step('record');
    this.cursor.goTo(this.branch.head);
  }

  private vocabulary() {
    return vocabularyIn(this.subject, this.branch);
  }

  private forkWherePast(): void {
    if (this.cursor.seq < this.branch.head) this.fork();
  }

  private fork(): void {
    const fork = liveBranch(this.branch).forkAt(this.cursor.seq, this.current);
    this.branches.push(fork);
    this.stand(this.branches.length - 1, fork.head);
  }

  private stand(branch: number, seq: number): void {
    this.current = branch;
    this.cursor = new Cursor(this.branch, this.retrospect.views);
    this.cursor.goTo(seq);
    this.control.pause(null);
  }
}

function recordsAt({ history }: Playable, seqs: readonly number[]): readonly RunRecord[] {
  return seqs.flatMap((seq) => history.at(seq) ?? []);
}
