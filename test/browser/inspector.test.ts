/** The inspector in a browser: how an architect moves through a run and looks at it. */
import type { Browser } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  atCursor,
  close,
  type Opened,
  opened,
  openedForAll,
  settled,
  show,
  until,
  WAIT,
  watching,
} from './inspector-page.ts';

/** A message makes some four records. */
const RECORDS = 420_000;
let browser: Browser;
let one: Opened;

openedForAll('scenarios/flagship.yaml', (page, inBrowser) => {
  one = page;
  browser = inBrowser;
});

const cursor = () => one.desk.position().cursor;
const press = (name: string) => one.page.getByRole('button', { name, exact: true }).first().click();

describe('an architect', () => {
  test('opens the page and sees what runs', async () => {
    await one.page.getByRole('heading', { name: 'Saturday night', level: 1 }).waitFor();
    await one.page.getByText('seed 39').waitFor();
    expect(await settled(one)).toBe(0);
  });

  test('steps on and back, by keys and by buttons', async () => {
    await one.page.keyboard.press('F4');
    await expect.poll(cursor, WAIT).toBe(1);
    await settled(one);
    await press('Step one message');
    await expect.poll(() => atCursor(one), WAIT).toMatch(/^(?:delivered|lost) /);
    const there = await settled(one);
    expect(there).toBeGreaterThan(1);
    await one.page.keyboard.press('Shift+F4');
    await expect.poll(cursor, WAIT).toBe(there - 1);
    await settled(one);
  });

  test('runs, and pauses', async () => {
    await one.page.keyboard.press('F5');
    await expect.poll(() => one.desk.position().mode, WAIT).toBe('animated');
    await one.page.keyboard.press('F8');
    await expect.poll(() => one.desk.position().mode, WAIT).toBe('paused');
    await settled(one);
  });

  test('runs until something happens, and another page sees it and goes back', async () => {
    const there = await until(one, 'outcome order.completed of eve-1');
    expect(atCursor(one)).toBe('outcome order.completed');
    const other = await watching(browser, one.server.url);
    const theirs = { ...one, ...other };
    await settled(theirs);
    await other.page.getByText('order.completed of eve-1').first().waitFor();
    await other.page.keyboard.press('Shift+F4');
    await expect.poll(cursor, WAIT).toBe(there - 1);
    await settled(theirs);
    await settled(one);
    await other.page.close();
    expect(other.complaints).toEqual([]);
  });

  test('runs until a time, and is told the time it stopped at, not a number', async () => {
    await one.page.keyboard.press('Control+F5');
    const dialog = one.page.getByRole('dialog', { name: 'Run until' });
    await dialog.getByLabel('Time', { exact: true }).check();
    await dialog.getByRole('combobox', { name: 'Time' }).fill('20:00:00');
    await dialog.getByRole('button', { name: 'Run', exact: true }).click();
    // The flagship begins at 19:00 and somebody does something at eight.
    await one.page.getByText('at the time 20:00:00.000').first().waitFor();
    await settled(one);
    expect(one.desk.position().cursorUs).toBeGreaterThanOrEqual(3_600_000_000);
  });

  test('asks why', async () => {
    await until(one, 'transition order.accepted by alice');
    await show(one, 'Detail');
    await one.page.getByRole('heading', { name: 'Why this' }).waitFor();
    await one.page.getByText('isAbout').first().waitFor();
  });

  test('sees the whole network on the map, until it is moved, and again', async () => {
    await show(one, 'Map');
    const frame = one.page.locator('.map-frame');
    const box = await frame.boundingBox();
    const nodes = one.page.locator('.map-node');
    // Eight households, six sources, and the servers that have had something to do.
    await expect.poll(() => nodes.count(), WAIT).toBeGreaterThanOrEqual(8 + 6 + 3);
    const outside = async () => {
      const boxes = await Promise.all((await nodes.all()).map((node) => node.boundingBox()));
      return boxes.filter(
        (node) =>
          node === null ||
          box === null ||
          node.x < box.x ||
          node.y < box.y ||
          node.x + node.width > box.x + box.width ||
          node.y + node.height > box.y + box.height,
      ).length;
    };
    await expect.poll(outside, WAIT).toBe(0);
    const zoomIn = one.page.getByRole('toolbar', { name: 'Map' }).getByLabel('Zoom in');
    for (let times = 0; times < 5; times += 1) await zoomIn.click();
    await expect.poll(outside, WAIT).toBeGreaterThan(0);
    await one.page.getByRole('toolbar', { name: 'Map' }).getByText('Fit').click();
    await expect.poll(outside, WAIT).toBe(0);
  });

  test('finds the tabs in one row, and each scenario by its title', async () => {
    const tabs = await one.page
      .getByRole('tablist', { name: 'About the selection' })
      .getByRole('tab')
      .all();
    const tops = await Promise.all(tabs.map(async (tab) => (await tab.boundingBox())?.y));
    expect(tops).toHaveLength(7);
    expect(new Set(tops).size).toBe(1);
    await show(one, 'Scenario');
    const offered = one.page.getByRole('combobox', { name: 'Scenario' }).locator('option');
    await expect
      .poll(() => offered.allTextContents(), WAIT)
      .toEqual(['flagship: Saturday night', expect.stringMatching(/^student: \S/)]);
  });

  test('filters by what is written, in words', async () => {
    await one.page.locator('#filter-text').fill('payment');
    await one.page.getByText('saying "payment"').first().waitFor();
    await one.page.locator('#filter-text').fill('');
    await one.page.getByText('everything is shown').first().waitFor();
  });

  test('reloads in the middle and is where it was', async () => {
    const before = cursor();
    expect(before).toBeGreaterThan(0);
    await one.page.reload();
    await one.page.getByRole('button', { name: 'Step one record' }).waitFor();
    expect(await settled(one)).toBe(before);
    expect(one.complaints).toEqual([]);
  });
});

describe('a run of a hundred thousand messages', () => {
  test('is scrolled from end to end', async () => {
    const big = await opened(browser, 'scenarios/population.yaml');
    while (big.desk.position().head < RECORDS) {
      await big.desk.ask({ do: 'goto', seq: big.desk.position().head + 20_000 });
    }
    const { records } = big.desk.run.history;
    expect(records.filter(({ kind }) => kind === 'sent').length).toBeGreaterThan(100_000);
    // What the page asks for itself it is told about.
    await big.page.keyboard.press('F4');
    const grid = big.page.getByRole('grid', { name: 'Records' });
    const rowCount = async () => Number(await grid.getAttribute('aria-rowcount'));
    await expect.poll(rowCount, { timeout: 300_000 }).toBeGreaterThan(RECORDS);
    const count = await rowCount();
    const lastRow = async () =>
      Number(await grid.getByRole('row').last().getAttribute('aria-rowindex'));
    for (const share of [0.25, 0.5, 0.75, 1]) {
      await big.page.evaluate(`for (const part of document.querySelectorAll('[role=grid], [role=grid] *')) {
        part.scrollTop = part.scrollHeight * ${share};
      }`);
      await expect.poll(lastRow, WAIT).toBeGreaterThan(count * share * 0.97);
    }
    expect(big.complaints).toEqual([]);
    await close(big);
  }, 600_000);
});
