/**
 * Server: the inspector's page over HTTP, and its conversation with the desk over a WebSocket.
 *
 *     GET /            the page            GET /assets/...    what it is made of
 *     ws  /session     the desk (wire.ts)  ws /xstate         for XState's own inspector
 *
 * Loopback only unless told otherwise. Host and Origin are checked on every request, so that neither
 * another site nor a renamed host can talk to a session; nothing outside the page's own files is served.
 * A page that does not read is not written to: its requests wait, and of positions only the latest is
 * kept.
 */
import { readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Desk } from './desk.ts';
import { Refused } from './stop.ts';
import type { Answer, Push, Request } from './wire.ts';

export interface ServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The folder with the built page. */
  readonly page: string;
  /** Sockets for paths of their own: `/xstate`. */
  readonly others?: Readonly<Record<string, (socket: WebSocket) => void>>;
}
/** A server that is listening. */
export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;
/** A page's request is small, but for a scenario that was edited. */
const REQUEST_BYTES_MAX = 4 * 1024 * 1024;
/** What may wait to be read by a page before its requests wait instead. */
const WAITING_BYTES_MAX = 1024 * 1024;
const TICK_MS = 16;
const PUSH_MS = 50;

/** Serves a desk to any number of pages. */
export async function serve(desk: Desk, options: ServerOptions): Promise<Listening> {
  const http = createServer((request, response) => respond(request, response, options));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: REQUEST_BYTES_MAX });
  const pages = new Set<Page>();
  http.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const other = options.others?.[path];
    if (!isOwn(request, options.host) || (path !== '/session' && other === undefined)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      if (other !== undefined) other(client);
      else pages.add(new Page(client, desk, (page) => pages.delete(page)));
    });
  });
  desk.onOpened = () => {
    for (const page of pages) page.greet();
  };
  const stopClock = keepTime(desk, pages);
  const address = await listen(http, options);
  return {
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${address.port}/`,
    close: async () => {
      stopClock();
      for (const page of pages) page.close();
      sockets.close();
      await new Promise<void>((done) => {
        http.close(() => done());
        http.closeAllConnections();
      });
    },
  };
}

/** One page: its requests are answered one after the other, in order. */
class Page {
  private readonly socket: WebSocket;
  private readonly desk: Desk;
  private queue: Promise<void> = Promise.resolve();
  private isStale = true;

  constructor(socket: WebSocket, desk: Desk, onClose: (page: Page) => void) {
    this.socket = socket;
    this.desk = desk;
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
      const reply = await this.desk.ask(request as unknown as Request);
      this.send({ re: id, ok: true, reply });
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
      await new Promise((resume) => setTimeout(resume, TICK_MS));
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

/** Lets a running session go on, and tells the pages. */
function keepTime(desk: Desk, pages: ReadonlySet<Page>): () => void {
  let lastMs = Date.now();
  let wasRunning = false;
  const ticking = setInterval(() => {
    const nowMs = Date.now();
    const moved = desk.tick(nowMs - lastMs);
    lastMs = nowMs;
    if (moved || wasRunning !== desk.isRunning) for (const page of pages) page.stale();
    wasRunning = desk.isRunning;
  }, TICK_MS);
  const telling = setInterval(() => {
    for (const page of pages) page.tellPosition();
  }, PUSH_MS);
  return () => {
    clearInterval(ticking);
    clearInterval(telling);
  };
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

function respond(request: IncomingMessage, response: ServerResponse, options: ServerOptions): void {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (!isOwn(request, options.host)) return end(response, 403, 'Not from here.');
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405, 'Only GET.');
  const file = fileAt(options.page, path === '/' ? '/index.html' : path);
  if (file === null) return end(response, 404, 'There is no such page.');
  response.writeHead(200, { ...HEADERS, 'content-type': TYPES[extname(file)] ?? 'text/plain' });
  response.end(request.method === 'HEAD' ? undefined : readFileSync(file));
}

/** The file of a path within the page's folder; null for anything else. */
function fileAt(folder: string, path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (decoded.includes('\0')) return null;
  const file = normalize(join(folder, decoded));
  if (!file.startsWith(normalize(folder) + sep)) return null;
  try {
    return statSync(file).isFile() ? file : null;
  } catch {
    return null;
  }
}

/** True when a request is addressed to this server by a name of its own, and no other site sent it. */
function isOwn({ headers }: IncomingMessage, host: string): boolean {
  const own = new Set(['127.0.0.1', 'localhost', '[::1]', host]);
  const named = hostOf(headers.host ?? '');
  if (!own.has(named)) return false;
  const { origin } = headers;
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === headers.host;
  } catch {
    return false;
  }
}
function hostOf(header: string): string {
  return header.startsWith('[')
    ? header.slice(0, header.indexOf(']') + 1)
    : (header.split(':')[0] ?? '');
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}

function listen(http: Server, { host, port }: ServerOptions): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => resolve(http.address() as AddressInfo));
  });
}
