/**
 * Roving: which node an arrow key leads to.
 *
 *     up, down        within the same column
 *     left, right     the nearest in the next column
 *     Home, End       the first, the last
 */
import type { Player } from './cast.ts';
import type { Box } from './layout.ts';

/** The node to go to; null for another key, or where there is none. */
export function nextNode(
  key: string,
  from: string | null,
  players: readonly Player[],
  boxes: ReadonlyMap<string, Box>,
): string | null {
  if (key === 'Home') return players[0]?.id ?? null;
  if (key === 'End') return players.at(-1)?.id ?? null;
  const start = from === null ? undefined : boxes.get(from);
  if (start === undefined) return null;
  const others = players.flatMap(({ id }) => {
    const box = boxes.get(id);
    return box === undefined || id === from ? [] : { id, dx: box.x - start.x, dy: box.y - start.y };
  });
  const distance = DISTANCES[key];
  if (distance === undefined) return null;
  let best: { readonly id: string; readonly far: number } | null = null;
  for (const { id, dx, dy } of others) {
    const far = distance(dx, dy);
    if (far !== null && (best === null || far < best.far)) best = { id, far };
  }
  return best?.id ?? null;
}

type Distance = (dx: number, dy: number) => number | null;
const SAME_COLUMN = 1;
const DISTANCES: Readonly<Record<string, Distance>> = {
  ArrowDown: (dx, dy) => (Math.abs(dx) < SAME_COLUMN && dy > 0 ? dy : null),
  ArrowUp: (dx, dy) => (Math.abs(dx) < SAME_COLUMN && dy < 0 ? -dy : null),
  // A column counts for more than any height, so that no column is jumped over.
  ArrowRight: (dx, dy) => (dx >= SAME_COLUMN ? dx * 100 + Math.abs(dy) : null),
  ArrowLeft: (dx, dy) => (dx <= -SAME_COLUMN ? -dx * 100 + Math.abs(dy) : null),
};
