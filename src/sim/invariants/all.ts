/**
 * All invariants that are watched in every run, in the order of their ids.
 *
 * The session invariants look at nothing where nothing can be played.
 * I14 (billing per transaction and per cycle come to the same) compares two runs and is held by
 * test/scenarios/paired.test.ts; so is the other half of I13.
 */
import { sourceAddress } from '../cast.ts';
import type { Scenario } from '../scenario/model.ts';
import * as bills from './bills.ts';
import * as money from './money.ts';
import type { Monitor } from './monitor.ts';
import * as orders from './orders.ts';
import { RoyaltyMonitor } from './royalties.ts';
import * as sessions from './sessions.ts';
import * as settlements from './settlements.ts';

/** A fresh monitor of every invariant, for one run of `scenario`. */
export function monitorsFor(scenario: Scenario): readonly Monitor[] {
  const models = new Map(
    [...scenario.sources.values()].map(
      (plan) => [sourceAddress(plan.id), plan.settlement.by] as const,
    ),
  );
  return [
    new money.BalancedMonitor(),
    new money.WholeAmountMonitor(),
    new bills.BillSumMonitor(),
    new bills.BillDueMonitor(),
    new bills.BillSignMonitor(),
    new money.PostedOnceMonitor(),
    new money.ConflictMonitor(),
    new money.OneStepMonitor(),
    new orders.PurchaseBeforeProvisionMonitor(),
    new orders.ExactlyOneEndMonitor(),
    new orders.OneProvisionMonitor(),
    new settlements.SettledMonitor(),
    new settlements.NoReceivableMonitor(models),
    new sessions.RatedAtOnceMonitor(scenario),
    new sessions.PlayedTimeMonitor(scenario),
    new sessions.CreditedOnceMonitor(scenario),
    new RoyaltyMonitor(),
    new bills.BillPeriodMonitor(),
    new bills.BilledOnceMonitor(),
    new bills.PriceFixedMonitor(),
    new bills.UnchangedMonitor(),
    new bills.NothingLostMonitor(),
    new sessions.PreviewMonitor(scenario),
  ];
}
