/**
 * Inspector page: the built page of a scenario in a browser, with the words an architect would use.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { Desk } from '../../src/inspector/desk.ts';
import { type Listening, serve } from '../../src/inspector/server.ts';

const PAGE = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** A served scenario and a page that looks at it. */
export interface Opened {
  readonly desk: Desk;
  readonly server: Listening;
  readonly page: Page;
  /** What the page complained about in its console. */
  readonly complaints: string[];
}

/** Serves a scenario and opens its page, ready to be used. */
export async function opened(browser: Browser, file: string): Promise<Opened> {
  if (!existsSync(PAGE)) throw new Error('the page is not built: run "npm run build"');
  const files = ['scenarios/flagship.yaml', 'scenarios/student.yaml'];
  const desk = new Desk(file, { files, engineName: 'XState' });
  const server = await serve(desk, { host: '127.0.0.1', port: 0, page: PAGE });
  const { page, complaints } = await watching(browser, server.url);
  return { desk, server, page, complaints };
}

/** Another page on the same session. */
export async function watching(
  browser: Browser,
  url: string,
): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(url);
  await page.getByRole('button', { name: 'Step one record' }).waitFor();
  return { page, complaints };
}
