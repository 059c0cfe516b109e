/**
 * Auction: sealed bids for a transmission or a part of it, from the first bid to the deadline (Bh).
 *
 *     open ──auction.bid──▶ open ──deadline──▶ telling ──everybody knows──▶ closed
 *
 * The winner's price goes to the subscriber database, where its next session of the transmission
 * finds it. Forward, subscribers bid what they pay; reverse, what they want to be credited for
 * watching a commercial. Units: minor units; instants in virtual microseconds.
 *
 * Invariant (test/machines/auction.test.ts): the result depends on the bids and the order in which
 * they came, and on nothing else; every bidder hears it.
 */
import { assign, emit, setup } from 'xstate';
import { type Bid, resolveAuction } from '../billing/rating/auction.ts';
import type { Address } from './address.ts';
import type { Emitted } from './effects.ts';
import type { Received, RequestFailed } from './protocol.ts';
import { replyTo } from './reply.ts';

/** What is auctioned, and how. */
export interface AuctionPlan {
  readonly transmission: string;
  /** The part of its timeline; null is all of it: a block. */
  readonly part: string | null;
  readonly rule: 'first-price' | 'second-price';
  readonly direction: 'forward' | 'reverse';
  /** Forward the reserve, reverse the ceiling. */
  readonly limitMinor: number;
  readonly closesAtUs: number;
}
export interface AuctionInput extends AuctionPlan {
  readonly auction: string;
}
export interface AuctionContext extends AuctionInput {
  readonly bids: readonly Bid[];
  /** How many answers are still to come after the deadline. */
  readonly unanswered: number;
  readonly nowUs: number;
}
type Incoming = 'auction.bid' | 'auction.result-noted' | 'price.noted';
export type AuctionEvent = Received<Incoming> | RequestFailed;

const auction = setup({
  types: {
    input: {} as AuctionInput,
    context: {} as AuctionContext,
    events: {} as AuctionEvent,
    emitted: {} as Emitted,
  },
  guards: {
    everybodyKnows: ({ context }) => context.unanswered <= 0,
    isAmount: (_, { bid }: { bid: Received<'auction.bid'> }) =>
      Number.isSafeInteger(bid.amountMinor) && bid.amountMinor >= 0,
  },
  actions: {
    note: assign(({ context }, { bid }: { bid: Received<'auction.bid'> }) => ({
      nowUs: bid.atUs,
      bids: [
        ...context.bids,
        { bidder: bid.client, amountMinor: bid.amountMinor, sequence: context.bids.length + 1 },
      ],
    })),
    confirm: emit((_, { bid }: { bid: Received<'auction.bid'> }) => ({
      type: 'auction.bid-noted' as const,
      ...replyTo(bid),
    })),
    refuse: emit((_, { bid, reason }: { bid: Received<'auction.bid'>; reason: string }) => ({
      type: 'auction.bid-refused' as const,
      ...replyTo(bid),
      reason,
    })),
    tellEverybody: emit(({ context }) => ({ type: 'batch' as const, emitted: resultsOf(context) })),
    expectAnswers: assign(({ context }) => ({
      unanswered: biddersOf(context).length + (resolveAuction(context).winner === null ? 0 : 1),
    })),
    countAnswer: assign(({ context }) => ({ unanswered: context.unanswered - 1 })),
  },
  delays: {
    deadline: ({ context }) => Math.max(0, context.closesAtUs - context.nowUs) / 1_000,
  },
});

export const auctionMachine = auction.createMachine({
  id: 'auction',
  context: ({ input }) => ({ ...input, bids: [], unanswered: 0, nowUs: 0 }),
  initial: 'open',
  states: {
    open: {
      on: {
        'auction.bid': [
          {
            guard: { type: 'isAmount', params: ({ event }) => ({ bid: event }) },
            target: 'open',
            reenter: true,
            actions: [
              { type: 'note', params: ({ event }) => ({ bid: event }) },
              { type: 'confirm', params: ({ event }) => ({ bid: event }) },
            ],
          },
          {
            actions: {
              type: 'refuse',
              params: ({ event }) => ({ bid: event, reason: 'not an amount of money' }),
            },
          },
        ],
      },
      after: { deadline: { target: 'telling', actions: ['tellEverybody', 'expectAnswers'] } },
    },
    telling: {
      always: { guard: 'everybodyKnows', target: 'closed' },
      on: {
        'auction.result-noted': { actions: 'countAnswer' },
        'price.noted': { actions: 'countAnswer' },
        'request.failed': { actions: 'countAnswer' },
        'auction.bid': {
          actions: {
            type: 'refuse',
            params: ({ event }) => ({ bid: event, reason: 'the auction is closed' }),
          },
        },
      },
    },
    closed: { type: 'final' },
  },
});

function biddersOf({ bids }: AuctionContext): readonly Address[] {
  return [...new Set(bids.map(({ bidder }) => bidder))];
}

/** What everybody is told, and where the winner's price goes. */
function resultsOf(context: AuctionContext): readonly Emitted[] {
  const { auction: name, transmission, part, direction } = context;
  const { winner, priceMinor } = resolveAuction(context);
  const conversation = `auction-${name}`;
  const emitted: Emitted[] = biddersOf(context).map((bidder) => ({
    type: 'auction.result',
    to: bidder,
    requestId: `${conversation}:result:${bidder}`,
    conversation,
    auction: name,
    won: bidder === winner,
    priceMinor: priceMinor ?? 0,
  }));
  if (winner === null || priceMinor === null) {
    const detail = { auction: name, transmission };
    return [{ type: 'outcome', name: 'auction.unsold', conversation, detail }, ...emitted];
  }
  const agreedMinor = direction === 'forward' ? priceMinor : -priceMinor;
  return [
    {
      type: 'price.agreed',
      to: 'subscriber-database',
      requestId: `${conversation}:price.agreed`,
      conversation,
      client: winner,
      transmission,
      part,
      priceMinor: agreedMinor,
    },
    ...emitted,
  ];
}
