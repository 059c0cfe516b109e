/**
 * Act: what an architect does to the run: actions, messages, cuts.
 */
export function ActPanel() {
  return <p>…</p>;
}
