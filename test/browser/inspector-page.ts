/**
 * Inspector page: the built page of a scenario in a browser, moved by what an architect presses and writes.
 *
 *     press, write ──▶ page ──▶ desk ──▶ page shows it: only then is the next thing done
 *
 * A session is moved through its page only, and every step waits for its consequences, however slow the
 * machine is: a test that moves the session behind the page's back overtakes what was pressed before.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { Desk } from '../../src/inspector/desk.ts';
import { type Listening, serve } from '../../src/inspector/server.ts';
import { xstateFeed } from '../../src/inspector/xstate-feed.ts';
import { launched } from './chromium.ts';

const PAGE = fileURLToPath(new URL('../../web/dist', import.meta.url));
/** Far more than anything takes: what is not there then never comes. */
export const WAIT = { timeout: 60_000 };

/** A page that looks at something. */
export interface Watched {
  readonly page: Page;
  /** What the page complained about in its console. */
  readonly complaints: string[];
}
/** A served scenario and a page that looks at it. */
export interface Opened extends Watched {
  readonly desk: Desk;
  readonly server: Listening;
}

/** Serves a scenario and opens its page, ready to be used. */
export async function opened(browser: Browser, file: string): Promise<Opened> {
  if (!existsSync(PAGE)) throw new Error('the page is not built: run "npm run build"');
  const files = ['scenarios/flagship.yaml', 'scenarios/student.yaml'];
  const desk = new Desk(file, { files, engineName: 'the compiled engine' });
  const others = { '/xstate': xstateFeed(desk) };
  const server = await serve(desk, { host: '127.0.0.1', port: 0, page: PAGE, others });
  return { desk, server, ...(await watching(browser, server.url)) };
}

/** Has a scenario's page opened before the tests of a file, and closed after them. */
export function openedForAll(
  file: string,
  use: (opened: Opened, browser: Browser) => void | Promise<void>,
): void {
  let browser: Browser | undefined;
  let one: Opened | undefined;
  beforeAll(async () => {
    browser = await launched();
    one = await opened(browser, file);
    await use(one, browser);
  }, 600_000);
  afterAll(async () => {
    await close(one);
    await browser?.close();
  });
}

/** Another page on the same session. */
export async function watching(browser: Browser, url: string): Promise<Watched> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(WAIT.timeout);
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(url);
  await page.getByRole('button', { name: 'Step one record' }).waitFor();
  return { page, complaints };
}

/** Waits until the session stands and the page shows where, with all its records; says where that is. */
export async function settled({ desk, page }: Opened): Promise<number> {
  const shown = page.getByRole('slider', { name: 'Cursor in the run' });
  const differences = async () => {
    const { mode, cursor, head } = desk.position();
    const [now, max] = [
      await shown.getAttribute('aria-valuenow'),
      await shown.getAttribute('aria-valuemax'),
    ];
    return { mode, cursor: Number(now) - cursor, head: Number(max) - head };
  };
  await expect.poll(differences, WAIT).toEqual({ mode: 'paused', cursor: 0, head: 0 });
  return desk.position().cursor;
}

/** Shows a view. */
export async function show({ page }: Watched, tab: string): Promise<void> {
  const button = page.getByRole('tab', { name: tab, exact: true });
  await button.click();
  await expect.poll(() => button.getAttribute('aria-selected'), WAIT).toBe('true');
}

/** Runs, or goes back, until a pattern is met, by the page's own dialog; says where it stopped. */
export async function until(opened: Opened, text: string, back = false): Promise<number> {
  const { desk, page } = opened;
  await page.keyboard.press(back ? 'Control+Shift+F5' : 'Control+F5');
  const dialog = page.getByRole('dialog', { name: back ? 'Back until' : 'Run until' });
  await dialog.getByLabel('Pattern').fill(text);
  await dialog.getByRole('button', { name: back ? 'Go back' : 'Run', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => desk.position().stopped, WAIT).toBe(`at "${text}"`);
  return settled(opened);
}

/** The kind and type of the record at the cursor. */
export function atCursor({ desk }: Opened): string {
  const record = desk.run.history.at(desk.position().cursor);
  return `${record?.kind} ${record?.type}`;
}

/** Closes what `opened` opened; nothing where that failed. */
export async function close(opened: Opened | undefined): Promise<void> {
  await opened?.page.close();
  await opened?.server.close();
}
