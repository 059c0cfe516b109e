/**
 * Cast: who takes part in a scenario, and what each one's machine must know.
 *
 * Pure: a scenario goes in, machine inputs come out. Keys are derived from the seed, so that two runs
 * of a scenario mint the same tokens.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { SegmentLaw } from '../actors/media.ts';
import { remembered } from '../billing/rating/remembered.ts';
import { ratio, subtract } from '../billing/ratio.ts';
import { split } from '../billing/split.ts';
import type { Address } from '../machines/address.ts';
import type { BillingProcessorInput } from '../machines/billing-processor.ts';
import type { ClientInput } from '../machines/client/context.ts';
import type { CreditIssuerInput } from '../machines/credit-issuer.ts';
import type { CatalogueEntry, ProcessingServerInput } from '../machines/processing-server.ts';
import type { SourceInput } from '../machines/source/context.ts';
import { deviceKey } from '../machines/token.ts';
import type { Offer, Population, Scenario, SourcePlan, SubscriberPlan } from './scenario/model.ts';

/** The client has three minutes to report that it received the feature. */
const RECEIPT_MS = 180_000;

/** The address of a subscriber's client system. */
export function clientAddress(name: string): Address {
  return `client/${name}`;
}
/** The address of a source. */
export function sourceAddress(id: string): Address {
  return `source/${id}`;
}
/** The name of the `n`-th member of a population, from 1. */
export function memberName(population: Population, n: number): string {
  return `${population.id}-${n}`;
}

const masterKeys = remembered((_scenario: Scenario) => new Map<Address, string>());

/** The key a source seals its tokens with: a function of the seed and the source only. */
export function masterKey(scenario: Scenario, source: Address): string {
  const known = masterKeys(scenario).get(source);
  if (known !== undefined) return known;
  const key = bytesToHex(sha256(utf8ToBytes(`headend ${scenario.seed} ${source}`)));
  masterKeys(scenario).set(source, key);
  return key;
}

/** How an offer's price is shared between server and source: by largest remainder (I20). */
export function sharesOf(offer: Offer): {
  readonly serverMinor: number;
  readonly sourceMinor: number;
} {
  const { priceMinor, share } = offer;
  if ('amountMinor' in share) {
    return { serverMinor: priceMinor - share.amountMinor, sourceMinor: share.amountMinor };
  }
  const [server, source] = split(priceMinor, [
    { party: 'server', weight: subtract(ratio(1n), share.ratio) },
    { party: 'source', weight: share.ratio },
  ]);
  return { serverMinor: server?.amountMinor ?? 0, sourceMinor: source?.amountMinor ?? 0 };
}

/** How the packet network between the servers carries messages: fast enough to be no limit. */
export function coreLaw({ coreLatencyUs: latencyUs }: Scenario): SegmentLaw {
  return { latencyUs, bitsPerSecond: null, sharedBitsPerSecond: null, lossPpm: 0, reorders: false };
}

/** What the processing server sells, and to whom it may sell what (U22). */
export function processingServerInput(scenario: Scenario): ProcessingServerInput {
  const catalogue: Record<string, CatalogueEntry[]> = Object.create(null);
  const options: Record<string, CatalogueEntry[]> = Object.create(null);
  for (const plan of scenario.sources.values()) {
    for (const offer of plan.offers) {
      const entry = catalogueEntry(scenario, plan, offer);
      const key = `${offer.transmission}|${offer.feature}`;
      catalogue[key] = [...(catalogue[key] ?? []), entry];
      options[offer.transmission] = [...(options[offer.transmission] ?? []), entry];
    }
  }
  return { catalogue, options, receiptMs: RECEIPT_MS };
}

/** When each client is billed, members of populations included (U4). */
export function billingProcessorInput(scenario: Scenario): BillingProcessorInput {
  const { currency, epochUs, billing: standard } = scenario;
  return { currency, epochUs, terms: byHousehold(scenario, ({ billing }) => billing), standard };
}

