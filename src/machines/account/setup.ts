/**
 * Account setup: the words the account machine is written in (its guards, actions and delays).
 *
 * Instants in virtual microseconds; delays in milliseconds. A bill run comes `BILL_RUN_US` after its
 * period ends, later than a charge of that period closes unless the network between the servers was
 * cut. What comes later still is dated at the start of the first period that is not billed yet, so
 * that no period is billed twice (I22, I23).
 */
import { assign, emit, setup } from 'xstate';
import { type Bill, type BillingPeriod, type BillLine, draftBill } from '../../billing/bill.ts';
import { type Cycle, virtualPeriodContaining } from '../../billing/cycle.ts';
import { type Address, nameOf } from '../address.ts';
import type { Emitted } from '../effects.ts';
import type { BillingItem, BillingPer, Message, Received, RequestFailed } from '../protocol.ts';

export interface AccountInput {
  readonly client: Address;
  readonly currency: string;
  readonly epochUs: number;
  readonly billing: { readonly per: BillingPer; readonly cycle: Cycle };
  /** The cycle of what is handed to sources per cycle. */
  readonly settlementCycle: Cycle;
}
/** An item of billing information, and the source it is for. */
interface HandoverItem extends BillingItem {
  readonly source: Address;
}
export interface AccountContext extends AccountInput {
  readonly lines: readonly BillLine[];
  readonly items: readonly HandoverItem[];
  readonly billCount: number;
  readonly handoverCount: number;
  /** The virtual time of the latest event. */
  readonly nowUs: number;
}
type Incoming = 'charge.due' | 'bill.acknowledged' | 'billing.information-accepted';
export type AccountEvent = Received<Incoming> | RequestFailed;

/** A quarter of an hour. */
const BILL_RUN_US = 15 * 60 * 1_000_000;

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
    addLine: assign(({ context }, { due }: { due: Received<'charge.due'> }) => {
      const line = lineOf(due);
      const atUs = openFromUs(context, context.billing.cycle, due);
      return { lines: [...context.lines, { ...line, atUs }] };
    }),
    addItem: assign(({ context }, { due }: { due: Received<'charge.due'> }) => {
      const atUs = openFromUs(context, context.settlementCycle, due);
      return { items: [...context.items, { ...itemOf(due), atUs }] };
    }),
    billNow: emit(({ context }, { due }: { due: Received<'charge.due'> }) => ({
      type: 'batch' as const,
      emitted: sendBill(context, billOf(context, [lineOf(due)], null, due.atUs)),
    })),
    countBill: assign(({ context }) => ({ billCount: context.billCount + 1 })),
    billPeriod: emit(({ context }) => {
      const period = periodOf(context, context.billing.cycle, context.lines);
      const lines = context.lines.filter((line) => line.atUs < period.endUs);
      const bill = billOf(context, lines, period, period.endUs + BILL_RUN_US);
      const collects = lines.map((line) => ({
        type: 'charge.collect' as const,
        to: `billing-processor/charge-${line.order}`,
        requestId: `${line.order}:charge.collect`,
        conversation: line.order,
      }));
      return { type: 'batch' as const, emitted: [...sendBill(context, bill), ...collects] };
    }),
    dropBilled: assign(({ context }) => {
      const { endUs } = periodOf(context, context.billing.cycle, context.lines);
      return {
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

/** The period the earliest of `dated` falls in, in virtual time. */
function periodOf(
  context: AccountContext,
  cycle: Cycle,
  dated: readonly { readonly atUs: number }[],
): BillingPeriod {
  const earliestUs = dated.reduce((least, { atUs }) => Math.min(least, atUs), Infinity);
  return virtualPeriodContaining(cycle, context.epochUs, earliestUs);
}
/** When it was received; when that period's run is over, the start of the first whose is not. */
function openFromUs(context: AccountContext, cycle: Cycle, due: Received<'charge.due'>): number {
  const open = virtualPeriodContaining(cycle, context.epochUs, due.atUs - BILL_RUN_US);
  return Math.max(due.receivedAtUs, open.startUs);
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
/** What the server bills: its own part only, where the source bills the other part itself (U3). */
function lineOf(due: Received<'charge.due'>): BillLine {
  const { terms } = due;
  return {
    order: due.conversation,
    kind: 'charge',
    description: terms.description,
    source: terms.source,
    atUs: due.receivedAtUs,
    amountMinor: terms.settlement === 'later-bill' ? terms.amountMinor : terms.serverMinor,
  };
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

function billOf(
  context: AccountContext,
  lines: readonly BillLine[],
  period: BillingPeriod | null,
  issuedAtUs: number,
): Bill {
  return draftBill({
    number: `B-${nameOf(context.client)}-${context.billCount + 1}`,
    kind: 'bill',
    corrects: null,
    issuer: 'billing-processor',
    subscriber: context.client,
    currency: context.currency,
    per: period === null ? 'transaction' : 'cycle',
    period,
    issuedAtUs,
    lines,
    accountCreditMinor: 0,
  });
}
function sendBill(context: AccountContext, bill: Bill): readonly Emitted[] {
  return [
    { type: 'document.issue', conversation: bill.number, document: bill },
    {
      type: 'bill.issue',
      to: context.client,
      requestId: `${bill.number}:bill.issue`,
      conversation: bill.number,
      bill,
    },
  ];
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
