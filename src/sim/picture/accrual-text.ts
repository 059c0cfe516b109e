/**
 * Accrual as text: fig. 1A with the money in it, for a terminal of 78 columns.
 *
 *     commercial-1       commercial-2                  labels of what is too short for its own
 *     ━━ interval-1 ━━▒━━ interval-2 ━━▒▒━━ int...     what was shown when
 *     00:30         00:45         01:00                the civil clock
 *
 *     00:50:00    20:00  commercial-1     2.20   0.00   2.20     a row for each edge
 *
 * Units: columns of one character. The same accrual makes the same text.
 */
import type { AccrualPoint } from '../../billing/rating/accrual.ts';
import type { Stretch } from '../../billing/rating/stretch.ts';
import { timeMarks } from './axis.ts';
import { type Label, labelRows, rowCount } from './label-rows.ts';
import {
  type AccrualPicture,
  amountText,
  clockText,
  courseText,
  DECIMALS_MORE,
  lastPoint,
  netExact,
  positionText,
  stretchName,
} from './picture.ts';

const WIDTH = 78;
const TIME_MARKS_MAX = 6;
const LABEL_ROWS_MAX = 3;
const CELLS: Readonly<Record<Stretch['kind'], string>> = {
  programme: '━',
  subsidy: '▒',
  review: '≈',
  pause: '╱',
};
const CLOCK_WIDTH = 8;
const MEDIA_WIDTH = 9;
const EVENT_WIDTH = 27;
const AMOUNT_WIDTH = 11;

/** A stretch in columns, the last of which is no part of it. */
interface Bar extends Label {
  readonly kind: Stretch['kind'];
  readonly text: string;
  readonly from: number;
  readonly until: number;
}

/** Draws an accrual as lines of at most 78 columns, with a line feed after each. */
export function accrualText(picture: AccrualPicture): string {
  const { title, currency, accrual } = picture;
  const bars = barsOf(picture);
  const lines = [
    title,
    courseText(picture),
    '',
    ...calloutLines(bars.filter((bar) => !fits(bar))),
    barLine(bars),
    clockLine(picture),
    '',
    '━ programming   ▒ commercial   ≈ played again   ╱ paused',
    '',
    row(
      'clock',
      'media',
      'what',
      ['charges', 'credits', `net ${currency}`].map((name) => `${name}  `),
    ),
    ...accrual.points.map((point) => pointRow(picture, point)),
    '',
    'Amounts are exact: the lines of a bill are rounded, each once.',
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function barsOf({ accrual }: AccrualPicture): readonly Bar[] {
  const lengthUs = Math.max(1, lastPoint(accrual).atUs);
  const columnOf = (atUs: number) => Math.round((WIDTH * atUs) / lengthUs);
  return accrual.stretches.map((stretch) => {
    const from = Math.min(WIDTH - 1, columnOf(stretch.fromUs));
    const until = Math.max(from + 1, columnOf(stretch.untilUs));
    const text = stretchName(stretch);
    const at = (from + until) / 2;
    return { kind: stretch.kind, text, from, until, at, width: text.length };
  });
}

/** With a cell on either side of it and a blank between. */
function fits({ from, until, width }: Bar): boolean {
  return width + 4 <= until - from;
}

/** Labels of what is too short for its own, the row nearest to the bar last. */
function calloutLines(bars: readonly Bar[]): readonly string[] {
  const room = { from: 0, until: WIDTH, rowsMax: LABEL_ROWS_MAX, gap: 2 };
  const placed = labelRows(bars, room);
  return Array.from({ length: rowCount(placed) }, (_, index) => {
    const line = Array<string>(WIDTH).fill(' ');
    for (const { text, x, row: at } of placed) {
      if (at === rowCount(placed) - 1 - index) write(line, Math.floor(x - text.length / 2), text);
    }
    return line.join('');
  });
}

function barLine(bars: readonly Bar[]): string {
  const line = Array<string>(WIDTH).fill(' ');
  // The shortest last, so that a commercial of a second is still to be seen.
  const byLength = [...bars].sort((a, b) => b.until - b.from - (a.until - a.from));
  for (const bar of byLength) {
    write(line, bar.from, CELLS[bar.kind].repeat(bar.until - bar.from));
    if (fits(bar)) write(line, Math.floor(bar.at - bar.width / 2) - 1, ` ${bar.text} `);
  }
  return line.join('');
}

/** Clock labels that begin under their instants. */
function clockLine({ accrual, startedCivilUs }: AccrualPicture): string {
  const lengthUs = Math.max(1, lastPoint(accrual).atUs);
  const line = Array<string>(WIDTH).fill(' ');
  for (const { atUs, label } of timeMarks(startedCivilUs, lengthUs, TIME_MARKS_MAX)) {
    const at = Math.round((WIDTH * atUs) / lengthUs);
    if (at + label.length <= WIDTH) write(line, at, label);
  }
  return line.join('');
}

function pointRow(picture: AccrualPicture, point: AccrualPoint): string {
  const { timeline, scale, startedCivilUs } = picture;
  const amounts = [point.positiveExact, point.negativeExact, netExact(point)];
  return row(
    clockText(startedCivilUs + point.atUs),
    positionText(timeline, point.positionTick),
    eventText(picture, point),
    amounts.map((exact) => aligned(amountText(exact, scale), scale)),
  );
}

function row(clock: string, media: string, what: string, amounts: readonly string[]): string {
  const shown = what.length > EVENT_WIDTH - 1 ? `${what.slice(0, EVENT_WIDTH - 2)}…` : what;
  const money = amounts.map((each) => each.padStart(AMOUNT_WIDTH)).join('');
  return `${clock.padEnd(CLOCK_WIDTH)}${media.padStart(MEDIA_WIDTH)} ${shown.padEnd(EVENT_WIDTH)}${money}`;
}

/** Blanks in place of decimals that another amount may have, so that points are under each other. */
function aligned(text: string, scale: number): string {
  const point = text.indexOf('.');
  const decimals = point < 0 ? -1 : text.length - point - 1;
  const most = scale + DECIMALS_MORE;
  return `${text}${' '.repeat(Math.max(0, most - decimals))}`;
}

function eventText(
  { accrual, timeline }: AccrualPicture,
  { kind, atUs, positionTick }: AccrualPoint,
): string {
  switch (kind) {
    case 'selection':
      return 'selected';
    case 'element':
      return nameAt(accrual.stretches, atUs);
    case 'band':
      return 'the tariff changes';
    case 'fee':
      return 'a fee by the piece';
    case 'pause':
      return 'paused';
    case 'resume':
      return 'resumed';
    case 'seek': {
      const seek = accrual.seeks.find((each) => each.atUs === atUs && each.toTick === positionTick);
      const way = (seek?.fromTick ?? 0) > positionTick ? 'back' : 'forward';
      return `${way} to ${positionText(timeline, positionTick)}`;
    }
    case 'gap':
      return 'not reported';
    case 'cancel':
      return 'cancelled';
    case 'end':
      return 'the end';
  }
}

function nameAt(stretches: readonly Stretch[], atUs: number): string {
  const stretch = stretches.findLast(({ fromUs }) => fromUs <= atUs);
  return stretch === undefined ? '' : stretchName(stretch);
}

function write(line: string[], from: number, text: string): void {
  for (const [index, character] of [...text].entries()) line[from + index] = character;
}
