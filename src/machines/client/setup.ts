/**
 * Client setup: the words the client machine is written in (its guards, actions and delays).
 *
 * Every action looks only at the context and its own `params`, never at the wide event union.
 * `patience` is in milliseconds, as XState counts delays.
 */
import { assign, emit, setup } from 'xstate';
import type { Emitted } from '../effects.ts';
import type { MessageType, Received, Selection } from '../protocol.ts';
import { replyTo } from '../reply.ts';
import { readToken } from '../token.ts';
import { raiseAccessRate, restoreAccessRate } from './access-rate.ts';
import {
  beginOrder,
  type ClientContext,
  type ClientInput,
  displayCurrent,
  displays,
  faultOf,
  isWaitingFor,
  optionsRequestId,
  orderLetter,
  orderOf,
  outcome,
  receiptRequestId,
} from './context.ts';
import type {
  Acknowledgement,
  Asked,
  BidEvent,
  ClientEvent,
  PlayEvent,
  WatchingEvent,
} from './event.ts';
import {
  auctionOutcome,
  bid,
  bidRefusal,
  commit,
  startViewing,
  tellViewing,
} from './viewing-door.ts';

const SERVER = 'processing-server';
type ToViewing = WatchingEvent | { readonly type: 'user.switch-off'; readonly atUs: number };

