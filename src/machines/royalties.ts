/**
 * Royalties: what rights holders earn in a period, and their statements (Bs, Bt, Bv).
 *
 *     quiet ──royalty.due──▶ accruing ──statement run──▶ quiet
 *
 * Accruals are added up exactly, one sum for each holder and work; each holder's statement rounds each work once and is paid (A11, I19).
 * Instants in virtual microseconds, delays in milliseconds. The run comes an hour after the period's
 * end; what accrues later is stated with the next one.
 */
import { assign, emit, setup } from 'xstate';
import { ledgerName } from '../billing/accounts.ts';
import type { BillingPeriod } from '../billing/bill.ts';
import { type Cycle, virtualPeriodContaining } from '../billing/cycle.ts';
import { type RoyaltyLine, roundStatement } from '../billing/rating/royalty.ts';
import type { RoyaltyAccrual } from '../billing/rating/usage.ts';
import type { RoyaltyStatement } from '../billing/statement.ts';
import { royaltyEntry } from '../billing/viewing-postings.ts';
import type { Emitted } from './effects.ts';
import type { Received } from './protocol.ts';

export interface RoyaltiesInput {
  readonly currency: string;
  /** The civil instant of virtual time 0, in microseconds since 1970. */
  readonly epochUs: number;
  readonly cycle: Cycle;
}
export interface RoyaltiesContext extends RoyaltiesInput {
  /** Not stated yet, all of one period: a sum for each holder and work, in the order they began. */
  readonly accruals: readonly RoyaltyAccrual[];
  /** The period they fall in; null when there are none. */
  readonly period: BillingPeriod | null;
  readonly runCount: number;
  readonly nowUs: number;
}

const RUN_US = 3_600 * 1_000_000;

const royalties = setup({
  types: {
    input: {} as RoyaltiesInput,
    context: {} as RoyaltiesContext,
    events: {} as Received<'royalty.due'>,
    emitted: {} as Emitted,
  },
  actions: {
    accrue: assign(({ context }, { due }: { due: Received<'royalty.due'> }) => ({
      accruals: summed([...context.accruals, ...due.accruals]),
      period: context.period ?? virtualPeriodContaining(context.cycle, context.epochUs, due.atUs),
      nowUs: due.atUs,
    })),
    state: emit(({ context }) => ({
      type: 'batch' as const,
      emitted: statementsOf(context).flatMap((statement) => statedBy(statement)),
    })),
    startOver: assign(({ context }) => ({
      accruals: [],
      period: null,
      runCount: context.runCount + 1,
    })),
  },
  delays: {
    run: ({ context }) =>
      Math.max(0, (context.period?.endUs ?? 0) + RUN_US - context.nowUs) / 1_000,
  },
});

const accrue = {
  type: 'accrue',
  params: ({ event }: { event: Received<'royalty.due'> }) => ({ due: event }),
} as const;

export const royaltiesMachine = royalties.createMachine({
  id: 'royalties',
  context: ({ input }) => ({ ...input, accruals: [], period: null, runCount: 0, nowUs: 0 }),
  initial: 'quiet',
  states: {
    quiet: { on: { 'royalty.due': { target: 'accruing', actions: accrue } } },
    accruing: {
      on: { 'royalty.due': { target: 'accruing', reenter: true, actions: accrue } },
      after: { run: { target: 'quiet', actions: ['state', 'startOver'] } },
    },
  },
});

/** One accrual for each holder and work: a period has many sessions, and few of these. */
function summed(accruals: readonly RoyaltyAccrual[]): readonly RoyaltyAccrual[] {
  return roundStatement(accruals).map(({ holder, work, exact }) => ({ holder, work, exact }));
}

/** A statement a holder, the holders in the order of their first accrual. */
function statementsOf(context: RoyaltiesContext): readonly RoyaltyStatement[] {
  const { accruals, period, currency, runCount } = context;
  if (period === null) return [];
  const byHolder = new Map<string, RoyaltyLine[]>();
  for (const line of roundStatement(accruals)) {
    byHolder.set(line.holder, [...(byHolder.get(line.holder) ?? []), line]);
  }
  return [...byHolder].map(([holder, lines]) => ({
    number: `R-${ledgerName(holder)}-${runCount + 1}`,
    holder,
    period,
    currency,
    issuedAtUs: period.endUs + RUN_US,
    lines: lines.map(({ work, exact, amountMinor }) => ({ work, exact, amountMinor })),
    totalMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  }));
}

function statedBy(statement: RoyaltyStatement): readonly Emitted[] {
  const { number, holder, currency, totalMinor: amountMinor } = statement;
  const emitted: Emitted[] = [
    { type: 'document.issue', conversation: number, document: statement },
    {
      type: 'outcome',
      name: 'royalties.stated',
      conversation: number,
      detail: { holder, totalMinor: amountMinor, works: statement.lines.length },
    },
  ];
  if (amountMinor > 0) {
    emitted.push({
      type: 'ledger.post',
      entry: royaltyEntry({ number, holder, amountMinor, currency }),
    });
  }
  return emitted;
}
