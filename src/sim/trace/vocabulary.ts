/**
 * Vocabulary: the names that can be written about a trace, of which only the records are known.
 *
 *     alice                        client/alice, where nobody else ends in alice
 *     order-alice-1                processing-server/order-alice-1
 */
import type { Vocabulary } from '../expect/words.ts';
import type { RunRecord } from '../record.ts';

/** Every participant of a trace by its address, by its hub, and by its last part if that is clear. */
export function vocabularyOf(records: readonly RunRecord[]): Vocabulary {
  const addresses = new Set<string>();
  for (const record of records) {
    addresses.add(record.actor);
    if ('from' in record) addresses.add(record.from).add(record.to);
  }
  const addressesOf = new Map<string, Set<string>>();
  for (const address of addresses) {
    const [hub = address] = address.split('/');
    const last = address.slice(address.lastIndexOf('/') + 1);
    for (const [name, meant] of [
      [address, address],
      [last, address],
      [hub, hub],
    ] as const) {
      addressesOf.set(name, (addressesOf.get(name) ?? new Set()).add(meant));
    }
  }
  return {
    resolve(name) {
      const [only, ...others] = addressesOf.get(name) ?? [];
      if (only !== undefined && others.length === 0) return only;
      // Somebody may be named in full who has done nothing yet: `client/bob`.
      return name.includes('/') || addresses.has(name) ? name : null;
    },
    names: () => [...addressesOf.keys()],
  };
}
