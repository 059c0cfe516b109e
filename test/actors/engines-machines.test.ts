/**
 * Engines on shipped machines: both do the same with every one of them, whatever comes.
 *
 *     mutations      of what the machines really heard in whole runs (event-mutation.ts)
 *     exploration    every event in every state (state-exploration.ts)
 *
 * A difference is told with the seed of fast-check and the path to the smallest sequence that shows it.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { compiledEngine } from '../../src/actors/compiled/engine.ts';
import { xstateEngine } from '../../src/actors/xstate-engine.ts';
import { expectSame, type Trial } from './engine-trial.ts';
import { mutationsOf } from './event-mutation.ts';
import { livesOfAll, MACHINES } from './machine-lives.ts';
import { exploreStates } from './state-exploration.ts';
import { TransitionCoverage } from './transition-coverage.ts';

// Some thousand lives of machines, on computers that may be slow.
vi.setConfig({ testTimeout: 900_000 });

const SEED = 20_261_121;
/** Machines with more transitions are tried more often. */
const SEQUENCES_MIN = 300;
const SEQUENCES_PER_TRANSITION = 20;
/** Transitions that nothing can bring about. */
const DEAD = new Set([
  // Whatever moves the playback enters `playing` anew, and so begins with the programme.
  'viewing.playing.subsidy always, no. 1',
]);

const lives = livesOfAll();
const coverages = MACHINES.map((machine) => new TransitionCoverage(machine));
const coverageOf = new Map(MACHINES.map((machine, n) => [machine, coverages[n]]));
let sequenceCount = 0;

// XState warns of every event to a machine that is done; here that is intended.
beforeAll(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));
afterAll(() => void vi.restoreAllMocks());

describe.each(MACHINES.map((machine) => [machine.id, machine] as const))('%s', (_, machine) => {
  const own = lives.get(machine) ?? [];
  const coverage = coverageOf.get(machine);
  const compare = (trial: Trial) => {
    coverage?.play(trial);
    return expectSame(xstateEngine, compiledEngine, trial);
  };

  test('is the same on both engines over mutations of its lives', () => {
    const numRuns = SEQUENCES_MIN + SEQUENCES_PER_TRANSITION * (coverage?.transitionCount ?? 0);
    fc.assert(
      fc.property(mutationsOf(machine, own), (trial) => void compare(trial)),
      { seed: SEED, numRuns },
    );
    sequenceCount += numRuns;
  });

  test('is the same on both engines on every event in every state', () => {
    let hasMoved = false;
    exploreStates(own, (trial) => {
      const sights = compare(trial);
      hasMoved ||= sights.some(({ steps }) => steps.some(({ ignored }) => !ignored));
      return sights;
    });
    expect(hasMoved).toBe(true);
  });
});

describe('all together', () => {
  test('at least ten thousand random sequences were compared', () => {
    expect(sequenceCount).toBeGreaterThanOrEqual(10_000);
  });

  test('every state of every machine was entered', () => {
    // structure.test.ts says that all of them can be reached.
    expect(coverages.flatMap((one) => one.unentered())).toEqual([]);
    expect(sum(coverages.map(({ stateCount }) => stateCount))).toBeGreaterThan(MACHINES.length);
  });

  test('every transition of every machine was taken, but those that nothing can bring about', () => {
    expect(coverages.flatMap((one) => one.untaken())).toEqual([...DEAD]);
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
