/**
 * Metering setup: the words the metering machine is written in (its guards, actions and delays).
 *
 * Delays in milliseconds. A client system reports once a minute, so ten minutes of silence mean that it
 * is gone; what it told until then is passed on every five minutes (Bw) and billed.
 */
import { assign, emit, setup } from 'xstate';
import type { Address } from '../address.ts';
import type { Emitted, OutcomeName } from '../effects.ts';
import type { Received, RequestFailed } from '../protocol.ts';
import { replyTo } from '../reply.ts';
import { deliveryOf, factsOf } from '../viewing-catalogue.ts';
import type { DeliveryQuote } from '../viewing-protocol.ts';
import {
  begin,
  canPassOn,
  faultIn,
  isAllRated,
  type MeteringContext,
  type MeteringInput,
  newUsage,
  passedOn,
  playedDelivery,
  take,
  takeAll,
  wasHeardOf,
} from './context.ts';

type Incoming =
  | 'schedule.request'
  | 'subscriber.found'
  | 'estimate.given'
  | 'viewing.start'
  | 'usage.report'
  | 'usage.rated';
export type MeteringEvent = Received<Incoming> | RequestFailed;

const MINUTE_MS = 60_000;

export const metering = setup({
  types: {
    input: {} as MeteringInput,
    context: {} as MeteringContext,
    events: {} as MeteringEvent,
    emitted: {} as Emitted,
  },
  guards: {
    isOffered: ({ context }, { delivery }: { delivery: string }) =>
      deliveryOf(context.offer, delivery) !== undefined,
    isSound: ({ context }, { report }: { report: Received<'usage.report'> }) =>
      faultIn(context, report) === null,
    isComplete: ({ context }) => context.isComplete,
    canPassOn: ({ context }) => canPassOn(context),
    isAllRated: ({ context }) => isAllRated(context),
    wasHeardOf: ({ context }) => wasHeardOf(context),
  },
  actions: {
    noteViewer: assign((_, { from }: { from: Address }) => ({ viewer: from })),
    lookUp: emit(({ context }) => ({
      type: 'subscriber.lookup' as const,
      to: 'subscriber-database',
      requestId: `${context.session}:subscriber.lookup`,
      conversation: context.session,
      client: context.client,
      transmission: context.offer.transmission,
    })),
    noteSubscriber: assign((_, { found }: { found: Received<'subscriber.found'> }) => {
      const { groups, packages, committedEarly, viewsBefore, titlesBefore } = found;
      const { blockMinor, agreedMinor } = found;
      return {
        subscriber: {
          groups,
          packages,
          committedEarly,
          viewsBefore,
          titlesBefore,
          blockMinor,
          agreedMinor,
        },
      };
    }),
    askEstimate: emit(({ context }, { found }: { found: Received<'subscriber.found'> }) => ({
      type: 'estimate.request' as const,
      to: 'accounting-system',
      requestId: `${context.session}:estimate.request`,
      conversation: context.session,
      client: context.client,
      transmission: context.offer.transmission,
      facts: factsOf(context.offer, found, context.epochUs + found.atUs),
    })),
    offer: emit(({ context }, { quotes }: { quotes: readonly DeliveryQuote[] }) => ({
      type: 'schedule.offered' as const,
      ...toViewer(context, 'schedule.request'),
      quotes,
    })),
    refuseSchedule: emit(({ context }, { reason }: { reason: string }) => ({
      type: 'schedule.refused' as const,
      ...toViewer(context, 'schedule.request'),
      reason,
    })),
    begin: assign(({ context }, { chosen }: { chosen: Received<'viewing.start'> }) =>
      begin(context, chosen),
    ),
    confirmStart: emit(({ context }, { chosen }: { chosen: Received<'viewing.start'> }) => {
      const delivery = deliveryOf(context.offer, chosen.delivery);
      if (delivery === undefined) {
        return {
          type: 'viewing.start-refused' as const,
          ...replyTo(chosen),
          reason: 'delivery not on offer',
        };
      }
      const { timeline, tariff } = delivery;
      return {
        type: 'viewing.started' as const,
        ...replyTo(chosen),
        delivery: delivery.id,
        timeline,
        trickPlay: tariff.trickPlay,
        responseWindowUs: tariff.responseWindowUs,
      };
    }),
    take: assign(({ context }, { report }: { report: Received<'usage.report'> }) =>
      take(context, report),
    ),
    takeAll: assign(({ context }) => takeAll(context)),
    answerReport: emit(
      (_, { report, accepted }: { report: Received<'usage.report'>; accepted: boolean }) => ({
        type: 'usage.noted' as const,
        ...replyTo(report),
        report: report.report,
        accepted,
      }),
    ),
    transfer: emit(({ context }, { closes }: { closes: boolean }) => ({
      type: 'batch' as const,
      emitted: context.facts === null ? [] : [transferOf(context, context.facts, closes)],
    })),
    countTransfer: assign(({ context }) => passedOn(context)),
    countRated: assign(({ context }) => ({ ratedCount: context.ratedCount + 1 })),
    announce: emit(({ context }, { name, reason }: { name: OutcomeName; reason: string }) => ({
      type: 'outcome' as const,
      name,
      conversation: context.session,
      detail: { client: context.client, reason },
    })),
  },
  delays: {
    /** From the offer of a schedule to the choice. */
    patience: 15 * MINUTE_MS,
    transferPeriod: 5 * MINUTE_MS,
    silence: 10 * MINUTE_MS,
  },
});

function transferId({ session }: MeteringContext, transfer: number): string {
  return `${session}:usage.transfer:${transfer}`;
}
function transferOf(
  context: MeteringContext,
  facts: NonNullable<MeteringContext['facts']>,
  closes: boolean,
): Emitted {
  const { session, client, offer, transferCount } = context;
  return {
    type: 'usage.transfer',
    to: 'accounting-system',
    requestId: transferId(context, transferCount + 1),
    conversation: session,
    session,
    client,
    transmission: offer.transmission,
    delivery: playedDelivery(context)?.id ?? '',
    facts,
    usage: newUsage(context),
    closes,
  };
}
function toViewer({ session, viewer }: MeteringContext, asked: string) {
  return { to: viewer, requestId: `${session}:${asked}`, conversation: session };
}
