/**
 * World effects: what becomes of the effects that are no participant's own business.
 *
 *     ledger.post ──▶ ledger, record        outcome ──▶ record, script, populations, counts
 *     document.issue ──▶ record             access.rate, programme.carry ──▶ network
 */
import type { Network } from '../actors/network.ts';
import type { WorldEffect } from '../actors/surroundings.ts';
import type { Ledger } from '../billing/ledger.ts';
import { type Address, nameOf } from '../machines/address.ts';
import type { Outcome } from '../machines/effects.ts';
import type { Crowd } from './population.ts';
import type { Recorder } from './recorder.ts';
import type { Script } from './script.ts';

/** The parts of a world that effects reach. */
export interface EffectParts {
  readonly ledger: Ledger;
  readonly recorder: Recorder;
  readonly network: Network;
  readonly script: Script;
  readonly crowds: readonly Crowd[];
}
/** How many orders have ended, and how. */
export interface OrderCounts {
  readonly completed: number;
  readonly voided: number;
}

/** The outcomes after which a person's order is over, as far as the person is concerned. */
const ORDER_ENDS: ReadonlySet<string> = new Set([
  'feature.displayed',
  'order.refused',
  'order.given-up',
]);
const NO_ORDERS: OrderCounts = { completed: 0, voided: 0 };

/** Carries effects out, and counts how orders end. */
export class WorldEffects {
  orders: OrderCounts;
  private readonly parts: EffectParts;

  constructor(parts: EffectParts, orders: OrderCounts = NO_ORDERS) {
    this.parts = parts;
    this.orders = orders;
  }

  /** @throws {LedgerRefusal} when an entry cannot be posted */
  perform(by: Address, effect: WorldEffect, cause: number): void {
    const { ledger, recorder, network } = this.parts;
    switch (effect.type) {
      case 'ledger.post':
        if (ledger.post(effect.entry) === 'posted') recorder.posting(by, effect.entry, cause);
        return;
      case 'document.issue':
        recorder.issued(by, effect.document, effect.conversation, cause);
        return;
      case 'outcome':
        this.conclude(by, effect, cause);
        return;
      case 'access.rate':
        network.setAccessRate(by, effect.bitsPerSecond);
        return;
      case 'programme.carry':
        network.carryProgramme(nameOf(by), effect.bytes);
    }
  }

  private conclude(by: Address, outcome: Outcome, cause: number): void {
    const { recorder, script, crowds } = this.parts;
    const { completed, voided } = this.orders;
    if (outcome.name === 'order.completed') this.orders = { completed: completed + 1, voided };
    else if (outcome.name === 'order.voided') this.orders = { completed, voided: voided + 1 };
    recorder.outcome(by, outcome, cause);
    script.happened(by, outcome);
    if (ORDER_ENDS.has(outcome.name)) for (const crowd of crowds) crowd.orderEnded(by);
  }
}
