/**
 * Address: where a participant or a process of one is reached, and what its parts say.
 *
 *     client/alice                        a client; its role is `client`, its name `alice`
 *     processing-server                   a hub
 *     processing-server/order-alice-1     a process, at its hub; its name is `order-alice-1`
 *     client/alice/viewing-1              a process of a client system: what is being played
 */

/** Where a participant is reached: `client/alice`, `processing-server/order-alice-1`. */
export type Address = string;

/** The participants at the head end that processes run under. */
const HUBS: readonly Address[] = [
  'processing-server',
  'billing-processor',
  'credit-issuer',
  'interface-server',
  'accounting-system',
];
const CLIENT = 'client/';

/** The participant an address is at: a process is at its hub or client, the others at themselves. */
export function hostOf(address: Address): Address {
  const slash = address.indexOf('/');
  if (slash < 0) return address;
  for (const hub of HUBS) if (hub.length === slash && address.startsWith(hub)) return hub;
  if (!address.startsWith(CLIENT)) return address;
  const process = address.indexOf('/', CLIENT.length);
  return process < 0 ? address : address.slice(0, process);
}

/** The first part of an address, which says what it is: `client/alice` -> `client`. */
export function roleOf(address: Address): string {
  const slash = address.indexOf('/');
  return slash < 0 ? address : address.slice(0, slash);
}

/** An address without its role: `client/alice` -> `alice`. */
export function nameOf(address: Address): string {
  return address.slice(address.indexOf('/') + 1);
}

/**
 * What is said of a client in a table by address: of itself, or of all members of its population,
 * which stand there as `client/suburb-*`; undefined where neither is.
 */
export function saidOf<Said>(
  table: Readonly<Record<Address, Said>>,
  client: Address,
): Said | undefined {
  return table[client] ?? table[`${client.slice(0, client.lastIndexOf('-'))}-*`];
}
