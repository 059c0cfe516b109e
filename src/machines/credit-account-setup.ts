/**
 * Credit account setup: the words the credit account is written in (its guards and actions).
 *
 * Units: minor units. credit-holds.ts has the sums.
 */
import { assign, emit, setup } from 'xstate';
import type { Entry } from '../billing/ledger.ts';
import { captureEntry, holdEntry, refundEntry, releaseEntry } from '../billing/postings.ts';
import { collectionEntry, returnEntry } from '../billing/viewing-postings.ts';
import {
  type CreditAccountContext,
  type CreditAccountInput,
  heldFor,
  heldMinor,
  leaveOf,
  remainderOf,
  takenAfter,
  withHold,
} from './credit-holds.ts';
import type { Emitted } from './effects.ts';
import type { Message, Received } from './protocol.ts';
import { replyTo } from './reply.ts';

type Incoming =
  | 'credit.hold'
  | 'credit.capture'
  | 'credit.release'
  | 'credit.refund'
  | 'credit.charge'
  | 'credit.return';
export type CreditAccountEvent = Received<Incoming>;

export const creditAccount = setup({
  types: {
    input: {} as CreditAccountInput,
    context: {} as CreditAccountContext,
    events: {} as CreditAccountEvent,
    emitted: {} as Emitted,
  },
  guards: {
    canHold: ({ context }, params: { hold: Received<'credit.hold'> }) =>
      !context.closed.includes(params.hold.conversation) &&
      context.owedMinor + heldMinor(context) + params.hold.amountMinor <= context.limitMinor,
    /** What bills charge is within the limit together with what is held for orders. */
    canCharge: ({ context }, { charge }: { charge: Received<'credit.charge'> }) =>
      context.owedMinor + heldMinor(context) + charge.amountMinor <= context.limitMinor,
    holds: ({ context }, params: { capture: Received<'credit.capture'> }) =>
      !context.closed.includes(params.capture.conversation) &&
      heldFor(context, params.capture.conversation) >= params.capture.amountMinor,
  },
  actions: {
    hold: assign(({ context }, { hold }: { hold: Received<'credit.hold'> }) => ({
      holds: withHold(context.holds, hold.conversation, hold.amountMinor),
    })),
    postHold: emit(({ context }, { hold }: { hold: Received<'credit.hold'> }) =>
      postUnlessFree(hold.amountMinor, (amountMinor) =>
        holdEntry({ amountMinor, ...about(context, hold) }),
      ),
    ),
    confirmHold: emit((_, { hold }: { hold: Received<'credit.hold'> }) => ({
      type: 'credit.held' as const,
      ...replyTo(hold),
    })),
    decline: emit(({ context }, { hold }: { hold: Received<'credit.hold'> }) => ({
      type: 'credit.declined' as const,
      ...replyTo(hold),
      reason: context.closed.includes(hold.conversation) ? 'voided before' : 'credit limit reached',
    })),
    postCapture: emit(({ context }, { capture }: { capture: Received<'credit.capture'> }) =>
      postUnlessFree(capture.amountMinor, (amountMinor) =>
        // Each field by itself, not `about`: every order comes here twice, and a spread took a hundredth of a run.
        captureEntry({
          order: capture.conversation,
          client: context.client,
          amountMinor,
          currency: context.currency,
          payee: capture.payee,
          part: capture.part,
        }),
      ),
    ),
    /** What is neither captured nor left for another party goes back. */
    postRemainder: emit(({ context }, { capture }: { capture: Received<'credit.capture'> }) =>
      postUnlessFree(remainderOf(context, capture), (amountMinor) =>
        releaseEntry({ amountMinor, part: 'remainder', ...about(context, capture) }),
      ),
    ),
    capture: assign(({ context }, { capture }: { capture: Received<'credit.capture'> }) => ({
      owedMinor: context.owedMinor + capture.amountMinor,
      holds: withHold(context.holds, capture.conversation, leaveOf(context, capture)),
      taken: withHold(context.taken, capture.conversation, takenAfter(context, capture)),
    })),
    confirmCapture: emit((_, { capture }: { capture: Received<'credit.capture'> }) => ({
      type: 'credit.captured' as const,
      ...replyTo(capture),
    })),
    refuseCapture: emit((_, { capture }: { capture: Received<'credit.capture'> }) => ({
      type: 'credit.refused' as const,
      ...replyTo(capture),
      reason: 'nothing held for this order',
    })),
    postRelease: emit(
      ({ context }, { closing }: { closing: Received<'credit.release' | 'credit.refund'> }) =>
        postUnlessFree(heldFor(context, closing.conversation), (amountMinor) =>
          releaseEntry({ amountMinor, part: 'rest', ...about(context, closing) }),
        ),
    ),
    close: assign(
      ({ context }, { closing }: { closing: Received<'credit.release' | 'credit.refund'> }) => ({
        holds: withHold(context.holds, closing.conversation, 0),
        closed: [...context.closed, closing.conversation],
      }),
    ),
    confirmRelease: emit((_, { release }: { release: Received<'credit.release'> }) => ({
      type: 'credit.released' as const,
      ...replyTo(release),
    })),
    postRefund: emit(({ context }, { refund }: { refund: Received<'credit.refund'> }) =>
      postUnlessFree(refund.amountMinor, (amountMinor) =>
        refundEntry({
          amountMinor,
          payer: refund.payer,
          part: refund.part,
          ...about(context, refund),
        }),
      ),
    ),
    refund: assign(({ context }, { refund }: { refund: Received<'credit.refund'> }) => ({
      owedMinor: context.owedMinor - refund.amountMinor,
    })),
    postCharge: emit(({ context }, { charge }: { charge: Received<'credit.charge'> }) => ({
      type: 'ledger.post' as const,
      entry: collectionEntry({ amountMinor: charge.amountMinor, ...ofBill(context, charge) }),
    })),
    charge: assign(({ context }, { charge }: { charge: Received<'credit.charge'> }) => ({
      owedMinor: context.owedMinor + charge.amountMinor,
    })),
    confirmCharge: emit((_, { charge }: { charge: Received<'credit.charge'> }) => ({
      type: 'credit.charged' as const,
      ...replyTo(charge),
    })),
    refuseCharge: emit((_, { charge }: { charge: Received<'credit.charge'> }) => ({
      type: 'credit.charge-refused' as const,
      ...replyTo(charge),
      reason: 'credit limit reached',
    })),
    postReturn: emit(({ context }, { given }: { given: Received<'credit.return'> }) => ({
      type: 'ledger.post' as const,
      entry: returnEntry({ amountMinor: given.amountMinor, ...ofBill(context, given) }),
    })),
    takeReturn: assign(({ context }, { given }: { given: Received<'credit.return'> }) => ({
      owedMinor: context.owedMinor - given.amountMinor,
    })),
    confirmReturn: emit((_, { given }: { given: Received<'credit.return'> }) => ({
      type: 'credit.returned' as const,
      ...replyTo(given),
    })),
    confirmRefund: emit((_, { refund }: { refund: Received<'credit.refund'> }) => ({
      type: 'credit.refunded' as const,
      ...replyTo(refund),
    })),
  },
});

/** What a bill collects or gives back, whose number is its conversation. */
function ofBill(context: CreditAccountContext, { conversation }: Message) {
  return { conversation, client: context.client, currency: context.currency };
}
function about(context: CreditAccountContext, asked: Message) {
  return { order: asked.conversation, client: context.client, currency: context.currency };
}
/** Nothing is posted where nothing moves: a feature may be free. */
function postUnlessFree(amountMinor: number, entry: (amountMinor: number) => Entry) {
  const emitted: readonly Emitted[] =
    amountMinor === 0 ? [] : [{ type: 'ledger.post', entry: entry(amountMinor) }];
  return { type: 'batch' as const, emitted };
}
