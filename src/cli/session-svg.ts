/**
 * Session SVG: the picture of one session's accrual as a file (`run --picture`).
 */
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { accrualSvg } from '../sim/picture/accrual-svg.ts';
import { sessionPicture } from '../sim/picture/session-picture.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import { nearest } from '../sim/scenario/problem.ts';
import type { ViewedSession } from '../sim/viewed-sessions.ts';
import { UnusableRequest } from './complaint.ts';
import { requireReplaceable } from './output-file.ts';

/** How every picture begins. */
const PICTURE_START = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 ';

/**
 * Refuses a picture that would be written over something else, before there is anything to write.
 *
 * @param others the files that the same command reads or writes
 * @throws {UnusableRequest} saying what would be lost
 */
export function requirePicture(path: string, others: readonly string[]): void {
  if (others.some((other) => resolve(other) === resolve(path))) {
    throw new UnusableRequest(`--picture ${path}: this command uses that file for something else.`);
  }
  requireReplaceable(path, others, PICTURE_START);
  if (!existsSync(dirname(resolve(path)))) {
    throw new UnusableRequest(`--picture ${path}: its folder is not there. Make it first.`);
  }
}

/**
 * Writes the picture of a session: of the one named, or of the first.
 *
 * @throws {UnusableRequest} when nothing was played, no session has that id, or the file cannot be written
 */
export function writePicture(
  path: string,
  scenario: Scenario,
  sessions: readonly ViewedSession[],
  wanted: string | null,
): void {
  const [first] = sessions;
  if (first === undefined) {
    throw new UnusableRequest(
      `--picture ${path}: nothing was played in this run, so there is no picture of it. ` +
        'Give the script a step that plays a transmission (alice plays cup-final with DELIVERY).',
    );
  }
  const session = wanted === null ? first : sessions.find((one) => one.session === wanted);
  if (session === undefined) {
    const ids = sessions.map((one) => one.session);
    const near = nearest(wanted ?? '', ids);
    const hint = near === null ? ` It has ${listed(ids)}.` : ` Did you mean "${near}"?`;
    throw new UnusableRequest(`--session ${wanted}: the run has no such viewing session.${hint}`);
  }
  const svg = accrualSvg(sessionPicture(scenario, session));
  try {
    writeFileSync(path, svg);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnusableRequest(
      `--picture ${path}: the picture cannot be written: ${reason}. Name a file that may be written to.`,
    );
  }
}

const LISTED_MAX = 5;

function listed(ids: readonly string[]): string {
  const more = ids.length > LISTED_MAX ? ` and ${ids.length - LISTED_MAX} more` : '';
  return `${ids.slice(0, LISTED_MAX).join(', ')}${more}`;
}
