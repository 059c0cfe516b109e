/**
 * Inspector rig: a session on a shipped scenario, asked as a page asks it.
 */
import { readFileSync } from 'node:fs';
import type { History } from '../../src/inspector/history.ts';
import { Session } from '../../src/inspector/session.ts';
import type { StopCondition } from '../../src/inspector/wire.ts';
import { loadScenario } from '../../src/sim/scenario/load.ts';

/** A session at the beginning of a scenario. */
export function sessionOf(file: string): Session {
  const scenario = loadScenario(file);
  const { name, seed, epochUs, currency } = scenario;
  const source = readFileSync(file, 'utf8');
  return new Session({ scenario, name, seed, epochUs, currency, source, file });
}

/** The history of a whole run. */
export async function historyOf(file: string): Promise<History> {
  const session = sessionOf(file);
  await session.ask({ do: 'goto', seq: Number.MAX_SAFE_INTEGER });
  return session.branch.history;
}

/** Lets a running session go on until it stops. */
export function untilStopped(session: Session): void {
  for (let ticks = 0; session.isRunning; ticks += 1) {
    if (ticks > 10_000) throw new Error('the session never stopped');
    session.tick(16);
  }
}

/** Runs to a condition, and says where it stopped. */
export async function runUntil(session: Session, condition: StopCondition) {
  await session.ask({ do: 'until', condition, back: false });
  untilStopped(session);
  return session.position();
}

/** The kind and type of the record at the cursor. */
export async function atCursor(session: Session): Promise<string> {
  const { cursor } = session.position();
  const { record } = await session.ask({ do: 'detail', seq: cursor });
  return `${String(record.kind)} ${String(record.type)}`;
}
