/**
 * Place: who an address belongs to on the map.
 *
 *     client/alice/viewing-1       client/alice
 *     processing-server/order-1    processing-server
 *     metro-cable.uplink           the plant metro-cable
 */

export type Role = 'client' | 'source' | 'server' | 'billing' | 'credit' | 'viewing';

/** The participant an address is of: itself, or the one whose process it is. */
export function hostOf(address: string): string {
  const first = address.indexOf('/');
  if (first < 0) return address;
  const role = address.slice(0, first);
  if (role !== 'client' && role !== 'source') return role;
  const second = address.indexOf('/', first + 1);
  return second < 0 ? address : address.slice(0, second);
}

/** The role of a participant; null of what is none, as a channel. */
export function roleOf(host: string): Role | null {
  switch (host.split('/')[0]) {
    case 'client':
      return 'client';
    case 'source':
      return 'source';
    case 'processing-server':
      return 'server';
    case 'billing-processor':
      return 'billing';
    case 'credit-issuer':
      return 'credit';
    case 'interface-server':
    case 'accounting-system':
    case 'subscriber-database':
      return 'viewing';
    default:
      return null;
  }
}

/** The family of a client: `cable` of `client/cable-17`; null of one with a name of its own. */
export function familyOf(host: string): string | null {
  if (!host.startsWith('client/')) return null;
  return /^client\/(.*[^\d-])-?\d+$/.exec(host)?.[1] ?? null;
}

/** The plant a channel belongs to: `metro-cable` of `metro-cable.uplink`; null between servers. */
export function plantOf(channel: string): string | null {
  const dot = channel.lastIndexOf('.');
  return dot < 0 || channel.includes('>') ? null : channel.slice(0, dot);
}

/** A state as the map shows it: `on.watching` as watching, `inService.quiet` as in service. */
export function stateWords(state: string): string {
  if (state === '') return 'not here yet';
  if (state.startsWith('inService')) return 'in service';
  if (state === 'outOfOrder') return 'out of order';
  const last = state.startsWith('on.') ? state.slice(3) : state;
  return last.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
}
