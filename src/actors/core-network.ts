/**
 * Core network: the channels between the servers, one each way for each pair, made when first needed.
 */
import type { Address } from '../machines/address.ts';
import type { Channel, ChannelState } from './channel.ts';

/** A channel between two servers, as plain data. */
export interface CoreChannelState {
  readonly from: Address;
  readonly to: Address;
  readonly channel: ChannelState;
}

/** The packet network between servers and sources. */
export class CoreNetwork {
  private readonly make: (name: string) => Channel;
  /** By where they come from, then by where they lead. */
  private readonly leading = new Map<Address, Map<Address, Channel>>();

  /** @param make makes the channel of a name, `A>B` */
  constructor(make: (name: string) => Channel) {
    this.make = make;
  }

  channel(from: Address, to: Address): Channel {
    let leading = this.leading.get(from);
    if (leading === undefined) {
      leading = new Map();
      this.leading.set(from, leading);
    }
    const known = leading.get(to);
    if (known !== undefined) return known;
    const channel = this.make(`${from}>${to}`);
    leading.set(to, channel);
    return channel;
  }

  /** Those that exist. */
  *channels(): Iterable<Channel> {
    for (const channels of this.leading.values()) yield* channels.values();
  }

  save(): readonly CoreChannelState[] {
    return [...this.leading].flatMap(([from, leading]) =>
      Array.from(leading, ([to, channel]) => ({ from, to, channel: channel.save() })),
    );
  }
  load(channels: readonly CoreChannelState[]): void {
    for (const { from, to, channel } of channels) this.channel(from, to).load(channel);
  }
}
