/**
 * Future events: what is due, when and by whom.
 */
export function FutureEvents() {
  return <p>…</p>;
}
