/**
 * Subscriber table: what is remembered of each subscriber, as plain data that never changes.
 *
 *     table ──shelf of the address──▶ shelf ──▶ subscriber
 *
 * A change copies one shelf and the list of shelves, not the table, so that a change for one of a
 * million subscribers costs a few thousand steps and not a million.
 */
import type { Address } from './address.ts';

type Shelf<Kept> = Readonly<Record<Address, Kept>>;
/** Something kept for each of many addresses. */
export type SubscriberTable<Kept> = readonly Shelf<Kept>[];

const SHELVES = 256;

/** What is kept for an address; undefined when nothing is. */
export function keptFor<Kept>(table: SubscriberTable<Kept>, client: Address): Kept | undefined {
  return table[shelfOf(client)]?.[client];
}

/** The table with something else kept for one address. */
export function keeping<Kept>(
  table: SubscriberTable<Kept>,
  client: Address,
  kept: Kept,
): SubscriberTable<Kept> {
  const place = shelfOf(client);
  return Array.from({ length: SHELVES }, (_, n) =>
    n === place ? { ...table[n], [client]: kept } : (table[n] ?? {}),
  );
}

/** Addresses that differ in their last digits only are spread evenly. */
function shelfOf(client: Address): number {
  let sum = 0;
  for (let at = 0; at < client.length; at += 1) sum = (sum * 31 + client.charCodeAt(at)) % 65_521;
  return sum % SHELVES;
}
