/**
 * Source context: what a source remembers, and what it can provide.
 *
 * Instants in virtual microseconds; `copyBytes` is what modifying one client's transmission makes
 * the medium carry.
 */
import type { Cycle } from '../../billing/cycle.ts';
import { type Address, nameOf } from '../address.ts';
import type { BillingPer, ProvisionMode, Received, Selection } from '../protocol.ts';
import { deviceKey, mintToken } from '../token.ts';

export interface SourceInput {
  /** Its address: `source/metro-cable`. */
  readonly source: Address;
  readonly currency: string;
  readonly epochUs: number;
  /** The key its tokens' device keys are derived from. */
  readonly masterKey: string;
  /** The provision modes it really provides. */
  readonly modes: readonly ProvisionMode[];
  /** What it offers, under `TRANSMISSION|FEATURE`, with the bytes a modified copy adds. */
  readonly copyBytes: Readonly<Record<string, number>>;
  /** When it bills the server for its shares (U6), and on which cycle. */
  readonly per: BillingPer;
  readonly cycle: Cycle;
}
/** Shares noted for one period and not billed yet. */
export interface Accrual {
  readonly startUs: number;
  readonly endUs: number;
  readonly itemCount: number;
  readonly totalMinor: number;
}
export interface SourceContext extends SourceInput {
  /** The earliest period first. */
  readonly accruals: readonly Accrual[];
  readonly billCount: number;
  /** The virtual time of the latest event that a bill run is reckoned from. */
  readonly nowUs: number;
}

/** A token opens its feature for five minutes; what it opened stays open. */
const TOKEN_US = 5 * 60 * 1_000_000;

/** What a modified copy adds to the medium, in bytes; undefined for what the source does not offer. */
export function bytesOf(
  { copyBytes }: SourceContext,
  { transmission, feature }: Selection,
): number | undefined {
  return copyBytes[`${transmission}|${feature}`];
}

/** The token that unlocks what was asked for, on the asking client's device only (U7). */
export function tokenFor(context: SourceContext, asked: Received<'provision.request'>): string {
  const client = nameOf(asked.client);
  const claims = {
    source: nameOf(context.source),
    client,
    transmission: asked.transmission,
    feature: asked.feature,
    notBeforeUs: asked.atUs,
    notAfterUs: asked.atUs + TOKEN_US,
    nonce: asked.provision,
  };
  return mintToken(claims, deviceKey(context.masterKey, client));
}
