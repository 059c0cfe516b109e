/**
 * Tampering: what an attacker on the way to a client does to a token (U7).
 *
 *     forged     sealed with a key that is not the source's
 *     altered    another feature written into it, the seal left as it was
 *     expired    genuine, but its window is over
 *     replayed   the token of an earlier order of this client
 *     swapped    genuine, but minted for another client
 *
 * Each must be refused by the client's device and leave the order to be voided.
 */
import { OverlaidMap } from '../billing/overlaid-map.ts';
import type { Address } from '../machines/address.ts';
import type { Message } from '../machines/protocol.ts';
import { deviceKey, mintToken, readToken } from '../machines/token.ts';
import type { Tampering } from './scenario/model.ts';

/** What a tamperer is up to, as plain data. */
export interface TampererState {
  readonly orders: ReadonlyMap<Address, Tampering>;
  readonly latest: ReadonlyMap<Address, string>;
}

/** Turns the tokens of chosen clients into ones that must be refused. */
export class Tamperer {
  private readonly masterKeyOf: (source: Address) => string;
  private readonly orders: Map<Address, Tampering>;
  private readonly latest: OverlaidMap<Address, string>;

  constructor(masterKeyOf: (source: Address) => string, from: TampererState | null = null) {
    this.masterKeyOf = masterKeyOf;
    this.orders = new Map(from?.orders);
    this.latest = new OverlaidMap(from?.latest);
  }

  save(): TampererState {
    return { orders: new Map(this.orders), latest: this.latest.merged() };
  }

  /** Tampers with every token on its way to `client` from now on. */
  order(client: Address, how: Tampering): void {
    this.orders.set(client, how);
  }

  /** What arrives instead of `message`, or null when it arrives as it is. */
  readonly tamper = (message: Message, to: Address): Message | null => {
    if (message.type !== 'token.deliver') return null;
    const how = this.orders.get(to);
    const earlier = this.latest.get(to);
    if (how === undefined) {
      this.latest.set(to, message.token);
      return null;
    }
    const key = this.masterKeyOf(message.source);
    return { ...message, token: tampered(message.token, how, key, earlier ?? message.token) };
  };
}

function tampered(token: string, how: Tampering, masterKey: string, earlier: string): string {
  const claims = readToken(token);
  if (claims === null) return token;
  const { mac: _, ...said } = claims;
  const key = deviceKey(masterKey, said.client);
  switch (how) {
    case 'forged':
      return mintToken(said, 'not the key of this device');
    case 'altered': {
      const fields = token.split('.');
      fields[4] = `${said.feature}-plus`;
      return fields.join('.');
    }
    case 'expired': {
      const lengthUs = said.notAfterUs - said.notBeforeUs;
      return mintToken(
        { ...said, notBeforeUs: said.notBeforeUs - lengthUs, notAfterUs: said.notBeforeUs },
        key,
      );
    }
    case 'replayed':
      return earlier;
    case 'swapped': {
      const client = `${said.client}-neighbour`;
      return mintToken({ ...said, client }, deviceKey(masterKey, client));
    }
  }
}
