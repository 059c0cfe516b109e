/**
 * Billing processor: the hub in front of charges, accounts and settlements (U22).
 *
 *     payment.authorize ──▶ charge-ORDER        one purchase
 *     charge.due ─────────▶ account-NAME        one client's bills, and what is handed to sources
 *     share.due, wholesale.bill ──▶ settlement-SOURCE   what the server owes one source
 *
 * It also answers for charges that have ended.
 */
import { emit, setup } from 'xstate';
import type { Cycle } from '../billing/cycle.ts';
import type { AccountInput } from './account/setup.ts';
import { type Address, nameOf } from './address.ts';
import type { ChargeInput } from './charge/setup.ts';
import type { Emitted } from './effects.ts';
import type { BillingPer, Received } from './protocol.ts';
import { replyTo } from './reply.ts';
import type { SettlementInput } from './settlement.ts';

/** When a client is billed. */
export interface BillingTerms {
  readonly per: BillingPer;
  readonly cycle: Cycle;
}
export interface BillingProcessorInput {
  readonly currency: string;
  /** The civil instant of virtual time 0, in microseconds since 1970. */
  readonly epochUs: number;
  /** Each client's billing, by address. */
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
  | 'share.due'
  | 'wholesale.bill';
export type BillingProcessorEvent = Received<Incoming>;

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
    openAccount: emit(({ context }, { first }: { first: Received<'charge.due'> }) => ({
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
        'charge.due': {
          actions: { type: 'openAccount', params: ({ event }) => ({ first: event }) },
        },
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
  return context.terms[client] ?? context.standard;
}
