/**
 * Carried: a run that the page has in itself, answered for without a server.
 *
 *     CarriedRun ──unpacked──▶ records, answers ──▶ the same replies as a session's, read only
 *
 * What would change the run is refused, with the way to do it. Properties are judged by the server only,
 * so they are those of the end of the run, and say so.
 */
import type { CarriedRun, ContextTrack, OfflineRun } from '../../../src/inspector/offline-run.ts';
import type { Position, Push, Replies, Request } from '../../../src/inspector/wire.ts';
import type { Detail, PropertyAt } from '../../../src/inspector/wire-reply.ts';
import { batchFrom } from './batch-from.ts';
import { comingAfter } from './carried-future.ts';
import { moneyAfter } from './carried-money.ts';
import { bodyOf, recordOf } from './carried-record.ts';
import { type Connection, RequestRefused } from './connection.ts';
import { ContextStore } from './context-store.ts';
import { Playback } from './playback.ts';
import { KIND, Records } from './records.ts';
import { unpacked } from './unpack.ts';

/** Answers from what the page carries. */
export class CarriedConnection implements Connection {
  onPush: (push: Push) => void = () => undefined;
  onStatus: (status: 'connecting' | 'connected' | 'lost') => void = () => undefined;
  private readonly carried: CarriedRun;
  private readonly ready: Promise<CarriedAnswers>;

  constructor(carried: CarriedRun) {
    this.carried = carried;
    this.ready = this.unpack();
  }

  /** Says that the run is here, once it is. */
  async open(): Promise<void> {
    const answers = await this.ready;
    answers.playback.onMoved = (position) => this.onPush({ push: 'position', position });
    this.onStatus('connected');
    this.onPush({ push: 'position', position: answers.playback.position() });
  }

  async ask<Name extends Request['do']>(
    request: Extract<Request, { readonly do: Name }>,
  ): Promise<Replies[Name]>;
  async ask(request: Request): Promise<Replies[Request['do']]> {
    return (await this.ready).answer(request);
  }

  private async unpack(): Promise<CarriedAnswers> {
    const { run, contexts, note } = this.carried;
    const tracks = contexts === null ? [] : await unpacked(contexts);
    return new CarriedAnswers(
      (await unpacked(run)) as OfflineRun,
      new ContextStore(tracks as readonly ContextTrack[]),
      note,
    );
  }
}

/** The replies about a run that is over, or was left where it was. */
class CarriedAnswers {
  readonly playback: Playback;
  private readonly records = new Records();
  private readonly run: OfflineRun;
  private readonly contexts: ContextStore;
  private readonly note: string | null;
  private readonly asked: ReadonlyMap<number, number>;
  private readonly tokens: ReadonlyMap<number, Detail['token']>;

  constructor(run: OfflineRun, contexts: ContextStore, note: string | null) {
    this.run = run;
    this.contexts = contexts;
    this.note = note;
    this.records.add(run.batch);
    this.asked = new Map(run.asked);
    this.tokens = new Map(run.tokens);
    const { branch, failure, hello } = run;
    const { epochUs } = hello;
    const about = { branch, failure, epochUs, ends: new Set(run.ends), isEnded: () => true };
    this.playback = new Playback(this.records, about);
    this.playback.goTo(run.cursor);
  }

  /** @throws {RequestRefused} when a run that is only carried cannot do it */
  answer(request: Request): Replies[Request['do']] {
    const { run, records } = this;
    const cursor = this.playback.position().cursor;
    switch (request.do) {
      case 'hello':
        return run.hello;
      case 'records':
        return batchFrom(records, request);
      case 'detail':
        return this.detail(request.seq);
      case 'chart':
        return this.chart(request.machine);
      case 'money':
        return moneyAfter(records, run, cursor);
      case 'properties':
        return cursor >= records.length ? run.properties : run.properties.map(asOfTheEnd);
      case 'future':
        return cursor >= records.length ? run.future : comingAfter(records, cursor);
      case 'accepts':
        return { events: this.accepts(request.address, cursor) };
      default:
        return this.move(request);
    }
  }

  private move(request: Request): Position {
    if (!this.playback.takes(request)) {
      throw new RequestRefused(refusalOf(request.do, this.run.hello.scenario));
    }
    return this.playback.position();
  }

  private chart(machine: string): Replies['chart'] {
    const chart = this.run.charts.find((one) => one.machine === machine);
    if (chart === undefined) throw new RequestRefused(`there is no machine ${machine} in this run`);
    return chart;
  }

  private detail(seq: number): Detail {
    const { records, run, contexts, note } = this;
    if (seq < 1 || seq > records.length) throw new RequestRefused(`there is no record ${seq}`);
    const { rests } = run;
    const known = {
      record: recordOf(records, rests, seq),
      body: bodyOf(records, rests, seq),
      token: this.tokens.get(seq) ?? null,
    };
    if (records.kind.at(seq - 1) !== KIND.transition) {
      return { ...known, before: null, after: null, candidates: [], accepts: [] };
    }
    const actor = records.actorText(seq);
    return {
      ...known,
      before: note ?? contexts.at(actor, seq - 1),
      after: note ?? contexts.at(actor, seq),
      candidates: run.candidates[this.asked.get(seq) ?? -1] ?? [],
      accepts: this.accepts(actor, seq - 1),
    };
  }

  /** What a machine would have taken once record `seq` was made. */
  private accepts(actor: string, seq: number): readonly string[] {
    const { records, run } = this;
    const at = records.machineEventAt(records.numberOf(actor), seq);
    if (at === 0) return [];
    const began = (records.byActor.get(records.numberOf(actor)) ?? []).find(
      (one) => records.kind.at(one - 1) === KIND.started,
    );
    const machine = began === undefined ? '' : records.text(records.a.at(began - 1));
    return run.accepts[machine]?.[records.text(records.b.at(at - 1))] ?? [];
  }
}

function asOfTheEnd(property: PropertyAt): PropertyAt {
  const { explanation } = property;
  const said = explanation === '' ? '' : `: ${explanation}`;
  return { ...property, explanation: `at the end of the run${said}` };
}

const WORDS: Partial<Record<Request['do'], string>> = {
  act: 'Nobody can act in a run that is carried in a file',
  send: 'No message can be sent in a run that is carried in a file',
  fork: 'A run that is carried in a file cannot be forked',
  open: 'No other scenario can be opened from a file',
  compare: 'A file carries one run, so there is nothing to compare it with',
  export: 'Diagrams and records are written by the inspector itself',
  save: 'A run that is carried in a file cannot be changed, so there is nothing to save',
};

function refusalOf(what: Request['do'], scenario: string): string {
  const said = WORDS[what] ?? 'That cannot be done in a run that is carried in a file';
  return `${said}: run "npx headend inspect ${scenario}" to do it in a live session.`;
}
