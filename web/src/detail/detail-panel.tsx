/**
 * Detail: everything about the record at the cursor, or the chosen one.
 */
export function DetailPanel() {
  return <p>…</p>;
}
