/**
 * Chromium: the browser that browser tests use: the system's, else Playwright's, else installed now.
 *
 * Looked for in this order: HEADEND_CHROMIUM, the usual names on the system, the one Playwright keeps; where
 * there is none, Debian's package where one may install it, and Playwright's download otherwise.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const INSTALL_MS = 240_000;

/** A browser of its own, headless; whoever asked closes it. */
export function launched(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
}

/** @throws {Error} when there is no browser and none can be installed; it says what to do */
function executable(): string {
  const there = found() ?? installed();
  if (there !== null) return there;
  throw new Error(
    'no Chromium was found and none could be installed; install one, or set HEADEND_CHROMIUM to its path',
  );
}

function found(): string | null {
  const named = process.env.HEADEND_CHROMIUM;
  const onPath = (process.env.PATH ?? '')
    .split(':')
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const candidates = [
    ...(named === undefined ? [] : [named]),
    ...onPath,
    chromium.executablePath(),
  ];
  return candidates.find((path) => existsSync(path)) ?? null;
}

function installed(): string | null {
  const run = (command: string, ...args: string[]) =>
    spawnSync(command, args, { stdio: 'ignore', timeout: INSTALL_MS }).status === 0;
  if (process.getuid?.() === 0 && run('apt-get', 'update')) {
    run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium');
  }
  if (found() === null) {
    const playwright = dirname(
      createRequire(import.meta.url).resolve('playwright-core/package.json'),
    );
    run(process.execPath, join(playwright, 'cli.js'), 'install', 'chromium-headless-shell');
  }
  return found();
}
