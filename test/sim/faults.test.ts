/**
 * Faults: whatever goes wrong on the network, every run ends quiet, sound and agreed upon.
 *
 * The plans are in troubled-plan.ts, what no run may show in troubled-network.ts. A failure prints
 * the plan, shrunk; `complaintsOf(plan)` runs it again.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runScenario } from '../../src/sim/run.ts';
import {
  CALM_PLAN,
  complaintsOf,
  DAY_S,
  type Plan,
  scenarioOf,
  shape,
} from './troubled-network.ts';
import { duplicatingPlan, troubledPlan } from './troubled-plan.ts';

describe('under loss, duplicates, reordering, delays, cuts, outages and changes of mind', () => {
  test('every run ends quiet with every invariant holding and every order ended once', () => {
    fc.assert(
      fc.property(troubledPlan, (plan) => {
        expect(complaintsOf(plan)).toEqual([]);
      }),
      { seed: 20_260_606, numRuns: 1_000 },
    );
  });
});

describe('duplicates alone', () => {
  test('leave the ledger as it would be without them (I6)', () => {
    fc.assert(
      fc.property(duplicatingPlan, (plan) => {
        expect(complaintsOf(plan)).toEqual([]);
        const calm = runScenario(scenarioOf({ ...plan, troubles: [] }));
        expect(runScenario(scenarioOf(plan)).ledger).toEqual(calm.ledger);
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});

/** alice orders once, at the start. */
const ONE_ORDER: Plan = {
  ...CALM_PLAN,
  deeds: [{ atS: 0, do: 'alice selects surround on cup-final' }],
};
const alwaysLost = (on: string) => ({ on, loss: 100, duplicates: 0, reorders: 0, delayS: 0 });

describe('regressions: what was found here once, as small as it could be made', () => {
  test('a capture whose answer was cut off for longer than two tries are apart still counts once', () => {
    // Root cause: an inbox remembered for as long as two tries are apart, but a cut outlasts many; the
    // capture was then asked of the issuer anew and refused: what was paid counted as uncollected.
    // bob's free orders make the inbox forget; they come between the mending and the next try at 615 s.
    const crowd = Array.from({ length: 40 }, () => ({
      atS: 560,
      do: 'bob selects free on cup-final',
    }));
    for (const fromS of [0.07, 0.075, 0.08, 0.085, 0.09, 0.095, 0.1]) {
      const outages = [
        'billing-processor to credit-issuer',
        'credit-issuer to billing-processor',
      ].map((what, n) => ({ what, fromS: fromS + (n === 0 ? 0.004 : 0), lastsS: 550 }));
      const plan: Plan = { ...ONE_ORDER, deeds: [...ONE_ORDER.deeds, ...crowd], outages };
      expect(complaintsOf(plan)).toEqual([]);
    }
  });

  test('a source that bills at once captures before a server that bills per cycle', () => {
    // Root cause: see the captures in two parts of credit-account.test.ts.
    for (const share of ['65%', '0%', '100%']) {
      const near = shape('cable', { by: 'billing-information', share });
      expect(complaintsOf({ ...ONE_ORDER, billing: 'cycle', near })).toEqual([]);
    }
  });

  test('a source that fails with money still to collect collects it when it is back', () => {
    // Root cause: switching off withdrew persistent requests too; see participant.test.ts.
    for (const [by, what] of [
      ['billing-information', 'near to credit-issuer'],
      ['later-bill', 'near to billing-processor'],
    ] as const) {
      const outages = [
        { what, fromS: 0, lastsS: 100 },
        { what: 'near', fromS: 30, lastsS: 1_000 },
      ];
      expect(complaintsOf({ ...ONE_ORDER, near: shape('cable', { by }), outages })).toEqual([]);
    }
  });

  test('a charge that closes hours after its period was billed is on the next bill', () => {
    // Root cause: see account.test.ts.
    const deeds = [
      { atS: DAY_S - 700, do: 'alice selects picture on cup-final' },
      { atS: DAY_S - 0.1, do: 'alice selects surround on cup-final' },
      { atS: DAY_S + 60, do: 'alice selects speed on cup-final' },
    ];
    const what = 'processing-server to billing-processor';
    for (const fromS of [DAY_S - 0.08, DAY_S - 0.06, DAY_S - 0.04, DAY_S - 0.02]) {
      const plan: Plan = {
        ...CALM_PLAN,
        billing: 'cycle',
        deeds,
        outages: [{ what, fromS, lastsS: 9_000 }],
      };
      expect(complaintsOf(plan)).toEqual([]);
    }
  });

  test('a feature that is shown unconfirmed is withdrawn when its order is voided, however late', () => {
    // Root cause: `order.voided` was given up after five minutes, so a client that was cut off for
    // longer went on showing what nobody had paid for.
    const plan: Plan = {
      ...ONE_ORDER,
      near: shape('cable', { provision: ['modification'] }),
      far: shape('cable', { provision: ['token'], refuses: ['token'] }),
      outages: [
        { what: 'near uplink', fromS: 0.04, lastsS: 4_000 },
        { what: 'near downlink', fromS: 1, lastsS: 4_000 },
      ],
    };
    expect(complaintsOf(plan)).toEqual([]);
  });

  test('a copy of the reply to a token is no second token', () => {
    // Root cause: the monitor of I11 took every arrival of the reply for a new one.
    const duplicates = [{ ...alwaysLost('near uplink'), loss: 0, duplicates: 100, delayS: 1 }];
    const near = shape('cable', { provision: ['token'] });
    expect(complaintsOf({ ...ONE_ORDER, near, troubles: duplicates })).toEqual([]);
  });

  test('two sources whose names are alike have bills of different numbers', () => {
    // Root cause: bill 1 of source a-b and the bill of source a for order b-1 were both W-a-b-1.
    const numbers = new Set<string>();
    const result = runScenario(
      scenarioOf({
        ...CALM_PLAN,
        far: shape('cable', { per: 'cycle' }),
        deeds: [
          { atS: 0, do: 'alice selects surround on cup-final' },
          { atS: 0, do: 'bob selects surround on cup-final' },
        ],
      }),
    );
    for (const { number } of result.settlements) numbers.add(number);
    expect(numbers).toEqual(new Set(['W-near#alice-1', 'W-far#1']));
  });
});
