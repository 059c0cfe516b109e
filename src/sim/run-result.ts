/**
 * Run result: what came of a run, for its summary, for other programs and for tests.
 *
 * Units: virtual microseconds, minor units of the run's currency. Lists of documents are cut at 20,000.
 */
import type { PlantTraffic } from '../actors/plant.ts';
import type { Bill } from '../billing/bill.ts';
import type { AccountBalance } from '../billing/ledger.ts';
import type { TransactionRecord } from '../billing/rating/transaction.ts';
import type { RoyaltyStatement, SettlementStatement } from '../billing/statement.ts';
import type { Verdict } from './expect/model.ts';
import type { InvariantVerdict } from './invariants/monitor.ts';

/** Why a run stopped before its end. */
export interface RunFailure {
  readonly atUs: number;
  readonly kind: string;
  readonly text: string;
}
/** A claim of the source texts, and what showed it. */
export interface ClaimVerdict {
  readonly id: string;
  readonly holds: boolean;
  readonly expectations: readonly string[];
}
export interface RunResult {
  readonly scenario: string;
  readonly title: string;
  readonly seed: number;
  readonly fingerprint: string;
  readonly virtualTimeUs: number;
  /** True when nothing was pending any more; false when the scenario's end came first. */
  readonly quiet: boolean;
  readonly events: number;
  readonly records: number;
  readonly messages: number;
  readonly participants: number;
  readonly orders: { readonly completed: number; readonly voided: number; readonly open: number };
  readonly claims: readonly ClaimVerdict[];
  readonly expectations: readonly Verdict[];
  readonly invariants: readonly InvariantVerdict[];
  /** The first 20,000; `billCount` and `billedMinor` count all of them. */
  readonly bills: readonly Bill[];
  readonly billCount: number;
  readonly billedMinor: number;
  readonly settlements: readonly SettlementStatement[];
  readonly settlementCount: number;
  readonly settledMinor: number;
  /** The first 20,000 statements of rights holders (Bv). */
  readonly royalties: readonly RoyaltyStatement[];
  /** What was played, session by session: the first 20,000 (B14). */
  readonly transactions: readonly TransactionRecord[];
  readonly ledger: {
    readonly balanced: boolean;
    readonly entries: number;
    readonly accounts: readonly AccountBalance[];
  };
  readonly media: readonly PlantTraffic[];
  readonly failure: RunFailure | null;
  /** True when every expectation and every invariant holds and nothing failed. */
  readonly holds: boolean;
}
