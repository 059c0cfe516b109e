/**
 * Timeline: the part of the scheduler an actor may see.
 *
 *     at(dueUs, priority, handler, argument) --> TimerId --cancel--> nothing happens
 *                                                        --due-----> handler.fire(argument)
 *
 * Units: whole virtual microseconds since the start of the run.
 * Order: what is due fires by (time, priority, order of the `at` calls).
 * A pending timer is a handler (few, long-lived) and an argument (plain data), never a closure made
 * for one firing, so that what is pending can be listed, blamed on its owner and saved.
 */

/** Names one pending timer; it stays valid, and harmless to cancel, after the timer has fired. */
export type TimerId = number;

/** The sorts of handlers that a saved run finds again, each by its owner. */
export type HandlerKind = 'machine' | 'requests' | 'segment' | 'local' | 'script' | 'population';

/** Whoever is called when a timer is due. */
export interface TimerHandler<Argument> {
  /** With `owner`, what finds it again in a run that is taken up; without, its timers cannot be saved. */
  readonly kind?: HandlerKind;
  /** The address of the participant or segment on whose behalf this fires, for error messages. */
  readonly owner: string;
  fire(argument: Argument): void;
}

/** Which of several things due at the same instant goes first: lower first. */
export const PRIORITY = {
  /** What the scenario's script does to the network: cuts, mends, switches. */
  network: 0,
  /** Deliveries of messages. */
  delivery: 4,
  /** What people do. */
  user: 6,
  /** Timers of machines and of requests: an answer arriving at the deadline still counts. */
  timer: 8,
} as const;

/** What time it is, and what happens later. */
export interface Timeline {
  /** Now, in whole virtual microseconds. */
  readonly nowUs: number;
  /**
   * Has `handler.fire(argument)` called at `dueUs`.
   *
   * @throws {BrokenInvariant} when `dueUs` is not a whole number or lies before `nowUs`
   */
  at<Argument>(
    dueUs: number,
    priority: number,
    handler: TimerHandler<Argument>,
    argument: Argument,
  ): TimerId;
  /** Forgets a pending timer. Does nothing when it has fired or was cancelled before. */
  cancel(id: TimerId): void;
}
