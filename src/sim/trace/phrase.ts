/**
 * Phrase: one record in the middle of a sentence, for explanations.
 *
 *     order.place from client/alice to processing-server, delivered at 2.413s (record 12)
 */
import type { Clock } from '../clock-text.ts';
import type { RunRecord } from '../record.ts';

/** Names a record: what it is, whose, when, and its `seq` to find it by. */
export function phrase(record: RunRecord, clock: Clock): string {
  return `${whatIn(record)} at ${clock(record.atUs)} (record ${record.seq})`;
}

function whatIn(record: RunRecord): string {
  const { type, actor, kind } = record;
  const of = record.conversation === null ? '' : ` of ${record.conversation}`;
  switch (record.kind) {
    case 'sent':
      return `${type} from ${record.from} to ${record.to}, sent`;
    case 'delivered': {
      const handled = record.handled === 'new' ? '' : ` (${record.handled})`;
      return `${type} from ${record.from} to ${record.to}, delivered${handled}`;
    }
    case 'lost':
      return `${type} from ${record.from} to ${record.to}, lost (${record.reason})`;
    case 'transition':
      return `${actor} on ${type}: ${record.was} -> ${record.state}${record.ignored ? ' (ignored)' : ''}`;
    case 'stimulus':
      return `"${record.text}"`;
    case 'posting':
      return `posting ${type}${of}`;
    case 'document':
      return `${type} ${record.number}`;
    case 'outcome':
      return `outcome ${type}${of}`;
    case 'failure':
      return `failure of ${actor}: ${record.text}`;
    default:
      return `${actor} ${kind}`;
  }
}
