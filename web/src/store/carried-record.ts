/**
 * Carried record: one record as it was written, put together from its columns and the rest of it.
 */
import type { OfflineRun } from '../../../src/inspector/offline-run.ts';
import type { Records } from './records.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The record `seq`, with all its fields. */
export function recordOf(records: Records, rests: OfflineRun['rests'], seq: number): Fields {
  const at = seq - 1;
  const rest = rests[at] ?? 0;
  const kind = records.kindName(seq);
  const cause = records.cause.at(at);
  const conversation = records.conversation.at(at);
  return {
    seq,
    atUs: records.atUs.at(at),
    kind,
    actor: records.actorText(seq),
    type: records.typeText(seq),
    cause: cause === 0 ? null : cause,
    conversation: conversation === 0 ? null : records.text(conversation),
    ...ofKind(records, seq),
    ...(rest === 0 ? {} : rest),
  };
}

/** What a message said, at whichever record about it; null of any other record. */
export function bodyOf(records: Records, rests: OfflineRun['rests'], seq: number): Fields | null {
  const kind = records.kindName(seq);
  if (kind !== 'sent' && kind !== 'delivered' && kind !== 'lost') return null;
  const own = rests[seq - 1] ?? 0;
  if (own !== 0 && isFields(own.body)) return own.body;
  const sent = rests[records.cause.at(seq - 1) - 1] ?? 0;
  return sent !== 0 && isFields(sent.body) ? sent.body : null;
}

function ofKind(records: Records, seq: number): Fields {
  const at = seq - 1;
  const a = records.text(records.a.at(at));
  const b = records.text(records.b.at(at));
  const from = records.text(records.from.at(at));
  const to = records.text(records.to.at(at));
  const way = { from, to, channel: records.text(records.channel.at(at)) };
  switch (records.kindName(seq)) {
    case 'sent':
      return { ...way, attempt: records.b.at(at) };
    case 'delivered':
      return { ...way, handled: a };
    case 'lost':
      return { ...way, reason: a };
    case 'transition':
      return { was: a, state: b, ignored: records.ignored.at(at) === 1 };
    case 'started':
    case 'stopped':
      return { machine: a, state: b };
    case 'stimulus':
    case 'failure':
      return { text: a };
    case 'document':
      return { number: a };
    case 'posting':
      return { id: a };
    case 'outcome':
      return {};
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
