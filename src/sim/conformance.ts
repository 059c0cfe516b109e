/**
 * Conformance: every claim of the source texts, the scenarios that show it, and whether it holds.
 *
 *     scenarios ──run each once──▶ verdicts ──by claim──▶ rows
 *
 * A claim holds when at least one scenario shows it and, in every scenario that shows it, what shows
 * it and all invariants hold. So a claim that nothing shows does not hold, and a scenario that
 * breaks an invariant shows nothing. Law (test/sim/conformance.test.ts): break what a scenario
 * expects, and exactly the rows it showed fall.
 */
import { CLAIMS, type Claim } from './claims.ts';
import { type RunResult, runScenario } from './run.ts';
import type { Scenario } from './scenario/model.ts';

/** One claim and what came of it. */
export interface ConformanceRow {
  readonly id: string;
  readonly title: string;
  /** The scenarios that show it, by name, in the order in which they were given. */
  readonly scenarios: readonly string[];
  readonly holds: boolean;
}
export interface Conformance {
  readonly rows: readonly ConformanceRow[];
  /** Why rows do not hold, as sentences that name the scenario; by claim id. */
  readonly reasons: ReadonlyMap<string, readonly string[]>;
}

/**
 * Runs each scenario once and judges the claims.
 *
 * @param onRun called with each scenario before it runs
 */
export function conformanceOf(
  scenarios: readonly Scenario[],
  onRun: (scenario: Scenario) => void = () => {},
): Conformance {
  const exhibits = scenarios.flatMap((scenario) => {
    onRun(scenario);
    return exhibitsIn(runScenario(scenario));
  });
  const rows = CLAIMS.map((claim) => rowOf(claim, exhibits));
  const reasons = rows
    .filter(({ holds }) => !holds)
    .map(({ id }) => [id, reasonsFor(id, exhibits)] as const);
  return { rows, reasons: new Map(reasons) };
}

/** What one scenario shows of one claim. */
interface Exhibit {
  readonly id: string;
  readonly scenario: string;
  /** Why it does not hold there; empty when it does. */
  readonly reasons: readonly string[];
}

function exhibitsIn(result: RunResult): readonly Exhibit[] {
  const { scenario, failure, invariants, expectations } = result;
  const broken = [
    ...(failure === null ? [] : [`the run stopped: ${failure.text}`]),
    ...invariants.filter(({ holds }) => !holds).map(({ id, name }) => `broke ${id}, ${name}`),
  ];
  const exhibits = new Map<string, string[]>();
  for (const { expectation, holds } of expectations) {
    for (const id of expectation.shows) {
      const reasons = exhibits.get(id) ?? [...broken];
      if (!holds) reasons.push(`"${expectation.title}" does not hold`);
      exhibits.set(id, reasons);
    }
  }
  return [...exhibits].map(([id, reasons]) => ({ id, scenario, reasons }));
}

function rowOf({ id, title }: Claim, exhibits: readonly Exhibit[]): ConformanceRow {
  const shown = exhibits.filter((exhibit) => exhibit.id === id);
  const holds = shown.length > 0 && shown.every(({ reasons }) => reasons.length === 0);
  return { id, title, scenarios: shown.map(({ scenario }) => scenario), holds };
}

function reasonsFor(id: string, exhibits: readonly Exhibit[]): readonly string[] {
  const shown = exhibits.filter((exhibit) => exhibit.id === id);
  if (shown.length === 0) return ['no scenario shows it'];
  return shown.flatMap(({ scenario, reasons }) =>
    reasons.map((reason) => `${scenario}: ${reason}`),
  );
}
