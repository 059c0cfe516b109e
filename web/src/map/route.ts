/**
 * Route: the links of the map, and the way a message takes over them.
 *
 *     client ──home──▶ medium ──trunk──▶ head end ──▶ server      uplink, control
 *     source ──feed──▶ medium ──home──▶ client                    downlink
 *     server ──core──▶ server                                     A>B
 */
import type { Cast } from './cast.ts';
import type { Box, MapLayout, Point } from './layout.ts';
import { hostOf, plantOf } from './place.ts';

/** A drawn link. */
export interface MapLink {
  readonly id: string;
  /** The medium, or core. */
  readonly medium: string;
  readonly points: readonly Point[];
  /** The part of it on which it is marked as cut. */
  readonly marked: readonly Point[];
  /** Who is at its ends. */
  readonly ends: readonly string[];
  /** The channels that run over it. */
  readonly channels: readonly string[];
}
export interface Route {
  readonly points: readonly Point[];
  readonly links: readonly string[];
}

/** Every link, those of the core as they were used. */
export function linksOf(
  { players }: Cast,
  layout: MapLayout,
  coreChannels: ReadonlySet<string>,
): readonly MapLink[] {
  const links: MapLink[] = [];
  for (const [name, { source, medium, box, trunk }] of layout.plants) {
    const sourceBox = layout.boxes.get(source);
    if (sourceBox === undefined) continue;
    const feed = [
      { x: sourceBox.x, y: middle(sourceBox).y },
      { x: box.x + box.width, y: middle(box).y },
    ];
    links.push({
      id: `feed ${name}`,
      medium,
      points: feed,
      marked: feed,
      ends: [source],
      channels: [`${name}.downlink`],
    });
    const channels = [`${name}.uplink`, `${name}.control`];
    const marked = trunk.slice(1, 3);
    links.push({ id: `trunk ${name}`, medium, points: trunk, marked, ends: [source], channels });
  }
  for (const { id, home } of players) {
    const box = layout.boxes.get(id);
    const plant = layout.plants.get(home);
    if (box === undefined || plant === undefined) continue;
    const points = [
      { x: box.x + box.width, y: middle(box).y },
      { x: plant.box.x, y: middle(plant.box).y },
    ];
    links.push({
      id: `home ${id}`,
      medium: plant.medium,
      points,
      marked: points,
      ends: [id, plant.source],
      channels: [],
    });
  }
  const pairs = new Set([...coreChannels].map((channel) => pairOf(channel)));
  for (const pair of pairs) {
    const [from = '', to = ''] = pair.split('>');
    const points = between(layout, from, to);
    if (points === null) continue;
    const channels = [`${from}>${to}`, `${to}>${from}`];
    links.push({
      id: `core ${pair}`,
      medium: 'core',
      points,
      marked: points,
      ends: [from, to],
      channels,
    });
  }
  return links;
}

/** The way of a message; null where it is not on the map, as inside a hub. */
export function routeOf(
  cast: Cast,
  layout: MapLayout,
  from: string,
  to: string,
  channel: string,
): Route | null {
  const start = nodeOf(cast, from);
  const end = nodeOf(cast, to);
  const plant = plantOf(channel);
  if (plant === null) {
    const points = between(layout, start, end);
    return points === null ? null : { points, links: [`core ${pairOf(`${start}>${end}`)}`] };
  }
  const isUp = from.startsWith('client/');
  const way = overPlant(layout, plant, isUp ? start : end, isUp ? end : start);
  if (way === null) return null;
  return isUp ? way : { points: [...way.points].reverse(), links: way.links };
}

/** The node that stands for an address: its participant, or the population of that. */
export function nodeOf(cast: Cast, address: string): string {
  const host = hostOf(address);
  return cast.populationOf(host) ?? host;
}

/** From a client to whom it talks to over its medium. */
function overPlant(layout: MapLayout, name: string, client: string, other: string): Route | null {
  const plant = layout.plants.get(name);
  const clientBox = layout.boxes.get(client);
  const otherBox = layout.boxes.get(other);
  if (plant === undefined || clientBox === undefined || otherBox === undefined) return null;
  const edge = { x: clientBox.x + clientBox.width, y: middle(clientBox).y };
  const entry = { x: plant.box.x, y: middle(plant.box).y };
  if (other === plant.source) {
    const target = { x: otherBox.x, y: middle(otherBox).y };
    return { points: [edge, entry, target], links: [`home ${client}`, `feed ${name}`] };
  }
  return {
    points: [edge, entry, ...plant.trunk, ...doorOf(otherBox, layout)],
    links: [`home ${client}`, `trunk ${name}`],
  };
}

function middle({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** One line for both directions. */
function pairOf(channel: string): string {
  const [from = '', to = ''] = channel.split('>').map(hostOf);
  return from < to ? `${from}>${to}` : `${to}>${from}`;
}

/** A straight line between the facing sides of two nodes; down the lane where there is one. */
function between(layout: MapLayout, from: string, to: string): readonly Point[] | null {
  const { boxes, lane } = layout;
  const [a, b] = [boxes.get(from), boxes.get(to)];
  if (a === undefined || b === undefined || a === b) return null;
  if (lane === null || isSource(from) === isSource(to))
    return [sideTowards(a, b), sideTowards(b, a)];
  if (isSource(to)) return between(layout, to, from)?.toReversed() ?? null;
  const { y } = middle(a);
  const way = [
    { x: a.x + a.width, y },
    { x: lane.x, y },
    { x: lane.x, y: lane.aisle.y },
    lane.aisle,
  ];
  return [...way, ...doorOf(b, layout)];
}

/** From where trunks end to a server. */
function doorOf(box: Box, { lane }: MapLayout): readonly Point[] {
  const { y } = middle(box);
  if (lane === null) return [{ x: box.x, y }];
  const { x } = lane.aisle;
  return [
    { x, y },
    { x: box.x > x ? box.x : box.x + box.width, y },
  ];
}

function isSource(node: string): boolean {
  return node.startsWith('source/');
}

/** The middle of the side of a box that faces another. */
function sideTowards(box: Box, other: Box): Point {
  const { x, y } = middle(box);
  if (other.x > box.x + box.width) return { x: box.x + box.width, y };
  if (other.x + other.width < box.x) return { x: box.x, y };
  return { x, y: other.y > box.y ? box.y + box.height : box.y };
}

/** The point at a share of the way, and its direction in degrees. */
export function pointAlong(
  points: readonly Point[],
  share: number,
): Point & { readonly angle: number } {
  const lengths = points.slice(1).map((point, index) => {
    const before = points[index] ?? point;
    return Math.hypot(point.x - before.x, point.y - before.y);
  });
  let left = lengths.reduce((sum, length) => sum + length, 0) * share;
  for (const [index, length] of lengths.entries()) {
    const from = points[index];
    const to = points[index + 1];
    if (from === undefined || to === undefined) break;
    if (left <= length || index === lengths.length - 1) {
      const part = length === 0 ? 0 : Math.min(1, left / length);
      const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
      return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part, angle };
    }
    left -= length;
  }
  return { x: points[0]?.x ?? 0, y: points[0]?.y ?? 0, angle: 0 };
}
