/** Session: one cursor that moves both ways over runs that are never changed, only forked. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { RecordedRun } from '../../src/inspector/recorded-run.ts';
import { Session } from '../../src/inspector/session.ts';
import { FORMAT } from '../../src/sim/record.ts';
import { RecordWriter } from '../../src/sim/record-file.ts';
import { runScenario } from '../../src/sim/run.ts';
import { loadScenario } from '../../src/sim/scenario/load.ts';
import { atCursor, runUntil, sessionOf, untilStopped } from './rig.ts';

const FLAGSHIP = 'scenarios/flagship.yaml';
const STUDENT = 'scenarios/student.yaml';

describe('a cursor', () => {
  test('steps by record, by message and by stage, and back over the same records', async () => {
    const session = sessionOf(FLAGSHIP);
    const seen: number[] = [];
    for (const unit of ['record', 'message', 'message', 'stage'] as const) {
      seen.push((await session.ask({ do: 'step', unit, back: false })).cursor);
    }
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(await atCursor(session)).toMatch(/^outcome /);
    const before = session.position().cursor;
    await session.ask({ do: 'step', unit: 'message', back: true });
    expect(await atCursor(session)).toMatch(/^(delivered|lost) /);
    expect(session.position().cursor).toBeLessThan(before);
    await session.ask({ do: 'step', unit: 'stage', back: false });
    expect(session.position().cursor).toBe(before);
  });

  test('stops where something first happens, and finds it again backwards', async () => {
    const session = sessionOf(FLAGSHIP);
    const pattern = { on: 'pattern', text: 'outcome order.voided' } as const;
    const { cursor, stopped } = await runUntil(session, pattern);
    expect(await atCursor(session)).toBe('outcome order.voided');
    expect(stopped).toBe('at "outcome order.voided"');
    await session.ask({ do: 'goto', seq: cursor + 500 });
    await session.ask({ do: 'until', condition: pattern, back: true });
    expect(session.position().cursor).toBe(cursor);
    await session.ask({ do: 'until', condition: pattern, back: true });
    expect(session.position()).toMatchObject({
      cursor,
      stopped: '"outcome order.voided" is not before here',
    });
  });

  test('stops at a breakpoint, at a state, at a time and when something becomes true', async () => {
    const session = sessionOf(STUDENT);
    const breakpoint = { on: 'pattern', text: 'viewing.started by paul' } as const;
    await session.ask({ do: 'breakpoints', breakpoints: [breakpoint] });
    await session.ask({ do: 'run', mode: 'express', speed: 1 });
    untilStopped(session);
    expect(session.position().stopped).toBe('at the breakpoint "viewing.started by paul"');
    await session.ask({ do: 'breakpoints', breakpoints: [] });
    const state = {
      on: 'state',
      address: 'client/stella/viewing-1',
      state: 'playing.subsidy',
    } as const;
    await runUntil(session, state);
    // The first commercial of figure 1A begins twenty minutes into the film.
    expect(session.position().cursorUs / 60_000_000).toBeCloseTo(80, 2);
    const paid = { on: 'condition', text: 'balance of stella:credit < 0' } as const;
    const { cursorUs } = await runUntil(session, paid);
    expect(cursorUs / 60_000_000).toBeCloseTo(150, 2);
  });

  test('says where it stopped in the time of the run, with the date after midnight', async () => {
    const session = sessionOf(FLAGSHIP);
    // The flagship begins at 19:00.
    await runUntil(session, { on: 'time', atUs: 3_600_250_000 });
    expect(session.position().stopped).toBe('at the time 20:00:00.250');
    const later = { on: 'time', atUs: 30 * 3_600_000_000 } as const;
    await session.ask({ do: 'until', condition: later, back: true });
    expect(session.position().stopped).toBe('the time 2026-06-08 01:00:00.000 is not before here');
  });

  test('says what cannot be, with the nearest word, and stays where it is', async () => {
    const session = sessionOf(STUDENT);
    const condition = { on: 'pattern', text: 'viewing.endedd by paul' } as const;
    await expect(session.ask({ do: 'until', condition, back: false })).rejects.toThrow(
      'did you mean "viewing.ended"?',
    );
    expect(session.position()).toMatchObject({ cursor: 0, mode: 'paused' });
  });

  test('gives the records of the run that nobody steps through', async () => {
    const session = sessionOf(STUDENT);
    await session.ask({ do: 'run', mode: 'express', speed: 1 });
    untilStopped(session);
    const result = runScenario(loadScenario(STUDENT));
    expect(session.position()).toMatchObject({ head: result.records, ended: true });
    const { text } = await session.ask({
      do: 'export',
      as: 'ndjson',
      seqs: Array.from({ length: result.records }, (_, index) => index + 1),
    });
    expect(text.trimEnd().split('\n')).toHaveLength(result.records + 1);
  });
});

describe('the past', () => {
  test('is left as it was: what is done there is done in a fork', async () => {
    const session = sessionOf(FLAGSHIP);
    const { cursor } = await runUntil(session, {
      on: 'pattern',
      text: 'order.completed of alice-1',
    });
    const { head } = session.position();
    await session.ask({
      do: 'until',
      condition: { on: 'pattern', text: 'sent order.place from alice' },
      back: true,
    });
    const position = await session.ask({ do: 'act', sentence: 'cut metro-cable uplink' });
    expect(position.branches).toHaveLength(2);
    expect(position.branches[0]).toMatchObject({ records: head, interventions: [] });
    expect(position.branches[1]).toMatchObject({
      interventions: [{ text: 'cut metro-cable uplink' }],
    });
    await runUntil(session, { on: 'time', atUs: session.position().cursorUs + 600_000_000 });
    const { seq } = await session.ask({ do: 'compare', with: 0 });
    expect(seq).toBe(position.cursor);
    expect(seq).toBeLessThan(cursor);
  });

  test('of a fork is the same, byte for byte', async () => {
    const session = sessionOf(STUDENT);
    await runUntil(session, { on: 'pattern', text: 'session.rated of paul-viewing-1' });
    await session.ask({ do: 'goto', seq: 700 });
    await session.ask({ do: 'fork' });
    const { seq } = await session.ask({ do: 'compare', with: 0 });
    const { branches } = session.position();
    // Nothing was changed, so the fork only ends sooner.
    expect(seq).toBe((branches[1]?.records ?? 0) + 1);
  });

  test('a deed that makes several records leaves the cursor past them all, so the next is done in the same run', async () => {
    const session = sessionOf(FLAGSHIP);
    await session.ask({ do: 'step', unit: 'record', back: false });
    await session.ask({ do: 'goto', seq: session.position().head });
    const before = session.position().head;
    // What she does, what her client does, and at least the message it sends.
    const first = await session.ask({ do: 'act', sentence: 'mina selects surround on cup-final' });
    expect(first.head - before).toBeGreaterThanOrEqual(3);
    expect(first.cursor).toBe(first.head);
    const second = await session.ask({ do: 'act', sentence: 'mina cancels' });
    expect(second.branches).toHaveLength(1);
  });

  test('can be saved as a scenario that runs to the same end', async () => {
    const session = sessionOf(STUDENT);
    await runUntil(session, { on: 'pattern', text: 'viewing.started by paul' });
    await session.ask({ do: 'goto', seq: session.position().cursor + 200 });
    await session.ask({ do: 'act', sentence: 'paul stops' });
    const { text } = await session.ask({ do: 'save', as: 'scenario' });
    expect(text).toContain('do: "paul stops"');
    expect(parse(text).script).toHaveLength(parse(session.subject.source).script.length + 1);
  });
});

describe('why', () => {
  test('every candidate is told with its guard, and the taken one is marked', async () => {
    const session = sessionOf(FLAGSHIP);
    await runUntil(session, { on: 'pattern', text: 'transition order.accepted by alice' });
    const { candidates } = await session.ask({ do: 'detail', seq: session.position().cursor });
    expect(candidates).toContainEqual(
      expect.objectContaining({
        state: 'on.ordering',
        guard: 'isAbout',
        guardHolds: true,
        taken: true,
      }),
    );
  });

  test('context before and after differ where the machine learnt something', async () => {
    const session = sessionOf(FLAGSHIP);
    await runUntil(session, { on: 'pattern', text: 'transition user.select by alice' });
    const { before, after } = await session.ask({ do: 'detail', seq: session.position().cursor });
    expect(before).toMatchObject({ orderCount: 0 });
    expect(after).not.toEqual(before);
  });
});

describe('money and properties', () => {
  test('are those of the cursor, not of the end', async () => {
    const session = sessionOf(STUDENT);
    await session.ask({ do: 'run', mode: 'express', speed: 1 });
    untilStopped(session);
    const end = await session.ask({ do: 'money' });
    expect(end.accounts).toContainEqual(
      expect.objectContaining({ account: 'client/stella:credit', balanceMinor: -504 }),
    );
    expect(end.balanced).toBe(true);
    const properties = await session.ask({ do: 'properties' });
    expect(properties.every(({ holds }) => holds)).toBe(true);
    await session.ask({ do: 'goto', seq: 100 });
    expect((await session.ask({ do: 'money' })).accounts).toEqual([]);
    const early = await session.ask({ do: 'properties' });
    expect(early.some(({ holds }) => !holds)).toBe(true);
  });
});

describe('a recorded trace', () => {
  test('is walked through and stopped in like a run, and cannot be changed', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'headend-trace-')), 'student.ndjson');
    const scenario = loadScenario(STUDENT);
    const { name, seed, epochUs, currency } = scenario;
    const writer = new RecordWriter(file, { ...FORMAT, scenario: name, seed, epochUs, currency });
    const { fingerprint } = runScenario(scenario, { lines: [writer] });
    writer.close(fingerprint);
    const run = new RecordedRun(file);
    const subject = { scenario: null, name, seed, epochUs, currency, source: '', file };
    const session = new Session(subject, undefined, run);
    await runUntil(session, { on: 'pattern', text: 'outcome viewing.started by paul' });
    expect(await atCursor(session)).toBe('outcome viewing.started');
    await expect(session.ask({ do: 'act', sentence: 'paul stops' })).rejects.toThrow(
      'recorded trace',
    );
  });
});
