/**
 * Compare: two branches side by side, from where they part.
 */
export function CompareView() {
  return <p>…</p>;
}
