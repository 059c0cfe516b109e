/** Deeds in the page: breakpoints, a cut channel, a message put on the wire, forks and how they differ. */
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  atCursor,
  type Opened,
  openedForAll,
  settled,
  show,
  until,
  WAIT,
} from './inspector-page.ts';

let one: Opened;

openedForAll('scenarios/flagship.yaml', (opened) => {
  one = opened;
});

const branches = () => one.desk.position().branches.length;

test('a breakpoint that is set in the page stops a run, however fast, where it holds', async () => {
  const { page, desk } = one;
  await page.keyboard.press('Control+F9');
  const dialog = page.getByRole('dialog', { name: 'Breakpoints' });
  await dialog.getByLabel('Pattern').fill('outcome order.completed of alice-1');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog
    .getByRole('listitem')
    .getByText('"outcome order.completed of alice-1"', { exact: true })
    .waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('F7');
  const why = 'at the breakpoint "outcome order.completed of alice-1"';
  await expect.poll(() => desk.position().stopped, WAIT).toBe(why);
  await settled(one);
  await page.getByText(why).first().waitFor();
  const record = desk.run.history.at(desk.position().cursor);
  expect(record).toMatchObject({ type: 'order.completed', conversation: 'alice-1' });
  // It was the first that held: nothing like it is before.
  const earlier = desk.run.history.records.slice(0, desk.position().cursor - 1);
  expect(
    earlier.some(
      ({ type, conversation }) => type === 'order.completed' && conversation === 'alice-1',
    ),
  ).toBe(false);

  await page.keyboard.press('Control+F9');
  await dialog.getByRole('button', { name: /^Remove/ }).click();
  await expect.poll(() => desk.position().breakpoints, WAIT).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('a channel that is cut in the past makes a fork, and the page marks where both futures part', async () => {
  const { page, desk } = one;
  await until(one, 'sent order.place from alice', true);
  await show(one, 'Act');
  await page.getByRole('tab', { name: 'Network' }).click();
  await page
    .locator('input.act-line, .act-line input, .act-line textarea')
    .first()
    .fill('cut metro-cable uplink');
  await page.getByRole('button', { name: 'Do it' }).click();
  await expect.poll(branches, WAIT).toBe(2);
  const cut = await settled(one);
  expect(atCursor(one)).toBe('stimulus channel.cut');
  await page.keyboard.press('F7');
  await expect.poll(() => desk.position().ended, WAIT).toBe(true);
  await settled(one);

  await show(one, 'Compare');
  await page.getByRole('heading', { name: `They part at record ${cut},` }).waitFor();
  await page.locator('.cmp-fields tr', { hasText: 'channel.cut' }).getByText('differs').waitFor();
  const parting = page.locator('.cmp-row.is-parting');
  await expect.poll(() => isWithin(parting, page.locator('.cmp-grid')), WAIT).toBe(true);
  const rows = await page.locator('.cmp-row .cmp-sign').allTextContents();
  const first = rows.findIndex((sign) => !sign.includes('same'));
  expect(first).toBeGreaterThan(0);
  expect(await parting.getAttribute('aria-rowindex')).toBe(String(first + 2));
  expect(await parting.textContent()).not.toContain('same');

  await page.getByRole('button', { name: 'Move the cursor there' }).click();
  await expect.poll(() => desk.position().cursor, WAIT).toBe(cut);
  await settled(one);
  await page.getByRole('combobox', { name: 'Branch' }).selectOption('0');
  await expect.poll(() => desk.position().branch, WAIT).toBe(0);
  await settled(one);
});

test('a message that is put on the wire arrives, and what comes of it is seen', async () => {
  const { page, desk } = one;
  const before = branches();
  await until(one, 'order.completed of alice-1');
  await until(one, 'sent order.place from alice', true);
  await show(one, 'Act');
  await page.getByRole('tab', { name: 'Message' }).click();
  const send = page.getByRole('button', { name: 'Put it on the wire' });
  expect(await send.isDisabled()).toBe(true);
  await page.getByRole('button', { name: /^Take the order\.place of record/ }).click();
  const conversation = page.getByRole('combobox', { name: 'conversation' });
  await expect.poll(() => conversation.inputValue(), WAIT).toBe('alice-1');
  await conversation.fill('alice-7');
  await send.click();
  await expect.poll(branches, WAIT).toBe(before + 1);
  await page
    .getByText('order.place from client/alice to processing-server was put on the wire')
    .waitFor();
  const put = await settled(one);
  expect(atCursor(one)).toBe('sent order.place');

  const came = await until(one, 'sent order.accepted of alice-7');
  expect(came).toBeGreaterThan(put);
  const started = desk.run.history.records.find(
    ({ kind, actor }) => kind === 'started' && actor === 'processing-server/order-alice-7',
  );
  expect(started?.seq).toBeGreaterThan(put);
  await show(one, 'Detail');
  await page.getByRole('heading', { name: /^order\.accepted sent by order-alice-7/ }).waitFor();
  await show(one, 'Conversations');
  await page.getByRole('treegrid').getByText('alice-7', { exact: true }).waitFor();
  expect(one.complaints).toEqual([]);
});

/** Whether a part of the page lies within what is seen of another. */
async function isWithin(part: Locator, whole: Locator): Promise<boolean> {
  const [inner, outer] = [await part.boundingBox(), await whole.boundingBox()];
  if (inner === null || outer === null) return false;
  return inner.y >= outer.y - 1 && inner.y + inner.height <= outer.y + outer.height + 1;
}
