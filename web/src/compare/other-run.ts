/**
 * Other run: the messages of a stretch of records, of this run or of the one it is compared with.
 *
 *     records ──▶ messages: who, to whom, what, when, what became of it      ──▶ aligned.ts
 */
import { RECORD_KINDS, type RecordBatch } from '../../../src/inspector/wire-reply.ts';
import { FATE, type Records } from '../store/records.ts';

/** A message as it is compared. */
export interface Message {
  /** The record that sent it, in its own run. */
  readonly seq: number;
  readonly atUs: number;
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly conversation: string;
  readonly fate: 'arrived' | 'lost' | 'under way';
  /** How long it took, or until it was lost; null while under way. */
  readonly tookUs: number | null;
  readonly reason: string;
}

/** The messages of a batch that were sent at or after record `from`, at most `limit`. */
export function messagesOfBatch(
  batch: RecordBatch,
  from: number,
  limit: number,
): readonly Message[] {
  const { columns, strings } = batch;
  const text = (column: readonly number[], index: number) => strings[column[index] ?? 0] ?? '';
  const messages = new Map<number, Message>();
  columns.atUs.forEach((atUs, index) => {
    const seq = batch.first + index;
    const kind = RECORD_KINDS[columns.kind[index] ?? 0];
    if (kind === 'sent' && seq >= from && messages.size < limit) {
      messages.set(seq, {
        seq,
        atUs,
        from: text(columns.from, index),
        to: text(columns.to, index),
        type: text(columns.type, index),
        conversation: text(columns.conversation, index),
        fate: 'under way',
        tookUs: null,
        reason: '',
      });
    }
    if (kind !== 'delivered' && kind !== 'lost') return;
    const sent = messages.get(columns.cause[index] ?? 0);
    if (sent === undefined || sent.fate !== 'under way') return;
    const reason = kind === 'lost' ? text(columns.a, index) : '';
    const fate = kind === 'lost' ? 'lost' : 'arrived';
    messages.set(sent.seq, { ...sent, fate, tookUs: atUs - sent.atUs, reason });
  });
  return [...messages.values()];
}

/** The messages of this run that were sent at or after record `from`, at most `limit`. */
export function messagesOfRun(records: Records, from: number, limit: number): readonly Message[] {
  const messages: Message[] = [];
  for (let row = firstRowFrom(records, from); row < records.messageCount; row += 1) {
    if (messages.length >= limit) break;
    const fate = records.fate.at(row);
    const seq = records.sentSeq.at(row);
    if (fate === FATE.again || seq < from) continue;
    const end = records.endSeq.at(row);
    const atUs = records.atUs.at(seq - 1);
    messages.push({
      seq,
      atUs,
      from: records.text(records.from.at(seq - 1)),
      to: records.text(records.to.at(seq - 1)),
      type: records.typeText(seq),
      conversation: records.text(records.conversation.at(seq - 1)),
      fate: end === 0 ? 'under way' : fate === FATE.lost ? 'lost' : 'arrived',
      tookUs: end === 0 ? null : records.atUs.at(end - 1) - atUs,
      reason: fate === FATE.lost ? records.text(records.a.at(end - 1)) : '',
    });
  }
  return messages;
}

/** Rows stand in the order of their first record, so the place to begin is found by halving. */
function firstRowFrom(records: Records, seq: number): number {
  let low = 0;
  let high = records.messageCount;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const first = records.fate.at(middle) === FATE.again ? records.endSeq : records.sentSeq;
    if (first.at(middle) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
