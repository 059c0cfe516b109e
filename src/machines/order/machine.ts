/**
 * Order: the process that coordinates purchase and provision of one selection (U1, U21, U25).
 *
 *     authorizing ──▶ provisioning ──▶ awaitingReceipt ──▶ capturing ──▶ completed
 *          │            │   ▲   next candidate │                │
 *          │            └───┴──────────────────┤                │ no answer
 *          ▼ declined, cancelled, nothing left ▼                ▼
 *        voiding ◀──────────────────────────────────────────────┘
 *          │ voided                     │ already captured and closed
 *          ▼                            ▼
 *       revoking ──▶ voided          completed
 *
 * A candidate is one (source, provision mode); the preferred mode of the preferred source comes
 * first, and no later candidate costs more than was quoted and authorised. Delays in milliseconds.
 *
 * Invariants (test/machines/order.test.ts, and I9 to I11 in every run):
 *   - every order ends in exactly one of `completed` and `voided`;
 *   - capture is asked only after the client received the feature of the current provision;
 *   - the feature is withdrawn only after the payment is known to be voided.
 */
import type { Received } from '../protocol.ts';
import { order } from './setup.ts';

const cancellable = {
  'order.cancel': {
    target: '#order.voiding',
    actions: [
      {
        type: 'answerCancel',
        params: ({ event }: { event: Received<'order.cancel'> }) => ({ cancel: event }),
      },
      { type: 'explain', params: { reason: 'cancelled' } },
    ],
  },
} as const;
/** Received, but not of the provision that counts now. */
const refuseReceipt = {
  actions: {
    type: 'answerReceipt',
    params: ({ event }: { event: Received<'feature.received'> }) => ({
      receipt: event,
      accepted: false,
    }),
  },
} as const;
/** A token nobody took in an earlier try is no failure of this one. */
const ignoreEarlier = {
  guard: {
    type: 'isOfEarlier',
    params: ({ event }: { event: { readonly requestId: string } }) => event,
  },
} as const;
const nextOrVoid = (reason: string, ...before: readonly 'untouch'[]) =>
  [
    {
      guard: 'hasNext',
      target: '#order.provisioning',
      reenter: true,
      actions: [...before, 'tryNext'],
    },
    { target: '#order.voiding', actions: [...before, { type: 'explain', params: { reason } }] },
  ] as const;

const authorizing = order.createStateConfig({
  on: {
    'order.place': {
      actions: [{ type: 'accept', params: ({ event }) => ({ place: event }) }, 'authorize'],
    },
    'payment.authorized': 'provisioning',
    'payment.declined': {
      target: 'revoking',
      actions: { type: 'explain', params: ({ event }) => ({ reason: event.reason }) },
    },
    'request.failed': {
      target: 'voiding',
      actions: { type: 'explain', params: { reason: 'billing unreachable' } },
    },
    ...cancellable,
  },
});

const provisioning = order.createStateConfig({
  entry: ['provision', 'touch'],
  on: {
    'provision.modifying': {
      guard: { type: 'isCurrent', params: ({ event }) => event },
      target: 'awaitingReceipt',
    },
    'provision.token': {
      guard: { type: 'isCurrent', params: ({ event }) => event },
      target: 'awaitingReceipt',
      actions: { type: 'passToken', params: ({ event }) => ({ token: event.token }) },
    },
    'provision.refused': nextOrVoid('provision refused', 'untouch'),
    'request.failed': [ignoreEarlier, ...nextOrVoid('source unreachable')],
    // A modified transmission can overtake the source's own answer to the server.
    'feature.received': [
      {
        guard: { type: 'isCurrent', params: ({ event }) => event },
        target: 'capturing',
        actions: [
          { type: 'noteReceipt', params: ({ event }) => ({ atUs: event.atUs }) },
          { type: 'answerReceipt', params: ({ event }) => ({ receipt: event, accepted: true }) },
        ],
      },
      refuseReceipt,
    ],
    ...cancellable,
  },
});

const awaitingReceipt = order.createStateConfig({
  on: {
    'feature.received': [
      {
        guard: { type: 'isCurrent', params: ({ event }) => event },
        target: 'capturing',
        actions: [
          { type: 'noteReceipt', params: ({ event }) => ({ atUs: event.atUs }) },
          { type: 'answerReceipt', params: ({ event }) => ({ receipt: event, accepted: true }) },
        ],
      },
      refuseReceipt,
    ],
    'token.accepted': {},
    // A token that does not verify means tampering or a mix-up: nothing is tried again.
    'token.refused': [
      ignoreEarlier,
      {
        target: 'voiding',
        actions: { type: 'explain', params: ({ event }) => ({ reason: `token ${event.reason}` }) },
      },
    ],
    'request.failed': [
      ignoreEarlier,
      { target: 'voiding', actions: { type: 'explain', params: { reason: 'client unreachable' } } },
    ],
    ...cancellable,
  },
  after: { receipt: nextOrVoid('not received in time') },
});

const capturing = order.createStateConfig({
  entry: 'capture',
  on: {
    'payment.captured': { target: 'completed', actions: 'close' },
    'payment.refused': {
      target: 'voiding',
      actions: { type: 'explain', params: ({ event }) => ({ reason: event.reason }) },
    },
    'request.failed': {
      guard: {
        type: 'isFor',
        params: ({ event }) => ({ request: event.request, of: 'payment.capture' }),
      },
      target: 'voiding',
      actions: { type: 'explain', params: { reason: 'billing unreachable' } },
    },
    'feature.received': refuseReceipt,
    'order.cancel': {
      actions: { type: 'refuseCancel', params: ({ event }) => ({ cancel: event }) },
    },
  },
});

const voiding = order.createStateConfig({
  entry: 'voidPayment',
  on: {
    'payment.voided': 'revoking',
    // It was captured after all, and closed: the client has what it paid for.
    'payment.void-refused': 'completed',
    'request.failed': {
      guard: {
        type: 'isFor',
        params: ({ event }) => ({ request: event.request, of: 'payment.void' }),
      },
      target: 'revoking',
    },
    'feature.received': refuseReceipt,
    'order.cancel': {
      actions: { type: 'answerCancel', params: ({ event }) => ({ cancel: event }) },
    },
  },
});

const revoking = order.createStateConfig({
  entry: 'tellClient',
  initial: 'choosing',
  states: {
    choosing: {
      always: [{ guard: 'hasRevocations', target: 'asking' }, { target: '#order.voided' }],
    },
    asking: {
      entry: 'revokeNext',
      on: {
        'provision.revoked': { target: 'choosing', actions: 'dropRevocation' },
        'request.failed': {
          guard: {
            type: 'isFor',
            params: ({ event }) => ({ request: event.request, of: 'provision.revoke' }),
          },
          target: 'choosing',
          actions: 'dropRevocation',
        },
      },
    },
  },
  on: {
    'feature.received': refuseReceipt,
    'order.cancel': {
      actions: { type: 'answerCancel', params: ({ event }) => ({ cancel: event }) },
    },
  },
});

export const orderMachine = order.createMachine({
  id: 'order',
  context: ({ input }) => ({ turn: 0, touched: [], receivedAtUs: 0, reason: '', ...input }),
  initial: 'authorizing',
  states: {
    authorizing,
    provisioning,
    awaitingReceipt,
    capturing,
    voiding,
    revoking,
    completed: { type: 'final', entry: 'announceCompletion' },
    voided: { type: 'final', entry: 'announceVoid' },
  },
});
