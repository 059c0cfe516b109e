/**
 * Troubled network: scenarios for exploration, made of a plan of faults, and what they must not show.
 *
 *     plan ──scenarioOf──▶ Scenario ──complaintsOf──▶ what is unsound about the run; nothing, we hope
 *
 * Two sources, two subscribers who receive both, and a cycle of one day, so that a short run sees the
 * end of one. Seconds since the start (`...S`), chances in percent.
 */
import type { Bill } from '../../src/billing/bill.ts';
import type { RecordReader, RunRecord } from '../../src/sim/record.ts';
import { runScenario } from '../../src/sim/run.ts';
import type { RunResult } from '../../src/sim/run-result.ts';
import { defineScenario } from '../../src/sim/scenario/load.ts';
import type { Scenario } from '../../src/sim/scenario/model.ts';

export type Per = 'transaction' | 'cycle';
export interface SourceShape {
  readonly medium: string;
  readonly provision: readonly string[];
  readonly refuses: readonly string[];
  readonly by: 'billing-information' | 'later-bill';
  readonly per: Per;
  /** The source's share of each price, as a scenario says it. */
  readonly share: string;
}
/** What a channel does to messages all the time. */
export interface Trouble {
  readonly on: string;
  readonly loss: number;
  readonly duplicates: number;
  readonly reorders: number;
  readonly delayS: number;
}
/** A channel that is cut and mended, or a source or subscriber that goes and comes back. */
export interface Outage {
  readonly what: string;
  readonly fromS: number;
  readonly lastsS: number;
}
export interface Plan {
  readonly seed: number;
  readonly near: SourceShape;
  readonly far: SourceShape;
  readonly billing: Per;
  /** Each subscriber's credit limit in the major unit. */
  readonly credit: number;
  /** The latency between servers, as a scenario says it. */
  readonly core: unknown;
  readonly troubles: readonly Trouble[];
  readonly outages: readonly Outage[];
  /** What people do: `alice selects surround on cup-final`. */
  readonly deeds: readonly { readonly atS: number; readonly do: string }[];
}

export const PRICES = { surround: 3.99, picture: 2, speed: 1.5, free: 0 } as const;
/** The second at which the first billing cycle ends. */
export const DAY_S = 86_400;

export const CHANNELS = [
  'near downlink',
  'near uplink',
  'far downlink',
  'far uplink',
  'processing-server to billing-processor',
  'billing-processor to processing-server',
  'processing-server to near',
  'near to processing-server',
  'processing-server to far',
  'far to processing-server',
  'billing-processor to credit-issuer',
  'credit-issuer to billing-processor',
  'billing-processor to near',
  'near to billing-processor',
  'near to credit-issuer',
  'credit-issuer to near',
  'billing-processor to far',
  'far to billing-processor',
  'far to credit-issuer',
  'credit-issuer to far',
] as const;

export function shape(medium: string, changes: Partial<SourceShape> = {}): SourceShape {
  return {
    medium,
    provision: ['modification', 'token'],
    refuses: [],
    by: 'later-bill',
    per: 'transaction',
    share: '65%',
    ...changes,
  };
}

/** Nothing goes wrong, nothing happens, everything is paid at once: plans are made by changing it. */
export const CALM_PLAN: Plan = {
  seed: 1,
  near: shape('cable'),
  far: shape('cable'),
  billing: 'transaction',
  credit: 50,
  core: '2ms',
  troubles: [],
  outages: [],
  deeds: [],
};

export function scenarioOf(plan: Plan): Scenario {
  return defineScenario('troubled', {
    scenario: 'A troubled network',
    seed: plan.seed,
    starts: '2026-06-06T00:00',
    transmissions: { 'cup-final': { kind: 'televised-sports-event' } },
    features: {
      surround: { kind: 'audio-upgrade', rate: '448kbit/s' },
      picture: { kind: 'video-upgrade', rate: '2Mbit/s' },
      speed: { kind: 'access-rate', rate: '20Mbit/s' },
      free: { kind: 'recordable-version', rate: '1kbit/s' },
    },
    core: { latency: plan.core },
    sources: { near: sourceOf(plan.near), far: sourceOf(plan.far) },
    billing: { per: plan.billing, every: '1d' },
    subscribers: {
      alice: { receives: ['near', 'far'], credit: plan.credit },
      bob: { receives: ['far', 'near'], credit: plan.credit },
    },
    conditions: plan.troubles.map(({ on, loss, duplicates, reorders, delayS }) => ({
      on,
      loss: `${loss}%`,
      duplicates: `${duplicates}%`,
      reorders: `${reorders}%`,
      delay: `${delayS}s`,
    })),
    script: [
      ...plan.deeds.map(({ atS, do: deed }) => ({ after: `${atS}s`, do: deed })),
      ...plan.outages.flatMap(outageLines),
    ],
  });
}

