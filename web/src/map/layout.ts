/**
 * Layout: where everything stands on the map. The same cast always makes the same map.
 *
 *     clients      media          sources               head end
 *     alice ──────┐                                ┌─────────────────────┐
 *     bob ────────┴─ (cable) ─── metro-cable ──────┤ processing  credit  │
 *                       └──────── return path ─────▶ interface   billing │
 *     eve ────────── (antenna) ─ hilltop-antenna ──┤ database  accounting│
 *                                                  └─────────────────────┘
 *
 * Units: pixels of the map at zoom 1.
 */
import type { Player } from './cast.ts';
import { tallLayout } from './tall-layout.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}
/** The medium between a source and its clients. */
export interface Plant {
  readonly source: string;
  readonly medium: string;
  readonly box: Box;
  /** The way past the source to the head end. */
  readonly trunk: readonly Point[];
}
export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Box>;
  readonly plants: ReadonlyMap<string, Plant>;
  readonly headEnd: Box;
  readonly headings: readonly { readonly text: string; readonly x: number; readonly y: number }[];
  /** Where the head end is below the sources: the way down to it, and between its servers. */
  readonly lane: { readonly x: number; readonly aisle: Point } | null;
}

/** Below it the head end stands under the sources instead of beside them. */
const TALL_ASPECT = 0.95;
const CARD = { width: 164, height: 46 };
const PLANT = { width: 78, height: 26 };
const TOP = 26;
const MARGIN = 12;
const ROW_MIN = 58;
const SOURCE_ROW_MIN = 74;
const CLIENT_ROWS_MAX = 14;
const WIDTH_MIN = 980;
const WIDTH_MAX = 1_500;

/** Places the cast; `aspect` is the width of the view by its height. */
export function layoutOf(
  players: readonly Player[],
  media: Readonly<Record<string, string>>,
  aspect: number,
): MapLayout {
  return aspect < TALL_ASPECT
    ? tallLayout(players, media, aspect)
    : wideLayout(players, media, aspect);
}

function wideLayout(
  players: readonly Player[],
  media: Readonly<Record<string, string>>,
  aspect: number,
): MapLayout {
  const clients = players.filter(({ role }) => role === 'client');
  const sources = players.filter(({ role }) => role === 'source');
  const columns = Math.max(1, Math.ceil(clients.length / CLIENT_ROWS_MAX));
  const rows = Math.ceil(clients.length / columns);
  const least = Math.max(rows * ROW_MIN, sources.length * SOURCE_ROW_MIN, 4 * ROW_MIN);
  const widthLeast = WIDTH_MIN + (columns - 1) * (CARD.width + 14);
  const tall = Math.min(least * 1.8, widthLeast / aspect - TOP);
  const inner = Math.max(least, tall);
  const height = TOP + inner + MARGIN;
  const width = Math.min(Math.max(widthLeast, height * aspect), Math.max(WIDTH_MAX, widthLeast));
  const xs = columnsAt(width, columns);
  const boxes = new Map<string, Box>();
  clients.forEach(({ id }, index) => {
    const x = MARGIN + Math.floor(index / rows) * (CARD.width + 14);
    boxes.set(id, { x, y: rowY(index % rows, rows, inner), ...CARD });
  });
  const plants = placeSources(sources, clients, media, boxes, xs, inner);
  const headEnd = placeServers(players, boxes, xs, inner);
  const headings = [
    { text: 'clients', x: MARGIN, y: 12 },
    { text: 'media', x: xs.plant, y: 12 },
    { text: 'sources', x: xs.source, y: 12 },
    { text: 'head end', x: headEnd.x + 2, y: 12 },
  ];
  return { width, height, boxes, plants, headEnd, headings, lane: null };
}

interface Columns {
  readonly plant: number;
  readonly source: number;
  readonly serverA: number;
  readonly serverB: number;
}

function columnsAt(width: number, columns: number): Columns {
  const clients = columns * (CARD.width + 14) - 14;
  const taken = 2 * MARGIN + clients + PLANT.width + 3 * CARD.width + 2 * 14;
  const free = width - taken;
  const plant = MARGIN + clients + free * 0.34;
  const source = plant + PLANT.width + free * 0.16;
  const serverA = source + CARD.width + free * 0.32 + 14;
  return { plant, source, serverA, serverB: serverA + CARD.width + free * 0.18 };
}

