/**
 * Complaints: what the command line says when the input cannot be used.
 */
import { UnusableCheckpoint } from '../sim/checkpoint.ts';
import { UnreadableRecord, UnwritableRecord } from '../sim/record-file.ts';
import { UnusableScenario } from '../sim/scenario/problem.ts';
import { UnusableDirectory } from './data-file.ts';
import { paint } from './paint.ts';

/** Something is wrong with what was asked for, in words that say what to do. */
export class UnusableRequest extends Error {
  override readonly name = 'UnusableRequest';
}

const EXPECTED = [
  UnusableScenario,
  UnreadableRecord,
  UnwritableRecord,
  UnusableRequest,
  UnusableDirectory,
  UnusableCheckpoint,
];

/** Says on standard error why the input cannot be used; returns the exit code. */
export function complain(error: unknown): number {
  const message = error instanceof Error ? error.message : String(error);
  if (EXPECTED.some((kind) => error instanceof kind)) {
    process.stderr.write(`${paint.bad('cannot go on')}\n${message}\n`);
    return 2;
  }
  const trace = error instanceof Error ? (error.stack ?? message) : message;
  process.stderr.write(
    `${paint.bad('headend failed; this is a defect of headend itself')}\n${trace}\n`,
  );
  return 70;
}
