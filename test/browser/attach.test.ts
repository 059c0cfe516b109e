/** Attaching: XState's own receiver in a browser looks at our run; our page looks at another application. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import {
  type Opened,
  openedForAll,
  settled,
  show,
  until,
  WAIT,
  watching,
} from './inspector-page.ts';

interface XStateFour {
  createMachine(config: unknown): unknown;
  interpret(machine: unknown, options: unknown): { start(): Running };
}
interface Running {
  send(event: unknown): void;
  stop(): void;
  readonly state: { readonly value: unknown };
}
interface InspectServer {
  inspect(options: { readonly server: WebSocketServer }): unknown;
}

const four = createRequire(new URL('../../web/package.json', import.meta.url));
let browser: Browser;
let one: Opened;

openedForAll('scenarios/flagship.yaml', (opened, inBrowser) => {
  one = opened;
  browser = inBrowser;
});

test('the receiver of @xstate/inspect, in a page of its own, follows what runs and has a person act', async () => {
  await until(one, 'outcome order.completed of alice-1');
  const page = await browser.newPage();
  // Any page of the server's origin may listen, whatever it shows; no other may.
  await page.goto(new URL('nothing-here', one.server.url).href);
  await page.evaluate(readFileSync(four.resolve('xstate/dist/xstate.js'), 'utf8'));
  await page.evaluate(
    readFileSync(four.resolve('@xstate/inspect/dist/xstate-inspect.umd.min.js'), 'utf8'),
  );
  await page.evaluate(`(() => {
    const receiver = XStateInspect.createWebSocketReceiver({ server: location.host + '/xstate' });
    globalThis.states = {};
    globalThis.receiver = receiver;
    receiver.subscribe((event) => {
      if (event.type === 'service.stop') delete states[event.sessionId];
      else if (event.state) states[event.sessionId] = event.state.toStrings().at(-1);
    });
  })()`);
  const stateOf = (address: string) => () =>
    page.evaluate<unknown>(`states[${JSON.stringify(address)}]`);
  await expect.poll(stateOf('client/alice'), WAIT).toBe('on.watching');
  await expect.poll(stateOf('source/metro-cable'), WAIT).toMatch(/^inService/);

  const before = one.desk.position().head;
  await page.evaluate(`receiver.send({
    type: 'xstate.event',
    event: JSON.stringify({ name: 'user.switch-off', data: { type: 'user.switch-off' }, $$type: 'scxml', type: 'external', origin: 'client/alice' }),
    service: 'client/alice',
  })`);
  await expect.poll(stateOf('client/alice'), WAIT).toBe('off');
  await expect.poll(() => one.desk.position().head, WAIT).toBeGreaterThan(before);
  await settled(one);
  const grid = one.page.getByRole('grid', { name: 'Records' });
  await grid.getByText('alice switches off').first().waitFor();
  await page.close();
});

test('a page that looks at another application says what it is, and sends to it without a sender', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const { createMachine, interpret } = four('xstate') as XStateFour;
  const { inspect } = four('@xstate/inspect/lib/server') as InspectServer;
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  inspect({ server });
  const states = { green: { on: { NEXT: 'yellow' } }, yellow: {} };
  const light = interpret(
    createMachine({ id: 'light', predictableActionArguments: true, initial: 'green', states }),
    { devTools: true },
  ).start();

  const watched = await watching(browser, `${one.server.url}?server=127.0.0.1:${port}`);
  const { page } = watched;
  const header = page.getByRole('banner');
  await header.getByText('a running application').waitFor();
  expect(await header.textContent()).not.toMatch(/seed|recorded/);

  await show(watched, 'Act');
  expect(await page.getByRole('combobox', { name: 'from' }).count()).toBe(0);
  const send = page.getByRole('button', { name: 'Put it on the wire' });
  await page.getByRole('combobox', { name: 'type' }).fill('NEXT');
  await page.getByRole('combobox', { name: 'to', exact: true }).fill('light');
  await send.click();
  await expect.poll(() => light.state.value, WAIT).toBe('yellow');
  await page.getByRole('grid', { name: 'Records' }).getByText('green → yellow').waitFor();
  light.stop();
  expect(watched.complaints).toEqual([]);
  await page.close();
  for (const client of server.clients) client.terminate();
  server.close();
});
