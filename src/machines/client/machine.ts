/**
 * Client: one client system, that is an entertainment system with its user interface, sending unit
 * and receiving unit (U8, U23, U24, U26).
 *
 *     off ◀─user.switch-off─ on ──────────────────────────────────────────────────────┐
 *      └──user.switch-on──▶  │ watching ─▶ browsing ─▶ ordering ─▶ awaiting ─▶ confirming
 *                            │    ▲            │           │           │            │
 *                            │    ├────────────┘       cancelling ◀────┘            │
 *                            │    ├─────────────────────────┘                       │
 *                            │    └───────────── displayed, or voided ◀─────────────┘
 *
 * One order at a time; what is picked meanwhile waits in `wanted`. The user interface shows the
 * options of a transmission before the first order on it.
 *
 * Invariants (test/machines/client.test.ts):
 *   - a feature is on display only after its receipt was confirmed, or could not be;
 *   - every token is verified before anything is displayed, and each nonce opens at most once.
 */
import { newClient } from './context.ts';
import { client } from './setup.ts';

/** What the client can receive while it waits: the stream itself, or the token that unlocks it. */
const receiving = client.createStateConfig({
  on: {
    'transmission.modified': {
      guard: { type: 'isWaitingFor', params: ({ event }) => event },
      target: '#client.on.confirming',
      actions: [
        { type: 'acceptStream', params: ({ event }) => ({ asked: event }) },
        { type: 'noteProvision', params: ({ event }) => event },
      ],
    },
    'token.deliver': {
      guard: { type: 'opens', params: ({ event }) => ({ delivery: event }) },
      target: '#client.on.confirming',
      actions: [
        { type: 'answer', params: ({ event }) => ({ asked: event, with: 'token.accepted' }) },
        { type: 'useNonce', params: ({ event }) => event },
        { type: 'noteProvision', params: ({ event }) => event },
      ],
    },
    'order.voided': {
      guard: { type: 'isWaitingFor', params: ({ event }) => event },
      target: '#client.on.watching',
      actions: [
        { type: 'answer', params: ({ event }) => ({ asked: event, with: 'order.void-noted' }) },
        { type: 'giveUp', params: ({ event }) => ({ reason: event.reason }) },
        'forgetOrder',
      ],
    },
  },
}).on;

const watching = client.createStateConfig({
  always: [
    { guard: 'wantsWhatWasShown', target: 'ordering', actions: 'begin' },
    { guard: 'wantsMore', target: 'browsing', actions: 'begin' },
  ],
});

const browsing = client.createStateConfig({
  entry: {
    type: 'askOptions',
    params: ({ context }) => ({ transmission: context.current?.transmission ?? '' }),
  },
  on: {
    'options.offered': {
      guard: { type: 'isAboutOptions', params: ({ event }) => event },
      target: 'ordering',
      actions: [
        {
          type: 'remember',
          params: ({ context }) => ({ transmissions: [context.current?.transmission ?? ''] }),
        },
        {
          type: 'showOptions',
          params: ({ event }) => ({
            count: event.options.length,
            conversation: event.conversation,
          }),
        },
      ],
    },
    'request.failed': {
      guard: { type: 'isAboutOptions', params: ({ event }) => event },
      target: 'watching',
      actions: [{ type: 'giveUp', params: { reason: 'server unreachable' } }, 'forgetOrder'],
    },
    'user.cancel': {
      target: 'watching',
      actions: [{ type: 'giveUp', params: { reason: 'cancelled' } }, 'forgetOrder'],
    },
  },
});

const ordering = client.createStateConfig({
  entry: 'place',
  on: {
    ...receiving,
    'order.accepted': {
      guard: {
        type: 'isAbout',
        params: ({ event }) => ({ requestId: event.requestId, of: 'order.place' }),
      },
      target: 'awaiting',
    },
    'order.refused': {
      guard: {
        type: 'isAbout',
        params: ({ event }) => ({ requestId: event.requestId, of: 'order.place' }),
      },
      target: 'watching',
      actions: [
        { type: 'announceRefusal', params: ({ event }) => ({ reason: event.reason }) },
        'forgetOrder',
      ],
    },
    'request.failed': {
      guard: {
        type: 'isAbout',
        params: ({ event }) => ({ requestId: event.requestId, of: 'order.place' }),
      },
      target: 'cancelling',
    },
    'user.cancel': { target: 'cancelling', actions: 'withdrawPlace' },
  },
  after: { patience: { target: 'cancelling', actions: 'withdrawPlace' } },
});

const awaiting = client.createStateConfig({
  on: { ...receiving, 'user.cancel': 'cancelling' },
  after: { patience: 'cancelling' },
});

const confirming = client.createStateConfig({
  entry: 'reportReceipt',
  on: {
    'receipt.acknowledged': [
      {
        guard: { type: 'isReceiptAccepted', params: ({ event }) => event },
        target: 'watching',
        actions: ['announceDisplay', 'raiseAccessRate', 'display'],
      },
      { guard: { type: 'isAboutReceipt', params: ({ event }) => event }, target: 'awaiting' },
    ],
    // The stream is here, and nobody says it should not be: it is shown until somebody does.
    'request.failed': {
      guard: { type: 'isAboutReceipt', params: ({ event }) => event },
      target: 'watching',
      actions: ['announceDisplay', 'raiseAccessRate', 'display'],
    },
    'order.voided': receiving['order.voided'],
  },
});

