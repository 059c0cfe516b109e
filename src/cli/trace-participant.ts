/**
 * Trace participants: the addresses that plain names stand for in a recorded run.
 *
 *     alice            client/alice
 *     metro-cable      source/metro-cable
 *     order-alice-1    processing-server/order-alice-1
 *     client           every client
 *
 * A name is looked up in the records themselves, from the beginning and no further than needed: most
 * participants start in the first records.
 */
import type { Address } from '../machines/address.ts';
import type { RunRecord } from '../sim/record.ts';
import { nearest } from '../sim/scenario/problem.ts';
import { UnusableRequest } from './complaint.ts';

/** More names than this are not kept to guess what a wrong one should have been. */
const NAMES_KEPT_MAX = 10_000;

/**
 * The address of each name, in the order of the names.
 *
 * @throws {UnusableRequest} when a name is nowhere in the records; it says the nearest that is
 */
export function addressesOf(
  names: readonly string[],
  records: Iterable<RunRecord>,
): readonly Address[] {
  if (names.length === 0) return [];
  const known = new Map<string, Address>();
  const missing = new Set(names);
  for (const record of records) {
    for (const address of addressesIn(record)) {
      if (known.has(address)) continue;
      learn(address, known, missing);
    }
    if (missing.size === 0) break;
  }
  return names.map((name) => known.get(name) ?? unknown(name, known));
}

function addressesIn(record: RunRecord): readonly Address[] {
  if (record.kind === 'sent' || record.kind === 'delivered' || record.kind === 'lost') {
    return [record.actor, record.from, record.to];
  }
  return [record.actor];
}

/** Notes every name of an address: the whole, what it is under, and the last part of each. */
function learn(address: Address, known: Map<string, Address>, missing: Set<string>): void {
  const parts = address.split('/');
  for (const [index, part] of parts.entries()) {
    const whole = parts.slice(0, index + 1).join('/');
    for (const name of [whole, part]) {
      const isWanted = missing.delete(name);
      if (known.has(name) || (!isWanted && known.size >= NAMES_KEPT_MAX)) continue;
      known.set(name, whole);
    }
  }
}

function unknown(name: string, known: ReadonlyMap<string, Address>): never {
  const near = nearest(name, known.keys());
  const hint = near === null ? '' : ` Did you mean "${near}"?`;
  throw new UnusableRequest(
    `--with ${name}: nobody of that name does anything in this trace.${hint} ` +
      'Name a participant as the scenario does (alice, metro-cable), or by its address.',
  );
}
