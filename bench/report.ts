/**
 * Report: what a benchmark found, as data, and the figures that follow from it.
 *
 * Everything is a ratio to a baseline of the same run: only those mean anything on another machine.
 */
import type { IdleMeasurement, PhaseMeasurement } from './measure.ts';
import type { PholdResult } from './phold.ts';
import type { RatingMeasurement } from './rating.ts';
import type { TenVariant } from './ten/variant.ts';
import type { Variant } from './variant.ts';

/** What was measured on. */
export interface Machine {
  readonly system: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  /** Of Headend and of what it is compared with, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly date: string;
}
/** One program at one size: the medians of its rounds. */
export interface Row<Name extends string> {
  readonly variant: Name;
  readonly rounds: number;
  readonly messages: number;
  /** Messages a second on the clock of the wall. */
  readonly perSecond: number;
  /** CPU time a message, of all threads, in microseconds. */
  readonly cpuUs: number;
  readonly peakMiB: number;
  readonly setUpSeconds: number;
  readonly diskBytes: number;
}
/** All programs at one size. */
export interface Table<Name extends string> {
  readonly clients: number;
  readonly rows: readonly Row<Name>[];
}
/** What a benchmark finds, in the order in which it does. */
export interface Report {
  readonly machine: Machine;
  /** The scheduler, and the rating of usage. */
  readonly phold: PholdResult;
  readonly rating: RatingMeasurement | null;
  readonly ten: readonly Table<TenVariant>[];
  readonly purchases: readonly Table<Variant>[];
  readonly growth: readonly Growth[];
  readonly idle: readonly IdleMeasurement[];
  readonly phases: readonly PhaseMeasurement[];
  /** What was left out, and why. */
  readonly skipped: readonly string[];
}
/** A part of a report: what was found since the last one. */
export type Finding = Partial<Report>;

/** A report with one more finding: tables go on, anything else is found once. */
export function withFinding(report: Finding, finding: Finding): Finding {
  const { ten = [], purchases = [] } = report;
  return {
    ...report,
    ...finding,
    ten: [...ten, ...(finding.ten ?? [])],
    purchases: [...purchases, ...(finding.purchases ?? [])],
  };
}

/** The row of a program; undefined when it was not measured. */
export function rowOf<Name extends string>(
  { rows }: Table<Name>,
  variant: Name,
): Row<Name> | undefined {
  return rows.find((row) => row.variant === variant);
}

/** How the CPU time a message grows with the number of clients. */
export interface Growth {
  readonly variant: Variant;
  readonly fromClients: number;
  readonly toClients: number;
  /** Of the largest size to the smallest. */
  readonly ratio: number;
}

/** For each program that was measured at more than one size, from the smallest to the largest. */
export function growthOf(tables: readonly Table<Variant>[]): readonly Growth[] {
  const sorted = [...tables].sort((one, other) => one.clients - other.clients);
  const variants = new Set(sorted.flatMap(({ rows }) => rows.map(({ variant }) => variant)));
  return [...variants].flatMap((variant) => {
    const measured = sorted.flatMap((table) => {
      const row = rowOf(table, variant);
      return row === undefined ? [] : [{ clients: table.clients, cpuUs: row.cpuUs }];
    });
    const [first] = measured;
    const last = measured.at(-1);
    if (first === undefined || last === undefined || first === last) return [];
    return {
      variant,
      fromClients: first.clients,
      toClients: last.clients,
      ratio: last.cpuUs / first.cpuUs,
    };
  });
}

/** The one in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
