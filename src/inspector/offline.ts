/**
 * Offline: a run as one file that opens in a browser without a server.
 *
 *     the page in one file ─┬─ <meta> policy: the scripts of the page by their hash, no network at all
 *                           └─ <script id="headend-run"> the run, as data (offline-run.ts)
 *
 * Units: bytes. What machines knew is left out where the file would be larger than FILE_BYTES_MAX.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { contextTracks } from './context-track.ts';
import { offlineRun } from './offline-parts.ts';
import type { CarriedRun, OfflineRun, Packed } from './offline-run.ts';
import type { Playable } from './playable.ts';
import { Refused } from './stop.ts';
import type { Subject } from './subject.ts';
import { WIRE_VERSION } from './wire.ts';

/** The page in one file as it was built, beside the compiled program. */
export const OFFLINE_PAGE = fileURLToPath(
  new URL('../../web/dist-single/index.html', import.meta.url),
);
/** How every such file begins. */
export const OFFLINE_START =
  '<!doctype html>\n<!-- A run of Headend: open this file in a browser. -->\n';

const FILE_BYTES_MAX = 20 * 1024 * 1024;
/** Beyond this even the text of what machines knew is too much to be tried. */
const CONTEXT_CHARACTERS_MAX = 256 * 1024 * 1024;
const LEFT_OUT =
  'What the machines knew is not in this file: with it, the file would be larger than 20 MB. ' +
  'Run "npx headend inspect" on the scenario to see it.';
const UNKNOWN = 'What the machines knew is not in a recorded trace.';

/**
 * The run as far as it was executed, as the text of an HTML file, with a name for it.
 *
 * @param cursor where the page opens
 * @throws {Refused} when the page was not built, or the run is longer than any text can be
 */
export async function offlinePage(
  run: Playable,
  cursor: number,
  subject: Subject,
  page = OFFLINE_PAGE,
): Promise<{ readonly name: string; readonly text: string }> {
  if (!existsSync(page)) {
    throw new Refused('the page in one file is not built; run "npm run build" once');
  }
  const html = readFileSync(page, 'utf8');
  const carried = packed(textOf(await offlineRun(run, cursor, subject)));
  const room = FILE_BYTES_MAX - html.length - carried.text.length;
  const contexts = subject.scenario === null ? null : packedContexts(run, room);
  const missing = subject.scenario === null ? UNKNOWN : LEFT_OUT;
  const note = contexts === null ? missing : null;
  const whole: CarriedRun = { version: WIRE_VERSION, run: carried, contexts, note };
  return { name: `${subject.name}.html`, text: pageWith(html, whole) };
}

function textOf(run: OfflineRun): string {
  try {
    return JSON.stringify(run);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Refused(
      `${run.branch.records} records are too many for one file; end the scenario earlier with "until"`,
    );
  }
}

/** What the machines knew, where it fits into `room`. */
function packedContexts({ history }: Playable, room: number): Packed | null {
  const parts: string[] = [];
  let characters = 0;
  for (const track of contextTracks(history)) {
    const part = JSON.stringify(track);
    characters += part.length;
    if (characters > CONTEXT_CHARACTERS_MAX) return null;
    parts.push(part);
  }
  const contexts = packed(`[${parts.join(',')}]`);
  return contexts.text.length > room ? null : contexts;
}

/** The text as it is, or gzipped and in base64 where that is shorter. */
function packed(text: string): Packed {
  const zipped = gzipSync(text, { level: 9 }).toString('base64');
  return zipped.length < text.length
    ? { coding: 'gzip+base64', text: zipped }
    : { coding: 'json', text };
}

/** The page with the policy that suits it, and the run at its end. */
function pageWith(html: string, carried: CarriedRun): string {
  const bare = html.replace(/^<!doctype html>\s*/i, '');
  const head = bare.indexOf('<head>') + '<head>'.length;
  const end = bare.lastIndexOf('</body>');
  const policy = `<meta http-equiv="Content-Security-Policy" content="${policyFor(bare)}" />`;
  // A "<" could begin "</script>": JSON may say it in another way.
  const run = JSON.stringify(carried).replaceAll('<', '\\u003c');
  const script = `<script type="application/json" id="headend-run">${run}</script>\n`;
  return [
    OFFLINE_START,
    bare.slice(0, head),
    `\n    ${policy}`,
    bare.slice(head, end),
    script,
    bare.slice(end),
  ].join('');
}

/** Nothing is loaded from anywhere, and no script runs but those of the page. */
function policyFor(html: string): string {
  const scripts = html.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g);
  const hashes = Array.from(scripts, ([, code = '']) => {
    return `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
  });
  return [
    "default-src 'none'",
    `script-src ${hashes.join(' ')}`,
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
