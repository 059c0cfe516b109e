/**
 * Scenario: the file that is run, to be read, edited and run again.
 */
export function ScenarioPanel() {
  return <p>…</p>;
}
