/** Attached: a running XState application becomes records, charts and details of the same page. */
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { layOut } from '../../src/inspector/chart.ts';
import { shapeOfDefinition } from '../../src/inspector/definition-shape.ts';
import type { Position } from '../../src/inspector/wire.ts';
import { type Chart, RECORD_KINDS } from '../../src/inspector/wire-reply.ts';
import { type PageConnection, pageModule } from './page.ts';

interface Service {
  send(event: unknown): void;
  stop(): void;
  readonly state: { readonly value: unknown; readonly context: unknown };
}
interface XStateFour {
  createMachine(config: unknown, options?: unknown): unknown;
  interpret(machine: unknown, options: unknown): Service & { start(): Service };
}
interface InspectServer {
  inspect(options: { readonly server: WebSocketServer }): unknown;
}
type Attached = PageConnection & { open(): void };
type LayOut = (definition: string) => Promise<Chart>;

const four = createRequire(new URL('../../web/package.json', import.meta.url));
const { createMachine, interpret } = four('xstate') as XStateFour;
const { inspect } = four('@xstate/inspect/lib/server') as InspectServer;
Object.assign(globalThis, { WebSocket });

const LIGHT = {
  id: 'light',
  predictableActionArguments: true,
  initial: 'green',
  context: { turns: 0 },
  states: { green: { on: { NEXT: 'yellow' } }, yellow: { on: { NEXT: 'red' } }, red: {} },
};

let server: WebSocketServer;
let page: Attached;
let position: Position | null;

beforeEach(async () => {
  position = null;
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((listening) => server.once('listening', listening));
});
afterEach(() => {
  for (const client of server.clients) client.terminate();
  server.close();
});

/** Has the page attach, and waits until it is connected. */
async function attach(): Promise<void> {
  const { attachedConnection } = await pageModule<{
    attachedConnection: (server: string, lay: LayOut) => Attached;
  }>('store/attached.ts');
  const { port } = server.address() as AddressInfo;
  page = attachedConnection(`127.0.0.1:${port}`, (definition) =>
    layOut(shapeOfDefinition(definition)),
  );
  const connected = new Promise<void>((done) => {
    page.onStatus = (status) => status === 'connected' && done();
  });
  page.onPush = (push) => {
    if (push.push === 'position') position = push.position;
  };
  page.open();
  await connected;
}

/** Everything the page has recorded, in words. */
async function told(): Promise<readonly string[]> {
  const batch = await page.ask({ do: 'records', from: 1, strings: 0, max: 1e6 });
  const { columns, strings } = batch;
  const text = (column: readonly number[], at: number) => strings[column[at] ?? 0] ?? '';
  return columns.kind.map((kind, at) => {
    const said = `${RECORD_KINDS[kind]} ${text(columns.actor, at)} ${text(columns.type, at)}`;
    const isMove = RECORD_KINDS[kind] === 'transition';
    const way = isMove ? ` ${text(columns.a, at)} > ${text(columns.b, at)}` : '';
    return `${said}${way} < ${columns.cause[at]}`;
  });
}
const saying = (count: number) =>
  expect.poll(async () => (await told()).length, { timeout: 10_000 }).toBe(count);

describe('an application of XState 4 with the server of @xstate/inspect', () => {
  // The package keeps every server it ever had, and warns of those that are closed.
  beforeEach(() => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  });
  test('tells of a machine from its beginning, and of each event', async () => {
    inspect({ server });
    await attach();
    await expect.poll(() => server.clients.size).toBe(1);
    await new Promise((heard) => setTimeout(heard, 100));
    const light = interpret(createMachine(LIGHT), { devTools: true }).start();
    light.send({ type: 'NEXT', by: 'hand' });
    light.send('NEXT');
    light.stop();
    await saying(6);
    expect(await told()).toEqual([
      'started light started < 0',
      'stimulus light NEXT < 0',
      'transition light NEXT green > yellow < 2',
      'stimulus light NEXT < 0',
      'transition light NEXT yellow > red < 4',
      'stopped light stopped < 5',
    ]);
    const { body, before, after } = await page.ask({ do: 'detail', seq: 3 });
    expect({ body, before, after }).toEqual({
      body: { type: 'NEXT', by: 'hand' },
      before: { turns: 0 },
      after: { turns: 0 },
    });
    await expect.poll(() => position?.cursor).toBe(6);
  });

  test('tells a page that comes late what runs, draws it, and takes events by hand', async () => {
    inspect({ server });
    const light = interpret(createMachine(LIGHT), { devTools: true }).start();
    light.send('NEXT');
    await attach();
    await saying(1);
    const { nodes } = await page.ask({ do: 'chart', machine: 'light' });
    expect(nodes.map(({ id }) => id)).toEqual(expect.arrayContaining(['green', 'yellow', 'red']));
    await page.ask({ do: 'goto', seq: 0 });
    expect(await page.ask({ do: 'accepts', address: 'light' })).toEqual({ events: [] });
    await page.ask({ do: 'goto', seq: 1 });
    expect(await page.ask({ do: 'accepts', address: 'light' })).toEqual({ events: ['NEXT'] });
    const message = { from: '', to: 'light', type: 'NEXT', conversation: '', body: { by: 'page' } };
    await page.ask({ do: 'send', message });
    await saying(3);
    expect(light.state.value).toBe('red');
    expect((await told()).slice(1)).toEqual([
      'stimulus light NEXT < 0',
      'transition light NEXT yellow > red < 2',
    ]);
    const nobody = page.ask({ do: 'send', message: { ...message, to: 'nobody' } });
    await expect(nobody).rejects.toThrow('nobody runs at nobody');
    light.stop();
  });
});

