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
 * What is played is a process of its own (viewing/machine.ts), whatever the order is at.
 * One order at a time; what is selected meanwhile waits in `wanted`. The user interface shows the
 * options of a transmission before the first order on it.
 *
 * Invariants (test/machines/client.test.ts):
 *   - a feature is on display only after its receipt was confirmed, or could not be;
 *   - every token is verified before anything is displayed, and each nonce opens at most once.
 */
import { newClient } from './context.ts';
import type { WatchingEvent } from './event.ts';
import {
  answer,
  awaiting,
  browsing,
  cancelling,
  confirming,
  ordering,
  showOptions,
  watching,
} from './order-flow.ts';
import { client } from './setup.ts';

const ofConversation = ({ event }: { event: { readonly conversation: string } }) => event;
/** What was on display is no longer paid for. */
const takeOffDisplay = [
  { type: 'announceWithdrawal', params: ofConversation },
  { type: 'restoreAccessRate', params: ofConversation },
  { type: 'withdraw', params: ofConversation },
] as const;

/** What is about viewing goes to the session that plays (viewing/machine.ts). */
const passedOn = {
  actions: {
    type: 'tellViewing',
    params: ({ event }: { event: WatchingEvent }) => ({ event }),
  },
} as const;

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
    'user.switch-off': {
      target: '#client.off',
      actions: { type: 'tellViewing', params: ({ event }) => ({ event }) },
    },
    'user.play': {
      actions: [{ type: 'startViewing', params: ({ event }) => ({ play: event }) }, 'countViewing'],
    },
    'user.pause': passedOn,
    'user.resume': passedOn,
    'user.seek': passedOn,
    'user.stop': passedOn,
    'user.respond': passedOn,
    'user.take-part': passedOn,
    'user.commit': { actions: { type: 'commit', params: ({ event }) => event } },
    'user.bid': {
      actions: [{ type: 'bid', params: ({ event }) => ({ bid: event }) }, 'countBid'],
    },
    'auction.bid-noted': {},
    'auction.bid-refused': {
      actions: { type: 'announceBidRefusal', params: ({ event }) => ({ refusal: event }) },
    },
    'auction.result': {
      actions: [
        answer('auction.result-noted'),
        { type: 'announceAuction', params: ({ event }) => ({ result: event }) },
      ],
    },
    'commitment.noted': {},
    'options.offered': {
      actions: [
        {
          type: 'remember',
          params: ({ event }) => ({
            transmissions: event.options.map((option) => option.transmission),
          }),
        },
        showOptions,
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
        actions: [answer('order.void-noted'), ...takeOffDisplay],
      },
      {
        actions: answer('order.void-noted'),
      },
    ],
    'feature.revoke': [
      {
        guard: { type: 'displays', params: ({ event }) => event },
        actions: [answer('feature.revoked'), ...takeOffDisplay],
      },
      {
        actions: answer('feature.revoked'),
      },
    ],
    'bill.issue': {
      actions: answer('bill.acknowledged'),
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
