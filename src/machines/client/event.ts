/**
 * Client events: what a client system hears, from the person in front of it and from the network.
 */
import type { Received, RequestFailed, Selection } from '../protocol.ts';
import type { DeliveryChoice } from '../viewing/context.ts';
import type { ViewerEvent } from '../viewing/setup.ts';

/** What a person does that is about viewing, and so for the viewing session (viewing/machine.ts). */
export type WatchingEvent = Exclude<ViewerEvent, { type: 'user.play' | 'user.switch-off' }>;
/** A person chooses something to play. */
export interface PlayEvent {
  readonly type: 'user.play';
  readonly atUs: number;
  readonly transmission: string;
  readonly choice: DeliveryChoice;
}
/** A person bids in an auction; the amount in minor units (Bh). */
export interface BidEvent {
  readonly type: 'user.bid';
  readonly atUs: number;
  readonly auction: string;
  readonly amountMinor: number;
}
type UserEvent =
  | ({ readonly type: 'user.select' } & Selection)
  | { readonly type: 'user.browse'; readonly transmission: string }
  | { readonly type: 'user.interact'; readonly transmission: string; readonly atUs: number }
  | { readonly type: 'user.cancel' | 'user.switch-on' }
  | { readonly type: 'user.switch-off'; readonly atUs: number }
  | { readonly type: 'user.commit'; readonly transmission: string }
  | WatchingEvent
  | PlayEvent
  | BidEvent;
type Incoming =
  | 'options.offered'
  | 'order.accepted'
  | 'order.refused'
  | 'order.cancelled'
  | 'order.cancel-refused'
  | 'order.voided'
  | 'transmission.modified'
  | 'token.deliver'
  | 'receipt.acknowledged'
  | 'feature.revoke'
  | 'bill.issue'
  | 'interaction.update'
  | 'auction.bid-noted'
  | 'auction.bid-refused'
  | 'auction.result'
  | 'commitment.noted';
export type ClientEvent = UserEvent | Received<Incoming> | RequestFailed;
export type Asked = Received<Incoming>;

/** How a client answers what needs no more than that it came. */
export type Acknowledgement =
  | 'order.void-noted'
  | 'token.accepted'
  | 'feature.revoked'
  | 'bill.acknowledged'
  | 'auction.result-noted';
