/**
 * Attached: a running XState application, looked at through the same views as a run of ours.
 *
 *     application ──its protocol──▶ foreign-run.ts ──▶ records ──▶ the views
 *     our server  ◀──layout── a machine's definition, for its chart
 *     application ◀──xstate.event── an event sent by hand (XState 4 only: the other has no way back)
 *
 * The cursor follows what comes until it is stopped. What only a world of ours can do is refused.
 */

import type {
  Hello,
  InjectedMessage,
  Position,
  Push,
  Replies,
  Request,
} from '../../../src/inspector/wire.ts';
import type { Chart, Detail } from '../../../src/inspector/wire-reply.ts';
import { helloOfApplication } from './attached-hello.ts';
import { batchFrom } from './batch-from.ts';
import { comingAfter } from './carried-future.ts';
import { recordOf } from './carried-record.ts';
import { type Connection, RequestRefused } from './connection.ts';
import { foreignMessage } from './foreign-message.ts';
import { ForeignRun } from './foreign-run.ts';
import { Playback } from './playback.ts';
import { KIND } from './records.ts';

const TELL_MS = 50;
const RETRY_MS = 2_000;

/** Has a machine laid out, from its definition as JSON. */
export type LayOut = (definition: string) => Promise<Chart>;

/**
 * A connection to an application that serves its inspection at `server` (`localhost:8080`, with a path
 * where it needs one, or a whole `ws:` address).
 */
export function attachedConnection(server: string, layOut: LayOut): AttachedConnection {
  return new AttachedConnection(/^wss?:\/\//.test(server) ? server : `ws://${server}`, layOut);
}

/** Turns what an application says into what the views ask for. */
export class AttachedConnection implements Connection {
  onPush: (push: Push) => void = () => undefined;
  onStatus: (status: 'connecting' | 'connected' | 'lost') => void = () => undefined;
  private readonly url: string;
  private readonly layOut: LayOut;
  private readonly run = new ForeignRun();
  private readonly playback: Playback;
  private readonly charts = new Map<string, Promise<Chart>>();
  private readonly beganMs = Date.now();
  private readonly hello: Hello;
  private socket: WebSocket | null = null;
  private isStale = false;

  constructor(url: string, layOut: LayOut) {
    this.url = url;
    this.layOut = layOut;
    this.hello = helloOfApplication(url, this.beganMs);
    const branch = { branch: 0, title: 'as it runs', forkedFrom: null, interventions: [] };
    const { epochUs } = this.hello;
    const about = { branch, failure: null, epochUs, ends: new Set<string>(), isEnded: () => false };
    this.playback = new Playback(this.run.records, about);
    this.playback.onMoved = () => this.stale();
    this.playback.run('express', 1);
  }

  open(): void {
    this.onStatus(this.socket === null ? 'connecting' : 'lost');
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onopen = () => {
      this.onStatus('connected');
      this.stale();
      socket.send(JSON.stringify({ type: 'xstate.inspecting' }));
    };
    socket.onmessage = ({ data }) => this.take(String(data));
    socket.onclose = () => {
      this.onStatus('lost');
      setTimeout(() => this.open(), RETRY_MS);
    };
  }

  async ask<Name extends Request['do']>(
    request: Extract<Request, { readonly do: Name }>,
  ): Promise<Replies[Name]>;
  async ask(request: Request): Promise<Replies[Request['do']]> {
    const { run, playback } = this;
    const { cursor } = playback.position();
    switch (request.do) {
      case 'hello':
        return this.hello;
      case 'records':
        return batchFrom(run.records, request);
      case 'detail':
        return this.detail(request.seq);
      case 'chart':
        return this.chart(request.machine);
      case 'money':
        return { accounts: [], balanced: true, documents: [], sessions: [] };
      case 'properties':
        return [];
      case 'future':
        return comingAfter(run.records, cursor);
      case 'accepts':
        return { events: await this.accepts(request.address, cursor) };
      default:
        return this.move(request);
    }
  }

  private move(request: Request): Position {
    if (request.do === 'send') this.send(request.message);
    else if (!this.playback.takes(request)) {
      throw new RequestRefused(
        'That needs a run of a scenario: this page looks at another application. ' +
          'Run "npx headend inspect" and open its page without "?server=".',
      );
    }
    return this.playback.position();
  }

  private take(text: string): void {
    const message = foreignMessage(text);
    if (message === null) return;
    this.run.take(message, (Date.now() - this.beganMs) * 1_000);
    this.stale();
  }

  /** Says where the run is, soon: many messages are told of together. */
  private stale(): void {
    if (this.isStale) return;
    this.isStale = true;
    setTimeout(() => {
      this.isStale = false;
      this.onPush({ push: 'position', position: this.playback.position() });
    }, TELL_MS);
  }

  private send({ to, type, body }: InjectedMessage): void {
    const actor = this.run.actorAt(to);
    if (actor === null) throw new RequestRefused(`nobody runs at ${to} now`);
    const { session } = actor;
    if (!actor.hears) {
      throw new RequestRefused(
        'the protocol of @statelyai/inspect has no way back: nothing can be sent to this application',
      );
    }
    if (this.socket?.readyState !== 1) throw new RequestRefused('the application is not there now');
    const event = { name: type, data: { ...body, type }, $$type: 'scxml', type: 'external' };
    const wrapped = JSON.stringify({ ...event, origin: session });
    this.socket.send(JSON.stringify({ type: 'xstate.event', event: wrapped, service: session }));
  }

  private detail(seq: number): Detail {
    const { records } = this.run;
    if (seq < 1 || seq > records.length) throw new RequestRefused(`there is no record ${seq}`);
    const said = this.run.rememberedAt(seq);
    return {
      record: recordOf(records, [], seq),
      body: said?.body ?? null,
      before: said?.before ?? null,
      after: said?.after ?? null,
      candidates: [],
      accepts: [],
      token: null,
    };
  }

  private async chart(machine: string): Promise<Chart> {
    const definition = this.run.definitionOf(machine);
    if (definition === null) {
      throw new RequestRefused(`the application did not say what ${machine} is made of`);
    }
    const laidOut = this.charts.get(machine) ?? this.layOut(definition);
    this.charts.set(machine, laidOut);
    return { ...(await laidOut), machine };
  }

  /** The events on the arrows that leave the states an actor is in, or the states around them. */
  private async accepts(address: string, cursor: number): Promise<readonly string[]> {
    const { records } = this.run;
    const actor = records.numberOf(address);
    const began = (records.byActor.get(actor) ?? []).find(
      (seq) => records.kind.at(seq - 1) === KIND.started,
    );
    if (began === undefined) return [];
    const { edges } = await this.chart(records.text(records.a.at(began - 1)));
    const leaves = records.stateAt(actor, cursor).split(' & ');
    const isActive = (source: string) =>
      source === '' || leaves.some((leaf) => leaf === source || leaf.startsWith(`${source}.`));
    const events = edges.filter(({ source }) => isActive(source)).map(({ event }) => event);
    return [...new Set(events)].filter((event) => event !== '').sort();
  }
}
