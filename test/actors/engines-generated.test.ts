/**
 * Engines on generated machines: both do the same with any machine made of what tables can say.
 *
 * A difference is told with the seed of fast-check, the smallest machine and the moves that show it.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { compiledEngine } from '../../src/actors/compiled/engine.ts';
import { xstateEngine } from '../../src/actors/xstate-engine.ts';
import { expectSame, type Move, type Sight } from './engine-trial.ts';
import { EVENTS, machinePlan } from './generated-machine.ts';
import { machineOf } from './generated-machine-build.ts';

// Some thousand machines, on computers that may be slow.
vi.setConfig({ testTimeout: 900_000 });

const SEED = 20_261_122;
const MACHINE_COUNT = 3_000;

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom(...EVENTS, ...EVENTS, 'c', 'unheard-of'), fc.nat({ max: 3 }))
      .map(([type, n]): Move => ({ does: 'send', event: { type, n } as { type: string } })),
  },
  { weight: 2, arbitrary: fc.constant<Move>({ does: 'fire' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(5_000, 30_000).map((us): Move => ({ does: 'wait', us })),
  },
);
const moves = fc.array(move, { minLength: 4, maxLength: 12 });

beforeAll(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));
afterAll(() => void vi.restoreAllMocks());

/** How often something happened in all trials, so that they are known to be about something. */
const seen = { steps: 0, changes: 0, emitted: 0, timers: 0, done: 0, deaf: 0, failed: 0 };

test('both engines do the same, whatever the machine', () => {
  fc.assert(
    fc.property(machinePlan, moves, fc.nat({ max: 5 }), (plan, made, count) => {
      const machine = machineOf(plan);
      const trial = { machine, input: { count }, startUs: 0, moves: made };
      expectSame(xstateEngine, compiledEngine, trial).forEach(note);
    }),
    { seed: SEED, numRuns: MACHINE_COUNT },
  );
});

test('the machines were alive: they changed, spoke, waited, ended, went deaf and failed', () => {
  expect(seen.steps).toBeGreaterThan(5 * MACHINE_COUNT);
  // Most machines go somewhere, all in all, and most say something.
  expect(seen.changes).toBeGreaterThan(MACHINE_COUNT / 2);
  expect(seen.emitted).toBeGreaterThan(MACHINE_COUNT);
  expect(seen.timers).toBeGreaterThan(MACHINE_COUNT / 2);
  for (const rare of [seen.done, seen.deaf, seen.failed]) expect(rare).toBeGreaterThan(50);
});

function note({ steps, armedBy, isDone, isDeaf, failure }: Sight): void {
  seen.steps += steps.length;
  seen.changes += steps.filter(({ was, state }) => was !== state).length;
  seen.emitted += steps.flatMap(({ emitted }) => emitted).length;
  seen.timers += armedBy.length;
  seen.done += isDone ? 1 : 0;
  seen.deaf += isDeaf ? 1 : 0;
  seen.failed += failure === null ? 0 : 1;
}