export const client = setup({
  types: {
    input: {} as ClientInput,
    context: {} as ClientContext,
    events: {} as ClientEvent,
    emitted: {} as Emitted,
  },
  guards: {
    wantsMore: ({ context }) => context.wanted.length > 0,
    wantsWhatWasShown: ({ context }) => {
      const next = context.wanted[0];
      return next !== undefined && context.shown.includes(next.transmission);
    },
    isWaitingFor: ({ context }, params: { conversation: string }) =>
      isWaitingFor(context, params.conversation),
    displays: ({ context }, params: { conversation: string }) =>
      displays(context, params.conversation),
    opens: ({ context }, params: { delivery: Received<'token.deliver'> }) =>
      faultOf(context, params.delivery) === null,
    isFor: (_, params: { request: MessageType; of: MessageType }) => params.request === params.of,
    /** Replies and failures come late: what an earlier order asked is no news of this one. */
    isAbout: ({ context }, { requestId, of }: { requestId: string; of: MessageType }) =>
      requestId === orderLetter(context, of).requestId,
    isAboutOptions: ({ context }, params: { requestId: string }) =>
      params.requestId === optionsRequestId(context, context.current?.transmission ?? ''),
    isAboutReceipt: ({ context }, params: { requestId: string }) =>
      params.requestId === receiptRequestId(context),
    isReceiptAccepted: ({ context }, params: { requestId: string; accepted: boolean }) =>
      params.accepted && params.requestId === receiptRequestId(context),
  },
  actions: {
    want: assign(({ context }, params: Selection) => ({
      wanted: [...context.wanted, { transmission: params.transmission, feature: params.feature }],
    })),
    begin: assign(({ context }) => beginOrder(context)),
    askOptions: emit(({ context }, params: { transmission: string }) => ({
      type: 'options.request' as const,
      to: SERVER,
      requestId: optionsRequestId(context, params.transmission),
      conversation: `${context.name}-options`,
      transmission: params.transmission,
      receivable: context.receives,
    })),
    remember: assign(({ context }, params: { transmissions: readonly string[] }) => ({
      shown: [...new Set([...context.shown, ...params.transmissions])],
    })),
    showOptions: emit(({ context }, params: { count: number; conversation: string }) =>
      outcome(context, 'options.shown', params.conversation, { options: params.count }),
    ),
    place: emit(({ context }) => ({
      type: 'order.place' as const,
      to: SERVER,
      ...orderLetter(context, 'order.place'),
      client: context.client,
      transmission: context.current?.transmission ?? '',
      feature: context.current?.feature ?? '',
      receivable: context.receives,
    })),
    withdrawPlace: emit(({ context }) => ({
      type: 'request.withdraw' as const,
      requestId: orderLetter(context, 'order.place').requestId,
    })),
    noteProvision: assign(({ context }, params: { provision: string }) => ({
      current: context.current && { ...context.current, provision: params.provision },
    })),
    useNonce: assign(({ context }, params: { token: string }) => ({
      usedNonces: [...context.usedNonces, readToken(params.token)?.nonce ?? ''],
    })),
    reportReceipt: emit(({ context }) => ({
      type: 'feature.received' as const,
      to: context.current?.address ?? SERVER,
      conversation: orderOf(context),
      requestId: receiptRequestId(context),
      provision: context.current?.provision ?? '',
    })),
    display: assign(({ context }) => displayCurrent(context)),
    announceDisplay: emit(({ context }) =>
      outcome(context, 'feature.displayed', orderOf(context), {
        transmission: context.current?.transmission ?? '',
        feature: context.current?.feature ?? '',
      }),
    ),
    raiseAccessRate: emit(({ context }) => raiseAccessRate(context)),
    withdraw: assign(({ context }, params: { conversation: string }) => ({
      display: context.display.filter((shown) => shown.order !== params.conversation),
    })),
    announceWithdrawal: emit(({ context }, params: { conversation: string }) =>
      outcome(context, 'feature.withdrawn', params.conversation),
    ),
    restoreAccessRate: emit(({ context }, params: { conversation: string }) =>
      restoreAccessRate(context, params.conversation),
    ),
    giveUp: emit(({ context }, params: { reason: string }) =>
      outcome(context, 'order.given-up', orderOf(context), { reason: params.reason }),
    ),
    announceRefusal: emit(({ context }, params: { reason: string }) =>
      outcome(context, 'order.refused', orderOf(context), { reason: params.reason }),
    ),
    forgetOrder: assign({ current: null }),
    forgetAll: assign({ current: null, wanted: [], interactions: {} }),
    askCancel: emit(({ context }) => ({
      type: 'order.cancel' as const,
      to: context.current?.address ?? SERVER,
      ...orderLetter(context, 'order.cancel'),
    })),
    acceptStream: emit((_, params: { asked: Received<'transmission.modified'> }) => ({
      type: 'transmission.accepted' as const,
      ...replyTo(params.asked),
      transmission: params.asked.transmission,
      feature: params.asked.feature,
    })),
    answer: emit((_, params: { asked: Asked; with: Acknowledgement }) => ({
      type: params.with,
      ...replyTo(params.asked),
    })),
    refuseStream: emit((_, params: { asked: Asked }) => ({
      type: 'transmission.refused' as const,
      ...replyTo(params.asked),
      reason: 'not wanted',
    })),
    refuseToken: emit(({ context }, params: { delivery: Received<'token.deliver'> }) => ({
      type: 'token.refused' as const,
      ...replyTo(params.delivery),
      reason: faultOf(context, params.delivery) ?? 'not wanted',
    })),
    reportToken: emit(({ context }, params: { delivery: Received<'token.deliver'> }) =>
      outcome(context, 'token.refused', params.delivery.conversation, {
        reason: faultOf(context, params.delivery) ?? 'not wanted',
      }),
    ),
    reportInteractionFailure: emit(({ context }, params: { conversation: string }) =>
      outcome(context, 'interaction.failed', params.conversation, { reason: 'source unreachable' }),
    ),
    askInteraction: emit(({ context }, params: { transmission: string }) => ({
      type: 'interaction.request' as const,
      to: `source/${context.receives[0]}`,
      requestId: `${context.name}:interaction:${context.interactionCount}`,
      conversation: `${context.name}-interaction-${context.interactionCount}`,
      transmission: params.transmission,
    })),
    noteInteraction: assign(({ context }, params: { atUs: number }) => ({
      interactionCount: context.interactionCount + 1,
      interactions: {
        ...context.interactions,
        [`${context.name}-interaction-${context.interactionCount}`]: params.atUs,
      },
    })),
    endInteraction: assign(({ context }, params: { conversation: string }) => {
      const { [params.conversation]: _, ...interactions } = context.interactions;
      return { interactions };
    }),
    showInteraction: emit(({ context }, params: { conversation: string; atUs: number }) =>
      outcome(context, 'interaction.shown', params.conversation, {
        elapsedUs: params.atUs - (context.interactions[params.conversation] ?? params.atUs),
      }),
    ),
    startViewing: emit(({ context }, { play }: { play: PlayEvent }) => startViewing(context, play)),
    countViewing: assign(({ context }) => ({ viewingCount: context.viewingCount + 1 })),
    tellViewing: emit(({ context }, { event }: { event: ToViewing }) =>
      tellViewing(context, event),
    ),
    bid: emit(({ context }, params: { bid: BidEvent }) => bid(context, params.bid)),
    countBid: assign(({ context }) => ({ bidCount: context.bidCount + 1 })),
    announceAuction: emit(({ context }, { result }: { result: Received<'auction.result'> }) =>
      auctionOutcome(context, result),
    ),
    announceBidRefusal: emit(
      ({ context }, { refusal }: { refusal: Received<'auction.bid-refused'> }) =>
        bidRefusal(context, refusal),
    ),
    commit: emit(({ context }, params: { transmission: string }) =>
      commit(context, params.transmission),
    ),
    announcePower: emit(
      ({ context }, params: { name: 'client.switched-off' | 'client.switched-on' }) => ({
        type: 'outcome' as const,
        name: params.name,
        conversation: context.name,
        detail: { client: context.client },
      }),
    ),
  },
  delays: { patience: ({ context }) => context.patienceMs },
});
