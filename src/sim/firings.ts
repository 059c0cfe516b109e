/**
 * Firings: how many timers have fired, who fired lately, and the limits that stop a run without end.
 */
import { type Owned, RunawayRun, type SchedulerLimits } from './runaway-run.ts';

/** What has fired, as plain data. */
export interface FiringsState {
  readonly count: number;
  readonly atInstant: number;
  /** The owners of the latest firings, as the ring has them. */
  readonly lately: readonly string[];
}

/** How many firings are remembered for the blame in a RunawayRun; a power of two. */
const LATELY = 1024;

/** Counts firings and keeps them within limits. */
export class Firings {
  /** Since the start of the run. */
  count = 0;
  /** At the present instant. */
  atInstant = 0;
  readonly #eventsMax: number;
  readonly #eventsPerInstantMax: number;
  readonly #untilUsMax: number;
  /** A ring: the handler of firing n is at n modulo LATELY. */
  readonly #lately: Owned[] = [];

  constructor(limits: SchedulerLimits) {
    this.#eventsMax = limits.eventsMax ?? Number.POSITIVE_INFINITY;
    this.#eventsPerInstantMax = limits.eventsPerInstantMax ?? 1_000_000;
    this.#untilUsMax = limits.untilUsMax ?? Number.POSITIVE_INFINITY;
  }

  /** Counts one. */
  note(handler: Owned): void {
    this.#lately[this.count & (LATELY - 1)] = handler;
    this.count += 1;
    this.atInstant += 1;
  }

  /** @throws {RunawayRun} when a timer due at `dueUs` would pass a limit */
  keepLimits(dueUs: number, nowUs: number): void {
    if (this.count >= this.#eventsMax) this.#stop('eventsMax', this.#eventsMax, dueUs);
    if (dueUs > this.#untilUsMax) this.#stop('untilUsMax', this.#untilUsMax, dueUs);
    if (dueUs === nowUs && this.atInstant >= this.#eventsPerInstantMax) {
      this.#stop('eventsPerInstantMax', this.#eventsPerInstantMax, dueUs);
    }
  }

  save(): FiringsState {
    const lately = this.#lately.map(({ owner }) => owner);
    return { count: this.count, atInstant: this.atInstant, lately };
  }
  /** Becomes what was saved. */
  load({ count, atInstant, lately }: FiringsState): void {
    this.count = count;
    this.atInstant = atInstant;
    this.#lately.push(...lately.map((owner) => ({ owner })));
  }

  #stop(limit: keyof SchedulerLimits, limitValue: number, atUs: number): never {
    throw new RunawayRun(limit, limitValue, atUs, this.#lately);
  }
}
