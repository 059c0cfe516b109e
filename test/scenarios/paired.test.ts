/**
 * Paired runs: the same people do the same things on two networks that differ in one respect only.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../src/sim/record.ts';
import { runScenario } from '../../src/sim/run.ts';
import type { RunResult } from '../../src/sim/run-result.ts';
import type { Scenario } from '../../src/sim/scenario/model.ts';
import { World } from '../../src/sim/world.ts';
import {
  billedTo,
  CALM_PLAN,
  type Per,
  type Plan,
  scenarioOf,
  shape,
  unsoundness,
} from '../sim/troubled-network.ts';
import { calmPlan, troubledPlan } from '../sim/troubled-plan.ts';

const CLIENTS = ['client/alice', 'client/bob'];

/** What each client is billed in all, and what it owes its credit issuer. */
function charged({ bills, ledger }: RunResult) {
  return CLIENTS.map((client) => ({
    client,
    billedMinor: billedTo(bills, client),
    owedMinor:
      ledger.accounts.find(({ account }) => account === `${client}:credit`)?.balanceMinor ?? 0,
  }));
}
/** What everybody has at the end. */
function balances({ ledger }: RunResult): Readonly<Record<string, number>> {
  return Object.fromEntries(ledger.accounts.map((one) => [one.account, one.balanceMinor]));
}
/** Runs the plan changed in both ways; both runs are sound. */
function both(
  plan: Plan,
  change: (plan: Plan, isOther: boolean) => Plan,
): readonly [RunResult, RunResult] {
  const run = (isOther: boolean): RunResult => {
    const result = runScenario(scenarioOf(change(plan, isOther)));
    expect(unsoundness(result)).toEqual([]);
    return result;
  };
  return [run(false), run(true)];
}
const RUNS = { seed: 13, numRuns: 250 };

describe('settlement by billing information and by later bill', () => {
  const settled = (plan: Plan, isOther: boolean): Plan => {
    const by = isOther ? 'billing-information' : 'later-bill';
    return { ...plan, near: { ...plan.near, by }, far: { ...plan.far, by } };
  };

  test('charge the client the same total (I13)', () => {
    fc.assert(
      fc.property(calmPlan, (plan) => {
        const [later, information] = both(plan, settled);
        expect(charged(information)).toEqual(charged(later));
      }),
      RUNS,
    );
  });

  test('leave every party with the same money, the source with its share of each price', () => {
    const deeds = [{ atS: 0, do: 'alice selects surround on cup-final' }];
    for (const result of both({ ...CALM_PLAN, deeds }, settled)) {
      // 65 % of 3.99 is 2.5935, rounded to 2.59; the server has the rest, 1.40.
      expect(balances(result)).toMatchObject({
        'client/alice:credit': -399,
        'client/alice:held': 0,
        'source/near:revenue': 259,
        'processing-server:revenue': 140,
      });
    }
  });
});

describe('per transaction and per cycle', () => {
  const change: Readonly<Record<string, (plan: Plan, per: Per) => Plan>> = {
    'billing the client': (plan, per) => ({ ...plan, billing: per }),
    'settling with sources': (plan, per) => ({
      ...plan,
      near: { ...plan.near, per },
      far: { ...plan.far, per },
    }),
  };
  test.each(Object.entries(change))('%s comes to the same totals (I14)', (_, changed) => {
    fc.assert(
      fc.property(calmPlan, (plan) => {
        const [once, cycle] = both(plan, (one, isOther) =>
          changed(one, isOther ? 'cycle' : 'transaction'),
        );
        expect(charged(cycle)).toEqual(charged(once));
        expect(balances(cycle)).toEqual(balances(once));
        expect(cycle.settledMinor).toBe(once.settledMinor);
      }),
      RUNS,
    );
  });
});

/** The records of a world, which is stepped from outside. */
function recording(scenario: Scenario): { readonly world: World; readonly records: RunRecord[] } {
  const records: RunRecord[] = [];
  const world = new World(scenario, { readers: [{ read: (record) => void records.push(record) }] });
  return { world, records };
}

test('two worlds stepped in turns give the records they give one after the other', () => {
  fc.assert(
    fc.property(troubledPlan, troubledPlan, (one, other) => {
      const alone = [one, other].map((plan) => {
        const { world, records } = recording(scenarioOf(plan));
        world.run();
        return records;
      });
      const together = [one, other].map((plan) => recording(scenarioOf(plan)));
      let isGoing = true;
      while (isGoing) isGoing = together.map(({ world }) => world.step()).includes(true);
      expect(together.map(({ records }) => records)).toEqual(alone);
    }),
    { seed: 3, numRuns: 50 },
  );
});

describe('another subscriber', () => {
  /**
   * What happens about alice, without what counts everybody's records; transitions are left out, for
   * the first share of all opens the settlement with a source, whoever's it is.
   */
  function aliceIn(scenario: Scenario): readonly unknown[] {
    const { world, records } = recording(scenario);
    world.run();
    return records
      .filter(({ kind, conversation }) => kind !== 'transition' && conversation?.includes('alice'))
      .map(({ seq: _, cause: __, ...record }) => record);
  }
  function withCarol(scenario: Scenario): Scenario {
    const alice = scenario.subscribers.get('alice');
    if (alice === undefined) throw new RangeError('alice is in every plan');
    const subscribers = new Map([['carol', { ...alice, id: 'carol' }], ...scenario.subscribers]);
    const script = [0, 1, 2].map((n) => ({
      atUs: n * 40_000,
      text: 'carol selects picture on cup-final',
      since: null,
      action: {
        do: 'select' as const,
        who: 'carol',
        selection: { transmission: 'cup-final', feature: 'picture' },
      },
    }));
    return { ...scenario, subscribers, script: [...script, ...scenario.script] };
  }

  test('changes nothing of what happens to the others where nothing is shared', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 40 }), (seed, loss) => {
        // No shared bandwidth, and a constant latency between the servers.
        const plan: Plan = {
          ...CALM_PLAN,
          seed,
          near: shape('internet'),
          far: shape('internet'),
          troubles: [
            { on: 'near uplink', loss, duplicates: 10, reorders: 10, delayS: 2 },
            { on: 'near downlink', loss, duplicates: 10, reorders: 10, delayS: 2 },
          ],
          deeds: [
            { atS: 0, do: 'alice selects surround on cup-final' },
            { atS: 60, do: 'alice selects free on cup-final' },
          ],
        };
        const before = aliceIn(scenarioOf(plan));
        expect(before.length).toBeGreaterThan(20);
        expect(aliceIn(withCarol(scenarioOf(plan)))).toEqual(before);
      }),
      { seed: 29, numRuns: 100 },
    );
  });
});
