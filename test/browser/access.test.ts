/** Whoever cannot see or point: every view and every dialog, light and dark, and the keys alone. */
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launched } from './chromium.ts';
import { close, type Opened, opened, settled, show, until, WAIT } from './inspector-page.ts';

let browser: Browser;
let one: Opened;
/** Where something is viewed: accrual pictures and fee schedules. */
let viewing: Opened;

beforeAll(async () => {
  browser = await launched();
  one = await opened(browser, 'scenarios/flagship.yaml');
  viewing = await opened(browser, 'scenarios/student.yaml');
}, 600_000);
afterAll(async () => {
  await close(one);
  await close(viewing);
  await browser?.close();
});

/** What is serious or critical in a part of the page, and how often. */
async function faults({ page }: Opened, part: string): Promise<readonly string[]> {
  const isThere = await page.evaluate<boolean>('"axe" in globalThis');
  if (!isThere) await page.evaluate(axe.source);
  return page.evaluate<string[]>(`axe
    .run({ include: [${JSON.stringify(part)}] }, { resultTypes: ['violations'] })
    .then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ' at ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`);
}

interface View {
  readonly name: string;
  readonly part: string;
  /** What brings it into view, and what is there once it is. */
  readonly tab?: string;
  readonly sub?: string;
  readonly awaits: string;
}
const VIEWS: readonly View[] = [
  { name: 'map', tab: 'Map', part: '.map', awaits: '.map-node' },
  {
    name: 'conversations',
    tab: 'Conversations',
    part: '[aria-label=Conversations]',
    awaits: '.conv-flow',
  },
  { name: 'properties', tab: 'Properties', part: '[aria-label=Properties]', awaits: '.prop-row' },
  { name: 'sequence chart', part: '.seq', awaits: '.seq-lane' },
  { name: 'records', part: '.rec', awaits: '.rec-row:not(.rec-heads)' },
  { name: 'detail', tab: 'Detail', part: '.detail', awaits: '.detail-part' },
  { name: 'state chart', tab: 'State chart', part: '.chart', awaits: '.chart svg' },
  { name: 'accounts', tab: 'Money', sub: 'Accounts', part: '.money', awaits: '.money-owner' },
  { name: 'documents', tab: 'Money', sub: 'Documents', part: '.money', awaits: '.money-sheet' },
  { name: 'future', tab: 'Future', part: '.future', awaits: '.future-row' },
  { name: 'what a person does', tab: 'Act', sub: 'Person', part: '.act', awaits: '.act-do' },
  { name: 'what the network does', tab: 'Act', sub: 'Network', part: '.act', awaits: '.act-do' },
  { name: 'a message', tab: 'Act', sub: 'Message', part: '.act', awaits: '.act-body' },
  { name: 'scenario', tab: 'Scenario', part: '.scenario', awaits: '.scenario textarea' },
  { name: 'compare', tab: 'Compare', part: '.cmp', awaits: '.cmp-row' },
];
const VIEWING: readonly View[] = [
  {
    name: 'accrual picture',
    tab: 'Money',
    sub: 'Viewing',
    part: '.money',
    awaits: '.money-picture img',
  },
  {
    name: 'fee schedule',
    tab: 'Money',
    sub: 'Fee schedule',
    part: '.money',
    awaits: '.money-quote',
  },
];
const DIALOGS: readonly (readonly [title: string, key: string])[] = [
  ['Keys', 'F1'],
  ['Search', 'Control+K'],
  ['Run until', 'Control+F5'],
  ['Back until', 'Control+Shift+F5'],
  ['Breakpoints', 'Control+F9'],
  ['Bookmarks', 'k'],
];

async function look(opened: Opened, { tab, sub, part, awaits }: View): Promise<readonly string[]> {
  if (tab !== undefined) await show(opened, tab);
  if (sub !== undefined)
    await opened.page.getByRole('tab', { name: new RegExp(`^${sub}`) }).click();
  await opened.page.locator(awaits).first().waitFor();
  return faults(opened, part);
}

