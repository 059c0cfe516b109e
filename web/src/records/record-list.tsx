/**
 * Record list: every record as a row of a grid.
 */
export function RecordList() {
  return <p>…</p>;
}
