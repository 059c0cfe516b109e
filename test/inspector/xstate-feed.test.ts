/** XState feed: what the receiver of @xstate/inspect is told, and what a viewer can have done. */
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { Desk } from '../../src/inspector/desk.ts';
import { type Listening, serve } from '../../src/inspector/server.ts';
import { xstateFeed } from '../../src/inspector/xstate-feed.ts';

/** A state of XState 4. */
interface StateFour {
  readonly value: unknown;
  readonly context: Readonly<Record<string, unknown>>;
  matches(value: string): boolean;
}
interface MachineFour {
  readonly id: string;
  transition(state: unknown, event: unknown): StateFour;
}
/** What the receiver makes of a message. */
interface Received {
  readonly type: string;
  readonly sessionId: string;
  readonly parent?: string;
  readonly machine: MachineFour;
  readonly state: StateFour;
  readonly event: { readonly name: string; readonly origin?: string };
}
interface Receiver {
  subscribe(next: (message: Received) => void): void;
  send(message: Readonly<Record<string, unknown>>): void;
}
type Inspect = { createWebSocketReceiver(options: { readonly server: string }): Receiver };

const FILE = 'scenarios/flagship.yaml';
const inspect = createRequire(new URL('../../web/package.json', import.meta.url))(
  '@xstate/inspect',
) as Inspect;
// The receiver opens the socket of a browser.
Object.assign(globalThis, { WebSocket });

let desk: Desk;
let server: Listening;
let refusals: string[];
/** The server's end of every viewer. */
let ends: WebSocket[];

beforeEach(async () => {
  desk = new Desk(FILE, { files: [FILE], engineName: 'XState' });
  refusals = [];
  ends = [];
  const feed = xstateFeed(desk, (line) => refusals.push(line));
  const others = {
    '/xstate': (socket: WebSocket) => {
      ends.push(socket);
      feed(socket);
    },
  };
  const page = mkdtempSync(join(tmpdir(), 'headend-page-'));
  server = await serve(desk, { host: '127.0.0.1', port: 0, page, others });
});
afterEach(() => server.close());

/** A viewer: its latest knowledge of every session, and everything it was told. */
function viewer() {
  const receiver = inspect.createWebSocketReceiver({
    server: `${new URL(server.url).host}/xstate`,
  });
  const told: Received[] = [];
  const sessions = new Map<string, Received>();
  receiver.subscribe((message) => {
    told.push(message);
    if (message.type === 'service.stop') sessions.delete(message.sessionId);
    else if (message.type !== 'service.event') {
      sessions.set(message.sessionId, { ...sessions.get(message.sessionId), ...message });
    }
  });
  const knows = (condition: () => boolean) =>
    expect.poll(condition, { timeout: 20_000 }).toBe(true);
  return { receiver, told, sessions, knows };
}

/** What runs at the cursor and its states, as the records say. */
async function runningNow() {
  const { cursor } = desk.position();
  const running = new Map<string, string>();
  for (const record of desk.run.history.records.slice(0, cursor)) {
    if (record.kind === 'started' || record.kind === 'transition') {
      running.set(record.actor, record.state);
    } else if (record.kind === 'stopped') running.delete(record.actor);
  }
  return running;
}

/** The active leaves of a state of XState 4, as our records write them. */
function written(value: unknown): string {
  if (typeof value === 'string') return value;
  return Object.entries(value as Readonly<Record<string, unknown>>)
    .map(([key, inner]) => (written(inner) === '' ? key : `${key}.${written(inner)}`))
    .join(' & ');
}

function statesOf(sessions: ReadonlyMap<string, Received>) {
  return new Map(Array.from(sessions, ([address, { state }]) => [address, written(state.value)]));
}

