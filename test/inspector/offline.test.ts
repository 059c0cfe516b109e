/** Offline: a page that carries a run says of it what the session said. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeOf } from '../../src/inspector/context-track.ts';
import { OFFLINE_START, offlinePage } from '../../src/inspector/offline.ts';
import type { Change } from '../../src/inspector/offline-run.ts';
import type { Session } from '../../src/inspector/session.ts';
import type { StopCondition } from '../../src/inspector/wire.ts';
import { carriedConnection, carriedIn, type PageConnection, pageModule } from './page.ts';
import { runUntil, sessionOf } from './rig.ts';

const STUDENT = 'scenarios/student.yaml';
const CODE = 'console.log("</body> is only text here, and so is $&")';
const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <script type="module" crossorigin>${CODE}</script>
  </head>
  <body>
    <div id="root"></div>
  </body>
</html>
`;
const folder = mkdtempSync(join(tmpdir(), 'headend-offline-'));
const page = join(folder, 'index.html');
afterAll(() => rmSync(folder, { recursive: true }));

let session: Session;
let html: string;
let offline: PageConnection & { open(): Promise<void> };

beforeAll(async () => {
  writeFileSync(page, PAGE);
  session = sessionOf(STUDENT);
  await session.ask({ do: 'goto', seq: Number.MAX_SAFE_INTEGER });
  ({ text: html } = await offlinePage(session.branch, 1_000, session.subject, page));
  offline = await carriedConnection(html);
  await offline.open();
}, 120_000);

/** As the wire would bring it. */
function sent(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe('a page that carries a run', () => {
  test('says of every record what the session says', async () => {
    const { head } = session.position();
    expect(head).toBeGreaterThan(2_000);
    for (let seq = 1; seq <= head; seq += 1) {
      const live = await session.ask({ do: 'detail', seq });
      expect(sent(await offline.ask({ do: 'detail', seq })), `record ${seq}`).toEqual(sent(live));
    }
  });

  test('brings the same records, in whichever parts they are asked for', async () => {
    const whole = { do: 'records', from: 1, strings: 0, max: 1e6 } as const;
    const live = await session.ask(whole);
    expect(await offline.ask(whole)).toEqual(live);
    const known = live.strings.length - 3;
    const part = await offline.ask({ do: 'records', from: 41, strings: known, max: 10 });
    expect(part).toMatchObject({ first: 41, stringsFrom: known, strings: live.strings.slice(-3) });
    expect(part.columns.cause).toEqual(live.columns.cause.slice(40, 50));
  });

  test('has the charts, and at the end the money, the properties and what was still due', async () => {
    await offline.ask({ do: 'goto', seq: 1e9 });
    for (const machine of ['client', 'viewing', 'rating', 'account']) {
      const chart = await session.ask({ do: 'chart', machine });
      expect(await offline.ask({ do: 'chart', machine })).toEqual(sent(chart));
    }
    for (const what of ['money', 'properties', 'future'] as const) {
      expect(await offline.ask({ do: what }), what).toEqual(sent(await session.ask({ do: what })));
    }
  });

  test('sums the money as of the cursor, and says which answers are of the end', async () => {
    for (const seq of [400, 1_443, 2_440]) {
      await offline.ask({ do: 'goto', seq });
      await session.ask({ do: 'goto', seq });
      const live = await session.ask({ do: 'money' });
      const { accounts, balanced, documents, sessions } = await offline.ask({ do: 'money' });
      expect({ accounts, balanced, documents }).toEqual(
        sent({ accounts: live.accounts, balanced: live.balanced, documents: live.documents }),
      );
      expect(sessions.every((one) => one.session.endsWith('(at the end of the run)'))).toBe(true);
      expect(await offline.ask({ do: 'future' })).toEqual(
        sent(await session.ask({ do: 'future' })),
      );
      for (const { explanation } of await offline.ask({ do: 'properties' })) {
        expect(explanation).toMatch(/^at the end of the run/);
      }
    }
  });

  test('opens where the session stood, and says that it is a record', async () => {
    const fresh = await carriedConnection(html);
    const said: unknown[] = [];
    fresh.onStatus = (status) => said.push(status);
    fresh.onPush = (push) => said.push(push);
    await fresh.open();
    expect(said).toMatchObject(['connected', { push: 'position', position: { cursor: 1_000 } }]);
    expect(await fresh.ask({ do: 'hello' })).toMatchObject({ live: false, scenario: STUDENT });
  });
});

describe('the cursor of such a page', () => {
  test('steps as the session does, both ways', async () => {
    for (const back of [false, true]) {
      for (const unit of ['record', 'message', 'stage', 'stage', 'message'] as const) {
        const { cursor } = await session.ask({ do: 'step', unit, back });
        await offline.ask({ do: 'goto', seq: session.position().cursor });
        await session.ask({ do: 'step', unit, back });
        const there = await offline.ask({ do: 'step', unit, back });
        expect(there.cursor).toBe(session.position().cursor);
        expect(there.cursor).not.toBe(cursor);
      }
    }
  });

  test.each<StopCondition>([
    { on: 'pattern', text: 'viewing.started by paul' },
    { on: 'pattern', text: 'posting viewing' },
    { on: 'pattern', text: 'usage.* from stella to interface-server' },
    { on: 'state', address: 'client/stella/viewing-1', state: 'playing.subsidy' },
    { on: 'time', atUs: 80 * 60_000_000 },
    { on: 'conversation', id: 'paul-viewing-1' },
  ])('stops where the session stops: %o', async (condition) => {
    await session.ask({ do: 'goto', seq: 0 });
    await offline.ask({ do: 'goto', seq: 0 });
    const live = await runUntil(session, condition);
    const paused = new Promise<number>((done) => {
      offline.onPush = (push) => {
        if (push.push === 'position' && push.position.mode === 'paused') done(push.position.cursor);
      };
    });
    await offline.ask({ do: 'until', condition, back: false });
    const cursor = await paused;
    expect(live.stopped).toMatch(/^at /);
    expect(cursor).toBe(live.cursor);
    await offline.ask({ do: 'goto', seq: cursor + 1 });
    expect((await offline.ask({ do: 'until', condition, back: true })).stopped).toMatch(/^at /);
  });

  test('refuses what would change the run, with the way to do it', async () => {
    const message = { from: 'a', to: 'b', type: 'order.place', conversation: '', body: {} };
    const asked = [
      offline.ask({ do: 'act', sentence: 'stella switches off' }),
      offline.ask({ do: 'send', message }),
      offline.ask({ do: 'fork' }),
      offline.ask({ do: 'open', file: STUDENT, text: null, seed: null }),
    ];
    for (const one of asked) await expect(one).rejects.toThrow(`npx headend inspect ${STUDENT}`);
    const condition = { on: 'condition', text: 'balance of stella:credit < 0' } as const;
    await expect(offline.ask({ do: 'until', condition, back: false })).rejects.toThrow('npx');
  });
});

describe('the file', () => {
  test('runs the scripts of the page and nothing else, and loads nothing', () => {
    const [, policy = ''] =
      html.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/) ?? [];
    const hash = createHash('sha256').update(CODE).digest('base64');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`script-src 'sha256-${hash}';`);
    expect(policy).not.toMatch(/http|unsafe-eval|connect-src/);
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<script'));
    expect(html.startsWith(OFFLINE_START)).toBe(true);
    expect(html).toContain(CODE);
  });

  test('carries a scenario that looks like a page as text', async () => {
    const small = sessionOf('scenarios/flagship.yaml');
    const source = '# </script><script>alert(1)</script> <!-- </body>';
    const subject = { ...small.subject, source };
    const { text } = await offlinePage(small.branch, 0, subject, page);
    const again = await carriedConnection(text);
    await again.open();
    expect((await again.ask({ do: 'hello' })).source).toBe(source);
    // One script is the page's, one holds the run.
    expect(text.match(/<\/script/g)).toHaveLength(2);
  });

  test('leaves out what machines knew where it would be larger than 20 MB, and says so', async () => {
    const large = join(folder, 'large.html');
    writeFileSync(large, PAGE.replace('<div', `<!--${' '.repeat(20 * 1024 * 1024)}--><div`));
    const { text } = await offlinePage(session.branch, 0, session.subject, large);
    const { contexts, note } = carriedIn(text);
    expect(contexts).toBeNull();
    expect(note).toContain('larger than 20 MB');
    const connection = await carriedConnection(text);
    const seq = (
      await connection.ask({ do: 'records', from: 1, strings: 0, max: 1e6 })
    ).columns.kind.indexOf(4);
    expect((await connection.ask({ do: 'detail', seq: seq + 1 })).after).toBe(note);
  });

  test('refuses to be made before the page was built', async () => {
    const missing = offlinePage(session.branch, 0, session.subject, join(folder, 'none.html'));
    await expect(missing).rejects.toThrow('npm run build');
  });
});

test('a value after a change is what the change was taken from', async () => {
  const { changed } = await pageModule<{ changed: (value: unknown, change: Change) => unknown }>(
    'store/context-store.ts',
  );
  const value = fc.jsonValue({ maxDepth: 4 }).map(sent);
  const property = fc.property(value, value, fc.boolean(), (one, other, nested) => {
    const before = nested ? { kept: one, same: other } : one;
    const after = nested ? { kept: other, same: other } : other;
    expect(changed(before, sent(changeOf(before, after)) as Change)).toEqual(after);
  });
  fc.assert(property, { numRuns: 1_000, seed: 20_260_606 });
});
