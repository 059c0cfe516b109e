/**
 * Properties: what must hold, and whether it does at the cursor.
 */
export function PropertyList() {
  return <p>…</p>;
}
