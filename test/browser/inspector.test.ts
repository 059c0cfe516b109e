/** The inspector in a browser: what an architect does with it, from opening it to taking something away. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mermaidDiagram } from '../../src/sim/trace/diagram.ts';
import { launched } from './chromium.ts';
import { type Opened, opened, watching } from './inspector-page.ts';

const WAIT = { timeout: 20_000 };
let browser: Browser;
let one: Opened;

beforeAll(async () => {
  browser = await launched();
  one = await opened(browser, 'scenarios/flagship.yaml');
}, 600_000);
afterAll(async () => {
  await one?.server.close();
  await browser?.close();
});

const cursor = () => one.desk.position().cursor;
const press = (name: string) => one.page.getByRole('button', { name, exact: true }).first().click();
const until = async (text: string, back = false) => {
  await one.desk.ask({ do: 'until', condition: { on: 'pattern', text }, back });
  await expect.poll(() => one.desk.isRunning, WAIT).toBe(false);
};

describe('an architect', () => {
  test('opens the page and sees what runs', async () => {
    await expect
      .poll(() => one.page.getByText('Saturday night').first().isVisible(), WAIT)
      .toBe(true);
  });

  test('steps on and back, by keys and by buttons', async () => {
    await one.page.keyboard.press('F4');
    await expect.poll(cursor, WAIT).toBe(1);
    await press('Step one message');
    await expect.poll(cursor, WAIT).toBeGreaterThan(1);
    const there = cursor();
    await one.page.keyboard.press('Shift+F4');
    await expect.poll(cursor, WAIT).toBe(there - 1);
  });

  test('runs, and pauses', async () => {
    await one.page.keyboard.press('F5');
    await expect.poll(() => one.desk.position().mode, WAIT).toBe('animated');
    await one.page.keyboard.press('F8');
    await expect.poll(() => one.desk.position().mode, WAIT).toBe('paused');
  });

  test('runs until a breakpoint, and sees where it is on another page too', async () => {
    await until('outcome order.completed of eve-1');
    const { page } = await watching(browser, one.server.url);
    await expect
      .poll(() => page.getByText('order.completed of eve-1').first().isVisible(), WAIT)
      .toBe(true);
    await page.keyboard.press('Shift+F4');
    await expect.poll(cursor, WAIT).toBeLessThan(one.desk.position().head);
    await page.close();
  });

  test('asks why', async () => {
    await until('transition order.accepted by alice');
    await one.page.getByRole('tab', { name: 'Detail' }).click();
    await expect.poll(() => one.page.getByText('isAbout').first().isVisible(), WAIT).toBe(true);
  });

  test('looks at every view without a complaint', async () => {
    for (const name of [
      'Conversations',
      'Properties',
      'Map',
      'State chart',
      'Money',
      'Future',
      'Act',
      'Scenario',
      'Compare',
      'Detail',
    ]) {
      await one.page.getByRole('tab', { name, exact: true }).click();
      await one.page.waitForTimeout(400);
    }
    expect(one.complaints).toEqual([]);
  });

  test('cuts a channel in the past, which makes a fork, and compares both', async () => {
    await until('outcome order.completed of alice-1');
    await until('sent order.place from alice', true);
    await one.page.getByRole('tab', { name: 'Act', exact: true }).click();
    await one.page
      .locator('.act-line input, .act-line textarea, input.act-line')
      .first()
      .fill('cut metro-cable uplink');
    await one.page.locator('button.act-do').first().click();
    await expect.poll(() => one.desk.position().branches.length, WAIT).toBe(2);
    await one.page.getByRole('tab', { name: 'Compare', exact: true }).click();
    const { seq } = (await one.desk.ask({ do: 'compare', with: 0 })) as { seq: number };
    expect(seq).toBe(cursor());
    await one.desk.ask({ do: 'branch', branch: 0 });
  });

  test('filters by what is written, in words', async () => {
    await one.page.locator('#filter-text').fill('payment');
    await expect
      .poll(() => one.page.getByText('saying "payment"').first().isVisible(), WAIT)
      .toBe(true);
    await one.page.locator('#filter-text').fill('');
  });

  test('takes a diagram away that says what happened', async () => {
    const seqs = Array.from({ length: 90 }, (_, index) => index + 1);
    const { text } = (await one.desk.ask({ do: 'export', as: 'mermaid', seqs })) as {
      text: string;
    };
    expect(text.startsWith(mermaidDiagram([]).split('\n')[0] ?? '')).toBe(true);
    expect(text).toContain('order.place');
  });

  test('reloads in the middle and is where it was', async () => {
    const before = cursor();
    await one.page.reload();
    await one.page.getByRole('button', { name: 'Step one record' }).waitFor();
    await expect.poll(cursor, WAIT).toBe(before);
  });
});

describe('whoever cannot see or point', () => {
  test.each(['light', 'dark'] as const)(
    'finds nothing serious in the way, %s',
    async (colorScheme) => {
      await one.page.emulateMedia({ colorScheme });
      await one.page.evaluate(axe.source);
      const found = await one.page.evaluate(async () => {
        const { axe: tool } = globalThis as unknown as {
          axe: {
            run(): Promise<{ violations: { id: string; impact: string; nodes: unknown[] }[] }>;
          };
        };
        const { violations } = await tool.run();
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${id} x${nodes.length}`);
      });
      expect(found).toEqual([]);
    },
  );
});

describe('what is taken away', () => {
  test('is the whole run as one file, which opens without a server', async () => {
    const { text } = (await one.desk.ask({ do: 'export', as: 'html', seqs: [] })) as {
      text: string;
    };
    const file = join(mkdtempSync(join(tmpdir(), 'headend-run-')), 'run.html');
    writeFileSync(file, text);
    const { page, complaints } = await watching(browser, pathToFileURL(file).href);
    await expect.poll(() => page.getByText('Saturday night').first().isVisible(), WAIT).toBe(true);
    await page.keyboard.press('Shift+F4');
    await page.keyboard.press('F4');
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe('a run of a hundred thousand messages', () => {
  test('is scrolled from end to end', async () => {
    const big = await opened(browser, 'scenarios/population.yaml');
    while (big.desk.position().head < 350_000) {
      await big.desk.ask({ do: 'goto', seq: big.desk.position().head + 20_000 });
    }
    // What the page asks for itself it is told about.
    await big.page.keyboard.press('F4');
    const grid = big.page.getByRole('grid', { name: 'Records' });
    await expect
      .poll(async () => Number(await grid.getAttribute('aria-rowcount')), { timeout: 120_000 })
      .toBeGreaterThan(350_000);
    for (const share of [0.25, 0.5, 0.75, 1]) {
      await big.page.evaluate((at) => {
        const doc = (
          globalThis as unknown as {
            document: {
              querySelectorAll(q: string): Iterable<{ scrollTop: number; scrollHeight: number }>;
            };
          }
        ).document;
        for (const part of doc.querySelectorAll('[role=grid], [role=grid] *')) {
          part.scrollTop = part.scrollHeight * at;
        }
      }, share);
      await big.page.waitForTimeout(300);
    }
    const last = grid.getByRole('row').last();
    await expect
      .poll(async () => Number(await last.getAttribute('aria-rowindex')), WAIT)
      .toBeGreaterThan(349_000);
    expect(big.complaints).toEqual([]);
    await big.server.close();
    await big.page.close();
  }, 240_000);
});
