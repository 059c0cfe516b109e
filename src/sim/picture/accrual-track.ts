/**
 * Accrual track: what was shown when, as a band over the plot of an accrual.
 *
 *           commercial-1    pause 7m45s           labels too wide for their stretch
 *                |              |
 *     | interval-1 |c|/////////|  interval-2  |   stretches
 *                            ◀─ to 8:00           seeks
 *
 * Units: pixels.
 */
import type { Stretch } from '../../billing/rating/stretch.ts';
import { spanText } from '../clock-text.ts';
import { type Label, labelRows, type Placed, type Room, rowCount } from './label-rows.ts';
import { type AccrualPicture, positionText, stretchName } from './picture.ts';
import { svgElement, svgNumber, svgText } from './svg-markup.ts';

/** Where the track is to be. */
export interface TrackPlace {
  readonly xOf: (atUs: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

export interface Track {
  readonly parts: readonly string[];
  /** Where what comes below may begin. */
  readonly bottom: number;
}

interface Box extends Label {
  readonly stretch: Stretch;
  readonly text: string;
  readonly left: number;
  readonly right: number;
}
interface Seek extends Label {
  readonly text: string;
  readonly fromX: number;
  readonly isForward: boolean;
}

const BAND_HEIGHT = 34;
const ROW_HEIGHT = 17;
const ROWS_MAX = 3;
const LABEL_GAP = 10;
/** Of a letter, in a sans-serif font of 12 pixels, on the wide side. */
const LETTER_WIDTH = 6.8;
const ARROW_WIDTH = 22;

/** Draws the stretches and the seeks of an accrual. */
export function trackSvg(picture: AccrualPicture, place: TrackPlace): Track {
  const room = { from: place.left, until: place.right, rowsMax: ROWS_MAX, gap: LABEL_GAP };
  const boxes = picture.accrual.stretches.map((stretch) => boxOf(stretch, place));
  const callouts = labelRows(
    boxes.filter((box) => !fits(box)),
    room,
  );
  const bandTop = place.top + rowCount(callouts) * ROW_HEIGHT + (callouts.length > 0 ? 4 : 0);
  const bandBottom = bandTop + BAND_HEIGHT;
  const seeks = labelRows(seeksOf(picture, place), seekRoom(room));
  return {
    parts: [
      ...callouts.flatMap((callout) => calloutSvg(callout, bandTop)),
      ...boxes.flatMap((box) => boxSvg(box, bandTop)),
      ...seeks.flatMap((seek) => seekSvg(seek, bandTop, bandBottom)),
    ],
    bottom: bandBottom + rowCount(seeks) * ROW_HEIGHT,
  };
}

function boxOf(stretch: Stretch, { xOf }: TrackPlace): Box {
  const left = xOf(stretch.fromUs);
  const right = xOf(stretch.untilUs);
  const text = stretchName(stretch);
  return { stretch, text, left, right, at: (left + right) / 2, width: widthOf(text) };
}

function fits({ left, right, width }: Box): boolean {
  return width + 8 <= right - left;
}

function boxSvg(box: Box, top: number): readonly string[] {
  const { stretch, text, left, right, at } = box;
  const length = spanText(stretch.untilUs - stretch.fromUs);
  const said = stretch.kind === 'pause' ? text : `${text}, ${length}`;
  const rect = svgElement(
    'rect',
    { class: `band ${stretch.kind}`, x: left, y: top, width: right - left, height: BAND_HEIGHT },
    svgText('title', {}, said),
  );
  if (!fits(box)) return [rect];
  const y = top + BAND_HEIGHT / 2 + 4;
  const plate = plateSvg(box, at, top + BAND_HEIGHT / 2);
  return [rect, ...plate, svgText('text', { class: 'middle', x: at, y }, text)];
}

/** Hatching behind letters is hard to read through. */
function plateSvg({ stretch, width }: Box, at: number, middle: number): readonly string[] {
  if (stretch.kind !== 'pause') return [];
  const plate = {
    class: 'page',
    x: at - width / 2 - 3,
    y: middle - 9,
    width: width + 6,
    height: 18,
  };
  return [svgElement('rect', plate)];
}

/** A label above the track, and a line from it to its stretch. */
function calloutSvg({ text, at, x, row }: Placed<Box>, bandTop: number): readonly string[] {
  const y = bandTop - 9 - row * ROW_HEIGHT;
  return [
    svgElement('line', { class: 'leader', x1: at, y1: y + 3, x2: at, y2: bandTop }),
    svgText('text', { class: 'middle halo', x, y }, text),
  ];
}

function seeksOf({ accrual, timeline }: AccrualPicture, { xOf }: TrackPlace): readonly Seek[] {
  return accrual.seeks.map(({ atUs, fromTick, toTick }) => {
    const text = `to ${positionText(timeline, toTick)}`;
    const width = widthOf(text) + ARROW_WIDTH;
    const isForward = toTick > fromTick;
    const fromX = xOf(atUs);
    return { text, fromX, width, isForward, at: fromX + ((isForward ? 1 : -1) * width) / 2 };
  });
}

/** An arrow at its instant, and beside it where it leads to. */
function seekSvg(
  { text, fromX, row, isForward }: Placed<Seek>,
  bandTop: number,
  bandBottom: number,
): readonly string[] {
  const y = bandBottom + 12 + row * ROW_HEIGHT;
  const way = isForward ? 1 : -1;
  const tipX = fromX + way * 15;
  const head = `M${svgNumber(tipX)} ${y}l${-way * 6} -4v8Z`;
  const shaft = { class: 'jump', x1: fromX, y1: y, x2: fromX + way * 10, y2: y };
  const place = { class: isForward ? 'halo' : 'halo end', x: fromX + way * ARROW_WIDTH, y: y + 4 };
  return [
    svgElement('line', { class: 'jump', x1: fromX, y1: bandTop, x2: fromX, y2: y }),
    svgElement('line', shaft),
    svgElement('path', { class: 'head', d: head }),
    svgText('text', place, text),
  ];
}

/** An arrow stays at its instant, so its label may be anywhere within the page. */
function seekRoom(room: Room): Room {
  return { ...room, from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };
}

function widthOf(text: string): number {
  return text.length * LETTER_WIDTH;
}