/** What a run of the plan shows that no run may show; empty when it is sound. */
export function complaintsOf(plan: Plan): readonly string[] {
  const watch = new EndWatch();
  const result = runScenario(scenarioOf(plan), { readers: [watch] });
  return [...unsoundness(result), ...watch.complaints(plan)];
}

/** What is wrong with how a run ended; empty when nothing is. */
export function unsoundness(result: RunResult): readonly string[] {
  const complaints: string[] = [];
  if (result.failure !== null) complaints.push(`failed: ${result.failure.text}`);
  else if (!result.quiet) complaints.push('did not end quiet');
  for (const { id, name, holds, breach } of result.invariants) {
    if (!holds) complaints.push(`${id} ${name}: ${breach?.text}`);
  }
  if (result.orders.open !== 0) complaints.push(`${result.orders.open} orders still open`);
  if (!result.ledger.balanced) complaints.push('the ledger does not balance');
  for (const { account, balanceMinor } of result.ledger.accounts) {
    const mustBeEmpty = /:held$|:clearing$|:payable:/.test(account);
    if (mustBeEmpty && balanceMinor !== 0) {
      complaints.push(`${account} is left with ${balanceMinor}`);
    }
  }
  return complaints;
}

/** The total of all bills of a client, whoever issued them, in minor units. */
export function billedTo(bills: readonly Bill[], subscriber: string): number {
  const own = bills.filter((bill) => bill.subscriber === subscriber);
  return own.reduce((sum, bill) => sum + bill.dueMinor, 0);
}

/** Compares what clients show at the end with how their orders ended. */
class EndWatch implements RecordReader {
  private readonly ends = new Map<string, string[]>();
  private readonly shown = new Set<string>();
  private readonly uncollected: string[] = [];

  read(record: RunRecord): void {
    if (record.kind !== 'outcome' || record.conversation === null) return;
    const { type, conversation } = record;
    if (type === 'order.completed' || type === 'order.voided') {
      this.ends.set(conversation, [...(this.ends.get(conversation) ?? []), type]);
    }
    if (type === 'feature.displayed') this.shown.add(conversation);
    if (type === 'feature.withdrawn') this.shown.delete(conversation);
    if (type === 'charge.uncollected') this.uncollected.push(conversation);
  }

  complaints({ outages }: Plan): readonly string[] {
    const complaints = this.uncollected.map((order) => `${order} is uncollected`);
    for (const [order, ends] of this.ends) {
      const who = order.slice(0, order.lastIndexOf('-'));
      const wasOff = outages.some(({ what }) => what === who);
      const isShown = this.shown.has(order);
      if (ends.length > 1) complaints.push(`${order} ends as ${ends.join(' and ')}`);
      if (ends[0] === 'order.voided' && isShown) complaints.push(`${order}: voided, still shown`);
      // A client that is off hears nothing: it may have what it asked for and not know it.
      if (ends[0] === 'order.completed' && !isShown && !wasOff) {
        complaints.push(`${order}: completed, not shown`);
      }
    }
    return complaints;
  }
}

function sourceOf({ medium, provision, refuses, by, per, share }: SourceShape) {
  return {
    medium,
    provision,
    refuses,
    settlement: { by, per },
    offers: Object.entries(PRICES).map(([feature, price]) => ({
      feature,
      on: 'cup-final',
      price,
      share,
    })),
  };
}

function outageLines({ what, fromS, lastsS }: Outage) {
  const [out, back] = wordsFor(what);
  return [
    { after: `${fromS.toFixed(3)}s`, do: out },
    { after: `${(fromS + lastsS).toFixed(3)}s`, do: back },
  ];
}
function wordsFor(what: string): readonly [out: string, back: string] {
  if (what === 'near' || what === 'far') return [`${what} fails`, `${what} recovers`];
  if (what === 'alice' || what === 'bob') return [`${what} switches off`, `${what} switches on`];
  return [`cut ${what}`, `mend ${what}`];
}
