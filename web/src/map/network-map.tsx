/**
 * Network map: participants, the links between them, and what is on its way.
 */
export function NetworkMap() {
  return <p>…</p>;
}
