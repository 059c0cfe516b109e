/**
 * Charge setup: the words the charge machine is written in (its guards, actions and delays).
 *
 * The order is answered at the address it asked from; every request of the charge is named after the
 * order and the request's type, so a repetition is recognised. Delays in milliseconds.
 */
import { assign, emit, setup } from 'xstate';
import { clearingAccount } from '../../billing/accounts.ts';
import { shareEntry } from '../../billing/postings.ts';
import { type Address, nameOf } from '../address.ts';
import type { Emitted } from '../effects.ts';
import type { BillingPer, MessageType, Received, RequestFailed, Terms } from '../protocol.ts';

export interface ChargeInput {
  readonly order: string;
  readonly client: Address;
  readonly currency: string;
  /** When this client is billed (U4). */
  readonly per: BillingPer;
}
export interface ChargeContext extends ChargeInput {
  readonly authorizedMinor: number;
  readonly terms: Terms | null;
  readonly receivedAtUs: number;
  /** Where the order is, to answer it. */
  readonly asker: Address;
  readonly voidAsked: boolean;
}
type Incoming =
  | 'payment.authorize'
  | 'payment.capture'
  | 'payment.void'
  | 'payment.close'
  | 'credit.held'
  | 'credit.declined'
  | 'credit.captured'
  | 'credit.refused'
  | 'credit.released'
  | 'credit.refunded'
  | 'charge.collect';
export type ChargeEvent = Received<Incoming> | RequestFailed;

/** An order that has not closed its charge by then has given up asking: ten minutes. */
const CLOSE_MS = 600_000;
/** A hold that is neither captured nor voided ends by itself after six hours. */
const LIFETIME_MS = 6 * 3_600_000;

export const charge = setup({
  types: {
    input: {} as ChargeInput,
    context: {} as ChargeContext,
    events: {} as ChargeEvent,
    emitted: {} as Emitted,
  },
  guards: {
    isPerCycle: ({ context }) => context.per === 'cycle',
    wasVoidAsked: ({ context }) => context.voidAsked,
    isFor: (_, params: { request: MessageType; of: MessageType }) => params.request === params.of,
  },
  actions: {
    noteAuthorization: assign((_, { asked }: { asked: Received<'payment.authorize'> }) => ({
      authorizedMinor: asked.amountMinor,
      asker: asked.from,
    })),
    noteVoid: assign((_, { asked }: { asked: Received<'payment.void'> }) => ({
      asker: asked.from,
      voidAsked: true,
    })),
    noteCapture: assign((_, { asked }: { asked: Received<'payment.capture'> }) => ({
      terms: asked.terms,
      receivedAtUs: asked.receivedAtUs,
      asker: asked.from,
    })),
    hold: emit(({ context }) => ({
      type: 'credit.hold' as const,
      ...toIssuer(context, 'credit.hold'),
      amountMinor: context.authorizedMinor,
    })),
    capture: emit(({ context }) => ({
      type: 'credit.capture' as const,
      ...toIssuer(context, 'credit.capture'),
      amountMinor: billedMinor(context),
      leaveMinor: termsOf(context).amountMinor - billedMinor(context),
      part: 'server' as const,
      payee: clearingAccount,
    })),
    release: emit(({ context }) => ({
      type: 'credit.release' as const,
      ...toIssuer(context, 'credit.release'),
    })),
    refund: emit(({ context }) => ({
      type: 'credit.refund' as const,
      ...toIssuer(context, 'credit.refund'),
      amountMinor: billedMinor(context),
      part: 'server' as const,
      payer: clearingAccount,
    })),
    authorized: emit(({ context }) => ({
      type: 'payment.authorized' as const,
      ...inAnswer(context, 'payment.authorize'),
    })),
    declined: emit(({ context }, params: { reason: string }) => ({
      type: 'payment.declined' as const,
      ...inAnswer(context, 'payment.authorize'),
      reason: params.reason,
    })),
    captured: emit(({ context }) => ({
      type: 'payment.captured' as const,
      ...inAnswer(context, 'payment.capture'),
      per: context.per,
    })),
    refused: emit(({ context }, params: { reason: string }) => ({
      type: 'payment.refused' as const,
      ...inAnswer(context, 'payment.capture'),
      reason: params.reason,
    })),
    voided: emit(({ context }) => ({
      type: 'payment.voided' as const,
      ...inAnswer(context, 'payment.void'),
      refundedMinor: 0,
    })),
    refunded: emit(({ context }) => ({
      type: 'payment.voided' as const,
      ...inAnswer(context, 'payment.void'),
      refundedMinor: billedMinor(context),
    })),
    refuseVoid: emit(({ context }) => ({
      type: 'payment.void-refused' as const,
      ...inAnswer(context, 'payment.void'),
      reason: 'captured and closed',
    })),
    /** Fixes the shares in the ledger; in U3 the source's part never passes through here (I13). */
    share: emit(({ context }) => ({
      type: 'batch' as const,
      emitted: billedMinor(context) === 0 ? [] : [sharePosting(context)],
    })),
    lineDue: emit(({ context }) => ({
      type: 'charge.due' as const,
      ...letter(context, 'charge.due'),
      to: `billing-processor/account-${nameOf(context.client)}`,
      client: context.client,
      terms: termsOf(context),
      receivedAtUs: context.receivedAtUs,
      per: context.per,
    })),
    shareDue: emit(({ context }) => ({
      type: 'batch' as const,
      emitted:
        isLaterBill(context) && termsOf(context).sourceMinor > 0
          ? [
              {
                type: 'share.due' as const,
                ...letter(context, 'share.due'),
                to: `billing-processor/settlement-${nameOf(termsOf(context).source)}`,
                source: termsOf(context).source,
                shareMinor: termsOf(context).sourceMinor,
                receivedAtUs: context.receivedAtUs,
              },
            ]
          : [],
    })),
    announce: emit(
      ({ context }, params: { name: 'captured' | 'released' | 'refunded' | 'uncollected' }) => ({
        type: 'outcome' as const,
        name: `charge.${params.name}` as const,
        conversation: context.order,
        detail: {
          client: context.client,
          amountMinor: context.terms === null ? context.authorizedMinor : billedMinor(context),
        },
      }),
    ),
  },
  delays: { close: CLOSE_MS, lifetime: LIFETIME_MS },
});

/** What the server bills: everything when the source bills it later, else only its own part. */
function billedMinor(context: ChargeContext): number {
  const { amountMinor, serverMinor } = termsOf(context);
  return isLaterBill(context) ? amountMinor : serverMinor;
}
function sharePosting(context: ChargeContext): Emitted {
  const { source, serverMinor, sourceMinor } = termsOf(context);
  const entry = shareEntry({
    order: context.order,
    source,
    serverMinor,
    sourceMinor: isLaterBill(context) ? sourceMinor : 0,
    currency: context.currency,
  });
  return { type: 'ledger.post', entry };
}
function isLaterBill(context: ChargeContext): boolean {
  return termsOf(context).settlement === 'later-bill';
}
function termsOf(context: ChargeContext): Terms {
  if (context.terms === null) throw new TypeError(`charge of ${context.order} has no terms yet`);
  return context.terms;
}
function toIssuer(context: ChargeContext, type: MessageType) {
  return {
    to: `credit-issuer/account-${nameOf(context.client)}`,
    ...letter(context, type),
    client: context.client,
  };
}
function inAnswer(context: ChargeContext, asked: MessageType) {
  return { to: context.asker, ...letter(context, asked) };
}
function letter(context: ChargeContext, type: MessageType) {
  return { requestId: `${context.order}:${type}`, conversation: context.order };
}
