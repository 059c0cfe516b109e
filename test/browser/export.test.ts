/** Exports taken from the page as files, read again by what they are for. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeliveredRecord, SentRecord } from '../../src/sim/record.ts';
import { readRecordFile } from '../../src/sim/record-file.ts';
import { launched } from './chromium.ts';
import { close, type Opened, opened, settled, until, WAIT, watching } from './inspector-page.ts';

const FLOW = 'alice-1';
let browser: Browser;
let one: Opened;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headend-export-'));
  browser = await launched();
  one = await opened(browser, 'scenarios/flagship.yaml');
}, 600_000);
afterAll(async () => {
  await close(one);
  await browser?.close();
});

/** The messages that the filter leaves, as the run has them. */
function selection() {
  const { records } = one.desk.run.history;
  const inFlow = records.filter(({ conversation }) => conversation === FLOW);
  const sent = inFlow.filter((record): record is SentRecord => record.kind === 'sent');
  const arrived = inFlow.filter((record): record is DeliveredRecord => record.kind === 'delivered');
  const participants = new Set(sent.flatMap(({ from, to }) => [from, to]));
  return { sent, arrived, participants };
}

/** Takes every message that the filter shows as a file of a format; gives the file. */
async function taken(format: string): Promise<string> {
  const { page } = one;
  const { sent } = selection();
  await page.getByRole('button', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export messages' });
  // The page has filtered once it counts what the run has.
  await dialog
    .getByRole('radio', { name: `all that the filter and the lifelines show (${sent.length})` })
    .check();
  const [download] = await Promise.all([
    page.waitForEvent('download', WAIT),
    dialog.getByRole('button', { name: format, exact: true }).click(),
  ]);
  const file = join(folder, download.suggestedFilename());
  await download.saveAs(file);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  return file;
}

test('the selection is a whole order, over wires and inside hubs', async () => {
  await until(one, 'outcome order.voided');
  await one.page.getByRole('button', { name: 'Filter', exact: true }).click();
  await one.page.getByRole('combobox', { name: 'Conversation' }).fill(FLOW);
  const { sent, arrived, participants } = selection();
  expect(sent.length).toBeGreaterThan(15);
  expect(arrived).toHaveLength(sent.length);
  expect(participants.size).toBeGreaterThan(5);
});

test('a Mermaid file has the participants and the arrows of the selection', async () => {
  const lines = readFileSync(await taken('Mermaid'), 'utf8')
    .split('\n')
    .map((line) => line.trim());
  const { arrived, participants } = selection();
  expect(lines[0]).toBe('sequenceDiagram');
  const named = new Map(
    lines.flatMap((line) => {
      const [, alias = '', name = ''] = /^participant (p\d+) as (.+)$/.exec(line) ?? [];
      return alias === '' ? [] : [[alias, name] as const];
    }),
  );
  expect(new Set(named.values())).toEqual(participants);
  const arrows = lines.flatMap((line) => {
    const [, from = '', to = '', text = ''] = /^(p\d+)--?>>(p\d+): (.+)$/.exec(line) ?? [];
    return from === '' ? [] : [{ from: named.get(from), to: named.get(to), text }];
  });
  // In the order in which they arrived.
  expect(arrows.map(({ from, to, text }) => `${from} > ${to}: ${text.split(' ').at(-1)}`)).toEqual(
    arrived.map(({ from, to, type }) => `${from} > ${to}: ${type}`),
  );
});

test('a PlantUML file has them, too', async () => {
  const lines = readFileSync(await taken('PlantUML'), 'utf8')
    .trim()
    .split('\n');
  const { sent, participants } = selection();
  expect([lines[0], lines.at(-1)]).toEqual(['@startuml', '@enduml']);
  expect(lines.filter((line) => line.startsWith('participant '))).toHaveLength(participants.size);
  expect(lines.filter((line) => /^p\d+ --?> p\d+ : /.test(line))).toHaveLength(sent.length);
});

test('an SVG file is XML, with a line for each', async () => {
  const text = readFileSync(await taken('SVG'), 'utf8');
  const { sent, participants } = selection();
  const counted = await one.page.evaluate<Record<string, unknown>>(`(() => {
    const parsed = new DOMParser().parseFromString(${JSON.stringify(text)}, 'image/svg+xml');
    return {
      root: parsed.documentElement.localName,
      errors: parsed.querySelectorAll('parsererror').length,
      names: [...parsed.querySelectorAll('text.name')].map((name) => name.textContent),
      arrows: parsed.querySelectorAll('line.arrow').length,
    };
  })()`);
  expect(counted).toEqual({
    root: 'svg',
    errors: 0,
    names: expect.toSatisfy((names: string[]) => {
      return names.length === participants.size && names.every((name) => participants.has(name));
    }),
    arrows: sent.length,
  });
});

test('an NDJSON file is read by the reader of traces, record by record as they were', async () => {
  const { header, records } = readRecordFile(await taken('NDJSON'));
  expect(header).toMatchObject({ scenario: 'flagship', seed: 39 });
  const { sent, arrived } = selection();
  const expected = [...sent, ...arrived].sort((one, other) => one.seq - other.seq);
  const read = [...records];
  // A trace of its own counts from 1; all else is as it was.
  expect(read).toEqual(
    expected.map((record, index) => ({ ...record, seq: index + 1, cause: read[index]?.cause })),
  );
  const causes = read
    .filter(({ kind }) => kind === 'delivered')
    .map(({ cause }) => read[Number(cause) - 1]);
  expect(causes.map((cause) => cause?.kind)).toEqual(arrived.map(() => 'sent'));
  expect(causes.map((cause) => cause?.type)).toEqual(arrived.map(({ type }) => type));
  expect(read[0]?.cause).toBeNull();
});

test('the whole run is one file, which opens and steps without a server', async () => {
  const { page, desk } = one;
  const [download] = await Promise.all([
    page.waitForEvent('download', WAIT),
    (async () => {
      // Letters are keys where nobody writes.
      await page.getByRole('slider', { name: 'Cursor in the run' }).focus();
      await page.keyboard.press('w');
    })(),
  ]);
  const file = join(folder, 'run.html');
  await download.saveAs(file);
  const cursor = await settled(one);
  const offline = await watching(browser, pathToFileURL(file).href);
  const shown = offline.page.getByRole('slider', { name: 'Cursor in the run' });
  const at = async () => Number(await shown.getAttribute('aria-valuenow'));
  await offline.page.getByRole('heading', { name: 'Saturday night', level: 1 }).waitFor();
  await expect.poll(at, WAIT).toBe(cursor);
  await offline.page.keyboard.press('Shift+F4');
  await expect.poll(at, WAIT).toBe(cursor - 1);
  await offline.page.keyboard.press('F4');
  await expect.poll(at, WAIT).toBe(cursor);
  expect(desk.position().cursor).toBe(cursor);
  expect(offline.complaints).toEqual([]);
  await offline.page.close();
});
