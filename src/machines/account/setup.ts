/**
 * Account setup: the words the account machine is written in (its guards, actions and delays).
 *
 * Instants in virtual microseconds; delays in milliseconds. bill-run.ts says when a bill run comes, and
 * what is on a bill.
 */
import { assign, emit, setup } from 'xstate';
import type { Cycle } from '../../billing/cycle.ts';
import { nameOf } from '../address.ts';
import type { Emitted } from '../effects.ts';
import type { Message, Received, RequestFailed } from '../protocol.ts';
import { replyTo } from '../reply.ts';
import {
  BILL_RUN_US,
  billOf,
  type Due,
  happenedAtUs,
  linesOf,
  openFromUs,
  periodOf,
  postSession,
  sendBill,
} from './bill-run.ts';
import {
  type AccountContext,
  type AccountInput,
  endAccrual,
  type HandoverItem,
  noteAccrual,
} from './context.ts';

type Incoming =
  | 'charge.due'
  | 'viewing.due'
  | 'accrual.note'
  | 'bill.acknowledged'
  | 'billing.information-accepted'
  | 'credit.charged'
  | 'credit.charge-refused'
  | 'credit.returned';
export type AccountEvent = Received<Incoming> | RequestFailed;

export const account = setup({
  types: {
    input: {} as AccountInput,
    context: {} as AccountContext,
    events: {} as AccountEvent,
    emitted: {} as Emitted,
  },
  guards: {
    isBilledNow: ({ context }) => context.billing.per === 'transaction',
    isHandedOverNow: (_, { due }: { due: Received<'charge.due'> }) =>
      isHandedOver(due) && due.terms.settlementPer === 'transaction',
    isHandedOverPerCycle: (_, { due }: { due: Received<'charge.due'> }) =>
      isHandedOver(due) && due.terms.settlementPer === 'cycle',
    hasLines: ({ context }) => context.lines.length > 0,
    hasItems: ({ context }) => context.items.length > 0,
  },
  actions: {
    noteTime: assign((_, { atUs }: { atUs: number }) => ({ nowUs: atUs })),
    addLines: assign(({ context }, { due }: { due: Due }) => {
      const atUs = openFromUs(context, context.billing.cycle, due);
      return { lines: [...context.lines, ...linesOf(due, atUs)] };
    }),
    addItem: assign(({ context }, { due }: { due: Received<'charge.due'> }) => {
      const atUs = openFromUs(context, context.settlementCycle, due);
      return { items: [...context.items, { ...itemOf(due), atUs }] };
    }),
    postSession: emit(({ context }, { due }: { due: Received<'viewing.due'> }) => ({
      type: 'batch' as const,
      emitted: postSession(context, due),
    })),
    confirmSession: emit((_, { due }: { due: Received<'viewing.due'> }) => ({
      type: 'viewing.noted' as const,
      ...replyTo(due),
    })),
    noteAccrual: assign(({ context }, { note }: { note: Received<'accrual.note'> }) =>
      noteAccrual(context, note),
    ),
    endAccrual: assign(({ context }, { due }: { due: Received<'viewing.due'> }) =>
      endAccrual(context, due.session),
    ),
    billNow: emit(({ context }, { due }: { due: Due }) => ({
      type: 'batch' as const,
      emitted: sendBill(context, billNowOf(context, due)),
    })),
    countBillNow: assign(({ context }, { due }: { due: Due }) => ({
      billCount: context.billCount + 1,
      accountCreditMinor: billNowOf(context, due).accountCreditAfterMinor,
    })),
    billPeriod: emit(({ context }) => {
      const bill = billPeriodOf(context);
      const orders = new Set(bill.lines.filter((line) => !line.origin).map((line) => line.order));
      const collects = [...orders].map((order) => ({
        type: 'charge.collect' as const,
        to: `billing-processor/charge-${order}`,
        requestId: `${order}:charge.collect`,
        conversation: order,
      }));
      return { type: 'batch' as const, emitted: [...sendBill(context, bill), ...collects] };
    }),
    dropBilled: assign(({ context }) => {
      const { endUs } = periodOf(context, context.billing.cycle, context.lines);
      return {
        billCount: context.billCount + 1,
        accountCreditMinor: billPeriodOf(context).accountCreditAfterMinor,
        lines: context.lines.filter((line) => line.atUs >= endUs),
        nowUs: endUs + BILL_RUN_US,
      };
    }),
    handOverNow: emit(({ context }, { due }: { due: Received<'charge.due'> }) => ({
      type: 'batch' as const,
      emitted: handOver(context, [itemOf(due)]),
    })),
    handOverPeriod: emit(({ context }) => {
      const { endUs } = periodOf(context, context.settlementCycle, context.items);
      const items = context.items.filter((item) => item.atUs < endUs);
      return { type: 'batch' as const, emitted: handOver(context, items) };
    }),
    countHandover: assign(({ context }) => ({ handoverCount: context.handoverCount + 1 })),
    dropHandedOver: assign(({ context }) => {
      const { endUs } = periodOf(context, context.settlementCycle, context.items);
      return {
        items: context.items.filter((item) => item.atUs >= endUs),
        nowUs: endUs + BILL_RUN_US,
      };
    }),
    announceUnpaid: emit(
      ({ context }, { bill, reason }: { readonly bill: string; readonly reason: string }) => ({
        type: 'outcome' as const,
        name: 'bill.unpaid' as const,
        conversation: bill,
        detail: { client: context.client, reason },
      }),
    ),
    announceFailure: emit(({ context }, { failed }: { failed: RequestFailed }) => ({
      type: 'outcome' as const,
      name: 'delivery.failed' as const,
      conversation: failed.conversation,
      detail: { request: failed.request, to: failed.to, client: context.client },
    })),
  },
  delays: {
    billRun: ({ context }) => msUntilRun(context, context.billing.cycle, context.lines),
    handoverRun: ({ context }) => msUntilRun(context, context.settlementCycle, context.items),
  },
});

