/**
 * Viewing door: how a client system starts a viewing session and passes on what the viewer does.
 *
 *     user.play  ──▶ client/alice/viewing-2 opened; what played before is stopped
 *     user.pause, user.seek, user.respond ... ──▶ passed on to the session that plays
 *     user.bid, user.commit ──▶ to the interface server and the subscriber database
 *
 * One session plays at a time. Units: minor units.
 */
import type { Emitted, Outcome, TellProcess } from '../effects.ts';
import type { Received } from '../protocol.ts';
import type { ViewingInput } from '../viewing/context.ts';
import { type ClientContext, outcome } from './context.ts';
import type { BidEvent, PlayEvent, WatchingEvent } from './event.ts';

/** Opens the next session, and stops the one before. */
export function startViewing(context: ClientContext, { atUs, transmission, choice }: PlayEvent) {
  const count = context.viewingCount + 1;
  const emitted: Emitted[] = [
    tellViewing(context, { type: 'user.stop', atUs }),
    {
      type: 'process.open',
      process: 'viewing',
      id: `viewing-${count}`,
      input: {
        client: context.client,
        session: `${context.name}-viewing-${count}`,
        transmission,
        choice,
      } satisfies ViewingInput,
      first: { type: 'user.play', atUs },
    },
  ];
  return { type: 'batch' as const, emitted };
}

/** Passes on what the viewer does to the session that plays. */
export function tellViewing(
  { viewingCount }: ClientContext,
  event: WatchingEvent | { readonly type: 'user.switch-off'; readonly atUs: number },
): TellProcess {
  return { type: 'process.tell', id: `viewing-${viewingCount}`, event };
}

/** A sealed bid (Bh). */
export function bid({ client, name, bidCount }: ClientContext, { auction, amountMinor }: BidEvent) {
  return {
    type: 'auction.bid' as const,
    to: 'interface-server',
    requestId: `${name}:auction.bid:${bidCount + 1}`,
    conversation: `auction-${auction}`,
    client,
    auction,
    amountMinor,
  };
}

/** A commitment to a transmission, early where it is not released yet (Bd). */
export function commit({ client, name }: ClientContext, transmission: string) {
  return {
    type: 'commitment.make' as const,
    to: 'subscriber-database',
    requestId: `${name}:commitment.make:${transmission}`,
    conversation: `${name}-commitment-${transmission}`,
    client,
    transmission,
  };
}

/** What a bidder is told at the end of an auction. */
export function auctionOutcome(
  context: ClientContext,
  { auction, won, priceMinor, conversation }: Received<'auction.result'>,
): Outcome {
  const name = won ? ('auction.won' as const) : ('auction.lost' as const);
  return outcome(context, name, conversation, { auction, priceMinor });
}
/** What a bidder is told when a bid does not count. */
export function bidRefusal(
  context: ClientContext,
  { reason, conversation }: Received<'auction.bid-refused'>,
): Outcome {
  return outcome(context, 'bid.refused', conversation, { reason });
}
