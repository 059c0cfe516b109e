/**
 * Charge: the purchase of one order at the billing processor (U10, U22).
 *
 *     opening ─▶ holding ─▶ held ─┬─per transaction─▶ capturing ─▶ captured ─closed─▶ settled
 *        │          │         │   └─per cycle──▶ due ─closed─▶ fixed ─collect─▶ collecting ─▶ settled
 *        │          ▼         │                  │
 *        │       declined     │                  │             captured ─void─▶ refunding ─▶ refunded
 *        └────────────────────┴───────void───────┴─▶ releasing ─▶ released
 *
 * *Closed* means that the order has heard of the capture, or that `close` passed: from then on the
 * charge cannot be voided, its share is fixed, its bill line is due and its source is settled with.
 *
 * Invariants (test/machines/charge.test.ts, and I9, I10 in every run):
 *   - every authorisation ends in exactly one of `settled`, `released`, `refunded`, `declined` and
 *     `uncollected`;
 *   - nothing is billed, shared or settled before it is closed, and nothing closed is ever voided.
 */
import type { MessageType, Received, RequestFailed } from '../protocol.ts';
import { charge } from './setup.ts';

const noteVoid = {
  type: 'noteVoid',
  params: ({ event }: { event: Received<'payment.void'> }) => ({ asked: event }),
} as const;

/** True of the failure of one request: others of the same charge may still be repeated, or fail. */
const ofRequest = (of: MessageType) =>
  ({
    type: 'isFor',
    params: ({ event }: { event: RequestFailed }) => ({ request: event.request, of }),
  }) as const;

const opening = charge.createStateConfig({
  on: {
    'payment.authorize': {
      target: 'holding',
      actions: { type: 'noteAuthorization', params: ({ event }) => ({ asked: event }) },
    },
    // Voided before it was ever authorised: the issuer must still refuse a hold that comes late.
    'payment.void': {
      target: 'releasing',
      actions: noteVoid,
    },
  },
});

const holding = charge.createStateConfig({
  entry: 'hold',
  on: {
    'credit.held': { target: 'held', actions: 'authorized' },
    'credit.declined': {
      target: 'declined',
      actions: { type: 'declined', params: ({ event }) => ({ reason: event.reason }) },
    },
    // Perhaps held, perhaps not: it must be released either way.
    'request.failed': {
      guard: ofRequest('credit.hold'),
      target: 'releasing',
      actions: { type: 'declined', params: { reason: 'credit issuer unreachable' } },
    },
    'payment.void': { target: 'releasing', actions: noteVoid },
  },
});

const held = charge.createStateConfig({
  on: {
    'payment.capture': [
      {
        guard: 'isPerCycle',
        target: 'due',
        actions: [{ type: 'noteCapture', params: ({ event }) => ({ asked: event }) }, 'captured'],
      },
      {
        target: 'capturing',
        actions: { type: 'noteCapture', params: ({ event }) => ({ asked: event }) },
      },
    ],
    'payment.void': { target: 'releasing', actions: noteVoid },
  },
  after: { lifetime: 'releasing' },
});

const capturing = charge.createStateConfig({
  entry: 'capture',
  on: {
    'credit.captured': { target: 'captured', actions: 'captured' },
    'credit.refused': {
      target: 'uncollected',
      actions: { type: 'refused', params: ({ event }) => ({ reason: event.reason }) },
    },
    'request.failed': {
      guard: ofRequest('credit.capture'),
      target: 'releasing',
      actions: { type: 'refused', params: { reason: 'credit issuer unreachable' } },
    },
    // The capture is on its way and may succeed: wait for it, then undo it.
    'payment.void': { target: 'undoing', actions: noteVoid },
  },
});

const undoing = charge.createStateConfig({
  on: {
    'credit.captured': 'refunding',
    'credit.refused': 'releasing',
    'request.failed': { guard: ofRequest('credit.capture'), target: 'releasing' },
  },
});

const captured = charge.createStateConfig({
  on: {
    'payment.close': 'settled',
    'payment.void': { target: 'refunding', actions: noteVoid },
  },
  after: { close: 'settled' },
});

const refunding = charge.createStateConfig({
  entry: 'refund',
  on: {
    'credit.refunded': { target: 'refunded', actions: 'refunded' },
    'request.failed': { guard: ofRequest('credit.refund'), target: 'uncollected' },
  },
});

const due = charge.createStateConfig({
  on: {
    'payment.close': 'fixed',
    'payment.void': { target: 'releasing', actions: noteVoid },
  },
  after: { close: 'fixed' },
});

/** Closed, and waiting for the end of the billing cycle. */
const fixed = charge.createStateConfig({
  entry: ['share', 'lineDue', 'shareDue'],
  on: { 'charge.collect': 'collecting', 'payment.void': { actions: 'refuseVoid' } },
});

const collecting = charge.createStateConfig({
  entry: 'capture',
  on: {
    'credit.captured': 'collected',
    'credit.refused': 'uncollected',
    'request.failed': { guard: ofRequest('credit.capture'), target: 'uncollected' },
    'payment.void': { actions: 'refuseVoid' },
  },
});

const releasing = charge.createStateConfig({
  entry: 'release',
  on: {
    'credit.released': [
      { guard: 'wasVoidAsked', target: 'released', actions: 'voided' },
      { target: 'released' },
    ],
    // A hold that was voided before it was answered fails here: the release goes on.
    'request.failed': { guard: ofRequest('credit.release'), target: 'released' },
    // The void overtook the authorisation: nothing is held for it any more.
    'payment.authorize': { actions: { type: 'declined', params: { reason: 'voided' } } },
    'payment.capture': { actions: { type: 'refused', params: { reason: 'voided' } } },
    'payment.void': { actions: noteVoid },
  },
});

export const chargeMachine = charge.createMachine({
  id: 'charge',
  context: ({ input }) => ({
    authorizedMinor: 0,
    terms: null,
    receivedAtUs: 0,
    asker: '',
    voidAsked: false,
    ...input,
  }),
  initial: 'opening',
  states: {
    opening,
    holding,
    held,
    capturing,
    undoing,
    captured,
    refunding,
    due,
    fixed,
    collecting,
    releasing,
    settled: {
      type: 'final',
      entry: ['share', 'lineDue', 'shareDue', { type: 'announce', params: { name: 'captured' } }],
    },
    collected: { type: 'final', entry: { type: 'announce', params: { name: 'captured' } } },
    declined: { type: 'final' },
    released: { type: 'final', entry: { type: 'announce', params: { name: 'released' } } },
    refunded: { type: 'final', entry: { type: 'announce', params: { name: 'refunded' } } },
    uncollected: { type: 'final', entry: { type: 'announce', params: { name: 'uncollected' } } },
  },
});
