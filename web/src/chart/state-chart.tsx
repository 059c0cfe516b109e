/**
 * State chart: the machine of the chosen participant, where it is and how it came there.
 */
export function StateChart() {
  return <p>…</p>;
}