/** As @statelyai/inspect 0.7.2 writes them. */
function stately(type: string, fields: Readonly<Record<string, unknown>>): string {
  const common = { rootId: 'x:0', createdAt: '1789000000000', id: null, _version: '0.7.2' };
  return JSON.stringify({ type, ...common, ...fields });
}
const snapshot = (value: unknown, context: unknown, status = 'active') => ({
  status,
  value,
  context,
  output: undefined,
});

describe('an application with the server of @statelyai/inspect', () => {
  test('tells of actors, messages between them, states and ends', async () => {
    await attach();
    await expect.poll(() => server.clients.size).toBe(1);
    const definition = JSON.stringify({
      id: 'shop',
      initial: 'open',
      states: { open: {}, shut: {} },
    });
    const messages = [
      stately('@xstate.actor', {
        name: 'shop',
        sessionId: 'x:0',
        definition,
        snapshot: snapshot('open', { stock: 2 }),
      }),
      stately('@xstate.actor', {
        name: 'till',
        sessionId: 'x:1',
        parentId: 'x:0',
        definition: '{"id":"till"}',
        snapshot: { status: 'active' },
      }),
      stately('@xstate.event', { sessionId: 'x:0', event: { type: 'xstate.init' } }),
      stately('@xstate.event', { sessionId: 'x:0', event: { type: 'close' } }),
      stately('@xstate.event', {
        sessionId: 'x:1',
        sourceId: 'x:0',
        event: { type: 'count', of: 2 },
      }),
      stately('@xstate.snapshot', {
        sessionId: 'x:0',
        event: { type: 'close' },
        snapshot: snapshot({ shut: 'counting', lights: 'off' }, { stock: 0 }),
      }),
      stately('@xstate.snapshot', {
        sessionId: 'x:1',
        event: { type: 'count', of: 2 },
        snapshot: { status: 'done', output: 2 },
      }),
      stately('@xstate.event', { sessionId: 'x:0', event: { type: 'xstate.after.300.shop.shut' } }),
      stately('@xstate.snapshot', {
        sessionId: 'x:0',
        event: { type: 'xstate.after.300.shop.shut' },
        snapshot: snapshot('open', { stock: 0 }),
      }),
      '{"type":"@xstate.unknown","sessionId":"x:0"}',
      'no JSON at all',
    ];
    for (const message of messages) for (const client of server.clients) client.send(message);
    await saying(9);
    expect(await told()).toEqual([
      'started shop started < 0',
      'started shop/till started < 0',
      'stimulus shop close < 0',
      'sent shop count < 3',
      'delivered shop/till count < 4',
      'transition shop close open > shut.counting & lights.off < 3',
      'transition shop/till count active > done < 5',
      'stopped shop/till stopped < 7',
      // A timer: nobody sent it.
      'transition shop after 300 shut.counting & lights.off > open < 0',
    ]);
    expect(await page.ask({ do: 'detail', seq: 6 })).toMatchObject({
      before: { stock: 2 },
      after: { stock: 0 },
    });
    expect((await page.ask({ do: 'chart', machine: 'shop' })).machine).toBe('shop');
    await expect(page.ask({ do: 'chart', machine: 'actor' })).rejects.toThrow('did not say');
  });

  test('cannot be sent anything, and says so', async () => {
    await attach();
    await expect.poll(() => server.clients.size).toBe(1);
    const actor = { name: 'shop', sessionId: 'x:0', snapshot: snapshot('open', {}) };
    for (const client of server.clients) client.send(stately('@xstate.actor', actor));
    await saying(1);
    const message = { from: '', to: 'shop', type: 'close', conversation: '', body: {} };
    await expect(page.ask({ do: 'send', message })).rejects.toThrow('has no way back');
  });

  test('keeps the cursor where it was put, while the run grows', async () => {
    await attach();
    await expect.poll(() => server.clients.size).toBe(1);
    const say = (count: number) => {
      for (let index = 0; index < count; index += 1) {
        const event = { type: `tick.${index}` };
        const text = stately('@xstate.event', { sessionId: 'x:0', event });
        for (const client of server.clients) client.send(text);
      }
    };
    say(10);
    // Its beginning was never told: it is there all the same.
    await saying(11);
    await page.ask({ do: 'goto', seq: 5 });
    say(10);
    await expect.poll(() => position?.head).toBe(21);
    expect(position?.cursor).toBe(5);
    await page.ask({ do: 'run', mode: 'express', speed: 1 });
    await expect.poll(() => position?.cursor).toBe(21);
  });
});
