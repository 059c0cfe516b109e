/**
 * Carried future: what was due after the cursor, known with hindsight from the records.
 */
import type { FutureEvent } from '../../../src/inspector/wire-reply.ts';
import { KIND, type Records } from './records.ts';

const SHOWN = 200;

/** What was set before record `seq` and happened after it, the earliest first. */
export function comingAfter(records: Records, seq: number): readonly FutureEvent[] {
  const events: FutureEvent[] = [];
  for (let at = seq + 1; at <= records.length && events.length < SHOWN; at += 1) {
    const cause = records.cause.at(at - 1);
    const kind = records.kind.at(at - 1);
    if (cause === 0 || cause > seq) continue;
    if (kind !== KIND.delivered && kind !== KIND.transition && kind !== KIND.lost) continue;
    const owner = records.actorText(at);
    events.push({ atUs: records.atUs.at(at - 1), owner, what: records.typeText(at), setBy: cause });
  }
  return events;
}
