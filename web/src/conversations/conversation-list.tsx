/**
 * Conversations: every order, session and settlement as one flow.
 */
export function ConversationList() {
  return <p>…</p>;
}
