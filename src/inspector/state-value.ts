/**
 * State value: a state as the engine writes it, as the value XState's own tools know it by.
 *
 *     on.watching                             { on: 'watching' }
 *     billing.quiet & handover.quiet          { billing: 'quiet', handover: 'quiet' }
 *     open.reports.idle & transfers.idle      { open: { reports: 'idle', transfers: 'idle' } }
 *
 * Regions are written one after the other, also those inside a region; what begins with none of a
 * node's own states belongs to the region before it.
 */
import type { NodeShape } from './why.ts';

export type StateValue = string | { readonly [key: string]: StateValue };

/** The value of a state of the machine with this root. */
export function stateValueOf(root: NodeShape, state: string): StateValue {
  return valueIn(root, state.split(' & '));
}

function valueIn(node: NodeShape, parts: readonly string[]): StateValue {
  const regions = new Map<string, string[]>();
  let current: string[] = [];
  for (const part of parts) {
    const [key = '', ...rest] = part.split('.');
    const isOwn = Object.hasOwn(node.states, key) && !regions.has(key);
    const isNext = regions.size === 0 || (isOwn && node.type === 'parallel');
    if (isNext) {
      current = rest.length === 0 ? [] : [rest.join('.')];
      regions.set(key, current);
    } else current.push(part);
  }
  const [only] = regions;
  if (regions.size === 1 && only?.[1].length === 0 && node.type !== 'parallel') return only[0];
  return Object.fromEntries(
    Array.from(regions, ([key, inner]) => {
      const child = node.states[key];
      return [key, child === undefined || inner.length === 0 ? {} : valueIn(child, inner)];
    }),
  );
}
