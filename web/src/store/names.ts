/**
 * Names: addresses and records in few words, the same in every view.
 *
 *     client/alice                    alice
 *     source/metro-cable              metro-cable
 *     processing-server/order-eve-1   order-eve-1
 */
import type { Records } from './records.ts';

/** An address as people say it: without what only says its role. */
export function nameText(address: string): string {
  return address.slice(address.indexOf('/') + 1);
}

/** What happened, in a sentence: `order.accepted delivered to alice`. */
export function recordSentence(records: Records, seq: number): string {
  const at = seq - 1;
  const type = records.typeText(seq);
  const actor = nameText(records.actorText(seq));
  const to = nameText(records.text(records.to.at(at)));
  const a = records.text(records.a.at(at));
  const b = records.text(records.b.at(at));
  switch (records.kindName(seq)) {
    case 'stimulus':
    case 'failure':
      return a;
    case 'sent':
      return `${type} sent by ${nameText(records.text(records.from.at(at)))} to ${to}`;
    case 'delivered':
      return `${type} delivered to ${to}`;
    case 'lost':
      return `${type} to ${to} lost: ${a}`;
    case 'transition':
      if (records.ignored.at(at) === 1) return `${actor} ignored ${type}`;
      return a === b ? `${actor} took ${type} in ${b}` : `${actor} went to ${b} on ${type}`;
    case 'started':
      return `${actor} began in ${b}`;
    case 'stopped':
      return `${actor} came to its end in ${b}`;
    case 'posting':
      return `${actor} posted ${type} ${a}`;
    case 'document':
      return `${actor} issued ${type} ${a}`;
    case 'outcome':
      return `${type} of ${records.text(records.conversation.at(at))}`;
  }
}
