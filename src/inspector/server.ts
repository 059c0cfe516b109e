/**
 * Server: the inspector's page over HTTP, and its conversation with the desk over a WebSocket.
 *
 *     GET /            the page            GET /assets/...    what it is made of
 *     ws  /session     the desk (wire.ts)  ws /xstate         for XState's own inspector
 *
 * Loopback only unless told otherwise. Host and Origin are checked on every request, so that neither
 * another site nor a renamed host can talk to a session; nothing outside the page's own files is served.
 */
import { readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Desk } from './desk.ts';
import { Page } from './page.ts';

export interface ServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The folder with the built page. */
  readonly page: string;
  /** Sockets for paths of their own: `/xstate`; `moved` is called when one has moved the session. */
  readonly others?: Readonly<Record<string, (socket: WebSocket, moved: () => void) => void>>;
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
const TICK_MS = 16;
const PUSH_MS = 50;

/** Serves a desk to any number of pages. */
export async function serve(desk: Desk, options: ServerOptions): Promise<Listening> {
  const http = createServer((request, response) => respond(request, response, options));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: REQUEST_BYTES_MAX });
  const pages = new Set<Page>();
  const guests = new Set<WebSocket>();
  const moved = () => {
    for (const page of pages) page.stale();
  };
  http.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const other = options.others?.[path];
    if (!isOwn(request, options.host) || (path !== '/session' && other === undefined)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      if (other !== undefined) {
        guests.add(client);
        client.on('close', () => guests.delete(client));
        other(client, moved);
      } else pages.add(new Page(client, desk, moved, (page) => pages.delete(page)));
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
      for (const guest of guests) guest.terminate();
      sockets.close();
      await new Promise<void>((done) => {
        http.close(() => done());
        http.closeAllConnections();
      });
    },
  };
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

function respond(request: IncomingMessage, response: ServerResponse, options: ServerOptions): void {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const file = fileAt(options.page, path === '/' ? '/index.html' : path);
  if (!isOwn(request, options.host)) end(response, 403, 'Not from here.');
  else if (request.method !== 'GET' && request.method !== 'HEAD') end(response, 405, 'Only GET.');
  else if (file === null) end(response, 404, 'There is no such page.');
  else {
    response.writeHead(200, { ...HEADERS, 'content-type': TYPES[extname(file)] ?? 'text/plain' });
    response.end(request.method === 'HEAD' ? undefined : readFileSync(file));
  }
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
