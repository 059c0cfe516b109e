/**
 * Sequence: the arrows and notes that sequence diagrams are drawn from.
 *
 * A message is one arrow, at the record that tells most about it: where it arrived or was lost, or
 * where it was sent while neither is among the records. Some other records become notes.
 */
import type { Address } from '../../machines/address.ts';
import { isMessageType, MESSAGE_LAWS } from '../../machines/message-table.ts';
import type { RecordKind, RunRecord } from '../record.ts';

export interface Arrow {
  readonly draw: 'arrow';
  readonly from: Address;
  readonly to: Address;
  readonly fate: 'delivered' | 'lost' | 'in-flight';
  readonly isReply: boolean;
  readonly text: string;
  readonly record: RunRecord;
}
export interface Note {
  readonly draw: 'note';
  readonly at: Address;
  readonly text: string;
  readonly record: RunRecord;
}
export interface Sequence {
  /** In the order in which they first appear. */
  readonly participants: readonly Address[];
  readonly steps: readonly (Arrow | Note)[];
}

/** More than this nobody can read in a diagram, and some tools refuse to draw. */
const DIAGRAM_MESSAGES_MAX = 400;

/** There is too much to draw. */
export class DiagramTooLarge extends Error {
  override readonly name = 'DiagramTooLarge';

  constructor() {
    super(
      `a diagram has at most ${DIAGRAM_MESSAGES_MAX} messages and as many notes, and this trace has more; ` +
        'narrow it to a participant, a conversation, some message types or a shorter time',
    );
  }
}

/**
 * What to draw for some records.
 *
 * @param noteKinds the kinds of record that become notes
 * @throws {DiagramTooLarge} as soon as there are more than 400 messages, or more than 400 notes
 */
export function sequenceOf(
  records: Iterable<RunRecord>,
  noteKinds: ReadonlySet<RecordKind>,
): Sequence {
  const steps = new Map<number, Arrow | Note>();
  let arrowCount = 0;
  let noteCount = 0;
  for (const record of records) {
    const step = stepOf(record, noteKinds);
    if (step === null) continue;
    const tellsMore =
      step.draw === 'arrow' && record.kind !== 'sent' && record.cause !== null
        ? steps.get(record.cause)
        : undefined;
    if (tellsMore?.draw === 'arrow' && tellsMore.record.kind === 'sent') {
      steps.delete(tellsMore.record.seq);
      arrowCount -= 1;
    }
    steps.set(record.seq, step);
    if (step.draw === 'arrow') arrowCount += 1;
    else noteCount += 1;
    if (Math.max(arrowCount, noteCount) > DIAGRAM_MESSAGES_MAX) throw new DiagramTooLarge();
  }
  const participants = new Set<Address>();
  for (const step of steps.values()) {
    if (step.draw === 'arrow') participants.add(step.from).add(step.to);
    else participants.add(step.at);
  }
  return { participants: [...participants], steps: [...steps.values()] };
}

function stepOf(record: RunRecord, noteKinds: ReadonlySet<RecordKind>): Arrow | Note | null {
  if (record.kind === 'sent') return arrow(record, 'in-flight', record.type);
  if (record.kind === 'lost')
    return arrow(record, 'lost', `${record.type} (lost: ${record.reason})`);
  if (record.kind === 'delivered') {
    const handled = record.handled === 'new' ? '' : ` (${record.handled})`;
    return arrow(record, 'delivered', `${record.type}${handled}`);
  }
  if (!noteKinds.has(record.kind)) return null;
  return { draw: 'note', at: record.actor, text: noteText(record), record };
}

function arrow(
  record: Extract<RunRecord, { readonly from: Address }>,
  fate: Arrow['fate'],
  text: string,
): Arrow {
  const isReply = isMessageType(record.type) && MESSAGE_LAWS[record.type].role === 'reply';
  return { draw: 'arrow', from: record.from, to: record.to, fate, isReply, text, record };
}

function noteText(record: RunRecord): string {
  const of = record.conversation === null ? '' : ` of ${record.conversation}`;
  switch (record.kind) {
    case 'stimulus':
    case 'failure':
      return record.text;
    case 'outcome': {
      const reason = record.detail.reason;
      return `${record.type}${of}${reason === undefined ? '' : `: ${reason}`}`;
    }
    case 'document':
      return `${record.type} ${record.number}`;
    case 'transition':
      return `${record.type}: ${record.was} to ${record.state}${record.ignored ? ' (ignored)' : ''}`;
    case 'posting':
      return `posting ${record.type}${of}`;
    default:
      return `${record.kind} ${record.type}`;
  }
}
