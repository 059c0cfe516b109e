/**
 * Machine lives: every machine that is shipped, and what it is tried with.
 *
 * Most lives are recorded from whole runs; what no run of these shows is written by hand. Units:
 * microseconds, seconds where a name ends in `S`.
 */
import type { AnyStateMachine } from 'xstate';
import { type Call, lineMachine } from '../../src/machines/line.ts';
import { PARTICIPANT_MACHINES, PROCESS_MACHINES } from '../../src/sim/machinery.ts';
import { CALM_VIEWING, viewingScenario, type WatchingDeed } from '../sim/troubled-viewing.ts';
import { differentLives, type Recording, recordingsOf } from './machine-recording.ts';

/** Every machine that is shipped. */
export const MACHINES: readonly AnyStateMachine[] = [
  ...Object.values(PARTICIPANT_MACHINES),
  ...Object.values(PROCESS_MACHINES),
  lineMachine,
];

const LIVES_MAX = 24;
const SECOND_US = 1_000_000;
/** Chosen so that they show all features, all media, all fees, and much that goes wrong. */
const SCENARIOS = [
  'access-rate',
  'actors-songs-minutes',
  'auction-night',
  'bad-network',
  'cancelled',
  'declined',
  'eight-fees',
  'eight-ways',
  'flagship',
  'frame-by-frame',
  'gone',
  'medium-antenna',
  'medium-dial-up',
  'no-receipt',
  'nobody-sells-it',
  'one-evening-one-bill',
  'options-on-screen',
  'past-the-commercial',
  'points-and-vouchers',
  'premiere',
  'seen-enough',
  'six-living-rooms',
  'source-out-of-order',
  'student',
  'switched-off',
  'the-bill-follows',
  'the-telephone-rings',
  'token-tampering',
  'two-for-one',
];

/** The lives of every machine, the most different ones of each. */
export function livesOfAll(): ReadonlyMap<AnyStateMachine, readonly Recording[]> {
  const recordings = [...recordingsOf(SCENARIOS, [restlessEvening()]), ...troubledLines()];
  return new Map(
    MACHINES.map((machine) => {
      const own = recordings.filter((one) => one.machine === machine);
      return [machine, differentLives(own, LIVES_MAX)];
    }),
  );
}

/** Viewers who do all that viewers can do, with little credit, and cut off for an hour. */
function restlessEvening() {
  const during = (who: string, deeds: readonly (readonly [string, number])[]) =>
    deeds.map(
      ([does, atS]): WatchingDeed => ({
        since: `viewing.started of ${who}-viewing-1`,
        atS,
        do: `${who} ${does}`,
      }),
    );
  return viewingScenario({
    ...CALM_VIEWING,
    credit: 1,
    billing: 'cycle',
    outages: [{ what: 'near uplink', fromS: 400, lastsS: 4_000 }],
    deeds: [
      { since: null, atS: 1, do: 'alice plays night with film' },
      ...during('alice', [
        ['pauses', 10],
        ['answers c-1', 12],
        ['takes part in poll', 13],
        ['resumes', 20],
        ['seeks to 2:20', 25],
        ['answers c-1', 30],
        ['takes part in poll', 32],
        ['seeks to 7:55', 60],
        ['pauses', 61],
        ['resumes', 63],
      ]),
      { since: null, atS: 1, do: 'bob plays night with film' },
      ...during('bob', [
        ['seeks to 2:15', 20],
        ['pauses', 25],
        ['seeks to 3:00', 30],
        ['stops', 40],
      ]),
      { since: null, atS: 600, do: 'carol plays night with gift' },
      { since: null, atS: 600.05, do: 'carol stops' },
      { since: null, atS: 700, do: 'carol plays night with reel' },
    ],
  });
}

/** Calls that are not answered, that are used, and that drop: shipped scenarios have better lines. */
function troubledLines(): readonly Recording[] {
  const lift = (call: Call) => ({ type: 'line.lift', call }) as { readonly type: string };
  const used = { type: 'line.used' };
  const life = (...events: readonly (readonly [gapS: number, event: { type: string }])[]) => ({
    machine: lineMachine,
    input: { idleMs: 60_000 },
    startUs: 0,
    heard: events.map(([gapS, event]) => ({ gapUs: gapS * SECOND_US, event })),
    failures: [],
  });
  const busy = lift({ setUpMs: 12_000, lastsMs: null, fails: true });
  const short = lift({ setUpMs: 12_000, lastsMs: 70_000, fails: false });
  return [life([1, busy], [20, busy]), life([1, short], [20, used], [50, used])];
}
