/**
 * Viewing cast: who takes part where transmissions are played, and what each one's machine must know.
 *
 * Pure, as cast.ts. A network in which nothing can be played has none of these participants.
 */
import type { AccountingSystemInput } from '../machines/accounting-system.ts';
import type { InterfaceServerInput } from '../machines/interface-server.ts';
import type { SubscriberDatabaseInput } from '../machines/subscriber-database.ts';
import type { ViewingCatalogue, ViewingOffer } from '../machines/viewing-catalogue.ts';
import { byHousehold, sourceAddress } from './cast.ts';
import type { Scenario } from './scenario/model.ts';

/** True when something can be played. */
export function hasViewing({ transmissions }: Scenario): boolean {
  return [...transmissions.values()].some(({ viewing }) => viewing !== null);
}

/** What the interface server offers, and the auctions it holds (B1, Bh). */
export function interfaceServerInput(scenario: Scenario): InterfaceServerInput {
  const { epochUs, auctions } = scenario;
  return {
    epochUs,
    catalogue: catalogueOf(scenario),
    auctions: Object.fromEntries(auctions),
  };
}

/** What the accounting system rates by (B1, B13). */
export function accountingSystemInput(scenario: Scenario): AccountingSystemInput {
  const { epochUs, currency, billing } = scenario;
  return { epochUs, currency, catalogue: catalogueOf(scenario), cycle: billing.cycle };
}

/** Who the subscribers are (B14, Bl). */
export function subscriberDatabaseInput(scenario: Scenario): SubscriberDatabaseInput {
  const memberships = byHousehold(scenario, ({ groups, packages }) => ({ groups, packages }));
  const releasedCivilUs: Record<string, number> = Object.create(null);
  for (const { id, releasedCivilUs: releasedUs } of scenario.transmissions.values()) {
    if (releasedUs !== null) releasedCivilUs[id] = releasedUs;
  }
  return { memberships, epochUs: scenario.epochUs, releasedCivilUs };
}

function catalogueOf({ transmissions }: Scenario): ViewingCatalogue {
  const catalogue: Record<string, ViewingOffer> = Object.create(null);
  for (const { id, title, kind, releasedCivilUs, viewing } of transmissions.values()) {
    if (viewing === null) continue;
    catalogue[id] = {
      transmission: id,
      title,
      kind,
      releasedCivilUs,
      source: sourceAddress(viewing.source),
      sourceShare: viewing.share,
      deliveries: viewing.deliveries,
    };
  }
  return catalogue;
}