function rowY(row: number, rows: number, inner: number): number {
  return TOP + ((row + 0.5) * inner) / rows - CARD.height / 2;
}

/** Each source as near to its clients as the others leave room for. */
function placeSources(
  sources: readonly Player[],
  clients: readonly Player[],
  media: Readonly<Record<string, string>>,
  boxes: Map<string, Box>,
  xs: Columns,
  inner: number,
): ReadonlyMap<string, Plant> {
  const step = Math.max(SOURCE_ROW_MIN, inner / Math.max(1, sources.length));
  const ys = sources.map(({ name }, index) => {
    const own = clients.flatMap(({ id, home }) => (home === name ? (boxes.get(id)?.y ?? []) : []));
    const mean = own.reduce((sum, y) => sum + y, 0) / Math.max(1, own.length);
    return { index, y: own.length === 0 ? rowY(index, sources.length, inner) : mean };
  });
  ys.sort((a, b) => a.y - b.y || a.index - b.index);
  const gap = Math.min(step, SOURCE_ROW_MIN);
  const lowest = TOP + inner - CARD.height - 16;
  for (let i = 1; i < ys.length; i += 1) pushDown(ys, i, gap);
  for (let i = ys.length - 1; i >= 0; i -= 1) {
    const limit = i === ys.length - 1 ? lowest : (ys[i + 1]?.y ?? lowest) - gap;
    const one = ys[i];
    if (one !== undefined) one.y = Math.max(TOP, Math.min(one.y, limit));
  }
  const plants = new Map<string, Plant>();
  for (const { index, y } of ys) {
    const source = sources[index];
    if (source === undefined) continue;
    boxes.set(source.id, { x: xs.source, y, ...CARD });
    const box = { x: xs.plant, y: y + (CARD.height - PLANT.height) / 2, ...PLANT };
    const lane = y + CARD.height + 11;
    const trunk = [
      { x: box.x + PLANT.width * 0.6, y: box.y + PLANT.height },
      { x: box.x + PLANT.width * 0.6 + 14, y: lane },
      { x: xs.source + CARD.width + 8, y: lane },
      { x: xs.serverA - 14, y: lane },
    ];
    plants.set(source.name, { source: source.id, medium: media[source.name] ?? '', box, trunk });
  }
  return plants;
}

function pushDown(ys: { y: number }[], index: number, gap: number): void {
  const before = ys[index - 1];
  const one = ys[index];
  if (before !== undefined && one !== undefined) one.y = Math.max(one.y, before.y + gap);
}

const HALF_ROWS: Readonly<Record<string, readonly [column: 'a' | 'b', row: number]>> = {
  'credit-issuer': ['b', 0],
  'processing-server': ['a', 0.5],
  'billing-processor': ['b', 1],
  'interface-server': ['a', 1.5],
  'accounting-system': ['b', 2],
  'subscriber-database': ['a', 2.5],
};

/** The servers in two columns, each between those it talks to. */
function placeServers(
  players: readonly Player[],
  boxes: Map<string, Box>,
  xs: Columns,
  inner: number,
): Box {
  const servers = players.filter(({ id }) => id in HALF_ROWS);
  const rows = Math.max(1.5, ...servers.map(({ id }) => HALF_ROWS[id]?.[1] ?? 0)) + 1;
  const step = Math.min(210, Math.max(ROW_MIN + 6, inner / rows));
  const top = TOP + (inner - step * rows) / 2;
  for (const { id } of servers) {
    const [column, row] = HALF_ROWS[id] ?? ['a', 0];
    const y = top + (row + 0.5) * step - CARD.height / 2;
    boxes.set(id, { x: column === 'a' ? xs.serverA : xs.serverB, y, ...CARD });
  }
  const x = xs.serverA - 14;
  return { x, y: TOP - 6, width: xs.serverB + CARD.width + 14 - x, height: inner + 6 };
}
