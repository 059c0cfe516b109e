/**
 * Report as text: the tables that `headend bench` prints, each as soon as it is measured.
 */
import type { IdleMeasurement, PhaseMeasurement } from './measure.ts';
import { PHASE_NAMES } from './phases.ts';
import type { PholdResult } from './phold.ts';
import { purchasesEach } from './purchases.ts';
import type { RatingMeasurement } from './rating.ts';
import { type Finding, type Growth, type Machine, type Row, rowOf, type Table } from './report.ts';
import { TEN_TITLES, TEN_VARIANTS, type TenVariant } from './ten/variant.ts';
import { VARIANT_TITLES, VARIANTS, type Variant } from './variant.ts';

const TITLE_WIDTH = 34;
const FIGURE_WIDTH = 15;

/** The lines of what was found. */
export function* findingLines(finding: Finding): Generator<string> {
  const { machine, phold, rating, ten = [], purchases = [] } = finding;
  if (machine !== undefined) yield* headLines(machine);
  if (phold !== undefined) yield* pholdLines(phold);
  if (rating != null) yield* ratingLines(rating);
  for (const table of ten) yield* tenLines(table);
  for (const table of purchases) yield* purchaseLines(table);
  yield* growthLines(finding.growth ?? []);
  yield* idleLines(finding.idle ?? []);
  yield* phaseLines(finding.phases ?? []);
  yield* skippedLines(finding.skipped ?? []);
}

function* headLines(machine: Machine): Generator<string> {
  yield* machineLines(machine);
  yield '';
  yield 'Ten messages a purchase:';
  yield* legend(TEN_VARIANTS, TEN_TITLES);
  yield '';
  yield 'W2, purchases:';
  yield* legend(VARIANTS, VARIANT_TITLES);
}

/** What was measured on, in two lines. */
export function machineLines(machine: Machine): readonly string[] {
  const { system, processor, cores, memoryGiB, node, versions, date } = machine;
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `${system}, ${cores} x ${processor}, ${memoryGiB} GiB, Node ${node}`,
    `${named.join(', ')}; ${date}`,
  ];
}

function* pholdLines(phold: PholdResult): Generator<string> {
  yield '';
  yield 'W1, PHOLD: 1,024 processes, 16,384 pending, 2,000,000 events';
  yield row('', ['events/s', 'of plain']);
  yield row('plain JavaScript, typed heap', [count(phold.plainPerSecond), '1.00']);
  yield row('scheduler', [count(phold.kernelPerSecond), phold.ratio.toFixed(2)]);
}

function* ratingLines(rating: RatingMeasurement): Generator<string> {
  const { records, sessions } = rating;
  yield '';
  yield `R1, rating: ${count(records)} usage records of ${count(sessions)} sessions, read from memory`;
  yield row('', ['records/s', 'of plain']);
  yield row('plain JavaScript, floats', [count(rating.plainPerSecond), '1.00']);
  yield row('rated exactly', [count(rating.headendPerSecond), rating.ratio.toFixed(2)]);
}

function* tenLines(table: Table<TenVariant>): Generator<string> {
  const plain = rowOf(table, 'plain');
  const simjs = rowOf(table, 'simjs');
  yield '';
  yield `Ten messages a purchase: ${count(table.clients)} clients, 10 purchases each, ${count(plain?.messages ?? 0)} messages, warmed up${roundsOf(table)}`;
  const columns = ['messages/s', 'of plain', 'of simjs', 'CPU us/msg', 'of plain', 'of simjs'];
  yield row('', [...columns, 'peak MiB']);
  for (const one of table.rows) {
    yield row(TEN_TITLES[one.variant].title, [
      count(one.perSecond),
      ratio(one.perSecond, plain?.perSecond),
      ratio(one.perSecond, simjs?.perSecond),
      one.cpuUs.toFixed(2),
      ratio(plain?.cpuUs, one.cpuUs),
      ratio(simjs?.cpuUs, one.cpuUs),
      count(one.peakMiB),
    ]);
  }
}

