/** Runs of the command line that are killed in the middle. */
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { NIGHT, PROGRAM } from './headend.ts';

/** Enough people that the program is still at it when the second checkpoint is there. */
export const TOWN = `${NIGHT}populations:
  suburb:
    count: 600
    receives: [metro-cable]
    arrives: { uniform: ["0s", "3h"] }
    chooses: [{ select: surround on cup-final, weight: 1 }]
`;

/** Begins a run and kills it as soon as it has written a second checkpoint; says by what it ended. */
export async function killed(
  directory: string,
  args: readonly string[],
  checkpoint: string,
): Promise<string | null> {
  const path = join(directory, checkpoint);
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: directory, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let first = 0;
  while (child.exitCode === null) {
    const there = existsSync(path) ? statSync(path).mtimeMs : 0;
    if (first === 0) first = there;
    else if (there !== first) break;
    await after(2);
  }
  child.kill('SIGKILL');
  await ended;
  return child.signalCode;
}
