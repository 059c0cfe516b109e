/**
 * Page: one page's end of the wire on the server: its requests in order, and the latest position for it.
 *
 * A page that does not read is not written to: its requests wait, and of positions only the latest is
 * kept for it.
 */
import type { RawData, WebSocket } from 'ws';
import type { Desk } from './desk.ts';
import { isMove } from './move.ts';
import { Refused } from './stop.ts';
import type { Answer, Push, Request } from './wire.ts';

/** What may wait to be read by a page before its requests wait instead. */
const WAITING_BYTES_MAX = 1024 * 1024;
const LOOK_AGAIN_MS = 16;

/** One page: its requests are answered one after the other, in order. */
export class Page {
  private readonly socket: WebSocket;
  private readonly desk: Desk;
  private queue: Promise<void> = Promise.resolve();
  private isStale = true;
  private readonly onMoved: () => void;

  /** @param onMoved is called when a request of this page has moved the session */
  constructor(socket: WebSocket, desk: Desk, onMoved: () => void, onClose: (page: Page) => void) {
    this.socket = socket;
    this.desk = desk;
    this.onMoved = onMoved;
    socket.on('message', (data) => this.take(data));
    socket.on('close', () => onClose(this));
    socket.on('error', () => socket.terminate());
  }

  /** Tells the page that another scenario was opened. */
  greet(): void {
    this.push({ push: 'hello', hello: this.desk.hello() });
    this.isStale = true;
  }

  /** The session has moved; the page is told when it can take it. */
  stale(): void {
    this.isStale = true;
  }
  tellPosition(): void {
    if (!this.isStale || this.socket.bufferedAmount > WAITING_BYTES_MAX) return;
    this.isStale = false;
    this.push({ push: 'position', position: this.desk.position() });
  }
  close(): void {
    this.socket.close(1001, 'the inspector has stopped');
  }

  private take(data: RawData): void {
    this.queue = this.queue.then(async () => {
      await this.untilRead();
      await this.answer(String(data));
    });
  }

  private async answer(text: string): Promise<void> {
    let id = 0;
    try {
      const { id: given, ...request } = parsed(text);
      id = given;
      const asked = request as unknown as Request;
      const reply = await this.desk.ask(asked);
      this.send({ re: id, ok: true, reply });
      if (isMove(asked)) this.onMoved();
    } catch (error) {
      const isExpected = error instanceof Refused || error instanceof RangeError;
      const said = error instanceof Error ? error.message : String(error);
      this.send({
        re: id,
        ok: false,
        error: isExpected ? said : `a defect of the inspector: ${said}`,
      });
    }
  }

  /** Waits while the page has not read what it was sent; its further requests are not read either. */
  private async untilRead(): Promise<void> {
    while (this.socket.bufferedAmount > WAITING_BYTES_MAX && this.socket.readyState === 1) {
      this.socket.pause();
      await new Promise((resume) => setTimeout(resume, LOOK_AGAIN_MS));
    }
    if (this.socket.isPaused) this.socket.resume();
  }

  private push(push: Push): void {
    if (this.socket.readyState === 1) this.socket.send(JSON.stringify(push));
  }
  private send(answer: Answer): void {
    if (this.socket.readyState === 1) this.socket.send(JSON.stringify(answer));
  }
}

function parsed(text: string): { readonly id: number } & Readonly<Record<string, unknown>> {
  let request: unknown;
  try {
    request = JSON.parse(text);
  } catch {
    throw new Refused('a request is a JSON object');
  }
  if (typeof request !== 'object' || request === null || !('id' in request) || !('do' in request)) {
    throw new Refused('a request has an "id" and a "do"');
  }
  return { ...request, id: Number(request.id) };
}
