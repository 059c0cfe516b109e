/**
 * Reply types: the page draws as replies what the protocol calls replies.
 */
import { expect, test } from 'vitest';
import { MESSAGE_LAWS } from '../../../src/machines/message-table.ts';
import { isReply } from '../../../web/src/sequence/reply-types.ts';

test('the page takes exactly the replies of the protocol for replies', () => {
  const laws = Object.entries(MESSAGE_LAWS);
  const replies = laws.filter(([, { role }]) => role === 'reply').map(([type]) => type);
  expect(laws.map(([type]) => type).filter(isReply)).toEqual(replies);
});
