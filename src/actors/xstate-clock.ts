/**
 * XState clock: lets `after` and delayed `raise` of XState 5 wait in virtual time.
 *
 *     createActor(machine, { clock: clockOn(timeline, 'alice') })
 *
 * Units: XState speaks milliseconds, which may be fractions; the timeline whole microseconds.
 * Law (test/actors/xstate-clock.test.ts): a machine that re-enters itself `after` 100 ms does so at
 * 100, 200, 300 ... however far one run goes. XState's own SimulatedClock moves its time to the end
 * of a jump before it fires anything, and so fires such a machine once.
 */
import { PRIORITY, type Timeline, type TimerHandler } from './timeline.ts';

/** What `createActor(machine, { clock })` asks for. */
export interface TimelineClock {
  /** Has `fire` called `delayMs` from now; the handle it returns is a number above zero. */
  readonly setTimeout: (fire: () => void, delayMs: number) => number;
  /** Forgets it. Does nothing when it has fired or was cleared before. */
  readonly clearTimeout: (handle: number) => void;
}

/**
 * The clock of the actors that `owner` names; children inherit it from their parent.
 *
 * @param run calls `fire`, with whatever has to surround it, say to attribute what it causes
 * @throws {BrokenInvariant} from `setTimeout`, when a delay is negative or not a number
 */
export function clockOn(
  timeline: Timeline,
  owner: string,
  run: (fire: () => void) => void = (fire) => fire(),
): TimelineClock {
  const handler: TimerHandler<() => void> = { owner, fire: run };
  return {
    setTimeout: (fire, delayMs) => {
      const dueUs = timeline.nowUs + Math.round(delayMs * 1000);
      // A timeline may number its timers from 0, which a caller could take for "no timer".
      return timeline.at(dueUs, PRIORITY.timer, handler, fire) + 1;
    },
    clearTimeout: (handle) => timeline.cancel(handle - 1),
  };
}
