/**
 * Columns: a record as one line of fixed columns, for terminals, golden files and `diff`.
 *
 *          seq         at  kind        type                         conversation      what
 *           12   2.413000  delivered   order.place                  alice-1           client/alice -> processing-server
 *
 * `at` is in seconds since the start, to the microsecond. A word too long for its column is kept
 * whole and moves the rest of its line. Control characters become blanks, so a line stays a line.
 */
import type { RunRecord } from '../record.ts';

const US_PER_SECOND = 1_000_000;

/** The heads of the columns, aligned with them. */
export const LEGEND = line('seq', 'at', 'kind', 'type', 'conversation', 'what');

/** One record as a line, without a line feed. */
export function columns(record: RunRecord): string {
  const { seq, atUs, kind, type, conversation } = record;
  const rest = atUs % US_PER_SECOND;
  const at = `${(atUs - rest) / US_PER_SECOND}.${String(rest).padStart(6, '0')}`;
  return line(String(seq), at, kind, type, conversation ?? '-', whatIn(record));
}

function line(
  seq: string,
  at: string,
  kind: string,
  type: string,
  conversation: string,
  what: string,
): string {
  const cells = [
    seq.padStart(8),
    at.padStart(12),
    ` ${kind.padEnd(10)}`,
    type.padEnd(27),
    conversation.padEnd(16),
    what,
  ];
  return cells
    .join(' ')
    .replace(/\p{Cc}/gu, ' ')
    .trimEnd();
}

function whatIn(record: RunRecord): string {
  switch (record.kind) {
    case 'sent': {
      const again = record.attempt > 1 ? `, attempt ${record.attempt}` : '';
      return `${record.from} -> ${record.to} on ${record.channel}, ${record.bytes} bytes${again}`;
    }
    case 'delivered': {
      const handled = record.handled === 'new' ? '' : ` (${record.handled})`;
      const altered = record.body === undefined ? '' : ' (altered on the way)';
      return `${record.from} -> ${record.to}${handled}${altered}`;
    }
    case 'lost':
      return `${record.from} -x ${record.to} on ${record.channel}: ${record.reason}`;
    case 'transition': {
      const ignored = record.ignored ? ' (ignored)' : '';
      return `${record.actor}: ${record.was} -> ${record.state}${ignored}`;
    }
    case 'started':
    case 'stopped':
      return `${record.actor}: ${record.machine} in ${record.state}`;
    case 'posting': {
      const legs = record.legs.map(({ account, amountMinor }) => `${account} ${amountMinor}`);
      return `${record.id}: ${legs.join(', ')} ${record.currency}`;
    }
    case 'document':
      return `${record.actor}: ${record.number}`;
    case 'outcome': {
      const detail = Object.entries(record.detail).map(([name, value]) => `${name}=${value}`);
      return `${record.actor}${detail.length === 0 ? '' : `: ${detail.join(', ')}`}`;
    }
    case 'stimulus':
    case 'failure':
      return `${record.actor}: ${record.text}`;
  }
}