function* purchaseLines(table: Table<Variant>): Generator<string> {
  const plain = rowOf(table, 'plain');
  const least = rowOf(table, 'happy-path');
  const unread = rowOf(table, 'compiled');
  const messages = table.rows[0]?.messages ?? 0;
  yield '';
  yield `W2, purchases: ${count(table.clients)} clients, ${purchasesEach(table.clients)} each, ${count(messages)} messages${roundsOf(table)}`;
  const columns = ['messages/s', 'of plain', 'CPU us/msg', 'of plain', 'of minimum', 'of unread'];
  yield row('', [...columns, 'peak MiB', 'set-up s']);
  for (const one of table.rows) {
    yield row(VARIANT_TITLES[one.variant].title, [
      count(one.perSecond),
      ratio(one.perSecond, plain?.perSecond),
      one.cpuUs.toFixed(2),
      ratio(plain?.cpuUs, one.cpuUs),
      ratio(least?.cpuUs, one.cpuUs),
      ratio(unread?.cpuUs, one.cpuUs),
      count(one.peakMiB),
      one.setUpSeconds.toFixed(2),
    ]);
  }
}

function* growthLines(growths: readonly Growth[]): Generator<string> {
  if (growths.length === 0) return;
  yield '';
  yield 'How the CPU time a message grows with the number of clients';
  yield row('', ['from', 'to', 'times']);
  for (const { variant, fromClients, toClients, ratio: times } of growths) {
    const figures = [count(fromClients), count(toClients), times.toFixed(2)];
    yield row(VARIANT_TITLES[variant].title, figures);
  }
}

function* idleLines(idle: readonly IdleMeasurement[]): Generator<string> {
  if (idle.length === 0) return;
  yield '';
  yield `An idle client: everybody is there, nobody does anything; ${count(idle[0]?.clients ?? 0)} clients`;
  yield row('', ['heap bytes']);
  for (const { variant, bytesEach } of idle) {
    yield row(VARIANT_TITLES[variant].title, [count(bytesEach)]);
  }
}

function* phaseLines(phases: readonly PhaseMeasurement[]): Generator<string> {
  if (phases.length === 0) return;
  yield '';
  yield `Where the time goes: seconds, and their share of the run, by the file that was running; ${count(phases[0]?.clients ?? 0)} clients`;
  yield row(
    '',
    phases.map(({ variant }) => variant),
  );
  yield row(
    'set-up',
    phases.map(({ setUpSeconds }) => setUpSeconds.toFixed(2)),
  );
  for (const name of PHASE_NAMES) {
    const figures = phases.map(({ phases: seconds }) => {
      const total = Object.values(seconds).reduce((sum, one) => sum + one, 0);
      const one = seconds[name] ?? 0;
      return one === 0 ? '-' : `${one.toFixed(2)} ${Math.round((100 * one) / total)}%`;
    });
    yield row(name, figures);
  }
}

function* skippedLines(skipped: readonly string[]): Generator<string> {
  if (skipped.length === 0) return;
  yield '';
  yield 'Left out:';
  for (const why of skipped) yield `  ${why}`;
}

/** What each program does, so that nobody has to guess what a ratio is to. */
function* legend<Name extends string>(
  variants: readonly Name[],
  titles: Readonly<Record<Name, { readonly title: string; readonly does: string }>>,
): Generator<string> {
  for (const variant of variants) {
    const { title, does } = titles[variant];
    yield `  ${title.padEnd(TITLE_WIDTH)}${does}`;
  }
}

function roundsOf({ rows }: Table<string>): string {
  const most = Math.max(1, ...rows.map(({ rounds }: Row<string>) => rounds));
  return most === 1 ? '' : `; medians of up to ${most} rounds`;
}
function ratio(one: number | undefined, other: number | undefined): string {
  return one === undefined || other === undefined ? '-' : (one / other).toFixed(2);
}
function row(title: string, figures: readonly string[]): string {
  const cells = figures.map((figure) => figure.padStart(FIGURE_WIDTH)).join('');
  return `  ${title.padEnd(TITLE_WIDTH)}${cells}`.trimEnd();
}
function count(n: number): string {
  return Math.round(n).toLocaleString('en-US');
}
