/**
 * Client order flow: the states that one order of a client goes through, from wanting to displaying.
 *
 *     watching ─▶ browsing ─▶ ordering ─▶ awaiting ─▶ confirming
 *        ▲            │           │           │            │
 *        ├────────────┘       cancelling ◀────┘            │
 *        ├─────────────────────────┘                       │
 *        └───────────── displayed, or voided ◀─────────────┘
 *
 * What is heard whatever the order is at, is in machine.ts, which has the invariants too.
 */
import type { MessageType, Received } from '../protocol.ts';
import type { Acknowledgement, Asked } from './event.ts';
import { client } from './setup.ts';

/** Answers that a message came, where no more is to be said. */
export const answer = (acknowledgement: Acknowledgement) =>
  ({
    type: 'answer',
    params: ({ event }: { event: Asked }) => ({ asked: event, with: acknowledgement }),
  }) as const;
/** Says that the options which came are on the screen (U24). */
export const showOptions = {
  type: 'showOptions',
  params: ({ event }: { event: Received<'options.offered'> }) => ({
    count: event.options.length,
    conversation: event.conversation,
  }),
} as const;

/** True of what answers, or gives up, the current order's request of one type. */
const isAbout = (of: MessageType) =>
  ({
    type: 'isAbout',
    params: ({ event }: { event: { readonly requestId: string } }) => ({
      requestId: event.requestId,
      of,
    }),
  }) as const;

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
        answer('token.accepted'),
        { type: 'useNonce', params: ({ event }) => event },
        { type: 'noteProvision', params: ({ event }) => event },
      ],
    },
    'order.voided': {
      guard: { type: 'isWaitingFor', params: ({ event }) => event },
      target: '#client.on.watching',
      actions: [
        answer('order.void-noted'),
        { type: 'giveUp', params: ({ event }) => ({ reason: event.reason }) },
        'forgetOrder',
      ],
    },
  },
}).on;

export const watching = client.createStateConfig({
  always: [
    { guard: 'wantsWhatWasShown', target: 'ordering', actions: 'begin' },
    { guard: 'wantsMore', target: 'browsing', actions: 'begin' },
  ],
});

export const browsing = client.createStateConfig({
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
        showOptions,
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

export const ordering = client.createStateConfig({
  entry: 'place',
  on: {
    ...receiving,
    'order.accepted': {
      guard: isAbout('order.place'),
      target: 'awaiting',
    },
    'order.refused': {
      guard: isAbout('order.place'),
      target: 'watching',
      actions: [
        { type: 'announceRefusal', params: ({ event }) => ({ reason: event.reason }) },
        'forgetOrder',
      ],
    },
    'request.failed': {
      guard: isAbout('order.place'),
      target: 'cancelling',
    },
    'user.cancel': { target: 'cancelling', actions: 'withdrawPlace' },
  },
  after: { patience: { target: 'cancelling', actions: 'withdrawPlace' } },
});

export const awaiting = client.createStateConfig({
  on: { ...receiving, 'user.cancel': 'cancelling' },
  after: { patience: 'cancelling' },
});

export const confirming = client.createStateConfig({
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

export const cancelling = client.createStateConfig({
  entry: 'askCancel',
  on: {
    'order.cancelled': {
      guard: isAbout('order.cancel'),
      target: 'watching',
      actions: [{ type: 'giveUp', params: { reason: 'cancelled' } }, 'forgetOrder'],
    },
    'order.cancel-refused': {
      guard: isAbout('order.cancel'),
      target: 'watching',
      actions: [
        { type: 'giveUp', params: ({ event }) => ({ reason: event.reason }) },
        'forgetOrder',
      ],
    },
    'order.voided': receiving['order.voided'],
    'request.failed': {
      guard: isAbout('order.cancel'),
      target: 'watching',
      actions: [{ type: 'giveUp', params: { reason: 'server unreachable' } }, 'forgetOrder'],
    },
  },
});