describe('the receiver of @xstate/inspect', () => {
  test('is told every machine that runs where it comes in, with a machine XState 4 can run', async () => {
    await desk.ask({ do: 'goto', seq: 400 });
    const { sessions, told, knows } = viewer();
    const running = await runningNow();
    await knows(() => sessions.size === running.size);
    expect(statesOf(sessions)).toEqual(running);
    expect(told.every(({ type }) => type === 'service.register')).toBe(true);
    const process = [...sessions.values()].find(({ parent }) => parent !== undefined);
    expect(process?.sessionId.startsWith(`${process.parent}/`)).toBe(true);
    const { machine, state } = sessions.get('client/alice') ?? {};
    expect(machine?.id).toBe('client');
    // In whichever state she is, switching off leads to `off`.
    expect(state?.matches('on')).toBe(true);
    expect(machine?.transition(state, { type: 'user.switch-off' }).value).toBe('off');
  });

  test('is told each event and state in order as the cursor goes on', async () => {
    const { sessions, told, knows } = viewer();
    await new Promise((opened) => setTimeout(opened, 200));
    for (const seq of [200, 420]) {
      await desk.ask({ do: 'goto', seq });
      const running = await runningNow();
      await knows(() => String([...statesOf(sessions)].sort()) === String([...running].sort()));
    }
    const { records } = desk.run.history;
    const transitions = records
      .slice(0, 420)
      .filter(({ kind }) => kind === 'transition')
      .map(({ actor, type }) => `${actor} ${type}`);
    const events = told
      .filter(({ type }) => type === 'service.event')
      .map(({ sessionId, event }) => `${sessionId} ${event.name}`);
    expect(events).toEqual(transitions);
    const placed = told.find(({ event }) => event?.name === 'order.place');
    expect(placed?.event.origin).toMatch(/^client\//);
  });

  test('follows the cursor back: what had not begun is stopped, the rest is as it was', async () => {
    await desk.ask({ do: 'goto', seq: 600 });
    const { sessions, knows } = viewer();
    await knows(() => sessions.size > 0);
    await desk.ask({ do: 'goto', seq: 150 });
    const running = await runningNow();
    await knows(() => String([...statesOf(sessions)].sort()) === String([...running].sort()));
    expect(sessions.get('client/alice')?.state.context).toEqual(
      JSON.parse(
        JSON.stringify(
          desk.run.history.contextAfter(desk.run.history.eventAt('client/alice', 150) ?? 0),
        ),
      ),
    );
  });
});

test('another branch is told as it is, where records of the same number differ', async () => {
  await desk.ask({ do: 'goto', seq: 40 });
  const { sessions, knows } = viewer();
  await desk.ask<'act'>({ do: 'act', sentence: 'alice switches off' });
  await desk.ask({ do: 'goto', seq: 60 });
  await knows(() => sessions.get('client/alice')?.state.value === 'off');
  const changed = [...statesOf(sessions)];
  await desk.ask({ do: 'branch', branch: 0 });
  const running = await runningNow();
  await knows(() => String([...statesOf(sessions)].sort()) === String([...running].sort()));
  expect([...statesOf(sessions)]).not.toEqual(changed);
});

describe('a viewer', () => {
  test('has a person do what the script could, which a fork repeats', async () => {
    await desk.ask({ do: 'goto', seq: 40 });
    const { receiver, sessions, knows } = viewer();
    await knows(() => sessions.has('client/alice'));
    const event = {
      name: 'user.switch-off',
      data: { type: 'user.switch-off' },
      origin: 'client/alice',
    };
    receiver.send({ type: 'xstate.event', event: JSON.stringify(event), service: 'client/alice' });
    await knows(() => sessions.get('client/alice')?.state.value === 'off');
    const { branches } = desk.position();
    expect(branches.at(-1)?.interventions.map(({ text }) => text)).toEqual(['alice switches off']);
    await desk.ask({ do: 'goto', seq: desk.position().cursor + 5 });
    const fork = await desk.ask<'fork'>({ do: 'fork' });
    expect(fork.branches.at(-1)?.interventions).toHaveLength(1);
    expect((await runningNow()).get('client/alice')).toBe('off');
  });

  test.each([
    ['an event no person can do', 'processing-server', { type: 'order.place' }, 'order.place'],
    ['an event for somebody else', 'processing-server', { type: 'user.cancel' }, 'user.cancel'],
    ['a name that is none', 'client/alice', { type: 'user.browse', transmission: 'x' }, '"x"'],
    [
      'words beside a name',
      'client/alice',
      { type: 'user.browse', transmission: 'cup-final and more' },
      'and',
    ],
  ])('is refused %s, by a line in the log', async (_, origin, data, word) => {
    await desk.ask({ do: 'goto', seq: 40 });
    const { receiver, sessions, knows } = viewer();
    await knows(() => sessions.size > 0);
    const event = JSON.stringify({ name: data.type, data, origin });
    receiver.send({ type: 'xstate.event', event, service: origin });
    await knows(() => refusals.length > 0);
    expect(refusals).toEqual([expect.stringContaining('was refused')]);
    expect(refusals[0]).toContain(word);
    expect(desk.position().branches).toHaveLength(1);
  });

  test('that does not read costs nothing, and is told the latest once it does', async () => {
    const slow = new WebSocket(`ws://${new URL(server.url).host}/xstate`);
    await new Promise((opened) => slow.once('open', opened));
    slow.send(JSON.stringify({ type: 'xstate.inspecting' }));
    const latest = new Map<string, string>();
    slow.on('message', (raw) => {
      const { type, sessionId, state } = JSON.parse(String(raw)) as Record<string, string>;
      if (type === 'service.stop') latest.delete(sessionId ?? '');
      else if (state !== undefined) {
        latest.set(sessionId ?? '', written((JSON.parse(state) as StateFour).value));
      }
    });
    await expect.poll(() => latest.size, { timeout: 20_000 }).toBe(0);
    await desk.ask({ do: 'goto', seq: 30 });
    await expect.poll(() => latest.size, { timeout: 20_000 }).toBeGreaterThan(0);
    slow.pause();
    let waitingBytesMax = 0;
    // Back and forth over the whole run: each time the states of all machines, some 200 kB.
    for (let turn = 0; turn < 150; turn += 1) {
      await desk.ask({ do: 'goto', seq: turn % 2 === 0 ? 1e9 : 30 });
      await new Promise((next) => setTimeout(next, 60));
      waitingBytesMax = Math.max(waitingBytesMax, ends[0]?.bufferedAmount ?? 0);
    }
    expect(waitingBytesMax).toBeGreaterThan(0);
    expect(waitingBytesMax).toBeLessThan(1.2 * 1024 * 1024);
    slow.resume();
    const running = await runningNow();
    await expect
      .poll(() => String([...latest].sort()), { timeout: 20_000 })
      .toBe(String([...running].sort()));
    slow.close();
  });
});
