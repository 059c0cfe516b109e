/**
 * Interface server: the hub in front of viewing sessions and auctions (B1, Bh, Bi).
 *
 *     schedule.request ──▶ session-ID    one viewing session, metered
 *     auction.bid ───────▶ auction-NAME  one auction, from its first bid to its deadline
 *
 * It also answers for sessions that have ended: a report that comes too late is not billed.
 */
import { emit, setup } from 'xstate';
import type { AuctionInput, AuctionPlan } from './auction.ts';
import type { Emitted } from './effects.ts';
import type { MeteringInput } from './metering/context.ts';
import type { Received } from './protocol.ts';
import { replyTo } from './reply.ts';
import type { ViewingCatalogue } from './viewing-catalogue.ts';

export interface InterfaceServerInput {
  /** The civil instant of virtual time 0, in microseconds since 1970. */
  readonly epochUs: number;
  readonly catalogue: ViewingCatalogue;
  readonly auctions: Readonly<Record<string, AuctionPlan>>;
}
type Incoming = 'schedule.request' | 'viewing.start' | 'usage.report' | 'auction.bid';
export type InterfaceServerEvent = Received<Incoming>;

const hub = setup({
  types: {
    input: {} as InterfaceServerInput,
    context: {} as InterfaceServerInput,
    events: {} as InterfaceServerEvent,
    emitted: {} as Emitted,
  },
  guards: {
    isPlayable: ({ context }, { transmission }: { transmission: string }) =>
      context.catalogue[transmission] !== undefined,
    isOpenFor: ({ context }, { bid }: { bid: Received<'auction.bid'> }) =>
      bid.atUs < (context.auctions[bid.auction]?.closesAtUs ?? 0),
  },
  actions: {
    openSession: emit(({ context }, { first }: { first: Received<'schedule.request'> }) => ({
      type: 'process.open' as const,
      process: 'metering' as const,
      id: `session-${first.conversation}`,
      input: sessionInput(context, first),
      first,
    })),
    openAuction: emit(({ context }, { first }: { first: Received<'auction.bid'> }) => ({
      type: 'process.open' as const,
      process: 'auction' as const,
      id: `auction-${first.auction}`,
      input: auctionInput(context, first),
      first,
    })),
    refuseSchedule: emit((_, { asked }: { asked: Received<'schedule.request'> }) => ({
      type: 'schedule.refused' as const,
      ...replyTo(asked),
      reason: 'not on offer for viewing',
    })),
    refuseStart: emit((_, { asked }: { asked: Received<'viewing.start'> }) => ({
      type: 'viewing.start-refused' as const,
      ...replyTo(asked),
      reason: 'the offer has lapsed',
    })),
    refuseReport: emit((_, { asked }: { asked: Received<'usage.report'> }) => ({
      type: 'usage.noted' as const,
      ...replyTo(asked),
      report: asked.report,
      accepted: false,
    })),
    refuseBid: emit((_, { asked }: { asked: Received<'auction.bid'> }) => ({
      type: 'auction.bid-refused' as const,
      ...replyTo(asked),
      reason: 'the auction is closed',
    })),
  },
});

export const interfaceServerMachine = hub.createMachine({
  id: 'interface-server',
  context: ({ input }) => input,
  initial: 'inService',
  states: {
    inService: {
      on: {
        'schedule.request': [
          {
            guard: { type: 'isPlayable', params: ({ event }) => event },
            actions: { type: 'openSession', params: ({ event }) => ({ first: event }) },
          },
          { actions: { type: 'refuseSchedule', params: ({ event }) => ({ asked: event }) } },
        ],
        'viewing.start': {
          actions: { type: 'refuseStart', params: ({ event }) => ({ asked: event }) },
        },
        'usage.report': {
          actions: { type: 'refuseReport', params: ({ event }) => ({ asked: event }) },
        },
        'auction.bid': [
          {
            guard: { type: 'isOpenFor', params: ({ event }) => ({ bid: event }) },
            actions: { type: 'openAuction', params: ({ event }) => ({ first: event }) },
          },
          { actions: { type: 'refuseBid', params: ({ event }) => ({ asked: event }) } },
        ],
      },
    },
  },
});

function sessionInput(
  { catalogue, epochUs }: InterfaceServerInput,
  { conversation, client, transmission }: Received<'schedule.request'>,
): MeteringInput {
  const offer = catalogue[transmission];
  if (offer === undefined) throw new RangeError(`${transmission} is not in the catalogue`);
  return { session: conversation, client, offer, epochUs };
}
function auctionInput(
  { auctions }: InterfaceServerInput,
  { auction }: Received<'auction.bid'>,
): AuctionInput {
  const plan = auctions[auction];
  if (plan === undefined) throw new RangeError(`there is no auction ${auction}`);
  return { ...plan, auction };
}
