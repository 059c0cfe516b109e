/**
 * Sequence chart: messages between lifelines over virtual time.
 */
export function SequenceChart() {
  return <p>…</p>;
}
