/**
 * Connection: the page's end of the wire, which mends itself.
 *
 *     ask(request) ──▶ reply        pushes ──▶ onPush        lost ──▶ tries again, 0.5 s, 1 s, 2 s …
 *
 * Replies come in the order of the requests, each by its id. While the connection is lost requests wait.
 */
import type { Answer, Push, Replies, Request } from '../../../src/inspector/wire.ts';

/** How the page reaches a run: over the wire, or from the file it is part of. */
export interface Connection {
  ask<Name extends Request['do']>(
    request: Extract<Request, { readonly do: Name }>,
  ): Promise<Replies[Name]>;
  onPush: (push: Push) => void;
  onStatus: (status: 'connecting' | 'connected' | 'lost') => void;
}

interface Waiting {
  readonly text: string;
  readonly done: (reply: unknown) => void;
  readonly failed: (error: Error) => void;
}

/** The request could not be carried out; the message is for people. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
}

/** Talks to the server the page came from. */
export class ServerConnection implements Connection {
  onPush: (push: Push) => void = () => undefined;
  onStatus: (status: 'connecting' | 'connected' | 'lost') => void = () => undefined;
  private readonly url: string;
  private readonly waiting = new Map<number, Waiting>();
  private socket: WebSocket | null = null;
  private nextId = 1;
  private retryMs = 500;

  constructor(url: string) {
    this.url = url;
  }

  open(): void {
    this.onStatus(this.socket === null ? 'connecting' : 'lost');
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onopen = () => {
      this.retryMs = 500;
      this.onStatus('connected');
      for (const { text } of this.waiting.values()) socket.send(text);
    };
    socket.onmessage = ({ data }) => this.take(JSON.parse(String(data)) as Answer | Push);
    socket.onclose = () => {
      this.onStatus('lost');
      setTimeout(() => this.open(), this.retryMs);
      this.retryMs = Math.min(this.retryMs * 2, 8_000);
    };
  }

  ask<Name extends Request['do']>(
    request: Extract<Request, { readonly do: Name }>,
  ): Promise<Replies[Name]> {
    const id = this.nextId;
    this.nextId += 1;
    const text = JSON.stringify({ id, ...request });
    return new Promise((done, failed) => {
      this.waiting.set(id, { text, done: done as (reply: unknown) => void, failed });
      if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(text);
    });
  }

  private take(message: Answer | Push): void {
    if ('push' in message) {
      this.onPush(message);
      return;
    }
    const waiting = this.waiting.get(message.re);
    this.waiting.delete(message.re);
    if (waiting === undefined) return;
    if (message.ok) waiting.done(message.reply);
    else waiting.failed(new RequestRefused(message.error));
  }
}
