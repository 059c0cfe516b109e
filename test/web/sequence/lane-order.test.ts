/**
 * Lane order: every order shows every lane once, and fewest crossings crosses no more than by role.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crossingsOf, type LaneOrder, orderedLanes } from '../../../web/src/sequence/lane-order.ts';
import type { Lane } from '../../../web/src/sequence/lanes.ts';
import { ROLES } from '../../../web/src/sequence/role.ts';

const ORDERS: readonly LaneOrder[] = ['first', 'role', 'crossings'];

function lanesOf(count: number): readonly Lane[] {
  return Array.from({ length: count }, (_, id) => {
    const role = ROLES[id % ROLES.length] ?? 'other';
    return { id, name: `lane-${id}`, label: '', role, kind: 'participant', within: null };
  });
}

describe('lane order', () => {
  test('every order has every lane once, and fewest crossings is no worse than the order by role', () => {
    const talk = fc.array(
      fc.record({ a: fc.nat(8), b: fc.nat(8), count: fc.integer({ min: 1, max: 50 }) }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 9, max: 12 }), talk, (count, talks) => {
        const lanes = lanesOf(count);
        const ids = lanes.map(({ id }) => id);
        const orders = ORDERS.map((order) => orderedLanes(lanes, order, talks));
        for (const order of orders) expect([...order].sort((a, b) => a - b)).toEqual(ids);
        const [, byRole = [], fewest = []] = orders;
        expect(crossingsOf(fewest, talks)).toBeLessThanOrEqual(crossingsOf(byRole, talks));
      }),
      { seed: 88, numRuns: 300 },
    );
  });

  test('two lanes that speak only with each other end up beside each other', () => {
    const order = orderedLanes(lanesOf(7), 'crossings', [{ a: 0, b: 6, count: 5 }]);
    expect(Math.abs(order.indexOf(0) - order.indexOf(6))).toBe(1);
  });

  test('processes stand right after the lane they came out of', () => {
    const [host, other] = lanesOf(2);
    if (host === undefined || other === undefined) throw new TypeError('two lanes were asked for');
    const process: Lane = { ...host, id: 2, name: 'lane-0/p', kind: 'process', within: 'lane-0' };
    expect(orderedLanes([host, other, process], 'first', [])).toEqual([0, 2, 1]);
  });
});