/** Each client's credit limit, members of populations included (U10). */
export function creditIssuerInput(scenario: Scenario): CreditIssuerInput {
  const limits = byHousehold(scenario, ({ creditLimitMinor }) => creditLimitMinor);
  return { currency: scenario.currency, limits };
}

/** What a source offers, provides and bills by (U7). */
export function sourceInput(scenario: Scenario, plan: SourcePlan): SourceInput {
  const source = sourceAddress(plan.id);
  const copyBytes: Record<string, number> = Object.create(null);
  for (const offer of plan.offers) {
    copyBytes[`${offer.transmission}|${offer.feature}`] = bytesOfCopy(scenario, plan, offer);
  }
  return {
    source,
    currency: scenario.currency,
    epochUs: scenario.epochUs,
    masterKey: masterKey(scenario, source),
    modes: plan.modes.filter((mode) => !plan.refuses.includes(mode)),
    copyBytes,
    per: plan.settlement.per,
    cycle: scenario.billing.cycle,
  };
}

/** What a client system receives, and the token keys of its device (U8). */
export function clientInput(
  scenario: Scenario,
  { id, receives, patienceUs }: Pick<SubscriberPlan, 'id' | 'receives' | 'patienceUs'>,
): ClientInput {
  const keys: Record<Address, string> = {};
  for (const name of receives) {
    const source = sourceAddress(name);
    keys[source] = deviceKey(masterKey(scenario, source), id);
  }
  const patienceMs = patienceUs / 1_000;
  const { accessRates } = sharedByClients(scenario);
  return { client: clientAddress(id), name: id, receives, keys, accessRates, patienceMs };
}

/** What the machines of all clients know alike. */
export const sharedByClients = remembered(
  ({ features }: Scenario): Pick<ClientInput, 'accessRates'> => {
    const accessRates: Record<string, number> = Object.create(null);
    for (const feature of features.values()) {
      if (feature.kind === 'access-rate') accessRates[feature.id] = feature.bitsPerSecond;
    }
    return { accessRates };
  },
);

/** What households signed up with, for `saidOf`: each named one, and each population as one. */
export function byHousehold<Said>(
  { subscribers, populations }: Scenario,
  said: (household: SubscriberPlan | Population) => Said,
): Readonly<Record<Address, Said>> {
  const table: Record<Address, Said> = Object.create(null);
  for (const plan of subscribers.values()) table[clientAddress(plan.id)] = said(plan);
  for (const population of populations) {
    table[clientAddress(`${population.id}-*`)] = said(population);
  }
  return table;
}

/**
 * What modifying the transmission for one client makes the medium carry, in bytes: on a broadcast
 * medium a whole addressed copy, on a two-way medium only what the feature adds.
 */
function bytesOfCopy(scenario: Scenario, plan: SourcePlan, offer: Offer): number {
  const transmission = scenario.transmissions.get(offer.transmission);
  const feature = scenario.features.get(offer.feature);
  if (transmission === undefined || feature === undefined) return 0;
  if (feature.kind === 'access-rate') return 0;
  const isCopy = scenario.media[plan.medium].oneWay;
  const bitsPerSecond = feature.bitsPerSecond + (isCopy ? transmission.bitsPerSecond : 0);
  return Math.round((bitsPerSecond * transmission.minutes * 60) / 8);
}

function catalogueEntry(scenario: Scenario, plan: SourcePlan, offer: Offer): CatalogueEntry {
  const feature = scenario.features.get(offer.feature)?.title ?? offer.feature;
  const transmission = scenario.transmissions.get(offer.transmission)?.title ?? offer.transmission;
  return {
    transmission: offer.transmission,
    feature: offer.feature,
    source: sourceAddress(plan.id),
    sourceId: plan.id,
    modes: plan.modes,
    description: `${feature} on ${transmission}`,
    amountMinor: offer.priceMinor,
    ...sharesOf(offer),
    settlement: plan.settlement.by,
    settlementPer: plan.settlement.per,
  };
}
