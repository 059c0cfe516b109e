/**
 * Credit account: one client's account at the credit issuer (U10).
 *
 *     credit.hold ──within the limit──▶ held, then captured in parts, released or refunded
 *                 └─beyond, or voided before─▶ credit.declined
 *
 * Every decision posts its ledger entry in the same step (I8). A hold is known by its order; an
 * order that was released or refunded can never be held or captured again, however late a message
 * about it arrives. Units: minor units.
 *
 * Invariant (test/machines/credit-account.test.ts): owed + held never exceeds the limit, and what
 * was captured for an order never exceeds what was held for it.
 */
import { assign, emit, setup } from 'xstate';
import type { Entry } from '../billing/ledger.ts';
import { captureEntry, holdEntry, refundEntry, releaseEntry } from '../billing/postings.ts';
import type { Address } from './address.ts';
import type { Emitted } from './effects.ts';
import type { Message, Received } from './protocol.ts';
import { replyTo } from './reply.ts';

export interface CreditAccountInput {
  readonly client: Address;
  readonly currency: string;
  readonly limitMinor: number;
}
export interface CreditAccountContext extends CreditAccountInput {
  readonly owedMinor: number;
  /** What is still held, by order. */
  readonly holds: Readonly<Record<string, number>>;
  /** What sources took of an order before the server took its own part, by order. */
  readonly taken: Readonly<Record<string, number>>;
  /** Orders that were released or refunded. */
  readonly closed: readonly string[];
}
type Incoming = 'credit.hold' | 'credit.capture' | 'credit.release' | 'credit.refund';
export type CreditAccountEvent = Received<Incoming>;

const account = setup({
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
    holds: ({ context }, params: { capture: Received<'credit.capture'> }) =>
      !context.closed.includes(params.capture.conversation) &&
      heldFor(context, params.capture.conversation) >= params.capture.amountMinor,
  },
  actions: {
    hold: assign(({ context }, { hold }: { hold: Received<'credit.hold'> }) => ({
      holds: { ...context.holds, [hold.conversation]: hold.amountMinor },
    })),
    postHold: emit(({ context }, { hold }: { hold: Received<'credit.hold'> }) =>
      postUnlessFree(hold.amountMinor, (amountMinor) =>
        holdEntry({ ...about(context, hold), amountMinor }),
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
        captureEntry({
          ...about(context, capture),
          amountMinor,
          payee: capture.payee,
          part: capture.part,
        }),
      ),
    ),
    /** What is neither captured nor left for another party goes back. */
    postRemainder: emit(({ context }, { capture }: { capture: Received<'credit.capture'> }) =>
      postUnlessFree(remainderOf(context, capture), (amountMinor) =>
        releaseEntry({ ...about(context, capture), amountMinor, part: 'remainder' }),
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
          releaseEntry({ ...about(context, closing), amountMinor, part: 'rest' }),
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
          ...about(context, refund),
          amountMinor,
          payer: refund.payer,
          part: refund.part,
        }),
      ),
    ),
    refund: assign(({ context }, { refund }: { refund: Received<'credit.refund'> }) => ({
      owedMinor: context.owedMinor - refund.amountMinor,
    })),
    confirmRefund: emit((_, { refund }: { refund: Received<'credit.refund'> }) => ({
      type: 'credit.refunded' as const,
      ...replyTo(refund),
    })),
  },
});

export const creditAccountMachine = account.createMachine({
  id: 'credit-account',
  context: ({ input }) => ({ ...input, owedMinor: 0, holds: {}, taken: {}, closed: [] }),
  initial: 'open',
  states: {
    open: {
      on: {
        'credit.hold': [
          {
            guard: { type: 'canHold', params: ({ event }) => ({ hold: event }) },
            actions: [
              { type: 'postHold', params: ({ event }) => ({ hold: event }) },
              { type: 'confirmHold', params: ({ event }) => ({ hold: event }) },
              { type: 'hold', params: ({ event }) => ({ hold: event }) },
            ],
          },
          { actions: { type: 'decline', params: ({ event }) => ({ hold: event }) } },
        ],
        'credit.capture': [
          {
            guard: { type: 'holds', params: ({ event }) => ({ capture: event }) },
            actions: [
              { type: 'postCapture', params: ({ event }) => ({ capture: event }) },
              { type: 'postRemainder', params: ({ event }) => ({ capture: event }) },
              { type: 'confirmCapture', params: ({ event }) => ({ capture: event }) },
              { type: 'capture', params: ({ event }) => ({ capture: event }) },
            ],
          },
          { actions: { type: 'refuseCapture', params: ({ event }) => ({ capture: event }) } },
        ],
        'credit.release': {
          actions: [
            { type: 'postRelease', params: ({ event }) => ({ closing: event }) },
            { type: 'confirmRelease', params: ({ event }) => ({ release: event }) },
            { type: 'close', params: ({ event }) => ({ closing: event }) },
          ],
        },
        'credit.refund': {
          actions: [
            { type: 'postRefund', params: ({ event }) => ({ refund: event }) },
            { type: 'postRelease', params: ({ event }) => ({ closing: event }) },
            { type: 'confirmRefund', params: ({ event }) => ({ refund: event }) },
            { type: 'refund', params: ({ event }) => ({ refund: event }) },
            { type: 'close', params: ({ event }) => ({ closing: event }) },
          ],
        },
      },
    },
  },
});

function heldFor(context: CreditAccountContext, order: string): number {
  return context.holds[order] ?? 0;
}
function heldMinor(context: CreditAccountContext): number {
  return Object.values(context.holds).reduce((sum, held) => sum + held, 0);
}
function remainderOf(context: CreditAccountContext, capture: Message<'credit.capture'>): number {
  const heldMinor = heldFor(context, capture.conversation);
  return heldMinor - capture.amountMinor - leaveOf(context, capture);
}
/**
 * What stays held after a capture. The parties capture in either order (U6): a source leaves whatever
 * there is, and the server leaves the source's part unless the source has it already.
 */
function leaveOf(context: CreditAccountContext, capture: Message<'credit.capture'>): number {
  const { conversation: order, amountMinor, leaveMinor, part } = capture;
  const restMinor = Math.max(0, heldFor(context, order) - amountMinor);
  if (part === 'source') return restMinor;
  // Of an order whose source has everything, nothing is held any more when the server captures 0.
  return Math.min(restMinor, Math.max(0, leaveMinor - (context.taken[order] ?? 0)));
}
/** What sources have of an order whose server's part is still to be captured. */
function takenAfter(context: CreditAccountContext, capture: Message<'credit.capture'>): number {
  if (capture.part === 'server' || leaveOf(context, capture) === 0) return 0;
  return (context.taken[capture.conversation] ?? 0) + capture.amountMinor;
}
function withHold(holds: CreditAccountContext['holds'], order: string, heldMinor: number) {
  const { [order]: _, ...others } = holds;
  return heldMinor > 0 ? { ...others, [order]: heldMinor } : others;
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
