/**
 * Order setup: the words the order machine is written in (its guards, actions and delays).
 *
 * A request's id is made of the order's id and the request's type, so that a repetition, or the same
 * question asked again after a detour, is recognised as the same request by whoever answers it.
 */
import { assign, emit, setup } from 'xstate';
import type { Address } from '../address.ts';
import type { Emitted } from '../effects.ts';
import type { MessageType, Received, RequestFailed, Terms } from '../protocol.ts';
import { replyTo } from '../reply.ts';

export interface OrderInput {
  readonly order: string;
  readonly client: Address;
  readonly transmission: string;
  readonly feature: string;
  /** What was quoted; the amount authorised. */
  readonly priceMinor: number;
  /** What may be tried, in order. */
  readonly candidates: readonly Terms[];
  /** How long the client has to report that it received the feature. */
  readonly receiptMs: number;
}
export interface OrderContext extends OrderInput {
  /** Which candidate is being tried. */
  readonly turn: number;
  /** Sources that may hold a provision which must be revoked. */
  readonly touched: readonly Terms[];
  readonly receivedAtUs: number;
  readonly reason: string;
}
type Incoming =
  | 'order.place'
  | 'order.cancel'
  | 'payment.authorized'
  | 'payment.declined'
  | 'payment.captured'
  | 'payment.refused'
  | 'payment.voided'
  | 'payment.void-refused'
  | 'provision.modifying'
  | 'provision.token'
  | 'provision.refused'
  | 'provision.revoked'
  | 'token.accepted'
  | 'token.refused'
  | 'order.void-noted'
  | 'feature.received';
export type OrderEvent = Received<Incoming> | RequestFailed;

const BILLING = 'billing-processor';

export const order = setup({
  types: {
    input: {} as OrderInput,
    context: {} as OrderContext,
    events: {} as OrderEvent,
    emitted: {} as Emitted,
  },
  guards: {
    hasNext: ({ context }) => context.turn + 1 < context.candidates.length,
    hasRevocations: ({ context }) => context.touched.length > 0,
    isCurrent: ({ context }, params: { provision: string }) =>
      params.provision === provisionOf(context),
    isFor: (_, params: { request: string; of: string }) => params.request === params.of,
    /** What became of an earlier provision says nothing about the current one. */
    isOfEarlier: ({ context }, { requestId }: { requestId: string }) =>
      !requestId.startsWith(`${provisionOf(context)}:`),
  },
  actions: {
    accept: emit(({ context }, params: { place: Received<'order.place'> }) => ({
      type: 'order.accepted' as const,
      to: context.client,
      requestId: params.place.requestId,
      conversation: context.order,
      priceMinor: context.priceMinor,
    })),
    authorize: emit(({ context }) => ({
      type: 'payment.authorize' as const,
      ...letter(context, 'payment.authorize'),
      to: BILLING,
      client: context.client,
      amountMinor: context.priceMinor,
    })),
    provision: emit(({ context }) => ({
      type: 'provision.request' as const,
      requestId: `${provisionOf(context)}:provision.request`,
      conversation: context.order,
      to: termsOf(context).source,
      client: context.client,
      transmission: context.transmission,
      feature: context.feature,
      mode: termsOf(context).mode,
      provision: provisionOf(context),
    })),
    touch: assign(({ context }) => ({ touched: [...context.touched, termsOf(context)] })),
    /** A source that refused holds nothing that would have to be revoked. */
    untouch: assign(({ context }) => ({ touched: context.touched.slice(0, -1) })),
    tryNext: assign(({ context }) => ({ turn: context.turn + 1 })),
    passToken: emit(({ context }, params: { token: string }) => ({
      type: 'token.deliver' as const,
      requestId: `${provisionOf(context)}:token.deliver`,
      conversation: context.order,
      to: context.client,
      transmission: context.transmission,
      feature: context.feature,
      provision: provisionOf(context),
      source: termsOf(context).source,
      token: params.token,
    })),
    noteReceipt: assign((_, params: { atUs: number }) => ({ receivedAtUs: params.atUs })),
    answerReceipt: emit(
      (_, params: { receipt: Received<'feature.received'>; accepted: boolean }) => ({
        type: 'receipt.acknowledged' as const,
        ...replyTo(params.receipt),
        accepted: params.accepted,
      }),
    ),
    answerCancel: emit((_, params: { cancel: Received<'order.cancel'> }) => ({
      type: 'order.cancelled' as const,
      ...replyTo(params.cancel),
    })),
    refuseCancel: emit((_, params: { cancel: Received<'order.cancel'> }) => ({
      type: 'order.cancel-refused' as const,
      ...replyTo(params.cancel),
      reason: 'already received',
    })),
    capture: emit(({ context }) => ({
      type: 'payment.capture' as const,
      ...letter(context, 'payment.capture'),
      to: chargeOf(context),
      terms: termsOf(context),
      receivedAtUs: context.receivedAtUs,
    })),
    close: emit(({ context }) => ({
      type: 'payment.close' as const,
      ...letter(context, 'payment.close'),
      to: chargeOf(context),
    })),
    explain: assign((_, params: { reason: string }) => ({ reason: params.reason })),
    voidPayment: emit(({ context }) => ({
      type: 'payment.void' as const,
      ...letter(context, 'payment.void'),
      to: chargeOf(context),
      client: context.client,
    })),
    tellClient: emit(({ context }) => ({
      type: 'order.voided' as const,
      ...letter(context, 'order.voided'),
      to: context.client,
      reason: context.reason,
    })),
    revokeNext: emit(({ context }) => {
      const terms = context.touched[0] ?? termsOf(context);
      return {
        type: 'provision.revoke' as const,
        requestId: `${context.order}:revoke:${terms.source}:${terms.mode}`,
        conversation: context.order,
        to: terms.source,
        client: context.client,
        transmission: context.transmission,
        feature: context.feature,
        mode: terms.mode,
      };
    }),
    dropRevocation: assign(({ context }) => ({ touched: context.touched.slice(1) })),
    announceCompletion: emit(({ context }) => ({
      type: 'outcome' as const,
      name: 'order.completed' as const,
      conversation: context.order,
      detail: {
        client: context.client,
        source: termsOf(context).source,
        mode: termsOf(context).mode,
        amountMinor: termsOf(context).amountMinor,
      },
    })),
    announceVoid: emit(({ context }) => ({
      type: 'outcome' as const,
      name: 'order.voided' as const,
      conversation: context.order,
      detail: { client: context.client, reason: context.reason },
    })),
  },
  delays: { receipt: ({ context }) => context.receiptMs },
});

/** The id of the provision being tried: a later try of the same order has another. */
function provisionOf(context: OrderContext): string {
  return `${context.order}#${context.turn + 1}`;
}
function termsOf(context: OrderContext): Terms {
  const terms = context.candidates[context.turn];
  if (terms === undefined)
    throw new RangeError(`order ${context.order} has no candidate ${context.turn}`);
  return terms;
}
function chargeOf(context: OrderContext): Address {
  return `${BILLING}/charge-${context.order}`;
}
function letter(context: OrderContext, type: MessageType) {
  return { requestId: `${context.order}:${type}`, conversation: context.order };
}
