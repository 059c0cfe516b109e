/**
 * Conformance: every claim of the source texts, the scenarios that show it, and whether it holds.
 *
 *     scenarios ──run each once──▶ verdicts ─┬─by claim──▶ rows
 *     rate files ──rated alone───▶ verdicts ─┘
 *
 * A claim holds when at least one scenario shows it and, in every scenario that shows it, what shows
 * it and all invariants hold. So a claim that nothing shows does not hold, and a scenario that
 * breaks an invariant shows nothing. A rate file shows what needs no network, in the same way.
 * A scenario of which no row is asked is not run: it can have no part in the others. Law (test/sim/conformance.test.ts): break what a scenario
 * expects, and exactly the rows it showed fall.
 */
import type { Engine } from '../actors/engine.ts';
import { CLAIMS, type Claim } from './claims.ts';
import type { RateVerdict } from './rate/judge.ts';
import { runScenario } from './run.ts';
import type { RunResult } from './run-result.ts';
import type { Scenario } from './scenario/model.ts';

/** One claim and what came of it. */
export interface ConformanceRow {
  readonly id: string;
  readonly title: string;
  /** The scenarios and rate files that show it, by name, in the order in which they were given. */
  readonly scenarios: readonly string[];
  readonly holds: boolean;
}
export interface Conformance {
  readonly rows: readonly ConformanceRow[];
  /** Why rows do not hold, as sentences that name the scenario; by claim id. */
  readonly reasons: ReadonlyMap<string, readonly string[]>;
}

/** A rate file after judging (judge.ts): what it shows needs no network. */
export interface JudgedRates {
  readonly name: string;
  readonly verdicts: readonly RateVerdict[];
}
/** What is asked for beside the scenarios; everything may be absent. */
export interface ConformanceRequest {
  readonly engine?: Engine;
  readonly rates?: readonly JudgedRates[];
  /** Whether a claim is asked for; all are when absent. */
  readonly isAsked?: (claim: Claim) => boolean;
  /** Called with each scenario before it runs. */
  readonly onRun?: (scenario: Scenario) => void;
}

/** Runs each scenario that shows a claim that is asked for once, and judges those claims. */
export function conformanceOf(
  scenarios: readonly Scenario[],
  { engine, rates = [], isAsked = () => true, onRun = () => {} }: ConformanceRequest = {},
): Conformance {
  const claims = CLAIMS.filter(isAsked);
  const ids = new Set(claims.map(({ id }) => id));
  const exhibits = scenarios
    .filter(({ expectations }) => expectations.some(({ shows }) => shows.some((id) => ids.has(id))))
    .flatMap((scenario) => {
      onRun(scenario);
      return exhibitsIn(runScenario(scenario, engine === undefined ? {} : { engine }));
    });
  exhibits.push(...rates.flatMap(exhibitsOfRates));
  const rows = claims.map((claim) => rowOf(claim, exhibits));
  const reasons = rows
    .filter(({ holds }) => !holds)
    .map(({ id }) => [id, reasonsFor(id, exhibits)] as const);
  return { rows, reasons: new Map(reasons) };
}

/** What one scenario, or rate file, shows of one claim. */
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
  const verdicts = expectations.map(({ expectation: { title, shows }, holds }) => {
    return { shows, reasons: holds ? [] : [`"${title}" does not hold`] };
  });
  return exhibitsAs(scenario, verdicts, broken);
}

function exhibitsOfRates({ name, verdicts }: JudgedRates): readonly Exhibit[] {
  const judged = verdicts.map(({ title, shows, holds, explanation }) => {
    return { shows, reasons: holds ? [] : [`"${title}" does not hold: ${explanation}`] };
  });
  return exhibitsAs(name, judged, []);
}

/** One exhibit a claim; `broken` speaks against each of them. */
function exhibitsAs(
  name: string,
  verdicts: readonly { readonly shows: readonly string[]; readonly reasons: readonly string[] }[],
  broken: readonly string[],
): readonly Exhibit[] {
  const exhibits = new Map<string, string[]>();
  for (const { shows, reasons } of verdicts) {
    for (const id of shows) {
      const known = exhibits.get(id) ?? [...broken];
      known.push(...reasons);
      exhibits.set(id, known);
    }
  }
  return [...exhibits].map(([id, reasons]) => ({ id, scenario: name, reasons }));
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