function billNowOf(context: AccountContext, due: Due) {
  return billOf(context, linesOf(due, happenedAtUs(due)), null, due.atUs);
}
function billPeriodOf(context: AccountContext) {
  const period = periodOf(context, context.billing.cycle, context.lines);
  const lines = context.lines.filter((line) => line.atUs < period.endUs);
  return billOf(context, lines, period, period.endUs + BILL_RUN_US);
}
function msUntilRun(
  context: AccountContext,
  cycle: Cycle,
  dated: readonly { readonly atUs: number }[],
): number {
  const runAtUs = periodOf(context, cycle, dated).endUs + BILL_RUN_US;
  return Math.max(0, runAtUs - context.nowUs) / 1_000;
}

function isHandedOver(due: Message<'charge.due'>): boolean {
  return due.terms.settlement === 'billing-information' && due.terms.sourceMinor > 0;
}
function itemOf(due: Received<'charge.due'>): HandoverItem {
  const { terms } = due;
  return {
    source: terms.source,
    order: due.conversation,
    description: terms.description,
    amountMinor: terms.sourceMinor,
    atUs: due.receivedAtUs,
  };
}

/** One message a source, the sources in the order of their first item. */
function handOver(context: AccountContext, items: readonly HandoverItem[]): readonly Emitted[] {
  const sources = [...new Set(items.map((item) => item.source))];
  return sources.map((source) => {
    const conversation = `H-${nameOf(context.client)}-${context.handoverCount + 1}-${nameOf(source)}`;
    return {
      type: 'billing.information',
      to: source,
      requestId: `${conversation}:billing.information`,
      conversation,
      client: context.client,
      items: items.filter((item) => item.source === source).map(({ source: _, ...item }) => item),
    };
  });
}
