/** Server: whom it talks to, what it serves, and what a page that does not read costs. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { Desk } from '../../src/inspector/desk.ts';
import { type Listening, serve } from '../../src/inspector/server.ts';
import type { Answer, Push } from '../../src/inspector/wire.ts';

const FILE = 'scenarios/student.yaml';
let server: Listening;
let desk: Desk;

beforeAll(async () => {
  const page = mkdtempSync(join(tmpdir(), 'headend-page-'));
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>page</title>');
  desk = new Desk(FILE, { files: [FILE], engineName: 'XState' });
  server = await serve(desk, { host: '127.0.0.1', port: 0, page });
});
afterAll(() => server.close());

/** Asks the server over plain HTTP, with the path as it is. */
function get(path: string, headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(server.url);
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((done) => {
    request({ hostname, port, path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    }).end();
  });
}

/** A page, as far as the wire goes. */
class TestPage {
  readonly pushes: Push[] = [];
  private readonly socket: WebSocket;
  private readonly answers = new Map<number, (answer: Answer) => void>();
  private id = 0;

  constructor(headers: Record<string, string> = {}) {
    this.socket = new WebSocket(`${server.url.replace('http', 'ws')}session`, { headers });
    this.socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Answer | Push;
      if ('push' in message) this.pushes.push(message);
      else this.answers.get(message.re)?.(message);
    });
  }
  opened(): Promise<'open' | 'refused'> {
    return new Promise((done) => {
      this.socket.on('open', () => done('open'));
      this.socket.on('error', () => done('refused'));
    });
  }
  ask(request: object): Promise<Answer> {
    this.id += 1;
    const { id } = this;
    return new Promise((done) => {
      this.answers.set(id, done);
      this.socket.send(JSON.stringify({ id, ...request }));
    });
  }
  say(text: string): Promise<Answer> {
    return new Promise((done) => {
      this.answers.set(0, done);
      this.socket.send(text);
    });
  }
  stopReading(): void {
    this.socket.pause();
  }
  close(): void {
    this.socket.terminate();
  }
}

describe('over HTTP', () => {
  test('serves the page with a strict policy, and nothing else', async () => {
    const page = await get('/');
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['content-security-policy']).not.toContain('unsafe-eval');
    for (const path of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/..%2fpackage.json',
      '/%00',
      '/%zz',
    ]) {
      expect((await get(path)).status, path).toBe(404);
    }
  });

  test.each([
    ['a renamed host', { host: 'evil.example' }],
    ['a host that begins like ours', { host: '127.0.0.1.evil.example' }],
    ['another site', { origin: 'https://evil.example' }],
    ['a file', { origin: 'null' }],
  ])('refuses %s', async (_, headers) => {
    const { port } = new URL(server.url);
    const host = 'host' in headers ? `${headers.host}:${port}` : `127.0.0.1:${port}`;
    expect((await get('/', { ...headers, host })).status).toBe(403);
  });
});

describe('over the socket', () => {
  test('refuses another site', async () => {
    expect(await new TestPage({ origin: 'https://evil.example' }).opened()).toBe('refused');
    const page = new TestPage({ origin: new URL(server.url).origin });
    expect(await page.opened()).toBe('open');
    page.close();
  });

  test('answers each request by its id, also what it cannot carry out', async () => {
    const page = new TestPage();
    await page.opened();
    const answers = await Promise.all([
      page.ask({ do: 'step', unit: 'message', back: false }),
      page.ask({ do: 'act', sentence: 'stella plas night-film' }),
      page.ask({ do: 'nonsense' }),
      page.ask({ do: 'open', file: '/etc/passwd', text: null, seed: null }),
    ]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, false, false]);
    expect(answers[1]).toMatchObject({ error: expect.stringContaining('did you mean "plays"?') });
    expect(answers[3]).toMatchObject({
      error: expect.stringContaining('is not one of the scenarios'),
    });
    expect(await page.say('{')).toMatchObject({ ok: false, error: 'a request is a JSON object' });
    page.close();
  });

  test('several pages watch one session, and a late one sees everything', async () => {
    const [first, second] = [new TestPage(), new TestPage()];
    await Promise.all([first.opened(), second.opened()]);
    await first.ask({ do: 'goto', seq: 200 });
    await expect.poll(() => second.pushes.at(-1)).toMatchObject({ position: { cursor: 200 } });
    const late = new TestPage();
    await late.opened();
    await expect.poll(() => late.pushes.at(-1)).toMatchObject({ position: { cursor: 200 } });
    const { reply } = (await late.ask({ do: 'records', from: 1, strings: 0, max: 1_000 })) as {
      reply: { columns: { atUs: number[] } };
    };
    expect(reply.columns.atUs.length).toBeGreaterThanOrEqual(200);
    for (const page of [first, second, late]) page.close();
  });

  test('a page that does not read costs nothing: positions are not queued for it', async () => {
    const page = new TestPage();
    await page.opened();
    await page.ask({ do: 'hello' });
    page.stopReading();
    await desk.ask({ do: 'run', mode: 'express', speed: 1 });
    await expect.poll(() => desk.isRunning, { timeout: 20_000 }).toBe(false);
    // Twenty a second would be hundreds; what was sent before it stopped reading may be there.
    expect(page.pushes.length).toBeLessThan(10);
    page.close();
  });

  test('a scenario with mistakes is told with their places, and the session stays', async () => {
    const page = new TestPage();
    await page.opened();
    const text = 'scenario: x\nsources:\n  cable: { medium: cabel }\nsubscribers: {}\n';
    const answer = await page.ask({ do: 'open', file: FILE, text, seed: null });
    expect(answer).toMatchObject({
      ok: true,
      reply: { problems: expect.arrayContaining([expect.objectContaining({ line: 3 })]) },
    });
    expect(desk.hello().title).toBe('A student pays for a film by watching commercials');
    page.close();
  });
});
