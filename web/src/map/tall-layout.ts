/**
 * Tall layout: the map in a frame that is higher than wide: the head end stands below the rest.
 *
 *     clients    media      sources
 *     alice ──┐
 *     bob ────┴ (cable) ── metro-cable ──┐
 *                  └─────────────────────┤  lane
 *     eve ──── (antenna) ─ hilltop ──────┤
 *     ┌ head end ────── aisle ───────────┘
 *     │ processing ────┬──── billing   │
 *     │ interface  ────┴──── credit    │
 *     └────────────────────────────────┘
 *
 * Units: pixels of the map at zoom 1.
 */
import type { Player } from './cast.ts';
import type { Box, MapLayout, Plant } from './layout.ts';

const CARD_PX = 46;
const MARGIN = 10;
const TOP = 30;
const HEADING_Y = 18;
const ROW_MIN = 56;
/** A source with the way past it. */
const SOURCE_ROW_MIN = 68;
const SERVER_ROW = 70;
/** Rows grow to fill the frame, up to this much. */
const STRETCH_MAX = 1.7;
const CLIENT = { x: MARGIN, width: 124 };
const PLANT = { x: 156, width: 62, height: 24 };
const SOURCE = { x: 232, width: 146 };
const LANE_X = 390;
const WIDTH = 404;
const SERVER_WIDTH = 170;

/** Places the cast; `aspect` is the width of the view by its height, well below 1. */
export function tallLayout(
  players: readonly Player[],
  media: Readonly<Record<string, string>>,
  aspect: number,
): MapLayout {
  const clients = players.filter(({ role }) => role === 'client');
  const sources = players.filter(({ role }) => role === 'source');
  const servers = players.filter(({ role }) => role !== 'client' && role !== 'source');
  const least = Math.max(clients.length * ROW_MIN, sources.length * SOURCE_ROW_MIN, 2 * ROW_MIN);
  const headEndPx = Math.ceil(servers.length / 2) * SERVER_ROW + 30;
  const spare = WIDTH / aspect - TOP - headEndPx - 3 * MARGIN;
  const inner = Math.min(least * STRETCH_MAX, Math.max(least, spare));
  const boxes = new Map<string, Box>();
  clients.forEach(({ id }, index) => {
    boxes.set(id, { ...CLIENT, y: rowY(index, clients.length, inner), height: CARD_PX });
  });
  const headEnd = {
    x: MARGIN,
    y: TOP + inner + 2 * MARGIN,
    width: WIDTH - 2 * MARGIN,
    height: headEndPx,
  };
  const aisle = { x: headEnd.x + headEnd.width / 2, y: headEnd.y + 12 };
  const plants = new Map<string, Plant>();
  sources.forEach(({ id, name }, index) => {
    const y = rowY(index, sources.length, inner);
    boxes.set(id, { ...SOURCE, y, height: CARD_PX });
    const box = { ...PLANT, y: y + (CARD_PX - PLANT.height) / 2 };
    const laneY = y + CARD_PX + 9;
    const trunk = [
      { x: box.x + 40, y: box.y + box.height },
      { x: box.x + 52, y: laneY },
      { x: LANE_X, y: laneY },
      { x: LANE_X, y: aisle.y },
      aisle,
    ];
    plants.set(name, { source: id, medium: media[name] ?? '', box, trunk });
  });
  servers.forEach(({ id }, index) => {
    const x = index % 2 === 0 ? headEnd.x + 8 : headEnd.x + headEnd.width - 8 - SERVER_WIDTH;
    const y = headEnd.y + 24 + Math.floor(index / 2) * SERVER_ROW;
    boxes.set(id, { x, y, width: SERVER_WIDTH, height: CARD_PX });
  });
  const headings = [
    { text: 'clients', x: CLIENT.x, y: HEADING_Y },
    { text: 'media', x: PLANT.x, y: HEADING_Y },
    { text: 'sources', x: SOURCE.x, y: HEADING_Y },
    { text: 'head end', x: headEnd.x + 10, y: headEnd.y + 16 },
  ];
  const height = headEnd.y + headEnd.height + MARGIN;
  return { width: WIDTH, height, boxes, plants, headEnd, headings, lane: { x: LANE_X, aisle } };
}

function rowY(row: number, rows: number, inner: number): number {
  return TOP + ((row + 0.5) * inner) / Math.max(1, rows) - CARD_PX / 2;
}