test('both runs have something in every view', async () => {
  await until(one, 'outcome order.voided');
  await until(one, 'sent order.place from bob', true);
  await show(one, 'Act');
  await one.page.getByRole('tab', { name: 'Network' }).click();
  await one.page.getByRole('button', { name: 'Do it' }).click();
  await expect.poll(() => one.desk.position().branches.length, WAIT).toBe(2);
  await settled(one);
  await viewing.page.keyboard.press('F7');
  await expect.poll(() => viewing.desk.position().ended, WAIT).toBe(true);
  await settled(viewing);
});

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test('is what both pages are shown in', async () => {
    for (const { page } of [one, viewing]) {
      await page.emulateMedia({ colorScheme });
      const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
      const wanted = colorScheme === 'light' ? 'rgb(243, 245, 248)' : 'rgb(17, 20, 26)';
      await expect.poll(ground, WAIT).toBe(wanted);
    }
  });

  test('nothing serious is in the way on the page as a whole', async () => {
    expect(await faults(one, 'html')).toEqual([]);
  });

  test.each(VIEWS)('nothing serious is in the way in the view $name', async (view) => {
    expect(await look(one, view)).toEqual([]);
  });

  test('nothing serious is in the way in the messages as a table', async () => {
    const table = one.page.getByRole('button', { name: 'As table' });
    await table.click();
    await one.page.locator('.seq [role=row]').nth(1).waitFor();
    expect(await faults(one, '.seq')).toEqual([]);
    await table.click();
    await one.page.locator('.seq-lane').first().waitFor();
  });

  test.each(VIEWING)('nothing serious is in the way in the view $name', async (view) => {
    expect(await look(viewing, view)).toEqual([]);
  });

  test.each(DIALOGS)('nothing serious is in the way in the dialog %s', async (title, key) => {
    const { page } = one;
    await page.getByRole('slider', { name: 'Cursor in the run' }).focus();
    await page.keyboard.press(key);
    const dialog = page.getByRole('dialog', { name: title });
    await dialog.waitFor();
    expect(await faults(one, 'dialog')).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});

describe('the keys alone', () => {
  const focused = () =>
    one.page.evaluate<string>(`(() => {
      const at = document.activeElement;
      const part = at.closest('header, [aria-label=Run], .map, .filter, .seq, .rec, [role=tablist], .act, main');
      const place = part === null ? at.tagName : part.getAttribute('aria-label') ?? part.className ?? part.tagName;
      return place + ' | ' + (at.getAttribute('aria-label') ?? at.textContent ?? '').trim().slice(0, 40);
    })()`);

  test('lead through every part of the page, and out of it again', async () => {
    await show(one, 'Map');
    await show(one, 'Act');
    await one.page.evaluate('document.activeElement.blur(); window.scrollTo(0, 0)');
    const stops: string[] = [];
    // The browser's own frame comes between the last stop and the first.
    for (let count = 0; count < 150; count += 1) {
      await one.page.keyboard.press('Tab');
      const stop = await focused();
      if (stops.length > 20 && stop === stops[0]) break;
      stops.push(stop);
    }
    expect(stops.length).toBeLessThan(150);
    for (const part of [
      'Run',
      'Network map',
      'Sequence chart',
      'Records',
      'The network',
      'About the selection',
      'Act',
    ]) {
      expect(
        stops.some((stop) => stop.startsWith(`${part} |`) || stop.endsWith(`| ${part}`)),
        `${part} in\n${stops.join('\n')}`,
      ).toBe(true);
    }
  });

  test('walk the map and choose who is looked at', async () => {
    const { page } = one;
    await show(one, 'Map');
    await show(one, 'State chart');
    await page.locator('.map-node[tabindex="0"]').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const chosen = page.locator('.map-node[aria-selected="true"]');
    await expect.poll(() => chosen.getAttribute('data-node'), WAIT).toBe('client/bob');
    await expect
      .poll(() => page.locator('.chart').getByRole('combobox').inputValue(), WAIT)
      .toBe('client/bob');
  });
});
