/**
 * Billing processor: the hub in front of charges, accounts and settlements (U22).
 *
 *     payment.authorize ──▶ charge-ORDER        one purchase
 *     charge.due, viewing.due, accrual.note ──▶ account-NAME   one client's bills
 *     share.due, wholesale.bill ──▶ settlement-SOURCE   what the server owes one source
 *
 * It also answers for charges that have ended.
 */
import { emit, setup } from 'xstate';
import type { AccountInput, BillingTerms } from './account/context.ts';
import { type Address, nameOf, saidOf } from './address.ts';
import type { ChargeInput } from './charge/setup.ts';
import type { Emitted } from './effects.ts';
import type { Received } from './protocol.ts';
import { replyTo } from './reply.ts';
import type { SettlementInput } from './settlement.ts';

export interface BillingProcessorInput {
  readonly currency: string;
  /** The civil instant of virtual time 0, in microseconds since 1970. */
  readonly epochUs: number;
  /** Each client's billing, by address (`saidOf`). */
  readonly terms: Readonly<Record<Address, BillingTerms>>;
  /** The cycle of settlements per cycle, and of clients without terms of their own. */
  readonly standard: BillingTerms;
}
type Incoming =
  | 'payment.authorize'
  | 'payment.capture'
  | 'payment.void'
  | 'payment.close'
  | 'charge.due'
  | 'viewing.due'
  | 'accrual.note'
  | 'share.due'
  | 'wholesale.bill';
export type BillingProcessorEvent = Received<Incoming>;
type ForAccount = Received<'charge.due' | 'viewing.due' | 'accrual.note'>;

const hub = setup({
  types: {
    input: {} as BillingProcessorInput,
    context: {} as BillingProcessorInput,
    events: {} as BillingProcessorEvent,
    emitted: {} as Emitted,
  },
  guards: {
    wasCaptured: (_, { asked }: { asked: Received<'payment.void'> }) =>
      asked.ended === 'settled' || asked.ended === 'collected',
    hasEnded: (_, { asked }: { asked: Received<'payment.void'> }) => asked.ended !== undefined,
  },
  actions: {
    openCharge: emit(
      ({ context }, { first }: { first: Received<'payment.authorize' | 'payment.void'> }) => ({
        type: 'process.open' as const,
        process: 'charge' as const,
        id: `charge-${first.conversation}`,
        input: {
          order: first.conversation,
          client: first.client,
          currency: context.currency,
          per: termsOf(context, first.client).per,
        } satisfies ChargeInput,
        first,
      }),
    ),
    openAccount: emit(({ context }, { first }: { first: ForAccount }) => ({
      type: 'process.open' as const,
      process: 'account' as const,
      id: `account-${nameOf(first.client)}`,
      input: {
        client: first.client,
        currency: context.currency,
        epochUs: context.epochUs,
        billing: termsOf(context, first.client),
        settlementCycle: context.standard.cycle,
      } satisfies AccountInput,
      first,
    })),
    openSettlement: emit(
      ({ context }, { first, source }: { first: BillingProcessorEvent; source: Address }) => ({
        type: 'process.open' as const,
        process: 'settlement' as const,
        id: `settlement-${nameOf(source)}`,
        input: { source, currency: context.currency } satisfies SettlementInput,
        first,
      }),
    ),
    refuseVoid: emit((_, { asked }: { asked: Received<'payment.void'> }) => ({
      type: 'payment.void-refused' as const,
      ...replyTo(asked),
      reason: 'captured and closed',
    })),
    confirmVoid: emit((_, { asked }: { asked: Received<'payment.void'> }) => ({
      type: 'payment.voided' as const,
      ...replyTo(asked),
      refundedMinor: 0,
    })),
    refuseCapture: emit((_, { asked }: { asked: Received<'payment.capture'> }) => ({
      type: 'payment.refused' as const,
      ...replyTo(asked),
      reason: 'no authorisation',
    })),
  },
});

const toAccount = {
  actions: {
    type: 'openAccount',
    params: ({ event }: { event: ForAccount }) => ({ first: event }),
  },
} as const;

export const billingProcessorMachine = hub.createMachine({
  id: 'billing-processor',
  context: ({ input }) => input,
  initial: 'inService',
  states: {
    inService: {
      on: {
        'payment.authorize': {
          actions: { type: 'openCharge', params: ({ event }) => ({ first: event }) },
        },
        'payment.void': [
          {
            guard: { type: 'wasCaptured', params: ({ event }) => ({ asked: event }) },
            actions: { type: 'refuseVoid', params: ({ event }) => ({ asked: event }) },
          },
          {
            guard: { type: 'hasEnded', params: ({ event }) => ({ asked: event }) },
            actions: { type: 'confirmVoid', params: ({ event }) => ({ asked: event }) },
          },
          { actions: { type: 'openCharge', params: ({ event }) => ({ first: event }) } },
        ],
        'payment.capture': {
          actions: { type: 'refuseCapture', params: ({ event }) => ({ asked: event }) },
        },
        // The charge closed by itself, or never was: there is nothing left to close.
        'payment.close': {},
        'charge.due': toAccount,
        'viewing.due': toAccount,
        'accrual.note': toAccount,
        'share.due': {
          actions: {
            type: 'openSettlement',
            params: ({ event }) => ({ first: event, source: event.source }),
          },
        },
        'wholesale.bill': {
          actions: {
            type: 'openSettlement',
            params: ({ event }) => ({ first: event, source: event.from }),
          },
        },
      },
    },
  },
});

function termsOf(context: BillingProcessorInput, client: Address): BillingTerms {
  return saidOf(context.terms, client) ?? context.standard;
}
