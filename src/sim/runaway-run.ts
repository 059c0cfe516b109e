/**
 * Runaway run: the error of a run that would not end, naming who keeps it going.
 *
 * A limit is the user's (a scenario that loops, a bound set too low), so this is an operating error
 * with a remedy, not a broken invariant. Held by test/sim/scheduler.test.ts.
 */
/** Bounds that stop a run which would not end; each is by default far beyond a healthy run. */
export interface SchedulerLimits {
  /** How many timers may fire in all. Default: no bound. */
  readonly eventsMax?: number;
  /** How many timers may fire at one virtual instant. Default: 1,000,000. */
  readonly eventsPerInstantMax?: number;
  /** The last virtual microsecond at which a timer may fire. Default: no bound. */
  readonly untilUsMax?: number;
}

/** Whoever fired: only who that is matters here. */
export interface Owned {
  readonly owner: string;
}

/** A run passed one of its limits. The timer that would have passed it is still pending. */
export class RunawayRun extends Error {
  override readonly name = 'RunawayRun';
  readonly limit: keyof SchedulerLimits;
  readonly atUs: number;
  /** The owners who fired most lately, most first, at most three. */
  readonly busiestOwners: readonly string[];

  constructor(
    limit: keyof SchedulerLimits,
    limitValue: number,
    atUs: number,
    lately: readonly Owned[],
  ) {
    const busiest = busiestOf(lately);
    const counts = busiest.map(([owner, count]) => `${owner} (${count})`).join(', ');
    super(
      `the run passed its limit ${limit} = ${limitValue} at ${atUs} us; of the last ` +
        `${lately.length} events most were fired by ${counts || 'nobody'}; look for a loop ` +
        `between them that waits for nothing, or raise ${limit}`,
    );
    this.limit = limit;
    this.atUs = atUs;
    this.busiestOwners = busiest.map(([owner]) => owner);
  }
}

/** The three owners with most firings among `lately`; of equals, the one first met. */
function busiestOf(lately: readonly Owned[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { owner } of lately) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, 3);
}
