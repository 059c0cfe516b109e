/**
 * Settlement: what the server owes one source, and the source's bills for it (U5, U6, U16).
 *
 *     share.due ──▶ settlement.notice to the source, which bills it later
 *     wholesale.bill ──within what is owed──▶ paid, and posted
 *                    └─more than is owed────▶ wholesale.disputed
 *
 * Units: minor units.
 *
 * Invariant (test/machines/settlement.test.ts; I12 in every run): what was paid never exceeds the sum
 * of the shares fixed, and equals it when nothing is outstanding.
 */
import { assign, emit, setup } from 'xstate';
import { settlementEntry } from '../billing/postings.ts';
import { draftStatement } from '../billing/statement.ts';
import { type Address, nameOf } from './address.ts';
import type { Emitted } from './effects.ts';
import type { Received, RequestFailed } from './protocol.ts';
import { replyTo } from './reply.ts';

export interface SettlementInput {
  readonly source: Address;
  readonly currency: string;
}
export interface SettlementContext extends SettlementInput {
  readonly outstandingMinor: number;
}
type Incoming = 'share.due' | 'wholesale.bill' | 'settlement.noted';
export type SettlementEvent = Received<Incoming> | RequestFailed;

const settlement = setup({
  types: {
    input: {} as SettlementInput,
    context: {} as SettlementContext,
    events: {} as SettlementEvent,
    emitted: {} as Emitted,
  },
  guards: {
    isOwed: ({ context }, { bill }: { bill: Received<'wholesale.bill'> }) =>
      bill.totalMinor > 0 && bill.totalMinor <= context.outstandingMinor,
  },
  actions: {
    fix: assign(({ context }, { share }: { share: Received<'share.due'> }) => ({
      outstandingMinor: context.outstandingMinor + share.shareMinor,
    })),
    notify: emit(({ context }, { share }: { share: Received<'share.due'> }) => ({
      type: 'settlement.notice' as const,
      to: context.source,
      requestId: `${share.conversation}:settlement.notice`,
      conversation: share.conversation,
      shareMinor: share.shareMinor,
      receivedAtUs: share.receivedAtUs,
    })),
    post: emit(({ context }, { bill }: { bill: Received<'wholesale.bill'> }) => ({
      type: 'ledger.post' as const,
      entry: settlementEntry({
        bill: bill.number,
        source: context.source,
        amountMinor: bill.totalMinor,
        currency: context.currency,
      }),
    })),
    putOnRecord: emit(({ context }, { bill }: { bill: Received<'wholesale.bill'> }) => ({
      type: 'document.issue' as const,
      conversation: bill.conversation,
      document: draftStatement({
        number: bill.number,
        source: context.source,
        model: 'later-bill',
        per: bill.per,
        period: bill.period,
        itemCount: bill.itemCount,
        totalMinor: bill.totalMinor,
        currency: context.currency,
        issuedAtUs: bill.atUs,
      }),
    })),
    pay: emit((_, { bill }: { bill: Received<'wholesale.bill'> }) => ({
      type: 'wholesale.paid' as const,
      ...replyTo(bill),
    })),
    reduce: assign(({ context }, { bill }: { bill: Received<'wholesale.bill'> }) => ({
      outstandingMinor: context.outstandingMinor - bill.totalMinor,
    })),
    announcePayment: emit(({ context }, { bill }: { bill: Received<'wholesale.bill'> }) => ({
      type: 'outcome' as const,
      name: 'settlement.paid' as const,
      conversation: bill.conversation,
      detail: { source: context.source, totalMinor: bill.totalMinor, items: bill.itemCount },
    })),
    dispute: emit(({ context }, { bill }: { bill: Received<'wholesale.bill'> }) => ({
      type: 'wholesale.disputed' as const,
      ...replyTo(bill),
      reason: 'more than the shares fixed',
      owedMinor: context.outstandingMinor,
    })),
    announceDispute: emit(({ context }, { bill }: { bill: Received<'wholesale.bill'> }) => ({
      type: 'outcome' as const,
      name: 'settlement.disputed' as const,
      conversation: bill.conversation,
      detail: {
        source: context.source,
        totalMinor: bill.totalMinor,
        owedMinor: context.outstandingMinor,
      },
    })),
    announceFailure: emit(({ context }, { failed }: { failed: RequestFailed }) => ({
      type: 'outcome' as const,
      name: 'delivery.failed' as const,
      conversation: failed.conversation,
      detail: { request: failed.request, to: nameOf(context.source) },
    })),
  },
});

export const settlementMachine = settlement.createMachine({
  id: 'settlement',
  context: ({ input }) => ({ outstandingMinor: 0, ...input }),
  initial: 'open',
  states: {
    open: {
      on: {
        'share.due': {
          actions: [
            { type: 'fix', params: ({ event }) => ({ share: event }) },
            { type: 'notify', params: ({ event }) => ({ share: event }) },
          ],
        },
        'settlement.noted': {},
        'wholesale.bill': [
          {
            guard: { type: 'isOwed', params: ({ event }) => ({ bill: event }) },
            actions: [
              { type: 'post', params: ({ event }) => ({ bill: event }) },
              { type: 'putOnRecord', params: ({ event }) => ({ bill: event }) },
              { type: 'pay', params: ({ event }) => ({ bill: event }) },
              { type: 'announcePayment', params: ({ event }) => ({ bill: event }) },
              { type: 'reduce', params: ({ event }) => ({ bill: event }) },
            ],
          },
          {
            actions: [
              { type: 'dispute', params: ({ event }) => ({ bill: event }) },
              { type: 'announceDispute', params: ({ event }) => ({ bill: event }) },
            ],
          },
        ],
        'request.failed': {
          actions: { type: 'announceFailure', params: ({ event }) => ({ failed: event }) },
        },
      },
    },
  },
});
