/**
 * The built command line, run as users run it: another process, its output through pipes.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

export const PROGRAM = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** Alice and Bob each buy surround sound, ten minutes apart: 3.99, of which the source has 65 %. */
export const NIGHT = `scenario: Saturday night
seed: 39
starts: 2026-06-06T19:00
until: 23:00
transmissions:
  cup-final: { kind: televised-sports-event, title: Cup Final, minutes: 120, rate: 4Mbit/s }
features:
  surround: { kind: audio-upgrade, title: surround sound, rate: 448kbit/s }
sources:
  metro-cable:
    medium: cable
    provision: [modification, token]
    offers:
      - { feature: surround, on: cup-final, price: 3.99, share: 65% }
subscribers:
  alice: { receives: [metro-cable], credit: 50.00 }
  bob: { receives: [metro-cable], credit: 50.00 }
script:
  - { at: "19:30", do: alice selects surround on cup-final }
  - { at: "19:40", do: bob selects surround on cup-final }
expect:
  - { that: alice hears it, shows: [U1, U7], message: feature.received from alice }
`;
/** Long enough that no pipe holds all its records. */
export const CROWD = `${NIGHT}populations:
  suburb: { count: 200, receives: [metro-cable], chooses: [{ select: surround on cup-final, weight: 1 }] }
`;
/** Makes alice's purchase be declined, so that what is expected does not hold. */
export const NO_CREDIT = ['--set', 'subscribers.alice.credit=0'] as const;

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A directory of its own for a test file, gone when its tests have ended. */
export function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'headend-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(join(directory, 'night.yaml'), NIGHT);
  return directory;
}

/** Runs `headend ARGS` in a directory, without what the surroundings say about colours. */
export function headend(
  directory: string,
  args: readonly string[],
  colours: Readonly<Record<string, string>> = {},
): Ended {
  return ended(process.execPath, [PROGRAM, ...args], directory, colours);
}

/** Runs a line of shell in which `headend` is the command; a failure anywhere in a pipe counts. */
export function shell(directory: string, line: string): Ended {
  const preamble = 'set -o pipefail; headend() { "$NODE" "$PROGRAM" "$@"; }';
  return ended('bash', ['-c', `${preamble}; ${line}`], directory, {
    NODE: process.execPath,
    PROGRAM,
  });
}

function ended(
  program: string,
  args: readonly string[],
  directory: string,
  environment: Readonly<Record<string, string>>,
): Ended {
  const { FORCE_COLOR, NO_COLOR, CI, ...surroundings } = process.env;
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: directory,
    encoding: 'utf8',
    env: { ...surroundings, ...environment },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, out: stdout, err: stderr };
}
