/**
 * Lane order: which lifeline stands where, from left to right.
 *
 *     first     as they first speak
 *     role      clients, servers, billing, credit, viewing, sources
 *     crossings so that messages cross as few other lifelines as possible
 *
 * The last is a heuristic over how often each two lanes speak: lanes move one by one to where the sum of
 * (messages × lifelines crossed) is smallest, until nothing moves.
 */
import type { Lane } from './lanes.ts';
import { ROLES } from './role.ts';

export type LaneOrder = 'first' | 'role' | 'crossings';

/** How often lanes speak with each other. */
export interface Talk {
  readonly a: number;
  readonly b: number;
  readonly count: number;
}

/** More lanes than this are ordered by role instead: moving each everywhere would take too long. */
const CROSSINGS_LANES_MAX = 120;
const ROUNDS_MAX = 12;

/** The ids of lanes from left to right. */
export function orderedLanes(
  lanes: readonly Lane[],
  order: LaneOrder,
  talk: readonly Talk[],
): readonly number[] {
  if (order === 'first')
    return beside(
      lanes.map(({ id }) => id),
      lanes,
    );
  const byRole = [...lanes]
    .sort((one, other) => roleRank(one) - roleRank(other) || one.id - other.id)
    .map(({ id }) => id);
  if (order === 'role' || lanes.length > CROSSINGS_LANES_MAX) return beside(byRole, lanes);
  return withFewCrossings(byRole, talk);
}

/** Processes and members stand right after the lane they came out of. */
function beside(ids: readonly number[], lanes: readonly Lane[]): readonly number[] {
  const byParent = new Map<string, number[]>();
  const names = new Set(lanes.map(({ name }) => name));
  const top: number[] = [];
  for (const id of ids) {
    const within = lanes[id]?.within ?? null;
    if (within === null || !names.has(within)) top.push(id);
    else byParent.set(within, [...(byParent.get(within) ?? []), id]);
  }
  if (byParent.size === 0) return top;
  return top.flatMap((id) => [id, ...(byParent.get(lanes[id]?.name ?? '') ?? [])]);
}

function withFewCrossings(start: readonly number[], talk: readonly Talk[]): readonly number[] {
  let best = start;
  let bestCost = crossingsOf(best, talk);
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const before = bestCost;
    for (const id of start) {
      const others = best.filter((other) => other !== id);
      for (let at = 0; at <= others.length; at += 1) {
        const tried = [...others.slice(0, at), id, ...others.slice(at)];
        const cost = crossingsOf(tried, talk);
        if (cost >= bestCost) continue;
        best = tried;
        bestCost = cost;
      }
    }
    if (bestCost === before) break;
  }
  return best;
}

/** How many lifelines all messages cross together. */
export function crossingsOf(order: readonly number[], talk: readonly Talk[]): number {
  const places = new Map(order.map((id, place) => [id, place]));
  let crossed = 0;
  for (const { a, b, count } of talk) {
    const distance = Math.abs((places.get(a) ?? 0) - (places.get(b) ?? 0));
    crossed += count * Math.max(0, distance - 1);
  }
  return crossed;
}

function roleRank({ role }: Lane): number {
  return ROLES.indexOf(role);
}
