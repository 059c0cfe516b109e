/**
 * Future: what is due later, as of the cursor.
 *
 * At the head it is what the timeline holds. In the past it is known with hindsight: what was set before
 * the cursor and happened after it, each with the record that set it.
 */
import type { Playable } from './playable.ts';
import type { FutureEvent } from './wire-reply.ts';

const SHOWN = 200;

/** What is due after record `seq`, the earliest first. */
export function futureAfter(run: Playable, seq: number): readonly FutureEvent[] {
  return seq < run.head ? comingAfter(run, seq) : pendingIn(run);
}

function pendingIn(run: Playable): readonly FutureEvent[] {
  const events: FutureEvent[] = [];
  for (const { dueUs, owner, argument } of run.pending()) {
    events.push({ atUs: dueUs, owner, what: whatOf(argument), setBy: null });
    if (events.length >= SHOWN) break;
  }
  return events;
}

function comingAfter({ history }: Playable, seq: number): readonly FutureEvent[] {
  const events: FutureEvent[] = [];
  for (let at = seq + 1; at <= history.records.length && events.length < SHOWN; at += 1) {
    const record = history.at(at);
    if (record === undefined || record.cause === null || record.cause > seq) continue;
    const { kind, atUs, actor, type, cause } = record;
    if (kind === 'delivered' || kind === 'transition' || kind === 'lost') {
      events.push({ atUs, owner: actor, what: type, setBy: cause });
    }
  }
  return events;
}

/** What a pending timer is about, from what it will be fired with. */
function whatOf(argument: unknown): string {
  if (typeof argument !== 'object' || argument === null) return 'timer';
  if ('text' in argument) return String(argument.text);
  const envelope = 'envelope' in argument ? argument.envelope : argument;
  if (typeof envelope === 'object' && envelope !== null && 'message' in envelope) {
    const { message } = envelope;
    if (typeof message === 'object' && message !== null && 'type' in message) {
      return String(message.type);
    }
  }
  return 'timer';
}
