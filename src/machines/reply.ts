/**
 * Reply: what every answer takes over from the request it answers.
 *
 *     emit((_, { asked }) => ({ type: 'order.cancelled', ...replyTo(asked) }))
 */
import type { Address } from './address.ts';
import type { Received } from './protocol.ts';

/** Where an answer to `asked` goes, and the ids by which it is known as that answer (I6). */
export function replyTo(asked: Received): {
  readonly to: Address;
  readonly requestId: string;
  readonly conversation: string;
} {
  return { to: asked.from, requestId: asked.requestId, conversation: asked.conversation };
}