const cancelling = client.createStateConfig({
  entry: 'askCancel',
  on: {
    'order.cancelled': {
      guard: {
        type: 'isAbout',
        params: ({ event }) => ({ requestId: event.requestId, of: 'order.cancel' }),
      },
      target: 'watching',
      actions: [{ type: 'giveUp', params: { reason: 'cancelled' } }, 'forgetOrder'],
    },
    'order.cancel-refused': {
      guard: {
        type: 'isAbout',
        params: ({ event }) => ({ requestId: event.requestId, of: 'order.cancel' }),
      },
      target: 'watching',
      actions: [
        { type: 'giveUp', params: ({ event }) => ({ reason: event.reason }) },
        'forgetOrder',
      ],
    },
    'order.voided': receiving['order.voided'],
    'request.failed': {
      guard: {
        type: 'isAbout',
        params: ({ event }) => ({ requestId: event.requestId, of: 'order.cancel' }),
      },
      target: 'watching',
      actions: [{ type: 'giveUp', params: { reason: 'server unreachable' } }, 'forgetOrder'],
    },
  },
});

const on = client.createStateConfig({
  initial: 'watching',
  states: { watching, browsing, ordering, awaiting, confirming, cancelling },
  on: {
    'user.select': { actions: { type: 'want', params: ({ event }) => event } },
    'user.browse': { actions: { type: 'askOptions', params: ({ event }) => event } },
    'user.interact': {
      actions: [
        { type: 'askInteraction', params: ({ event }) => event },
        { type: 'noteInteraction', params: ({ event }) => event },
      ],
    },
    'user.switch-off': '#client.off',
    'options.offered': {
      actions: [
        {
          type: 'remember',
          params: ({ event }) => ({
            transmissions: event.options.map((option) => option.transmission),
          }),
        },
        {
          type: 'showOptions',
          params: ({ event }) => ({
            count: event.options.length,
            conversation: event.conversation,
          }),
        },
      ],
    },
    'transmission.modified': [
      {
        guard: { type: 'displays', params: ({ event }) => event },
        actions: { type: 'acceptStream', params: ({ event }) => ({ asked: event }) },
      },
      {
        actions: { type: 'refuseStream', params: ({ event }) => ({ asked: event }) },
      },
    ],
    'token.deliver': {
      actions: [
        { type: 'refuseToken', params: ({ event }) => ({ delivery: event }) },
        { type: 'reportToken', params: ({ event }) => ({ delivery: event }) },
      ],
    },
    'order.voided': [
      {
        guard: { type: 'displays', params: ({ event }) => event },
        actions: [
          { type: 'answer', params: ({ event }) => ({ asked: event, with: 'order.void-noted' }) },
          { type: 'announceWithdrawal', params: ({ event }) => event },
          { type: 'restoreAccessRate', params: ({ event }) => event },
          { type: 'withdraw', params: ({ event }) => event },
        ],
      },
      {
        actions: {
          type: 'answer',
          params: ({ event }) => ({ asked: event, with: 'order.void-noted' }),
        },
      },
    ],
    'feature.revoke': [
      {
        guard: { type: 'displays', params: ({ event }) => event },
        actions: [
          { type: 'answer', params: ({ event }) => ({ asked: event, with: 'feature.revoked' }) },
          { type: 'announceWithdrawal', params: ({ event }) => event },
          { type: 'restoreAccessRate', params: ({ event }) => event },
          { type: 'withdraw', params: ({ event }) => event },
        ],
      },
      {
        actions: {
          type: 'answer',
          params: ({ event }) => ({ asked: event, with: 'feature.revoked' }),
        },
      },
    ],
    'bill.issue': {
      actions: {
        type: 'answer',
        params: ({ event }) => ({ asked: event, with: 'bill.acknowledged' }),
      },
    },
    'interaction.update': {
      actions: [
        { type: 'showInteraction', params: ({ event }) => event },
        { type: 'endInteraction', params: ({ event }) => event },
      ],
    },
    'request.failed': {
      guard: {
        type: 'isFor',
        params: ({ event }) => ({ request: event.request, of: 'interaction.request' }),
      },
      actions: [
        { type: 'reportInteractionFailure', params: ({ event }) => event },
        { type: 'endInteraction', params: ({ event }) => event },
      ],
    },
  },
});

export const clientMachine = client.createMachine({
  id: 'client',
  context: ({ input }) => newClient(input),
  initial: 'on',
  states: {
    on,
    off: {
      tags: 'deaf',
      entry: ['forgetAll', { type: 'announcePower', params: { name: 'client.switched-off' } }],
      exit: { type: 'announcePower', params: { name: 'client.switched-on' } },
      on: { 'user.switch-on': 'on' },
    },
  },
});
